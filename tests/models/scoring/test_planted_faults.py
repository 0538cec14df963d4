"""Faults planted in the reference, one at a time: the comparison with the engine finds each."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.models.scoring.nasty_leads import AS_OF, INPUTS
from tests.models.scoring.planting import copied, corpus, plant

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
        "known = [FieldTest(test.field, Test.IS_KNOWN) for test in tests_in(part)]\n"
        "            return not holds(part, lead) and all(holds(test, lead) for test in known)",
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
    # Activities
    "the first day of a window is out": (
        "reference_activities",
        "age <= of.days",
        "age < of.days",
    ),
    "today's activities do not exist yet": (
        "reference_activities",
        "moment[0] > today",
        "moment[0] >= today",
    ),
    "an unknown time is the last of its day": (
        "reference_activities",
        "second = -1 if",
        "second = 99_999 if",
    ),
    "the order within a day is that of the file": (
        "reference_activities",
        "(item.day, item.second, item.place)",
        "(item.day, item.place)",
    ),
    "ties are in reverse order": (
        "reference_activities",
        "(item.day, item.second, item.place)",
        "(item.day, item.second, -item.place)",
    ),
    "types compare exactly": (
        "reference_activities",
        "types = [key_of(cleaned(name))",
        "types = [cleaned(name)",
    ),
    "an activity without a type is of every type": (
        "reference_activities",
        'item.type == "" or item.type not in types',
        'item.type != "" and item.type not in types',
    ),
    "only the first named type counts": (
        "reference_activities",
        "item.type not in types)",
        "item.type != types[0])",
    ),
    "filters are forgotten": (
        "reference_activities",
        "of.where is not None and not _fits",
        "False and not _fits",
    ),
    "distinct values differ in case": (
        "reference_activities",
        "found.add(key_of(held.value))",
        "found.add(held.value)",
    ),
    "several values are one": (
        "reference_activities",
        "found |= {key_of(value) for value in held.value}",
        "found.add(key_of(str(held.value)))",
    ),
    "blanks are a distinct value": (
        "reference_activities",
        "held.value is None:\n            continue",
        "held.value is None:\n            found.add(-1.0)\n            continue",
    ),
    "sums cut numbers that are not whole": (
        "reference_activities",
        "if value == int(value) and",
        "if",
    ),
    "sums have no largest number": (
        "reference_activities",
        "abs(value) <= 10**12",
        "True",
    ),
    "the first is the last": (
        "reference_activities",
        "float(today - chosen[0].day)",
        "float(today - chosen[-1].day)",
    ),
    "without one the last was today": (
        "reference_activities",
        "float(today - chosen[-1].day) if chosen else None",
        "float(today - chosen[-1].day) if chosen else 0.0",
    ),
    "the last day is the first day": (
        "reference_activities",
        "Kind.DATE, chosen[-1].day",
        "Kind.DATE, chosen[0].day",
    ),
    "an activity follows itself": (
        "reference_activities",
        "in happened[position + 1 :]",
        "in happened[position:]",
    ),
    "what follows on the day N is too late": (
        "reference_activities",
        "<= condition.within",
        "< condition.within",
    ),
    "what follows on a day may come before": (
        "reference_activities",
        "in happened[position + 1 :]",
        "in happened[:position] + happened[position + 1 :]",
    ),
    "who was active N days ago is inactive": (
        "reference_conditions",
        "lead.today - last > days",
        "lead.today - last >= days",
    ),
    "who was never active is not inactive": (
        "reference_conditions",
        "last = lead.record.day_of(Role.CREATED)",
        "return False",
    ),
    "an offset does not move an activity within its day": (
        "reference_dates",
        "there.hour * 3600 + there.minute * 60 + there.second",
        "seconds",
    ),
    # Points and decay
    "a count is reached when it is exceeded": (
        "reference_awards",
        "found.value >= entry.least",
        "found.value > entry.least",
    ),
    "the first count that is reached decides": (
        "reference_awards",
        "for entry in award.entries:\n            if found.value",
        "for entry in award.entries[::-1]:\n            if found.value",
    ),
    "every occurrence counts": (
        "reference_awards",
        "if len(chosen) > award.most else chosen",
        "if False else chosen",
    ),
    "the oldest occurrences count": (
        "reference_awards",
        "chosen[len(chosen) - award.most :]",
        "chosen[: award.most]",
    ),
    "each occurrence is rounded": (
        "reference_awards",
        "award.points * percent_left(decay, lead.today - item.day)",
        "(award.points * percent_left(decay, lead.today - item.day) + 50) // 100 * 100",
    ),
    "a half is rounded down": (
        "reference_awards",
        "(hundredths + 50) // 100",
        "(hundredths + 49) // 100",
    ),
    "points below zero are rounded towards zero": (
        "reference_awards",
        "return (points * percent + 50) // 100",
        "return int((points * percent + 50) / 100)",
    ),
    "the last day of a step is in the next": (
        "reference_awards",
        "age <= step.to",
        "age < step.to",
    ),
    "the future has no date": (
        "reference_awards",
        "    if age < 0:\n        age = 0",
        "    if age < 0:\n        return decay.undated",
    ),
    "without a date all is left": ("reference_awards", "return decay.undated", "return 100"),
    "after the last step nothing is left": (
        "reference_awards",
        "return decay.after",
        "return 0",
    ),
    "a group fades before its limits": (
        "reference_awards",
        "    percent = percent_left(group.decay, _age",
        "    points = within(given, None, None)\n    percent = percent_left(group.decay, _age",
    ),
    "limits are applied again": (
        "reference_awards",
        "return (points * percent + 50) // 100",
        "return within((points * percent + 50) // 100, group.least, group.most)",
    ),
    "types of muted rules count": (
        "reference_awards",
        "        if rule.muted:\n            continue",
        "        if False:\n            continue",
    ),
    "types in conditions do not count": (
        "reference_awards",
        "named += _asked_by(rule.when)",
        "pass",
    ),
    "a rule for any type does not count": (
        "reference_awards",
        "    if () in named:\n        return ()\n",
        "",
    ),
    "the named types of a decay are forgotten": (
        "reference_awards",
        "decay.types or _types_in(group)",
        "_types_in(group)",
    ),
    # Each lead's own day, the grade, derived fields
    "a lead's own day is that of its outcome": (
        "reference",
        "outcome is not None and outcome - 1 < day:\n            day = outcome - 1",
        "outcome is not None and outcome < day:\n            day = outcome",
    ),
    "an outcome ends nothing": (
        "reference",
        "outcome is not None and outcome - 1 < day",
        "False",
    ),
    "leads that are too young are scored": (
        "reference",
        "or created + model.own_day > day",
        "or created > day",
    ),
    "a lead of exactly N days is too young": (
        "reference",
        "or created + model.own_day > day",
        "or created + model.own_day >= day",
    ),
    "an early outcome leaves a lead out": (
        "reference",
        "            day = outcome - 1\n",
        "            day = outcome - 1\n        if day < created:\n            return None\n",
    ),
    "a step of the grade must be exceeded": (
        "reference",
        "points >= step.threshold",
        "points > step.threshold",
    ),
    "the base is fit": (
        "reference",
        "axes = dict.fromkeys(Axis, 0)",
        "axes = dict.fromkeys(Axis, model.base)",
    ),
    "the domain begins at the first @": (
        "reference_derived",
        'if sign == "@":',
        'if sign == "@" and tail is None:',
    ),
    "days between are counted backwards": (
        "reference_derived",
        "int(last[1]) - int(first[1])",
        "int(first[1]) - int(last[1])",
    ),
    "patterns ignore case": (
        "reference_fields",
        "re2.search(pattern, whole)",
        're2.search("(?i)" + pattern, whole)',
    ),
}


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of the reference's modules that a fault can be planted in."""
    with copied(tmp_path, MODULES, monkeypatch) as package:
        for name in MODULES:
            path = package / f"{name}.py"
            text = path.read_text(encoding="utf-8")
            text = text.replace("    Not,\n)\n", "    Not,\n    Test,\n    tests_in,\n)\n")
            path.write_text(text, encoding="utf-8")
        yield package


def disagreement(reference: ModuleType) -> bool:
    """Whether any lead of the corpus has another score, band or points per rule."""
    for asked in corpus():
        for place, given in enumerate(asked.given):
            row, kind, done = asked.rows[place], asked.kinds[place], asked.done.of(place)
            found = reference.reference_score(asked.model, row, INPUTS, AS_OF, kind, done)
            if (found is None) != (given is None):
                return True
            if given is not None and seen(found) != (
                (given.score, given.band, given.rules, given.groups, given.grade)
            ):
                return True
    return False


def seen(found: Any) -> Any:
    grade = None if found.grade is None else found.grade[2]
    return found.score, found.band, found.rules, found.groups, grade


def test_that_without_a_fault_all_agree(copies: Path) -> None:
    assert not disagreement(importlib.import_module("planted.reference"))


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_planted_fault_is_caught(fault: str, copies: Path) -> None:
    plant(copies, *FAULTS[fault])
    assert disagreement(importlib.import_module("planted.reference"))


def test_that_there_are_twenty_faults_at_least() -> None:
    assert len(FAULTS) >= 80
