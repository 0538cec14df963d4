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
    """What an engine gave a lead. `band` None: the target gives no band."""

    score: int | None
    band: str | None = None


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
    """What came of a proof: `leads` were run, `wrong` of them got another score or band."""

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
    """Run the export on the order's leads; each score and band is held to the portable form.

    The verdict counts the leads that are in the export.
    """
    leads = order.prepared
    assert leads is not None, "a proof needs leads"
    rows: Sequence[int] = range(len(leads)) if export.rows is None else export.rows
    given = engine.run(order, export)
    wrong: list[Mismatch] = []
    for row, lead, got in zip(rows, leads.records(export.rows), given, strict=True):
        expected = run(order.program, lead, int(leads.as_of[row]))
        band = expected.band if got.band is None else got.band
        if got.score != expected.score or band != expected.band:
            wrong.append(Mismatch(row, expected, got))
    return Verdict(engine.name, engine.version(), len(rows), len(wrong), tuple(wrong[:EXAMPLES]))
