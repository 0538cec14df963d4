"""An engine that runs what was exported, and the verdict on what it gave. Values only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.exchange.portable.run import Result, run
from models.exchange.targets.target import Export, Order

EXAMPLES = 10
"""Mismatches that are told one by one."""


@dataclass(frozen=True)
class Got:
    """What an engine gave a lead; None: the target does not give it.

    `output`: on the output scale. `chance`: in ten-thousandths.
    """

    score: int | None
    band: str | None = None
    grade: str | None = None
    output: int | None = None
    chance: int | None = None


PARTS: dict[str, tuple[Callable[[Got], object], Callable[[Result], object]]] = {
    "score": (lambda got: got.score, lambda must: must.score),
    "band": (lambda got: got.band, lambda must: must.band),
    "grade": (lambda got: got.grade, lambda must: must.grade),
    "output scale": (lambda got: got.output, lambda must: must.output),
    "chance": (lambda got: got.chance, lambda must: must.chance),
}
"""What can be compared, by what people call it: what was given, and what it must be."""


@dataclass(frozen=True)
class Engine:
    """A program that runs exports of some target.

    `version`: what it calls itself, "" where it is missing; `install`: a sentence, how to get it.
    `run`: the export on the order's prepared leads (those that are in it where it holds some
    only), one result a lead in their order; raises LeadbenchError where the engine refuses,
    OSError where it cannot be started. `note`: what else a reader of its verdict should know.
    """

    key: str
    name: str
    version: Callable[[], str]
    install: str
    run: Callable[[Order, Export], Sequence[Got]]
    note: str = ""


@dataclass(frozen=True)
class Mismatch:
    """A lead that got something else. `row`: of the scored leads. `parts`: in what (see PARTS)."""

    row: int
    expected: Result
    got: Got
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What came of a proof: `leads` were run, `wrong` of them got something else.

    `compared`: the PARTS that the engine gave, which were held to what they must be. `note`: of
    the engine.
    """

    engine: str
    version: str
    leads: int
    wrong: int
    compared: tuple[str, ...]
    examples: tuple[Mismatch, ...] = ()
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether every lead got the same."""
        return self.leads > 0 and self.wrong == 0


def proved(engine: Engine, order: Order, export: Export) -> Verdict:
    """Run the export on the order's leads; what it gives is held to the portable form.

    The verdict counts the leads that are in the export. What the engine gives of one lead it must
    give of all; the score always.
    """
    leads = order.prepared
    assert leads is not None, "a proof needs leads"
    rows: Sequence[int] = range(len(leads)) if export.rows is None else export.rows
    given = engine.run(order, export)
    compared = tuple(
        name
        for name, (of, _) in PARTS.items()
        if name == "score" or any(of(got) is not None for got in given)
    )
    wrong: list[Mismatch] = []
    for row, lead, got in zip(rows, leads.records(export.rows), given, strict=True):
        expected = run(order.program, lead, int(leads.as_of[row]))
        parts = tuple(name for name in compared if not _same(name, got, expected))
        if parts:
            wrong.append(Mismatch(row, expected, got, parts))
    return Verdict(
        engine.name,
        engine.version(),
        len(rows),
        len(wrong),
        compared,
        tuple(wrong[:EXAMPLES]),
        engine.note,
    )


def _same(name: str, got: Got, expected: Result) -> bool:
    given, must = PARTS[name]
    return given(got) == must(expected)
