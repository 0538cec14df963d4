"""Faults planted in the engine, one at a time: the comparison with the reference finds each.

That engine and reference agree where nothing is planted is said in `test_planted_faults`.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.models.scoring.nasty_leads import AS_OF
from tests.models.scoring.planting import Question, copied, corpus, plant

MODULES = (
    "activity_answers", "bands", "chosen", "engine", "entries", "fading", "grades", "masks",
    "quantities", "sight", "sums",
)  # fmt: skip

FAULTS: dict[str, tuple[str, str, str]] = {
    "the first day of a window is out": (
        "chosen",
        "held = self.days >= newest - days",
        "held = self.days > newest - days",
    ),
    "the first day of a window is out as of own days": (
        "chosen",
        "held &= self.days >= (newest - days)",
        "held &= self.days > (newest - days)",
    ),
    "tomorrow has happened as of own days": (
        "chosen",
        "held = self.days <= newest[self.lead]",
        "held = self.days <= newest[self.lead] + 1",
    ),
    "today is not over": (
        "chosen",
        "            held = self.days <= limit\n",
        "            held = self.days < limit\n",
    ),
    "today is not over as of own days": (
        "chosen",
        "held = self.days <= limit[self.lead]",
        "held = self.days < limit[self.lead]",
    ),
    "a window begins a day early": ("chosen", "days + 1)), end", "days + 2)), end"),
    "leads without activities leave a gap": (
        "chosen",
        "some, starts = self._with_some\n",
        "some, starts = self._with_some\n        some = np.arange(len(some))\n",
    ),
    "types compare exactly": ("chosen", "wanted = {key(item) for", "wanted = {item for"),
    "activities of no type are of all": ("chosen", "table[0] = False", "table[0] = True"),
    "sums take halves": (
        "quantities",
        "(np.floor(values) == values) & ",
        "~np.isnan(values) & ",
    ),
    "sums have no largest number": ("quantities", "MOST_WHOLE = 1e12", "MOST_WHOLE = 1e300"),
    "sums forget the window": ("quantities", "given if held is None else given * held", "given"),
    "what was seen before the window is not fresh": (
        "quantities",
        "(detail.before < start[lead])",
        "(detail.before < 0)",
    ),
    "what comes after the window is fresh": ("quantities", " & (at < end[lead])", ""),
    "distinct values differ in case": ("quantities", "in column.keys]", "in column.values]"),
    "several values differ in case": ("quantities", "setdefault(key(value)", "setdefault((value)"),
    "the last is the first": ("quantities", "place = end - 1", "place = start"),
    "without one the last was today": (
        "quantities",
        "np.where(none, np.nan,",
        "np.where(none, 0,",
    ),
    "the oldest occurrences count": (
        "quantities",
        "np.maximum(start, end - most), end)",
        "start, np.minimum(end, start + most))",
    ),
    "what fades is in no window": (
        "quantities",
        "return percent_of_age(decay, ages) * held",
        "return percent_of_age(decay, ages)",
    ),
    "the last day of a step is in the next": (
        "quantities",
        "np.searchsorted(ends, np.maximum(ages, 0))",
        'np.searchsorted(ends, np.maximum(ages, 0), side="right")',
    ),
    "what follows on the day N is too late": ("quantities", "<= within", "< within"),
    "an activity follows itself": (
        "quantities",
        "np.searchsorted(befores, afters) - 1",
        'np.searchsorted(befores, afters, side="right") - 1',
    ),
    "another lead's activity is followed": (
        "quantities",
        "(lead_before[at[some]] == lead[some]) & ",
        "",
    ),
    "sequences forget their windows": (
        "quantities",
        "held = (places >= start[lead]) & (places < end[lead])",
        "held = places >= 0",
    ),
    "who was active N days ago is inactive": (
        "activity_answers",
        "self._today - last > days",
        "self._today - last >= days",
    ),
    "who was never active is not inactive": (
        "activity_answers",
        "np.where(last == BLANK_DAY, self._leads.days_of(Role.CREATED), last)",
        "last",
    ),
    "filters are forgotten where types are named": (
        "activity_answers",
        "fits if mask is None else mask & fits",
        "fits if mask is None else mask",
    ),
    "not is forgotten in filters": ("activity_answers", "return ~self._fits", "return self._fits"),
    "details of the future are known": (
        "activity_answers",
        "later = column.days > ",
        "later = column.days > 10**6 + ",
    ),
    "ages of details count to the project's day": (
        "activity_answers",
        "np.repeat(self._today, np.diff(activities.starts))",
        "int(np.max(self._today, initial=0))",
    ),
    "a half is rounded down": ("fading", "wide += 50", "wide += 49"),
    "points below zero are rounded towards zero": (
        "fading",
        "np.floor_divide(wide, 100, out=wide)",
        "np.trunc(wide / 100).astype(kind)",
    ),
    "without a date all is left": ("fading", "np.uint8(decay.undated)", "np.uint8(100)"),
    "types of muted rules count": ("fading", "if not rule.muted for of", "for of"),
    "a rule for any type does not count": ("fading", "any(not of.types for of in chosen)", "False"),
    "the named types of a decay are forgotten": ("fading", "if decay.types:", "if False:"),
    "by activity a half is rounded down": ("sums", "points + 50) // 100", "points + 49) // 100"),
    "a muted rule counts": ("sums", "if not rule.muted]", "]"),
    "a group fades before its limits": (
        "engine",
        "            if bite is not None:\n"
        "                given = np.clip(given, *bite, out=work)\n"
        "            if part.percents is not None:\n"
        "                given = faded(given, part.percents[piece])\n",
        "            if part.percents is not None:\n"
        "                given = faded(given, part.percents[piece])\n"
        "            if bite is not None:\n                given = np.clip(given, *bite)\n",
    ),
    "the total forgets what a group lost": ("engine", "if part.percents is not None:", "if False:"),
    "a rule's points forget what they lost": (
        "engine",
        "None if group is None else by_activity(group)",
        "None",
    ),
    "a lead's own day is that of its outcome": (
        "sight",
        "np.minimum(own, outcome - 1)",
        "np.minimum(own, outcome)",
    ),
    "an outcome ends nothing": ("sight", "np.minimum(own, outcome - 1)", "own"),
    "a lead of exactly N days is too young": (
        "sight",
        "model.own_day > day_number(day)",
        "model.own_day >= day_number(day)",
    ),
    "leads that are too young are scored": (
        "sight",
        "np.flatnonzero(~(undated | young))",
        "np.flatnonzero(~undated)",
    ),
    "leads without a creation are scored": (
        "sight",
        "np.flatnonzero(~(undated | young))",
        "np.flatnonzero(~young)",
    ),
    "a count is reached when it is exceeded": (
        "entries",
        'column.values, side="right")',
        'column.values, side="left")',
    ),
    "a blank reaches the last step": (
        "entries",
        "    reached[np.isnan(column.values)] = 0\n",
        "",
    ),
    "a step of the grade must be exceeded": (
        "grades",
        "found[points >= threshold]",
        "found[points > threshold]",
    ),
    "the grade knows no limits": (
        "grades",
        "total += scored.given[group.id]",
        "total += scored.sums[group.id]",
    ),
    "an event of today is blank": (
        "masks",
        "later = column.days > self.today(sight)",
        "later = column.days >= self.today(sight)",
    ),
}


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of the engine's modules that a fault can be planted in."""
    with copied(tmp_path, MODULES, monkeypatch) as package:
        yield package


