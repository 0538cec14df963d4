"""The target Excel: a live workbook."""

from __future__ import annotations

from datetime import date

from models.evaluation.figures import count
from models.exchange.live_workbook.formulas import Formulas
from models.exchange.live_workbook.writing import Book, too_long
from models.exchange.portable.columns import Column
from models.exchange.portable.lowering import portable
from models.exchange.portable.program import FirstOf
from models.exchange.portable.vocabulary import Asked, depth_of
from models.exchange.targets.adapting import (
    CHANCES,
    adapted,
    half_value_reason,
    text_reason,
    without,
)
from models.exchange.targets.misfit import Adapted, Misfit, Part
from models.exchange.targets.target import (
    Answer,
    Choice,
    Export,
    ExportFile,
    Family,
    Order,
    Proof,
    Target,
)
from models.exchange.targets.vectors import chosen_rows
from models.leads.fields import Input
from models.leads.wording import count_of
from models.problems import Problem
from models.scoring.file.scores_hash import chances_of
from models.scoring.model import ScoringModel

LONGEST, DEEPEST = 3_000, 20
"""Characters of one question, and levels within each other: a formula takes 8,192 and 64 of all."""
_ANY_DAY = date(2026, 1, 1)
_LONG = "Its formula would be longer than a spreadsheet takes."


def _adapt(model: ScoringModel, inputs: tuple[Input, ...]) -> Adapted:
    fits = adapted(model, half_value_reason, text_reason)
    program = portable(fits.model, model.as_of or _ANY_DAY, inputs)
    misfits = []
    for rule in program.rules():
        whens = [rule.when]
        if isinstance(rule.gives, FirstOf):
            whens += [line.when for line in rule.gives.lines]
        if any(map(_too_long, whens)):
            misfits.append(Misfit(Part.RULE, rule.id, rule.name, _LONG))
    misfits += [
        Misfit(Part.OVERRIDE, item.id, item.name, _LONG)
        for item in program.overrides
        if _too_long(item.when)
    ]
    gone = [misfit.id for misfit in misfits]
    return Adapted(without(fits.model, gone), (*fits.misfits, *misfits, *_chances(model)))


def _chances(model: ScoringModel) -> tuple[Misfit, ...]:
    if chances_of(model) is None:
        return ()
    why = "Chances are of these points, and points can be changed in the workbook."
    return (Misfit(Part.MODEL, "", CHANCES, why, "A scored list has them."),)


def _too_long(asked: Asked) -> bool:
    """Whether a formula of forty such questions would be too long or too deep."""
    cell = "Leads!XFD1048576"
    said = Formulas(lambda _column: cell, cell, lambda _texts: cell, _never).question(asked)
    return len(said) > LONGEST or depth_of(asked) > DEEPEST


def _never(_column: Column, _value: float) -> bool:
    return False


def _ids(order: Order) -> list[str]:
    scored = order.scored
    assert scored is not None
    leads = scored.masks.leads
    return [leads.lead_id(row) for row in range(len(scored))]  # type: ignore[attr-defined]


def _write(order: Order) -> Export:
    leads = order.prepared
    assert leads is not None, "the order has leads"
    most = int(order.option("leads", "2000"))
    rows = chosen_rows(order, most) if len(leads) > most else list(range(len(leads)))
    ids = _ids(order)
    book = Book(order, leads, rows, [ids[row] for row in rows])
    problems = []
    if len(rows) < len(leads):
        problems.append(
            Problem(
                f"{count(len(rows))} of {count_of(len(leads), 'lead')} are in the workbook: those "
                "at the thresholds and for each rule, the others evenly by score.",
                order.stem,
                "Up to 20,000 are taken if you ask for them; a list of scores has all.",
                len(leads) - len(rows),
            )
        )
    if long := too_long(order):
        problems.append(
            Problem(
                "Texts were too long for a cell and end in an ellipsis.",
                order.stem,
                "Shorten them, or look at these leads in Leadbench.",
                long,
            )
        )
    file = ExportFile(f"{order.stem}.xlsx", book.content())
    return Export((file,), tuple(problems), tuple(rows))


EXCEL = Target(
    key="excel",
    name="Excel workbook",
    family=Family.SPREADSHEET,
    proof=Proof.VERIFIED,
    gives="Leads, model, calculation and scores: change a number of the model and all follow.",
    reads="The leads are in it.",
    ending=".xlsx",
    adapt=_adapt,
    write=_write,
    choices=(
        Choice(
            "leads",
            "Leads in the workbook",
            (("2000", "Up to 2,000 leads"), ("20000", "Up to 20,000 leads")),
        ),
    ),
    engines=("libreoffice",),
    answers=(Answer.SCORE, Answer.BAND, Answer.GRADE, Answer.SCALE, Answer.REASONS),
    needs_leads=True,
)
TARGETS = (EXCEL,)
