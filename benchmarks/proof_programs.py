"""The proof of exported programs and workbooks: run by Python, Node and LibreOffice.

PYTHONPATH=. python benchmarks/proof_programs.py [--models N] [--leads N] [--write] [ENGINE ...]

ENGINE: python, node, libreoffice; all of them unless named. Workbooks have fewer leads.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from _proofs import Tally, report, scored_models, tell

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof.libreoffice import got, recalculated
from models.exchange.targets.ordering import written

BOOK_LEADS = 100
AT_ONCE = 20
TARGETS = {"python": "python", "node": "javascript", "libreoffice": "excel"}
"""The target whose export each engine runs."""


def tallies(runners: Sequence[str]) -> Iterator[Tally]:
    for runner in runners:
        wanted, found = target(TARGETS[runner]), engine(runner)
        assert wanted is not None
        if found is None or not found.version():
            print(f"{runner}: not installed. {found.install if found else ''}")
            continue
        yield Tally(wanted, found)


def books(tally: Tally, count: int) -> None:
    """Workbooks are opened many at once, since a start of LibreOffice costs seconds."""
    orders = [tally.order(model, scored) for model, scored in scored_models(count, BOOK_LEADS)]
    for start in range(0, len(orders), AT_ONCE):
        part = orders[start : start + AT_ONCE]
        started = time.perf_counter()
        contents = [written(tally.target, order).files[0].content for order in part]
        found = recalculated(contents)
        tally.seconds += time.perf_counter() - started
        for order, rows in zip(part, found, strict=True):
            tally.count(order, [got(row, order.program) for row in rows[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", default=list(TARGETS))
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/programs.md")
    asked = parser.parse_args()
    found = list(tallies(asked.engines))
    programs = [tally for tally in found if tally.engine.key != "libreoffice"]
    if programs:
        for model, scored in scored_models(asked.models, asked.leads):
            for tally in programs:
                tally.prove(model, scored)
    for tally in found:
        if tally not in programs:
            books(tally, asked.models)
    tell(found)
    if asked.write:
        report("programs", "proof_programs", found)


if __name__ == "__main__":
    main()
