"""`leadbench score --engine duckdb`: prepared leads in files larger than the memory."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.evaluation.figures import count, leads
from models.exchange.portable.lowering import portable
from models.exchange.reimport.writing import refuse_inputs
from models.exchange.sql.at_scale import score_with_duckdb
from models.exchange.sql.dialects import DUCKDB
from models.exchange.sql.limits import adapted_to
from models.exchange.targets.words import misfit_words
from models.leads.wording import listed
from workbench.commands.sources import find_model
from workbench.commands.terminal import Terminal


def run(
    model_path: Path,
    model_name: str | None,
    source: Path,
    out: Path,
    memory: str,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Score the prepared leads and write the file. LeadbenchError where something is at fault."""
    refuse_inputs([out], [source, model_path])
    model = find_model(model_path, model_name)
    adapted = adapted_to(DUCKDB, model, model.inputs)
    # Each lead brings its own day; this one only says what can be written at all.
    program = portable(adapted.model, model.as_of or date.today(), model.inputs)
    terminal.progress("Scoring in DuckDB", 0, 1)
    found = score_with_duckdb(program, source, out, memory=memory)
    if as_json:
        terminal.answer(
            {
                "leads": found.leads,
                "bands": [{"name": name, "leads": number} for name, number in found.bands],
                "model": model.name,
                "model_hash": program.hash,
                "misfits": [misfit_words(item) for item in adapted.misfits],
                "output": str(out),
            }
        )
        return
    bands = ", ".join(f"{count(number)} {name}" for name, number in found.bands)
    lines = [misfit_words(item) for item in adapted.misfits]
    lines.append(f"{leads(found.leads)} scored by {listed([model.name])} in DuckDB: {bands}.")
    lines.append(f"Written: {out}")
    terminal.say("\n".join(lines))
