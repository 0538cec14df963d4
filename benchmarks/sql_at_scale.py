"""Ten million prepared leads in a file larger than the memory that DuckDB is given."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import _synthetic as synthetic
import duckdb
import numpy as np
import pyarrow
from pyarrow import parquet

from models.exchange.portable.lowering import portable
from models.exchange.portable.prepared import prepared
from models.exchange.sql.at_scale import score_with_duckdb
from models.leads.columns import BLANK_DAY, DateColumn, NumberColumn, TextColumn
from models.scoring.engine import score
from models.scoring.model import ScoringModel

CHUNK = 1_000_000


def inputs() -> tuple:
    small = synthetic.leads(10)
    return tuple(small.input(name) for name in small.columns)


def chunk(model: ScoringModel, number: int, rows: int) -> tuple[pyarrow.Table, np.ndarray]:
    """Prepared leads, with what the engine gives them."""
    leads = synthetic.leads(rows, seed=number)
    scored = score(model, leads, synthetic.AS_OF)
    ready = prepared(portable(model, synthetic.AS_OF, inputs()), scored)
    first = number * CHUNK
    columns = {
        "lead_id": pyarrow.array([f"lead {first + row:09}" for row in range(rows)]),
        "as_of": pyarrow.array(ready.as_of, type=pyarrow.int32()).cast(pyarrow.date32()),
    }
    for name, column in ready.columns.items():
        match column:
            case NumberColumn():
                blank = np.isnan(column.values)
                columns[name] = pyarrow.array(column.values, mask=blank)
            case DateColumn():
                days = pyarrow.array(
                    column.days, type=pyarrow.int32(), mask=column.days == BLANK_DAY
                )
                columns[name] = days.cast(pyarrow.date32())
            case TextColumn():
                texts = pyarrow.array([text or None for text in column.values], pyarrow.string())
                columns[name] = texts.take(pyarrow.array(column.codes.astype(np.int32)))
            case _:
                raise AssertionError(column)
    return pyarrow.table(columns), scored.scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, default=10_000_000)
    parser.add_argument("--memory", default="500MB")
    parser.add_argument("--score", nargs=2, metavar=("FILE", "OUT"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    model = synthetic.model()
    if asked.score:
        child(model, Path(asked.score[0]), Path(asked.score[1]), asked.memory)
        return
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "leads.parquet", Path(folder) / "scores.parquet"
        expected = []
        writer = None
        for number in range(-(-asked.leads // CHUNK)):
            table, scores = chunk(model, number, min(CHUNK, asked.leads - number * CHUNK))
            writer = writer or parquet.ParquetWriter(
                source, table.schema, compression="none", use_dictionary=False
            )
            writer.write_table(table, row_group_size=100_000)
            expected.append(scores)
        assert writer is not None
        writer.close()
        size = source.stat().st_size / 1e6
        command = [sys.executable, __file__, "--memory", asked.memory, "--score", source, out]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        seconds, peak = map(float, told.split())
        got = duckdb.sql(f"SELECT lead_id, score FROM read_parquet('{out}')").fetchnumpy()
        wanted = np.concatenate(expected)
        places = np.array([int(name[5:]) for name in got["lead_id"]])
        wrong = int(np.count_nonzero(wanted[places] != got["score"]))
        print(
            "| leads | file, MB | memory given | seconds | peak of the process, MB | other score |"
        )
        print("|---:|---:|---:|---:|---:|---:|")
        print(
            f"| {len(places):,} | {size:,.0f} | {asked.memory} | {seconds:.1f} | {peak:,.0f} | "
            f"{wrong:,} |"
        )


def child(model: ScoringModel, source: Path, out: Path, memory: str) -> None:
    """Scores the file in a process of its own, whose memory is measured."""
    program = portable(model, synthetic.AS_OF, inputs())
    started = time.perf_counter()
    score_with_duckdb(program, source, out, memory=memory)
    seconds = time.perf_counter() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
