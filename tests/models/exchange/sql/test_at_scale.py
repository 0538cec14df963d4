"""Files of prepared leads scored by DuckDB: the same scores, and plain words where it cannot."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyarrow import parquet

from models.exchange.sql.at_scale import score_with_duckdb
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Order
from models.problems import LeadbenchError
from tests.models.exchange.sql.orders import random_orders, wanted


def some_file(order: Order, folder: Path) -> Path:
    file = written(wanted("prepared"), order).files[0]
    path = folder / file.name
    path.write_bytes(file.content)
    return path


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_that_a_file_is_scored_as_the_engine_scores_it(kind: str, tmp_path: Path) -> None:
    for order in random_orders("prepared", 31, 3, 25, ("file", kind)):
        assert order.scored is not None
        out = tmp_path / f"scores.{kind}"
        source = some_file(order, tmp_path)
        told = score_with_duckdb(order.program, source, out, memory="200MB", threads=1)
        assert told.leads == len(order.scored)
        if kind == "csv":
            with out.open(encoding="utf-8", newline="") as file:
                rows = [(row["score"], row["band"]) for row in csv.DictReader(file)]
        else:
            table = parquet.read_table(out).to_pydict()
            rows = [
                (str(points), band)
                for points, band in zip(table["score"], table["band"], strict=True)
            ]
        names = [band.name for band in order.model.bands]
        points, bands = order.scored.scores.tolist(), order.scored.bands.tolist()
        wants = [(str(p), names[band]) for p, band in zip(points, bands, strict=True)]
        assert sorted(rows) == sorted(wants)
        assert {path.name for path in tmp_path.iterdir()} == {source.name, out.name}
        source.unlink()


def test_that_what_is_wrong_is_told(tmp_path: Path) -> None:
    order = next(random_orders("prepared", 4, 1, 5))
    source = some_file(order, tmp_path)
    out = tmp_path / "scores.csv"
    with pytest.raises(LeadbenchError, match="no size of memory"):
        score_with_duckdb(order.program, source, out, memory="much")
    with pytest.raises(LeadbenchError, match="written as"):
        score_with_duckdb(order.program, source, tmp_path / "scores.xlsx")
    with pytest.raises(LeadbenchError, match="There is no such file"):
        score_with_duckdb(order.program, tmp_path / "other.csv", out)
    with pytest.raises(LeadbenchError, match=r"are a \.csv or \.parquet"):
        score_with_duckdb(order.program, tmp_path / "other.xls", out)
    lines = source.read_text("utf-8").replace(order.program.columns[-1].name, "other", 1)
    source.write_text(lines, "utf-8")
    with pytest.raises(LeadbenchError, match=f"lacks the columns {order.program.columns[-1].name}"):
        score_with_duckdb(order.program, source, out)
    source.write_text("lead_id\n\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "utf-8")
    with pytest.raises(LeadbenchError):
        score_with_duckdb(order.program, source, out)
    assert not out.exists()
