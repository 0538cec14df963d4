"""A build sheet as one HTML page: needs nothing else, copies by a press, prints, light and dark."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from models.exchange.cells import encodable
from models.exchange.targets.sheet import (
    ABOUT_HEAD,
    CAUTIONS_HEAD,
    LEAD_COLUMNS,
    LEADS_HEAD,
    NEAREST,
    Lost,
    Sheet,
    Step,
)

_STYLE = """
:root { color-scheme: light dark; --ink: #17202e; --quiet: #465163; --faint: #5f6b7c;
  --paper: #fff; --sunken: #edeff3; --line: #dce0e7; --edge: #848e9d; --warn: #8a5a00;
  --accent: #1b62b5; --done: #1e6b3c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9ecf1; --quiet: #b9c1cd; --faint: #98a2b2;
  --paper: #1d2128; --sunken: #12151a; --line: #333a46; --edge: #778294; --warn: #e9bc5c;
  --accent: #74aef2; --done: #7ccb95; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem 4rem; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2.4rem 0 .6rem; padding-bottom: .35rem; border-bottom: 1px solid var(--line);
  font-size: 1.15rem; line-height: 1.3; }
p { margin: .4rem 0; } .intro, .why, .note { color: var(--quiet); }
.note { margin-top: .3rem; font-size: .9rem; white-space: pre-line; }
ul { margin: .6rem 0; padding: 0; list-style: none; }
ul > li { margin: .7rem 0; padding-left: 1.9rem; position: relative; }
ul > li::before { content: "i"; position: absolute; left: 0; top: .15rem; width: 1.2rem;
  height: 1.2rem; border: 1.5px solid; border-radius: 50%; color: var(--faint);
  font: 700 .75rem/1.05rem system-ui, sans-serif; text-align: center; }
ul.misfits > li::before { content: "!"; color: var(--warn); }
.lost { display: block; font-weight: 600; } .why, .nearest { display: block; }
ol.steps { margin: 0; padding: 0; list-style: none; }
ol.steps > li { display: grid; grid-template-columns: 2.4rem minmax(0, 1fr); padding: .7rem 0;
  break-inside: avoid; }
.number { color: var(--faint); font-weight: 600; font-variant-numeric: tabular-nums; }
.do { margin: 0; font-weight: 600; }
.copy { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr) 6rem; gap: 0 .7rem;
  margin-top: .45rem; align-items: start; }
