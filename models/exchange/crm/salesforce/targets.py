"""The target salesforce."""

from __future__ import annotations

from models.exchange.crm.salesforce.fitting import adapted
from models.exchange.crm.salesforce.formulas import formulas
from models.exchange.crm.salesforce.metadata import ENDING, field_xml
from models.exchange.crm.salesforce.reads import AS_OF, Field, reads_of
from models.exchange.crm.salesforce.steps import CAUTIONS, NAME, sections, size_problems, text_of
from models.exchange.crm.writing import sheet_files, sheet_of
from models.exchange.targets.target import (
    Choice,
    Export,
    ExportFile,
    Family,
    Order,
    Proof,
    Target,
)


def _write(order: Order) -> Export:
    today = order.option("as_of", "field") == "today"
    as_of = "TODAY()" if today else AS_OF
    reads = reads_of(order.program.columns, order.inputs, as_of)
    stored = order.option("groups", "formula") == "stored"
    made = formulas(order.program, reads, as_of, stored=stored)
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
        tuple(size_problems(made)),
    )


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
            (("formula", "formulas"), ("stored", "number fields that a Flow fills")),
        ),
    ),
    engines=("sformula",),
)
