"""The target salesforce."""

from __future__ import annotations

from dataclasses import dataclass

from models.exchange.crm.salesforce.fitting import adapted
from models.exchange.crm.salesforce.formulas import MOST_COMPILED, Formulas, formulas
from models.exchange.crm.salesforce.metadata import ENDING, field_xml
from models.exchange.crm.salesforce.reads import AS_OF, Field, Reads, reads_of
from models.exchange.crm.salesforce.steps import CAUTIONS, NAME, sections, size_problems, text_of
from models.exchange.crm.writing import sheet_files, sheet_of
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
from models.problems import Problem


@dataclass(frozen=True)
class Made:
    """What is made of an order: `fields`, and `whole`, the same where no group is stored."""

    reads: Reads
    fields: Formulas
    whole: Formulas
    today: bool


def made_of(order: Order) -> Made:
    """The fields of an order, by its options."""
    today = order.option("as_of", "field") == "today"
    as_of = "TODAY()" if today else AS_OF

    def reads() -> Reads:  # names are given out as formulas are written: each begins anew
        return reads_of(order.program.columns, order.inputs, as_of)

    first = reads()
    whole = formulas(order.program, first, as_of)
    groups = order.option("groups", "auto")
    large = max(whole.compiled.values()) > MOST_COMPILED
    if groups == "stored" or (groups == "auto" and large):
        second = reads()
        return Made(second, formulas(order.program, second, as_of, stored=True), whole, today)
    return Made(first, whole, whole, today)


def _write(order: Order) -> Export:
    found = made_of(order)
    reads, made, today = found.reads, found.fields, found.today
    sheet = sheet_of(order, NAME, Proof.CHECKED, sections(order, reads, made, today), CAUTIONS)
    text = text_of(order, reads, made).encode("utf-8", "replace")
    day = Field(AS_OF, "Date", "the day from which ages count", filled=True)
    to_make = [field for field in reads.fields if field.filled]
    to_make += [*([] if today else [day]), *made.fields]
    by = f"Leadbench {order.version}, model {order.program.hash[:12]}"
    return Export(
        (
            ExportFile(f"{order.stem}.salesforce.txt", text, "text"),
            *sheet_files(sheet, f"{order.stem}.salesforce"),
            *(ExportFile(f.name + ENDING, field_xml(f, by), "xml") for f in to_make),
        ),
        (*_of_today(order, today), *size_problems(made, found.whole)),
        sheet=sheet,
    )


def _of_today(order: Order, today: bool) -> tuple[Problem, ...]:
    if not today or not order.program.own_day:
        return ()
    what = "Each lead is looked at as of a day of its own, which TODAY() is not."
    return (Problem(what, "As-of day", f"Take the field {AS_OF}: --option as_of=field."),)


SALESFORCE = Target(
    key="salesforce",
    name="Salesforce",
    family=Family.CRM,
    proof=Proof.CHECKED,
    gives="Formula fields of leads as text, a build sheet, and their metadata to deploy.",
    reads="Fields of the lead by their API names, and number fields with counts of activities.",
    ending=".txt",
    adapt=adapted,
    write=_write,
    choices=(
        Choice(
            "as_of",
            "Ages count from",
            (("field", f"the field {AS_OF}"), ("today", "TODAY(), the day of whoever looks")),
        ),
        Choice(
            "groups",
            "Groups",
            (
                ("auto", "formulas, or number fields where those are too large"),
                ("formula", "formulas"),
                ("stored", "number fields that a Flow fills"),
            ),
        ),
    ),
    engines=("sformula",),
    answers=(Answer.SCORE, Answer.BAND, Answer.GRADE, Answer.SCALE),
)
