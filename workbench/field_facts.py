"""What the Data page says of the fields: heads of the table, and the facts of one field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

import numpy as np

from models.evaluation.figures import count, percent, rate_of
from models.leads.evidence import Evidence
from models.leads.fields import Input, Kind, Role
from models.leads.repeats import repeated_ids
from models.leads.summary import FieldSummary, commonest_cells, summarise
from models.leads.table import Leads
from models.leads.tally import ValueCount
from models.leads.wording import figure
from models.problems import Problem, Severity
from widgets.field_panel import FieldFacts
from widgets.inputs.field_chooser import SYMBOLS
from widgets.tables.field_table import FieldHead

SHORT_ROLES = {
    Role.FIELD: "",
    Role.ID: "Lead id",
    Role.OUTCOME: "Outcome",
    Role.CREATED: "Created",
    Role.OUTCOME_DATE: "Outcome date",
    Role.REJECTION: "Rejection",
    Role.VALUE: "Deal value",
    Role.OWNER: "Owner",
    Role.SOURCE: "Source",
    Role.ACCOUNT: "Account",
    Role.EMAIL: "E-mail",
    Role.CONSENT: "Consent",
    Role.ACTIVITY_TYPE: "Type",
    Role.ACTIVITY_TIME: "Time",
    Role.IGNORED: "left out",
}
MOST_VALUES = 12


def problems_of_field(item: Input, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of the import that name this field."""
    return tuple(problem for problem in problems if problem.concerns(item.name))


def head_of(leads: Leads, item: Input, problems: tuple[Problem, ...]) -> FieldHead:
    """The head of a field: kind, fill, distinct values, role, the gravest finding in short."""
    raw = leads.raw_column(item)
    rows = max(1, len(leads))
    filled = 0.0 if raw is None else 1 - int(raw.counts[0]) / rows
    distinct = 0 if raw is None else int(np.count_nonzero(raw.counts[1:]))
    misfits = leads.misfits(item.name).count
    own = problems_of_field(item, problems)
    leak = any("leak" in problem.what for problem in own)
    finding = "a leak?" if leak else ""
    if misfits:
        finding = f"{count(misfits)} not a {item.kind}" if not leak else finding
    everywhere = raw is not None and distinct == len(leads) and distinct > 0
    return FieldHead(
        name=item.name,
        kind=item.kind.value,
        icon=SYMBOLS[item.kind],
        filled=filled,
        values="all different" if everywhere else f"{count(distinct)} values",
        role=SHORT_ROLES[item.role],
        finding=finding,
        grave=leak,
        right=item.kind is Kind.NUMBER,
        ignored=item.role is Role.IGNORED,
    )


def facts_of(
    leads: Leads, item: Input, evidence: Evidence | None, problems: tuple[Problem, ...]
) -> FieldFacts:
    """All that the panel says of a field."""
    raw = leads.raw_column(item)
    if raw is None:
        return FieldFacts(item, ("These leads do not have this field.",))
    filled = len(leads) - int(raw.counts[0])
    sentences = [
        f"{count(filled)} of {count(len(leads))} filled ({percent(filled / max(1, len(leads)))})."
    ]
    if evidence is not None and evidence.kind is item.kind:
        sentences.append(f"{evidence.sentence[:1].upper()}{evidence.sentence[1:]}.")
        if evidence.why and evidence.role is item.role:
            sentences.append(f"Taken for the {evidence.why}.")
    summary = summarise(leads, item.name, MOST_VALUES)
    seen = evidence is not None and evidence.kind is item.kind
    sentences += spread_of(summary, seen=seen, by_fill=item.role is not Role.OUTCOME)
    misfits = summary.misfits
    own = problems_of_field(item, problems)
    if item.role is Role.ID:  # it may have become the id after the import
        own = tuple(dict.fromkeys((*own, *repeated_ids(raw))))
    findings = [
        (f"{problem.what} {problem.remedy}".strip(), problem.severity is Severity.ERROR)
        for problem in own
    ]
    if misfits.count and not findings:
        such = ", ".join(f"\u201c{text}\u201d" for text in misfits.examples[:3])
        findings.append(
            (
                f"{count(misfits.count)} cells are not a {item.kind}, such as {such}. "
                "They are read as blank.",
                False,
            )
        )
    return FieldFacts(
        item,
        tuple(sentences),
        tuple(findings),
        _values(leads, summary, item),
        distinct=summary.distinct + bool(summary.blank.leads),
    )


def _values(leads: Leads, summary: FieldSummary, item: Input) -> tuple[ValueCount, ...]:
    """The commonest values, blank among them; of an outcome its cells, which a person ticks."""
    if item.role is Role.OUTCOME:
        return commonest_cells(leads, item.name, MOST_VALUES)
    return values_of(summary)


def values_of(summary: FieldSummary) -> tuple[ValueCount, ...]:
    """The commonest values, blank among them."""
    blank = summary.blank
    nothing = ValueCount("", blank.leads, blank.converted, blank.known)
    values = (*summary.top, nothing) if blank.leads else summary.top
    return tuple(sorted(values, key=lambda value: -value.leads)[:MOST_VALUES])


def spread_of(summary: FieldSummary, *, seen: bool = False, by_fill: bool = True) -> Iterator[str]:
    """Range and median, first and last day; `seen`: the evidence has said the range already.

    `by_fill`: also how leads convert that have the field, and those that lack it.
    """
    if summary.numbers is not None:
        least, median, most = map(figure, astuple(summary.numbers))
        yield f"The median is {median}." if seen else f"{least} to {most}; the median is {median}."
    if summary.days is not None and not seen:
        first, last = (np.datetime64(day, "D") for day in summary.days)
        yield f"{first} to {last}."
    if by_fill and summary.filled.known and summary.blank.known:
        yield (
            f"Converted where filled: {rate_of(summary.filled)}; "
            f"where blank: {rate_of(summary.blank)}."
        )