def agrees(asked: Question) -> bool:
    """Whether the planted engine gives each lead what engine and reference give it."""
    engine, sight, grades = (
        importlib.import_module(f"planted.{name}") for name in ("engine", "sight", "grades")
    )
    model = asked.model
    some = sight.scored_by(model, asked.leads, AS_OF)
    places = np.arange(len(asked.leads)) if some.rows is None else some.rows
    if [place for place, given in enumerate(asked.given) if given is not None] != places.tolist():
        return False
    if not len(places):
        return True
    scored = engine.score(model, some.leads, AS_OF)
    graded = grades.graded(scored)
    points = {rule.id: scored.contribution(rule).tolist() for rule in model.rules()}
    for at, place in enumerate(places.tolist()):
        given = asked.given[place]
        assert given is not None
        found = (
            int(scored.scores[at]),
            model.bands[int(scored.bands[at])].name,
            {name: found[at] for name, found in points.items()},
            {name: int(found[at]) for name, found in scored.given.items()},
            None if graded is None else graded.labels[graded.cells[at]],
        )
        if found != (given.score, given.band, given.rules, given.groups, given.grade):
            return False
    return True


def test_that_a_copy_without_a_fault_agrees(copies: Path) -> None:
    assert (copies / "engine.py").exists()
    assert all(agrees(asked) for asked in corpus())


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_planted_fault_is_caught(fault: str, copies: Path) -> None:
    plant(copies, *FAULTS[fault])
    assert not all(agrees(asked) for asked in corpus())


def test_that_there_are_twenty_faults_at_least() -> None:
    assert len(FAULTS) >= 20
