"""The lines of a build sheet in the order in which they are read. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.exchange.shown import Table, listed
from models.exchange.targets.sheet import (
    ABOUT_HEAD,
    CAUTIONS_HEAD,
    LEAD_COLUMNS,
    LEADS_HEAD,
    NEAREST,
    Copied,
    Expected,
    Lost,
    Sheet,
)
from models.leads.wording import figure, one_line
from widgets.printing.parts import Heading, Part, Rows

MOST = 1500
"""Letters of a text to copy that are shown; what is copied is all of it."""


@dataclass(frozen=True)
class Head:
    """Where a part of the sheet begins."""

    text: str
    first: bool = False


@dataclass(frozen=True)
class Words:
    """A sentence about what follows."""

    text: str


@dataclass(frozen=True)
class Caution:
    """Something to know beforehand."""

    text: str


@dataclass(frozen=True)
class Do:
    """What to do, with its number."""

    number: int
    text: str


@dataclass(frozen=True)
class Note:
    """What to look at in the step above."""

    text: str


@dataclass(frozen=True)
class Fact:
    """Something about the model, by name."""

    name: str
    value: str


@dataclass(frozen=True)
class LeadRows:
    """The leads with what they must get."""

    fields: tuple[str, ...]
    leads: tuple[Expected, ...]


Line = Head | Words | Lost | Caution | Do | Copied | Note | Fact | LeadRows


def lines_of(sheet: Sheet) -> tuple[Line, ...]:
    """What does not fit first, then the steps, the leads, and facts."""
    return tuple(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[Line]:
    yield Head(sheet.lost_head, first=True)
    yield Words(sheet.lost_words)
    yield from sheet.lost
    if sheet.cautions:
        yield Head(CAUTIONS_HEAD)
        yield from map(Caution, sheet.cautions)
    for section, steps in sheet.numbered():
        yield Head(section.title)
        if section.intro:
            yield Words(section.intro)
        for number, step in steps:
            yield Do(number, step.do)
            yield from step.copies
            if step.note:
                yield Note(step.note)
    yield Head(LEADS_HEAD)
    yield Words(sheet.leads_words)
    if sheet.leads:
        yield LeadRows(sheet.fields, sheet.leads)
    yield Head(ABOUT_HEAD)
    yield from (Fact(name, value) for name, value in sheet.about)


def spoken(line: Line) -> str:
    """A line as it is read out."""
    match line:
        case Lost(part, why, instead):
            return " ".join(filter(None, (part, why, f"{NEAREST}: {instead}" if instead else "")))
        case Copied(label, text):
            return f"{label}: {text}. Enter copies it."
        case Do(number, text):
            return f"{number}. {text}"
        case Fact(name, value):
            return f"{name}: {value}"
        case LeadRows(_, leads):
            return f"Table of {len(leads)} leads"
        case _:
            return line.text


def shown_text(copied: Copied) -> str:
    """A text to copy as it is shown: a very long one in part, odd breaks of lines as marks."""
    text, left = copied.text, ""
    if len(text) > MOST:
        line = text.rfind("\n", MOST // 2, MOST)
        text = text[: line if line > 0 else MOST]
        left = f"\u2026\n{figure(len(copied.text) - len(text))} more letters are copied too."
    return "\n".join(map(one_line, text.split("\n"))) + left


def on_paper(sheet: Sheet) -> tuple[Part, ...]:
    """The sheet as it is printed with the page."""
    parts: list[Part] = []
    if sheet.lost:
        table: Table = [["What does not fit", "Why", NEAREST]]
        table += [[lost.part, lost.why, lost.instead] for lost in sheet.lost]
        parts += [Heading(sheet.lost_head), Rows(listed(sheet.lost_head, table))]
    for section, steps in sheet.numbered():
        table = [["Step", "What to do", "Where", "Text"]]
        for number, step in steps:
            first = [str(number), step.do]
            for copied in step.copies or (Copied("", ""),):
                table.append([*first, copied.label, copied.text])
                first = ["", ""]
        parts += [Heading(section.title), Rows(listed(section.title, table))]
    if sheet.leads:
        table = [[*LEAD_COLUMNS, *sheet.fields]]
        table += [[lead.lead, lead.score, lead.band, *lead.cells] for lead in sheet.leads]
        parts += [Heading(LEADS_HEAD), Rows(listed(LEADS_HEAD, table))]
    return tuple(parts)
