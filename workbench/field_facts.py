"""What the Data page says of the fields: heads of the table, and the facts of one field."""

from __future__ import annotations

import numpy as np

from models.evaluation.figures import count, percent
from models.leads.evidence import Evidence
from models.leads.fields import Input, Kind, Role
from models.leads.table import CONVERTED, NOT_CONVERTED, Leads
from models.problems import Problem, Severity
from widgets.field_panel import FieldFacts, ValueCount
from widgets.tables.field_table import FieldHead

ICONS = {
    Kind.TEXT: "text",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes-no",
    Kind.DATE: "calendar",
    Kind.MULTIPLE: "list",
}
SHORT_ROLES = {
    Role.FIELD: "",
    Role.ID: "Lead id",
    Role.OUTCOME: "Outcome",
    Role.CREATED: "Created",
    Role.OUTCOME_DATE: "Outcome date",
    Role.IGNORED: "left out",
}
MOST_VALUES = 12


def problems_of_field(item: Input, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The problems of the import that name this field."""
    return tuple(p for p in problems if p.where in (item.name, f"Field {item.name}"))


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
        icon=ICONS[item.kind],
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
    misfits = leads.misfits(item.name)
    findings = [
        (f"{problem.what} {problem.remedy}".strip(), problem.severity is Severity.ERROR)
        for problem in problems_of_field(item, problems)
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
        _values(leads, item),
        distinct=int(np.count_nonzero(raw.counts[1:])),
    )


def _values(leads: Leads, item: Input) -> tuple[ValueCount, ...]:
    """The commonest cells of a field with their leads and conversions."""
    raw = leads.raw_column(item)
    if raw is None:
        return ()
    size = len(raw.texts)
    codes = raw.codes.astype(np.int64)
    converted = np.bincount(codes[leads.outcome == CONVERTED], minlength=size)
    not_converted = np.bincount(codes[leads.outcome == NOT_CONVERTED], minlength=size)
    best = np.argsort(-raw.counts, kind="stable")[:MOST_VALUES]
    return tuple(
        ValueCount(
            raw.texts[int(code)],
            int(raw.counts[code]),
            int(converted[code]),
            int(converted[code] + not_converted[code]),
        )
        for code in best
        if raw.counts[code]
    )
