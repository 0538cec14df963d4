"""Which field tells whether a lead converted, and which of its values means so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from models.leads.fields import Input, Kind, Role
from models.leads.guessing.shapes import plain_name
from models.leads.raw import RawColumn
from models.leads.text import clean, key
from models.leads.wording import count_of, listed, quoted
from models.problems import Problem, Severity

CLEAR_NAMES = tuple(
    "converted, is converted, isconverted, outcome, won, is won, iswon, closed won, conversion, "
    "is customer, became customer, deal won, lead converted, converted to customer, konvertiert, "
    "gewonnen, abgeschlossen, converti, convertido".split(", ")
)
LOOSE_NAMES = ("y", "target", "label", "result")
"""Names that mean an outcome only where it has two values."""
STAGE_NAMES = tuple(
    "status, stage, lead status, deal stage, lifecycle stage, lead stage, opportunity stage, "
    "sales stage, lead outcome, deal status, state, phase, statut, étape, estado, etapa, "
    "fase, stato".split(", ")
)
"""Names that mean an outcome only where one of the values is won, converted or customer."""

CONVERTED_WORDS = frozenset(
    "yes, true, 1, 1.0, y, ja, oui, won, closed won, closedwon, converted, customer, success, "
    "successful, deal won, won deal, sale, sold, bought, purchased, x, gewonnen, kunde, gekauft, "
    "gagné, gagnée, client, ganado, ganada, cliente, vinto, vinta, ganho, ganha, klant, "
    "wygrana, wygrany, klient, vunnen, kund, sí, sì, sim, tak, vrai, wahr, \u2713, \u2714, "
    "evangelist".split(", ")
)
STAGE_WORDS = (
    "won", "converted", "customer", "gewonnen", "kunde", "gagné", "client", "ganad", "vint", "ganh",
    "klant", "wygran", "klient", "vunnen", "kund",
)  # fmt: skip
_ZERO_ONE = frozenset(("0", "1", "0.0", "1.0"))
_MOST_VALUES = 200


@dataclass(frozen=True)
class Outcome:
    """The field with its role and converted values, why, and what to confirm."""

    item: Input
    why: str
    problems: tuple[Problem, ...] = ()


def guess_outcome(
    inputs: Sequence[Input],
    columns: Mapping[str, RawColumn],
    known: Sequence[str] = (),
    words: Collection[str] = (),
) -> Outcome | None:
    """The field that looks most like the outcome, if any does.

    `known`: the words of the names that a recognised export has for it, where `words` are the
    values that mean converted there (none: the usual ones).
    """
    by_name = {plain_name(item.name): item for item in reversed(inputs)}
    for name in known:
        item = by_name.get(name)
        values = None if item is None else values_of_column(columns[item.name])
        if item is None or not values or item.kind is Kind.DATE:
            continue
        hits = tuple(value for value in values if key(value) in words) or converted_values(values)
        if hits:
            return _outcome(item, int(columns[item.name].counts.sum()), values, hits)
    for name in (*CLEAR_NAMES, *LOOSE_NAMES, *STAGE_NAMES):
        item = by_name.get(name)
        if item is None or item.kind is Kind.DATE:
            continue
        values = values_of_column(columns[item.name])
        if values and _may_be(name, values):
            rows = int(columns[item.name].counts.sum())
            return _outcome(item, rows, values, converted_values(values))
    return None


def values_of_column(raw: RawColumn, most: int = _MOST_VALUES) -> dict[str, int] | None:
    """Rows of each distinct cleaned value; None if there are more than `most`."""
    if len(raw.texts) > 4 * most:
        return None
    values: Counter[str] = Counter()
    for text, rows in zip(raw.texts, raw.counts.tolist(), strict=True):
        if rows and (text := clean(text)):
            values[text] += rows
    return dict(values) if len(values) <= most else None


def converted_values(values: Mapping[str, int]) -> tuple[str, ...]:
    """Which of an outcome's values mean converted; none where that is not clear."""
    hits = tuple(value for value in values if key(value) in CONVERTED_WORDS)
    if not set(map(key, values)) <= _ZERO_ONE:  # 1 beside 2 and 3 is a number, not a yes
        hits = tuple(value for value in hits if key(value) not in _ZERO_ONE)
    return hits if len(hits) < len(values) or len(values) == 1 else ()


def _may_be(name: str, values: Mapping[str, int]) -> bool:
    hits = converted_values(values)
    if name in CLEAR_NAMES:
        return bool(hits) or len(values) <= 2
    if name in LOOSE_NAMES:
        return len(values) <= 2 and bool(hits)
    return any(word in key(hit) for hit in hits for word in STAGE_WORDS)


def _outcome(item: Input, rows: int, values: Mapping[str, int], hits: tuple[str, ...]) -> Outcome:
    blank = rows - sum(values.values())
    kind = item.kind if item.kind in (Kind.YES_NO, Kind.NUMBER) else Kind.TEXT
    found = replace(item, kind=kind, role=Role.OUTCOME, converted=hits)
    called = f"outcome: called {quoted(item.name)}"
    if not hits:
        return Outcome(found, called, (_unclear(item.name, values),))
    why = f"{called}; {listed(hits)} {'means' if len(hits) == 1 else 'mean'} converted"
    if len(hits) < len(values):
        return Outcome(found, why, _stages(item.name, hits, values))
    if blank:
        problem = Problem(
            f"It is {listed(hits)} or blank; blank was read as not converted.",
            item.name,
            "If blank means not yet known, say so.",
            blank,
        )
        return Outcome(replace(found, blank_is_no=True), why, (problem,))
    problem = Problem(
        f"Every lead has the same outcome, {listed(hits)}.",
        item.name,
        "To test a model, read a file that also has leads that did not convert.",
    )
    return Outcome(found, why, (problem,))


def _unclear(name: str, values: Mapping[str, int]) -> Problem:
    if len(values) == 1:
        return Problem(
            f"Every lead has the same outcome, {listed(values)}.",
            name,
            "To test a model, read a file with leads that converted and leads that did not.",
        )
    shown = listed(list(values)[:5])
    return Problem(
        f"It is not clear which of its values means converted: {shown}.",
        name,
        "Choose the value that means converted.",
    )


def _stages(name: str, hits: Sequence[str], values: Mapping[str, int]) -> tuple[Problem, ...]:
    """More than two stages: the leads between are counted as not converted, which is said."""
    if len(values) == 2:
        return ()
    others = sum(rows for value, rows in values.items() if value not in hits)
    return (
        Problem(
            f"{count_of(others, 'lead')} in other stages than {listed(hits)} "
            f"{'counts' if others == 1 else 'count'} as not converted, "
            "also where they are still open.",
            name,
            "To leave open leads out, blank their stage or choose another outcome.",
            others,
            severity=Severity.NOTE,
        ),
    )
