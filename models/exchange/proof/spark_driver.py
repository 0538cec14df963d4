"""Runs statements in Spark for a proof: a program of its own, since Spark may have another Python.

It reads a line of JSON for each statement: the table's file and schema, the statement, and where
the rows go. It answers each with a line that is empty, or says why Spark refuses.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.session.timeZone": "UTC",
}


def session() -> Any:
    """One process, one core, nobody else can reach it."""
    builder = SparkSession.builder.master("local[1]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def answered(spark: Any, asked: dict[str, str]) -> str:
    """Write the rows of one statement; why not, in one line."""
    reader = spark.read.schema(asked["schema"]).option("header", True).option("escape", '"')
    try:
        reader.csv(asked["file"]).createOrReplaceTempView(asked["table"])
        rows = [list(row) for row in spark.sql(asked["sql"]).collect()]
    except PySparkException as error:
        return " ".join(str(error).split())[:2000]
    Path(asked["out"]).write_text(json.dumps(rows), encoding="utf-8")
    return ""


def main() -> None:
    """Until standard input ends."""
    spark = session()
    for line in sys.stdin:
        sys.stdout.write(answered(spark, json.loads(line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
