"""Faults planted in a copy of some modules, and what the copies are held against."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from models.leads.table import Leads
from models.scoring.model import ScoringModel
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked, Done, Given, from_engine
from tests.models.scoring.scorable_models import pointed_models, random_models

MODELS, POINTED, LEADS = 240, 120, 12


@dataclass(frozen=True)
class Question:
    """A model, leads, and what the engine gives each; None: it does not score it."""

    model: ScoringModel
    rows: list[dict[str, str]]
    kinds: list[dict[str, Any]]
    done: Done
    leads: Leads
    given: list[Given | None]


@cache
def corpus() -> list[Question]:
    found = []
    for seed, model in enumerate((*pointed_models(6, POINTED), *random_models(5, MODELS))):
        rows, kinds = nasty_leads(1000 + seed, LEADS)
        done = done_by(1000 + seed, rows)
        leads = Asked(rows, INPUTS, AS_OF, kinds, done).leads(model.zone)
        given = from_engine(model, leads, AS_OF)
        found.append(Question(model, rows, kinds, done, leads, given))
    return found


@contextmanager
def copied(
    folder: Path,
    modules: Sequence[str],
    monkeypatch: pytest.MonkeyPatch,
    home: str = "models.scoring",
) -> Iterator[Path]:
    """A package `planted` of these modules of `home`, which read each other, for faults."""
    package = folder / "planted"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in modules:
        text = files(home).joinpath(f"{name}.py").read_text("utf-8")
        for other in modules:
            text = text.replace(f"from {home}.{other} import", f"from planted.{other} import")
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield package
    for name in [name for name in sys.modules if name.split(".")[0] == "planted"]:
        del sys.modules[name]


def plant(package: Path, module: str, old: str, new: str) -> None:
    path = package / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fault has no place to stand"
    path.write_text(text.replace(old, new), encoding="utf-8")
