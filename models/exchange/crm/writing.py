"""From an order to the files of a build sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.exchange.crm.beginning import column_words
from models.exchange.crm.book import book
from models.exchange.crm.expected import expected
from models.exchange.crm.page import page
from models.exchange.embedded import embedded_cells
from models.exchange.portable.vocabulary import DayWithin, questions_in
from models.exchange.targets.misfit import Misfit
from models.exchange.targets.sheet import Expected, Lost, Section, Sheet
from models.exchange.targets.target import PROOF_WORDS, ExportFile, Order, Proof
from models.exchange.targets.words import misfit_words
from models.leads.wording import figure, one_line


def sheet_of(
    order: Order,
    system: str,
    proof: Proof,
    sections: Sequence[Section],
    cautions: Sequence[str] = (),
) -> Sheet:
    """The build sheet of an order. `sections`: the steps of that system."""
    program = order.program
    fields, leads = expected(order)
    about = [
        ("Model", program.name),
        ("Content hash", program.hash),
        ("Semantics", str(program.semantics)),
        ("As-of day", program.as_of.isoformat()),
        ("Reads", "; ".join(map(column_words, program.columns)) or "nothing"),
        ("Bands", "; ".join(f"{b.name} from {figure(b.threshold)}" for b in program.bands)),
        ("Proof", f"{proof.value.capitalize()}: {PROOF_WORDS[proof]}"),
    ]
    if program.muted:
        about.append(("Muted rules, left out", "; ".join(program.muted)))
    return Sheet(
        title=one_line(f"{program.name} in {system}"),
        system=system,
        about=tuple((name, one_line(value)) for name, value in about),
        lost=tuple(map(_lost, order.adapted.misfits)),
        cautions=(*cautions, *_of_day(order)),
        sections=tuple(_in_lines(section) for section in sections if section.steps),
        fields=tuple(map(one_line, fields)),
        leads=tuple(map(_lead_in_lines, leads)),
        carried=embedded_cells(order.model),
    )


def _in_lines(section: Section) -> Section:
    """Names in one line each. What is copied is the text itself, and a note keeps its lines."""
    steps = tuple(replace(step, do=one_line(step.do)) for step in section.steps)
    return replace(section, title=one_line(section.title), steps=steps)


def _lead_in_lines(lead: Expected) -> Expected:
    cells = tuple(map(one_line, lead.cells))
    return Expected(one_line(lead.lead), lead.score, one_line(lead.band), cells)


def _of_day(order: Order) -> tuple[str, ...]:
    """Scores that change from day to day are expected as of one day."""
    ages = any(
        isinstance(question, DayWithin)
        and any(day is not None and day.from_as_of for day in (question.low, question.high))
        for asked in order.program.asked()
        for question in questions_in(asked)
    )
    if not ages and not any(column.of_activities for column in order.program.columns):
        return ()
    day = order.program.as_of.isoformat()
    return (
        f"The expected scores are as of {day}: on other days, rules that ask how long ago "
        "something was give other points.",
    )


def sheet_files(sheet: Sheet, stem: str) -> tuple[ExportFile, ExportFile]:
    """The sheet as a page and as a workbook; `Export.sheet` is the same for the window."""
    return (
        ExportFile(f"{stem}.html", page(sheet), "html"),
        ExportFile(f"{stem}.xlsx", book(sheet)),
    )


def _lost(misfit: Misfit) -> Lost:
    """A misfit with its first sentence as the part."""
    words = misfit_words(misfit)
    part, _, _ = words.partition(f" {misfit.why}")
    return Lost(one_line(part), one_line(misfit.why), one_line(misfit.instead))
