"""The same question to the engine and to the reference: what does this model give these leads?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.leads.fields import Input, Recipe, unique_names
from models.leads.raw import Cell, RawTable, column_of
from models.leads.table import Leads
from models.scoring.engine import score
from models.scoring.model import ScoringModel
from models.scoring.reasons import reasons_for
from models.scoring.reference import reference_score

Row = Mapping[str, str]
Kinds = Mapping[str, Cell]


@dataclass(frozen=True)
class Given:
    """What a model gives one lead; rules and groups by id, the override by name."""

    score: int
    band: str
    total: int
    groups: dict[str, int]
    rules: dict[str, int]
    override: str | None
    reasons: tuple[str, ...]


def by_reference(
    model: ScoringModel,
    rows: Sequence[Row],
    inputs: Sequence[Input],
    as_of: date,
    kinds: Sequence[Kinds] = (),
) -> list[Given]:
    names = {item.id: item.name for item in model.overrides}
    given = []
    for position, row in enumerate(rows):
        found = reference_score(model, row, inputs, as_of, kinds[position] if kinds else None)
        given.append(
            Given(
                found.score,
                found.band,
                found.total,
                found.groups,
                found.rules,
                names.get(found.override or ""),
                found.reasons,
            )
        )
    return given


def table(rows: Sequence[Row], kinds: Sequence[Kinds] = ()) -> RawTable:
    """The rows, which have the same headers, as an imported table."""
    headers = list(rows[0])
    return RawTable(
        tuple(
            column_of(
                name,
                [row[header] for row in rows],
                [kinds[i].get(header, Cell.TEXT) for i in range(len(rows))] if kinds else None,
                header,
            )
            for name, header in zip(unique_names(headers), headers, strict=True)
        ),
        len(rows),
    )


def by_engine(
    model: ScoringModel,
    rows: Sequence[Row],
    inputs: Sequence[Input],
    as_of: date,
    kinds: Sequence[Kinds] = (),
) -> list[Given]:
    leads = Leads(table(rows, kinds), Recipe(tuple(inputs)), zone=model.zone)
    scored = score(model, leads, as_of)
    points = {rule.id: scored.contribution(rule).tolist() for rule in model.rules()}
    decided = [-1] * len(rows) if scored.override is None else scored.override.tolist()
    rule_names = {rule.name for rule in model.rules()}
    reasons = reasons_for(scored, range(len(rows)))
    scores, totals = scored.scores.tolist(), scored.totals.tolist()
    groups = {name: found.tolist() for name, found in scored.given.items()}
    return [
        Given(
            scores[row],
            model.bands[int(scored.bands[row])].name,
            totals[row],
            {name: found[row] for name, found in groups.items()},
            {rule: found[row] for rule, found in points.items()},
            model.overrides[decided[row]].name if decided[row] >= 0 else None,
            tuple(item.text() for item in reasons[row] if item.name in rule_names),
        )
        for row in range(len(rows))
    ]
