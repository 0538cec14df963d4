"""A build sheet as one HTML page: needs nothing else, copies by a press, prints, light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from models.exchange.cells import encodable
from models.exchange.crm.sheet import Lost, Section, Sheet, Step
from models.leads.wording import count_of

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2430; --quiet: #566070; --paper: #fff; --card: #f4f6f9;
  --line: #d4dae3; --lost: #8a3b00; --press: #1f5fae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --quiet: #a2abb9; --paper: #16191f;
  --card: #20252d; --line: #3a424e; --lost: #ffb27a; --press: #8fbcff; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { line-height: 1.2; } h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; }
dt, .note, .intro, .label { color: var(--quiet); } dd { margin: 0; }
.lost { color: var(--lost); font-weight: 600; }
ol.steps { padding-left: 0; list-style: none; }
ol.steps > li { padding: .6rem 0; break-inside: avoid; }
.copy { display: grid; grid-template-columns: 1fr auto; gap: 0 .6rem; margin: .35rem 0;
  align-items: start; }
.copy .label { grid-column: 1 / 3; font-size: .85rem; }
pre { margin: 0; padding: .5rem .7rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; white-space: pre-wrap; font: 14px/1.45 ui-monospace, monospace; }
button { font: inherit; padding: .3rem .8rem; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); color: var(--press); cursor: pointer; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left;
  vertical-align: top; min-width: 4.5rem; overflow-wrap: normal; }
td.blank { color: var(--quiet); font-style: italic; }
@media print { button { display: none; } body { max-width: none; padding: 0; font-size: 11pt; }
  .wide { overflow: visible; } table { font-size: 7.5pt; } th, td { min-width: 0; } }
"""

_SCRIPT = """
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", async () => {
    const text = button.previousElementSibling.textContent;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(button.previousElementSibling);
      button.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2500);
  });
}
"""


def page(sheet: Sheet) -> bytes:
    """The page, UTF-8. Every text of the model is escaped; nothing is loaded from anywhere."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(sheet.title)}</title>",
        *(f"<!-- {line} -->" for line in sheet.carried),
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{_text(sheet.title)}</h1>",
        "<dl>",
        *(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in sheet.about),
        "</dl>",
        *_lost(sheet),
        *_cautions(sheet),
        *_sections(sheet.sections),
        *_leads(sheet),
        f"<script>{_SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8")


def _text(text: str) -> str:
    return escape(encodable(text))


def _lost(sheet: Sheet) -> Iterable[str]:
    yield f"<h2>What does not fit into {_text(sheet.system)}</h2>"
    if not sheet.lost:
        yield "<p>All of the model fits.</p>"
        return
    yield "<p>The expected scores below are of the model without these parts.</p>"
    yield "<ul>"
    yield from map(_one_lost, sheet.lost)
    yield "</ul>"


def _one_lost(lost: Lost) -> str:
    nearest = f' <span class="note">Nearest: {_text(lost.instead)}</span>' if lost.instead else ""
    return f'<li><span class="lost">{_text(lost.part)}</span> {_text(lost.why)}{nearest}</li>'


def _cautions(sheet: Sheet) -> Iterable[str]:
    if sheet.cautions:
        yield "<h2>Look at this first</h2>"
        yield "<ul>"
        yield from (f"<li>{_text(caution)}</li>" for caution in sheet.cautions)
        yield "</ul>"


def _sections(sections: Iterable[Section]) -> Iterable[str]:
    number = 0
    for section in sections:
        yield f"<h2>{_text(section.title)}</h2>"
        if section.intro:
            yield f'<p class="intro">{_text(section.intro)}</p>'
        yield '<ol class="steps">'
        for step in section.steps:
            number += 1
            yield from _step(number, step)
        yield "</ol>"


def _step(number: int, step: Step) -> Iterable[str]:
    yield f"<li><strong>{number}.</strong> {_text(step.do)}"
    for copied in step.copies:
        # No line break after <pre>: a parser would drop it, and the copy must be the text alone.
        yield (
            f'<div class="copy"><span class="label">{_text(copied.label)}</span>'
            f'<pre>{_text(copied.text)}</pre><button type="button">Copy</button></div>'
        )
    if step.note:
        yield f'<div class="note">{_text(step.note)}</div>'
    yield "</li>"


def _leads(sheet: Sheet) -> Iterable[str]:
    yield "<h2>Does it come out right?</h2>"
    if not sheet.leads:
        yield "<p>Write this sheet with leads open, and it lists leads with their scores.</p>"
        return
    yield (
        f"<p>{count_of(len(sheet.leads), 'lead')} with the scores that {_text(sheet.system)} must "
        "give them. They are chosen so that rules and thresholds show; compare each.</p>"
    )
    yield '<div class="wide"><table>'
    yield _row("Lead", [lead.lead for lead in sheet.leads])
    yield _row("Score", [lead.score for lead in sheet.leads])
    yield _row("Band", [lead.band for lead in sheet.leads])
    for place, name in enumerate(sheet.fields):
        yield _row(name, [lead.cells[place] for lead in sheet.leads])
    yield "</table></div>"


def _row(name: str, cells: Iterable[str]) -> str:
    told = (f"<td>{_text(c)}</td>" if c else '<td class="blank">blank</td>' for c in cells)
    return f'<tr><th scope="row">{_text(name)}</th>{"".join(told)}</tr>'
