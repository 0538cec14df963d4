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
    "score", "activities", "awards", "cells",
    "conditions", "dates", "derived", "fields",
)  # fmt: skip

# What is planted: the module, what stands there, what is put in its place.
FAULTS: dict[str, tuple[str, str, str]] = {
    "between leaves its high end out": (
        "fields",
        "return given[0] <= value <= given[1]",
        "return given[0] <= value < given[1]",
    ),
    "between leaves its low end out": (
        "fields",
        "return given[0] <= value <= given[1]",
        "return given[0] < value <= given[1]",
    ),
    "at least means more than": (
        "fields",
        "return value >= given[0]",
        "return value > given[0]",
    ),
    "not is false on a blank": (
        "conditions",
        "return not holds(part, lead)",
        "known = [FieldTest(test.field, Test.IS_KNOWN) for test in tests_in(part)]\n"
        "            return not holds(part, lead) and all(holds(test, lead) for test in known)",
    ),
    "a negative test is true on a blank": (
        "fields",
        "    if field is None or field.value is None:\n        return False\n    value",
        "    if field is None or field.value is None:\n"
        "        return test.test in (Test.IS_NOT, Test.DOES_NOT_CONTAIN, Test.HAS_NONE_OF)\n"
        "    value",
    ),
    "any means all": (
        "conditions",
        "return any(holds(part, lead) for part in parts)",
        "return all(holds(part, lead) for part in parts)",
    ),
    "has all of means has any of": (
        "fields",
        "return False not in has",
        "return True in has",
    ),
    "exactly is forgotten": (
        "fields",
        "    if not test.exact:\n",
        "    if True:\n",
    ),
    "starts with means contains": (
        "fields",
        "return value[: len(wanted[0])] == wanted[0]",
        "return wanted[0] in value",
    ),
    "today is not in the last days": (
        "fields",
        "return 0 <= age <= counts[0]",
        "return 0 < age <= counts[0]",
    ),
    "the last days leave the first of them out": (
        "fields",
        "return 0 <= age <= counts[0]",
        "return 0 <= age < counts[0]",
    ),
    "the future is in the last days": (
        "fields",
        "return 0 <= age <= counts[0]",
        "return age <= counts[0]",
    ),
    "more than days ago begins a day early": (
        "fields",
        "return age > counts[0]",
        "return age >= counts[0]",
    ),
    "before keeps its day": (
        "fields",
        "return day < given[0]",
        "return day <= given[0]",
    ),
    "the week begins on Sunday": (
        "fields",
        "return (day + 3) % 7 + 1 in counts",
        "return (day + 4) % 7 + 1 in counts",
    ),
    "an event of the future is known": (
        "fields",
        "if item.event and",
        "if False and",
    ),
    "keys are made by folding case": (
        "cells",
        '    out = ""\n    for sign in text:\n',
        '    return text.casefold()\n    out = ""\n    for sign in text:\n',
    ),
    "keys are made by lower case": (
        "cells",
        '    out = ""\n    for sign in text:\n',
        '    return text.lower()\n    out = ""\n    for sign in text:\n',
    ),
    "letters are not composed": (
        "cells",
        'for sign in unicodedata.normalize("NFC", text)',
        "for sign in text",
    ),
    "a no-break space stays": ("cells", "(0x007F, 0x00A0)", "(0x007F, 0x009F)"),
    "words for blank are text": (
        "cells",
        " or _among(clean, item.blank):\n        return None\n    match",
        ":\n        return None\n    match",
    ),
    "spellings are not read": (
        "cells",
        "clean, cell = meant, Cell.TEXT",
        "clean, cell = clean, cell",
    ),
    "what is meant has the kind of the cell": (
        "cells",
        "clean, cell = meant, Cell.TEXT",
        "clean, cell = meant, cell",
    ),
    "spellings differ in case": (
        "cells",
        'cleaned(written) != "" and key_of(clean) == key_of(cleaned(written))',
        'cleaned(written) != "" and clean == cleaned(written)',
    ),
    "words for blank come before spellings": (
        "cells",
        "    meant = meant_by(clean, item)\n    if meant is not None and",
        "    meant = None if _among(clean, item.blank) else meant_by(clean, item)\n"
        "    if meant is not None and",
    ),
    "several values have no spelling": (
        "cells",
        "value = value if meant is None else meant",
        "pass",
    ),
    "numbers keep 17 digits": ("cells", "digits[:15]", "digits[:17]"),
    "the 16th digit is cut off": ("cells", "if rest > half or", "if False or"),
    "the separator is a semicolon always": (
        "cells",
        ".split(item.separator)",
        '.split(";")',
    ),
    "the decimal mark is a point always": (
        "cells",
        "item.decimal, item.thousands)",
        '".", "")',
    ),
    "no is yes": ("cells", "return False if _among", "return True if _among"),
    "day and month change places": (
        "dates",
        "day, month, year = parts",
        "month, day, year = parts",
    ),
    "offsets are forgotten": ("dates", "    if offset is None:\n", "    if True:\n"),
    "times are in no zone": ("dates", "ZoneInfo(zone)", 'ZoneInfo("UTC")'),
    "every fourth year has a leap day, every century too": (
        "dates",
        "year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)",
        "year % 4 == 1",
    ),
    "ranges hold their high end": (
        "awards",
        "value < entry.high",
        "value <= entry.high",
    ),
    "ranges leave their low end out": (
        "awards",
        "entry.low <= value",
        "entry.low < value",
    ),
    "the last entry counts": (
        "awards",
        "in award.entries:\n        if entry.value is None",
        "in reversed(award.entries):\n        if entry.value is None",
    ),
    "blank is worth its entry always": (
        "awards",
        "            if value is None:\n                return",
        "            if True:\n                return",
    ),
    "a muted rule counts": ("awards", "if rule.muted or (", "if (True and "),
    "groups have no least": ("awards", "least is not None and points < least", "False"),
    "groups have no most": ("awards", "most is not None and points > most", "False"),
    "each rule is limited, not the group": (
        "score",
        "            points += given\n",
        "            points += given\n"
        "            points = points if group.most is None else min(points, group.most)\n",
    ),
    "the base is added after the scale": (
        "score",
        "    score, override = _overridden",
        "    total = within(sum(groups.values()), model.scale.least, model.scale.most)\n"
        "    total = min(total + model.base, model.scale.most)\n"
        "    score, override = _overridden",
    ),
    "a threshold belongs to the band below": (
        "score",
        "if band.threshold <= score",
        "if band.threshold < score",
    ),
    "at most ends at the band's threshold": (
        "score",
        "high = model.bands[place + 1].threshold - 1",
        "high = model.bands[place].threshold",
    ),
    "at most ends at the next threshold": (
        "score",
        "high = model.bands[place + 1].threshold - 1",
        "high = model.bands[place + 1].threshold",
    ),
    "at least means exactly": (
        "score",
        "(Move.AT_MOST, Move.EXACTLY)",
        "(Move.AT_MOST, Move.EXACTLY, Move.AT_LEAST)",
    ),
    "the last override decides": (
        "score",
        "for override in model.overrides:",
        "for override in reversed(model.overrides):",
    ),
    # Activities
    "the first day of a window is out": (
        "activities",
        "age <= of.days",
        "age < of.days",
    ),
    "today's activities do not exist yet": (
        "activities",
        "moment[0] > today",
        "moment[0] >= today",
    ),
    "an unknown time is the last of its day": (
        "activities",
        "second = -1 if",
        "second = 99_999 if",
    ),
    "the order within a day is that of the file": (
        "activities",
        "(item.day, item.second, item.place)",
        "(item.day, item.place)",
    ),
    "ties are in reverse order": (
        "activities",
        "(item.day, item.second, item.place)",
        "(item.day, item.second, -item.place)",
    ),
    "types compare exactly": (
        "activities",
        "types = [key_of(cleaned(name))",
        "types = [cleaned(name)",
    ),
    "an activity without a type is of every type": (
        "activities",
        'item.type == "" or item.type not in types',
        'item.type != "" and item.type not in types',
    ),
    "only the first named type counts": (
        "activities",
        "item.type not in types)",
        "item.type != types[0])",
    ),
    "filters are forgotten": (
        "activities",
        "of.where is not None and not _fits",
        "False and not _fits",
    ),
    "distinct values differ in case": (
        "activities",
        "found.add(key_of(held.value))",
        "found.add(held.value)",
    ),
    "several values are one": (
        "activities",
        "found |= {key_of(value) for value in held.value}",
        "found.add(key_of(str(held.value)))",
    ),
    "blanks are a distinct value": (
        "activities",
        "held.value is None:\n            continue",
        "held.value is None:\n            found.add(-1.0)\n            continue",
    ),
    "sums cut numbers that are not whole": (
        "activities",
        "if value == int(value) and",
        "if",
    ),
    "sums have no largest number": (
        "activities",
        "abs(value) <= 10**12",
        "True",
    ),
    "the first is the last": (
        "activities",
        "float(today - chosen[0].day)",
        "float(today - chosen[-1].day)",
    ),
    "without one the last was today": (
        "activities",
        "float(today - chosen[-1].day) if chosen else None",
        "float(today - chosen[-1].day) if chosen else 0.0",
    ),
    "the last day is the first day": (
        "activities",
        "Kind.DATE, chosen[-1].day",
        "Kind.DATE, chosen[0].day",
    ),
    "an activity follows itself": (
        "activities",
        "in happened[position + 1 :]",
        "in happened[position:]",
    ),
    "what follows on the day N is too late": (
        "activities",
        "<= condition.within",
        "< condition.within",
    ),
    "what follows on a day may come before": (
        "activities",
        "in happened[position + 1 :]",
        "in happened[:position] + happened[position + 1 :]",
    ),
    "who was active N days ago is inactive": (
        "conditions",
        "lead.today - last > days",
        "lead.today - last >= days",
    ),
    "who was never active is not inactive": (
        "conditions",
        "last = lead.record.day_of(Role.CREATED)",
        "return False",
    ),
    "an offset does not move an activity within its day": (
        "dates",
        "there.hour * 3600 + there.minute * 60 + there.second",
        "seconds",
    ),
    # Points and decay
    "a count is reached when it is exceeded": (
        "awards",
        "found.value >= entry.least",
        "found.value > entry.least",
    ),
    "the first count that is reached decides": (
        "awards",
        "for entry in award.entries:\n            if found.value",
        "for entry in award.entries[::-1]:\n            if found.value",
    ),
    "every occurrence counts": (
        "awards",
        "if len(chosen) > award.most else chosen",
        "if False else chosen",
    ),
    "the oldest occurrences count": (
        "awards",
        "chosen[len(chosen) - award.most :]",
        "chosen[: award.most]",
    ),
    "each occurrence is rounded": (
        "awards",
        "award.points * percent_left(decay, lead.today - item.day)",
        "(award.points * percent_left(decay, lead.today - item.day) + 50) // 100 * 100",
    ),
    "a half is rounded down": (
        "awards",
        "(hundredths + 50) // 100",
        "(hundredths + 49) // 100",
    ),
    "points below zero are rounded towards zero": (
        "awards",
        "return (points * percent + 50) // 100",
        "return int((points * percent + 50) / 100)",
    ),
    "the last day of a step is in the next": (
        "awards",
        "age <= step.to",
        "age < step.to",
    ),
    "the future has no date": (
        "awards",
        "    if age < 0:\n        age = 0",
        "    if age < 0:\n        return decay.undated",
    ),
    "without a date all is left": ("awards", "return decay.undated", "return 100"),
    "after the last step nothing is left": (
        "awards",
        "return decay.after",
        "return 0",
    ),
    "a group fades before its limits": (
        "awards",
        "    percent = percent_left(group.decay, _age",
        "    points = within(given, None, None)\n    percent = percent_left(group.decay, _age",
    ),
    "limits are applied again": (
        "awards",
        "return (points * percent + 50) // 100",
        "return within((points * percent + 50) // 100, group.least, group.most)",
    ),
    "types of muted rules count": (
        "awards",
        "        if rule.muted:\n            continue",
        "        if False:\n            continue",
    ),
    "types in conditions do not count": (
        "awards",
        "named += _asked_by(rule.when)",
        "pass",
    ),
    "a rule for any type does not count": (
        "awards",
        "    if () in named:\n        return ()\n",
        "",
    ),
    "the named types of a decay are forgotten": (
        "awards",
        "decay.types or _types_in(group)",
        "_types_in(group)",
    ),
    # Each lead's own day, the grade, derived fields
    "a lead's own day is that of its outcome": (
        "score",
        "outcome is not None and outcome - 1 < day:\n            day = outcome - 1",
        "outcome is not None and outcome < day:\n            day = outcome",
    ),
    "an outcome ends nothing": (
        "score",
        "outcome is not None and outcome - 1 < day",
        "False",
    ),
    "leads that are too young are scored": (
        "score",
        "or created + model.own_day > day",
        "or created > day",
    ),
    "a lead of exactly N days is too young": (
        "score",
        "or created + model.own_day > day",
        "or created + model.own_day >= day",
    ),
    "an early outcome leaves a lead out": (
        "score",
        "            day = outcome - 1\n",
        "            day = outcome - 1\n        if day < created:\n            return None\n",
    ),
    "a step of the grade must be exceeded": (
        "score",
        "points >= step.threshold",
        "points > step.threshold",
    ),
    "the base is fit": (
        "score",
        "axes = dict.fromkeys(Axis, 0)",
        "axes = dict.fromkeys(Axis, model.base)",
    ),
    "the domain begins at the first @": (
        "derived",
        'if sign == "@":',
        'if sign == "@" and tail is None:',
    ),
    "days between are counted backwards": (
        "derived",
        "int(last[1]) - int(first[1])",
        "int(first[1]) - int(last[1])",
    ),
    "patterns ignore case": (
        "fields",
        "re2.search(pattern, whole)",
        're2.search("(?i)" + pattern, whole)',
    ),
}


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of the reference's modules that a fault can be planted in."""
    with copied(tmp_path, MODULES, monkeypatch, "models.scoring.reference") as package:
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
    assert not disagreement(importlib.import_module("planted.score"))


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_planted_fault_is_caught(fault: str, copies: Path) -> None:
    plant(copies, *FAULTS[fault])
    assert disagreement(importlib.import_module("planted.score"))


def test_that_there_are_twenty_faults_at_least() -> None:
    assert len(FAULTS) >= 80
