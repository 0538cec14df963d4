"""Faults planted in the reference, one at a time: the comparison with the engine finds each."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models.scoring.model import ScoringModel
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Given, by_engine
from tests.models.scoring.scorable_models import random_models

MODELS, LEADS = 90, 25
MODULES = (
    "reference", "reference_activities", "reference_awards", "reference_cells",
    "reference_conditions", "reference_dates", "reference_derived", "reference_fields",
)  # fmt: skip

# What is planted: the module, what stands there, what is put in its place.
FAULTS: dict[str, tuple[str, str, str]] = {
    "between leaves its high end out": (
        "reference_fields",
        "return given[0] <= value <= given[1]",
        "return given[0] <= value < given[1]",
    ),
    "between leaves its low end out": (
        "reference_fields",
        "return given[0] <= value <= given[1]",
        "return given[0] < value <= given[1]",
    ),
    "at least means more than": (
        "reference_fields",
        "return value >= given[0]",
        "return value > given[0]",
    ),
    "not is false on a blank": (
        "reference_conditions",
        "return not holds(part, lead)",
        "known = FieldTest(next(tests_in(part)).field, Test.IS_KNOWN)\n"
        "            return not holds(part, lead) and holds(known, lead)",
    ),
    "a negative test is true on a blank": (
        "reference_fields",
        "    if field is None or field.value is None:\n        return False\n    value",
        "    if field is None or field.value is None:\n"
        "        return test.test in (Test.IS_NOT, Test.DOES_NOT_CONTAIN, Test.HAS_NONE_OF)\n"
        "    value",
    ),
    "any means all": (
        "reference_conditions",
        "return any(holds(part, lead) for part in parts)",
        "return all(holds(part, lead) for part in parts)",
    ),
    "has all of means has any of": (
        "reference_fields",
        "return False not in has",
        "return True in has",
    ),
    "exactly is forgotten": (
        "reference_fields",
        "    if not test.exact:\n",
        "    if True:\n",
    ),
    "starts with means contains": (
        "reference_fields",
        "return value[: len(wanted[0])] == wanted[0]",
        "return wanted[0] in value",
    ),
    "today is not in the last days": (
        "reference_fields",
        "return 0 <= age <= counts[0]",
        "return 0 < age <= counts[0]",
    ),
    "the last days leave the first of them out": (
        "reference_fields",
        "return 0 <= age <= counts[0]",
        "return 0 <= age < counts[0]",
    ),
    "the future is in the last days": (
        "reference_fields",
        "return 0 <= age <= counts[0]",
        "return age <= counts[0]",
    ),
    "more than days ago begins a day early": (
        "reference_fields",
        "return age > counts[0]",
        "return age >= counts[0]",
    ),
    "before keeps its day": (
        "reference_fields",
        "return day < given[0]",
        "return day <= given[0]",
    ),
    "the week begins on Sunday": (
        "reference_fields",
        "return (day + 3) % 7 + 1 in counts",
        "return (day + 4) % 7 + 1 in counts",
    ),
    "an event of the future is known": (
        "reference_fields",
        "if item.event and",
        "if False and",
    ),
    "keys are made by folding case": (
        "reference_cells",
        '    out = ""\n    for sign in text:\n',
        '    return text.casefold()\n    out = ""\n    for sign in text:\n',
    ),
    "keys are made by lower case": (
        "reference_cells",
        '    out = ""\n    for sign in text:\n',
        '    return text.lower()\n    out = ""\n    for sign in text:\n',
    ),
    "letters are not composed": (
        "reference_cells",
        'for sign in unicodedata.normalize("NFC", text)',
        "for sign in text",
    ),
    "a no-break space stays": ("reference_cells", "(0x007F, 0x00A0)", "(0x007F, 0x009F)"),
    "words for blank are text": (
        "reference_cells",
        " or _among(clean, item.blank):\n        return None\n    match",
        ":\n        return None\n    match",
    ),
    "numbers keep 17 digits": ("reference_cells", "digits[:15]", "digits[:17]"),
    "the 16th digit is cut off": ("reference_cells", "if rest > half or", "if False or"),
    "the separator is a semicolon always": (
        "reference_cells",
        ".split(item.separator)",
        '.split(";")',
    ),
    "the decimal mark is a point always": (
        "reference_cells",
        "item.decimal, item.thousands)",
        '".", "")',
    ),
    "no is yes": ("reference_cells", "return False if _among", "return True if _among"),
    "day and month change places": (
        "reference_dates",
        "day, month, year = parts",
        "month, day, year = parts",
    ),
    "offsets are forgotten": ("reference_dates", "    if offset is None:\n", "    if True:\n"),
    "times are in no zone": ("reference_dates", "ZoneInfo(zone)", 'ZoneInfo("UTC")'),
    "every fourth year has a leap day, every century too": (
        "reference_dates",
        "year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)",
        "year % 4 == 1",
    ),
    "ranges hold their high end": (
        "reference_awards",
        "value < entry.high",
        "value <= entry.high",
    ),
    "ranges leave their low end out": (
        "reference_awards",
        "entry.low <= value",
        "entry.low < value",
    ),
    "the last entry counts": (
        "reference_awards",
        "in award.entries:\n        if entry.value is None",
        "in reversed(award.entries):\n        if entry.value is None",
    ),
    "blank is worth its entry always": (
        "reference_awards",
        "            if value is None:\n                return",
        "            if True:\n                return",
    ),
    "a muted rule counts": ("reference_awards", "if rule.muted or (", "if (True and "),
    "groups have no least": ("reference_awards", "least is not None and points < least", "False"),
    "groups have no most": ("reference_awards", "most is not None and points > most", "False"),
    "each rule is limited, not the group": (
        "reference",
        "            points += given\n",
        "            points += given\n"
        "            points = points if group.most is None else min(points, group.most)\n",
    ),
    "the base is added after the scale": (
        "reference",
        "    score, override = _overridden",
        "    total = within(sum(groups.values()), model.scale.least, model.scale.most)\n"
        "    total = min(total + model.base, model.scale.most)\n"
        "    score, override = _overridden",
    ),
    "a threshold belongs to the band below": (
        "reference",
        "if band.threshold <= score",
        "if band.threshold < score",
    ),
    "at most ends at the band's threshold": (
        "reference",
        "high = model.bands[place + 1].threshold - 1",
        "high = model.bands[place].threshold",
    ),
    "at most ends at the next threshold": (
        "reference",
        "high = model.bands[place + 1].threshold - 1",
        "high = model.bands[place + 1].threshold",
    ),
    "at least means exactly": (
        "reference",
        "(Move.AT_MOST, Move.EXACTLY)",
        "(Move.AT_MOST, Move.EXACTLY, Move.AT_LEAST)",
    ),
    "the last override decides": (
        "reference",
        "for override in model.overrides:",
        "for override in reversed(model.overrides):",
    ),
}
Question = tuple[ScoringModel, list[dict[str, str]], list[dict[str, Any]], list[Given]]


@cache
def corpus() -> list[Question]:
    found = []
    for seed, model in enumerate(random_models(5, MODELS)):
        rows, kinds = nasty_leads(1000 + seed, LEADS)
        found.append((model, rows, kinds, by_engine(model, rows, INPUTS, AS_OF, kinds)))
    return found


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of the reference's modules that a fault can be planted in."""
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name in MODULES:
        text = files("models.scoring").joinpath(f"{name}.py").read_text("utf-8")
        text = text.replace("from models.scoring.reference", "from planted.reference")
        text = text.replace("    Not,\n)\n", "    Not,\n    Test,\n    tests_in,\n)\n")
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "planted"]:
        del sys.modules[name]


def plant(folder: Path, module: str, old: str, new: str) -> None:
    path = folder / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    assert old in text, "the fault has no place to stand"
    path.write_text(text.replace(old, new), encoding="utf-8")


def disagreement(reference: ModuleType) -> bool:
    """Whether any lead of the corpus has another score, band or points per rule."""
    for model, rows, kinds, engine in corpus():
        for row, kind, given in zip(rows, kinds, engine, strict=True):
            found = reference.reference_score(model, row, INPUTS, AS_OF, kind)
            if (found.score, found.band, found.rules) != (given.score, given.band, given.rules):
                return True
    return False


def test_that_without_a_fault_all_agree(copies: Path) -> None:
    assert not disagreement(importlib.import_module("planted.reference"))


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_planted_fault_is_caught(fault: str, copies: Path) -> None:
    plant(copies, *FAULTS[fault])
    assert disagreement(importlib.import_module("planted.reference"))


def test_that_there_are_twenty_faults_at_least() -> None:
    assert len(FAULTS) >= 20