.label { padding-top: .4rem; color: var(--quiet); font-size: .87rem; }
pre { margin: 0; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: 4px;
  background: var(--sunken); font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.code { font: 13px/1.5 ui-monospace, monospace; tab-size: 54; }
button { min-height: 2.1rem; padding: .25rem .6rem; border: 1px solid var(--edge);
  border-radius: 4px; background: var(--paper); color: var(--accent); font: inherit;
  font-weight: 500; cursor: pointer; }
button:hover { background: var(--sunken); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button.done { border-color: var(--done); color: var(--done); }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.wide { margin-top: .8rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 4px; }
table { border-collapse: separate; border-spacing: 0; min-width: 100%; font-size: .87rem; }
th, td { min-width: 5.5rem; padding: .4rem .6rem; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top; overflow-wrap: normal; }
tr:last-child > * { border-bottom: 0; }
th[scope="row"] { position: sticky; left: 0; min-width: 11rem;
  border-right: 1px solid var(--line); background: var(--paper); color: var(--quiet);
  font-weight: 500; overflow-wrap: break-word; }
tr:nth-child(2) td { font-weight: 700; font-variant-numeric: tabular-nums; }
td.blank { color: var(--faint); font-style: italic; }
dl { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: .4rem 1rem; margin: .6rem 0; }
dt { color: var(--quiet); font-size: .87rem; } dd { margin: 0; }
@media (max-width: 40rem) { body { padding: 1.2rem 1rem 3rem; }
  ol.steps > li { grid-template-columns: 2rem minmax(0, 1fr); }
  .copy { grid-template-columns: minmax(0, 1fr) auto; margin-top: .6rem; }
  .label { grid-column: 1 / 3; padding: 0 0 .15rem; } pre.code { tab-size: 2; }
  button { min-height: 2.6rem; }
  th[scope="row"] { min-width: 7.5rem; max-width: 7.5rem; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
@media print { :root { --paper: #fff; --ink: #000; } button { display: none; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } h2 { break-after: avoid; }
  .copy { grid-template-columns: 8.5rem minmax(0, 1fr); } .wide { overflow: visible; }
  table { font-size: 7.5pt; } th, td, th[scope="row"] { min-width: 0; padding: .2rem .3rem; } }
"""

_SCRIPT = """
for (const button of document.querySelectorAll("button")) {
  const words = button.firstChild, text = button.previousElementSibling;
  button.addEventListener("click", async () => {
    let told = "Copied";
    try {
      await navigator.clipboard.writeText(text.textContent);
    } catch {
      getSelection().selectAllChildren(text);
      if (!document.execCommand("copy")) told = "Ctrl+C";
    }
    words.data = told;
    button.classList.add("done");
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      words.data = "Copy";
      button.classList.remove("done");
    }, 2500);
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
        *_lost(sheet),
        *_cautions(sheet),
        *_sections(sheet),
        *_leads(sheet),
        *_about(sheet),
        f"<script>{_SCRIPT}</script>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8")


def _text(text: str) -> str:
    return escape(encodable(text))


def _head(text: str) -> str:
    return f"<h2>{_text(text)}</h2>"


def _lost(sheet: Sheet) -> Iterable[str]:
    yield _head(sheet.lost_head)
    yield f'<p class="intro">{_text(sheet.lost_words)}</p>'
    if sheet.lost:
        yield '<ul class="misfits">'
        yield from map(_one_lost, sheet.lost)
        yield "</ul>"


def _one_lost(lost: Lost) -> str:
    told = (
        f'<span class="lost">{_text(lost.part)}</span> <span class="why">{_text(lost.why)}</span>'
    )
    if lost.instead:
        told += f' <span class="nearest">{NEAREST}: {_text(lost.instead)}</span>'
    return f"<li>{told}</li>"


def _cautions(sheet: Sheet) -> Iterable[str]:
    if sheet.cautions:
        yield _head(CAUTIONS_HEAD)
        yield "<ul>"
        yield from (f"<li>{_text(caution)}</li>" for caution in sheet.cautions)
        yield "</ul>"


def _sections(sheet: Sheet) -> Iterable[str]:
    for section, steps in sheet.numbered():
        yield _head(section.title)
        if section.intro:
            yield f'<p class="intro">{_text(section.intro)}</p>'
        yield '<ol class="steps">'
        for number, step in steps:
            yield from _step(number, step)
        yield "</ol>"


def _step(number: int, step: Step) -> Iterable[str]:
    yield f'<li><span class="number">{number}</span><div><p class="do">{_text(step.do)}</p>'
    for copied in step.copies:
        label, kind = _text(copied.label), ' class="code"' if copied.code else ""
        # No line break after <pre>: a parser would drop it, and the copy must be the text alone.
        yield (
            f'<div class="copy"><span class="label">{label}</span>'
            f"<pre{kind}>{_text(copied.text)}</pre>"
            f'<button type="button">Copy<span class="spoken"> {label}, step {number}</span>'
            "</button></div>"
        )
    if step.note:
        yield f'<div class="note">{_text(step.note)}</div>'
    yield "</div></li>"


def _leads(sheet: Sheet) -> Iterable[str]:
    yield _head(LEADS_HEAD)
    yield f'<p class="intro">{_text(sheet.leads_words)}</p>'
    if not sheet.leads:
        return
    lead, score, band = LEAD_COLUMNS
    yield '<div class="wide" tabindex="0" role="group" aria-label="Leads"><table>'
    yield _row(lead, [one.lead for one in sheet.leads])
    yield _row(score, [one.score for one in sheet.leads])
    yield _row(band, [one.band for one in sheet.leads])
    for place, name in enumerate(sheet.fields):
        yield _row(name, [one.cells[place] for one in sheet.leads])
    yield "</table></div>"


def _row(name: str, cells: Iterable[str]) -> str:
    told = (f"<td>{_text(c)}</td>" if c else '<td class="blank">blank</td>' for c in cells)
    return f'<tr><th scope="row">{_text(name)}</th>{"".join(told)}</tr>'


def _about(sheet: Sheet) -> Iterable[str]:
    yield _head(ABOUT_HEAD)
    yield "<dl>"
    yield from (f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>" for name, value in sheet.about)
    yield "</dl>"
