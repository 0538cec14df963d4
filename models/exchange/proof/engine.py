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

    def agrees(self, expected: Result) -> bool:
        """Whether all that was given is what it must be."""
        pairs = (
            (self.band, expected.band),
            (self.grade, expected.grade),
            (self.output, expected.output),
            (self.chance, expected.chance),
        )
        same = all(given is None or given == must for given, must in pairs)
        return same and self.score == expected.score


@dataclass(frozen=True)
class Engine:
    """A program that runs exports of some target.

    `version`: what it calls itself, "" where it is missing; `install`: a sentence, how to get it.
    `run`: the export on the order's prepared leads (those that are in it where it holds some
    only), one result a lead in their order; raises LeadbenchError where the engine refuses,
    OSError where it cannot be started.
    """

    key: str
    name: str
    version: Callable[[], str]
    install: str
    run: Callable[[Order, Export], Sequence[Got]]


@dataclass(frozen=True)
class Mismatch:
    """A lead that got something else. `row`: of the scored leads."""

    row: int
    expected: Result
    got: Got


@dataclass(frozen=True)
class Verdict:
    """What came of a proof: `leads` were run, `wrong` of them got something else."""

    engine: str
    version: str
    leads: int
    wrong: int
    examples: tuple[Mismatch, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every lead got the same."""
        return self.leads > 0 and self.wrong == 0


def proved(engine: Engine, order: Order, export: Export) -> Verdict:
    """Run the export on the order's leads; what it gives is held to the portable form.

    The verdict counts the leads that are in the export.
    """
    leads = order.prepared
    assert leads is not None, "a proof needs leads"
    rows: Sequence[int] = range(len(leads)) if export.rows is None else export.rows
    given = engine.run(order, export)
    wrong: list[Mismatch] = []
    for row, lead, got in zip(rows, leads.records(export.rows), given, strict=True):
        expected = run(order.program, lead, int(leads.as_of[row]))
        if not got.agrees(expected):
            wrong.append(Mismatch(row, expected, got))
    return Verdict(engine.name, engine.version(), len(rows), len(wrong), tuple(wrong[:EXAMPLES]))
