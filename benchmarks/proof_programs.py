"""The proof of exported programs and workbooks: run by Python, Node and LibreOffice.

PYTHONPATH=. python benchmarks/proof_programs.py [--models N] [--leads N] [--books N] [--write]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from _proofs import Tally, report, scored_models, table

from models.exchange.all_engines import engine
from models.exchange.all_targets import target
from models.exchange.proof.libreoffice import got, recalculated
from models.exchange.targets.ordering import written

BOOK_LEADS = 100
AT_ONCE = 20


def tallies(*pairs: tuple[str, str]) -> Iterator[Tally]:
    for key, runner in pairs:
        wanted, found = target(key), engine(runner)
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
        contents = [written(tally.target, order).files[0].content for order in part]
        for order, rows in zip(part, recalculated(contents), strict=True):
            tally.count(order, [got(row) for row in rows[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--leads", type=int, default=2000)
    parser.add_argument("--books", type=int, default=80)
    parser.add_argument("--write", action="store_true", help="write docs/proofs/programs.md")
    asked = parser.parse_args()
    programs = list(tallies(("python", "python"), ("javascript", "node")))
    for model, scored in scored_models(asked.models, asked.leads):
        for tally in programs:
            tally.prove(model, scored)
    workbooks = list(tallies(("excel", "libreoffice")))
    for tally in workbooks:
        books(tally, asked.books)
    found = [*programs, *workbooks]
    print("\n".join(table(found)))
    for tally in found:
        for example in tally.examples[:5]:
            print(tally.engine.name, ascii(example))
    if asked.write:
        report("programs", "proof_programs", table(found))


if __name__ == "__main__":
    main()
