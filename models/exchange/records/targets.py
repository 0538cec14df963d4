"""The targets Python and JavaScript."""

from __future__ import annotations

from functools import partial

from models.exchange.records.tongue import JAVASCRIPT, PYTHON, Tongue
from models.exchange.records.typed import typed_records
from models.exchange.records.writing import program_text
from models.exchange.targets.adapting import (
    adapted,
    chances_told,
    half_value_reason,
    text_reason,
)
from models.exchange.targets.misfit import Adapted
from models.exchange.targets.target import Export, ExportFile, Family, Order, Proof, Target
from models.exchange.targets.vectors import vectors, vectors_file
from models.leads.fields import Input
from models.scoring.model import ScoringModel


def _adapt(model: ScoringModel, _inputs: tuple[Input, ...]) -> Adapted:
    return chances_told(model, adapted(model, half_value_reason, text_reason))


def _write(tongue: Tongue, order: Order) -> Export:
    text = program_text(order, tongue, order.activity_recipe)
    files = [
        ExportFile(f"{order.stem}{tongue.ending}", text.encode("utf-8", "replace"), tongue.key)
    ]
    chosen = vectors(order)
    if chosen:
        records = typed_records(order, [vector.row for vector in chosen])
        files.append(vectors_file(order, Proof.VERIFIED, chosen, records))
    return Export(tuple(files))


PYTHON_TARGET = Target(
    key="python",
    name="Python",
    family=Family.PROGRAM,
    proof=Proof.VERIFIED,
    gives="A file without dependencies that scores a record: for a webhook, a job, a notebook.",
    reads="Fields by name, and activities as a list.",
    ending=".py",
    adapt=_adapt,
    write=partial(_write, PYTHON),
    engines=("python",),
)
JAVASCRIPT_TARGET = Target(
    key="javascript",
    name="JavaScript",
    family=Family.PROGRAM,
    proof=Proof.VERIFIED,
    gives="A module without dependencies that scores a record: for a website, a code step, Node.",
    reads="Fields by name, and activities as a list.",
    ending=".mjs",
    adapt=_adapt,
    write=partial(_write, JAVASCRIPT),
    engines=("node",),
)
TARGETS = (PYTHON_TARGET, JAVASCRIPT_TARGET)
