"""A condition out of a sentence: "Job title contains VP", "Visited pricing page 3 times"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from models.exchange.moving_in import doing_words
from models.exchange.moving_in.field_words import field_test
from models.exchange.moving_in.unclear import Unclear
from models.exchange.moving_in.vocabulary import phrase_at_start, phrase_within
from models.exchange.moving_in.world import World
from models.leads.text import clean, cleaned_key
from models.leads.wording import quoted
from models.scoring.conditions import AllOf, AnyOf, Condition, Selection

_IF = re.compile(r"(?:if|when|where|wenn|si) ", re.I)
_JOINTS = re.compile(r" (and|or|und|oder) ", re.I)
_IN_RANGE = re.compile(r"\bbetween \S+$", re.I)
_VALUE = re.compile(r"[:=] ?\S|[0-9$\u20ac\u00a3]")
"""What stands behind a known field is a value: "Country: Chad", "Employees 50-200"."""
_AND = ("and", "und")


@dataclass(frozen=True)
class Said:
    """What a sentence asks: a condition, or activities of which each gives points."""

    when: Condition | None = None
    each: tuple[Selection, int] | None = None
    note: str = ""


def said(text: str, world: World) -> Said:
    """What a sentence asks. Raises Unclear with the reason as a sentence."""
    short = _IF.sub("", clean(text).rstrip(". "), count=1)
    if not short:
        raise Unclear("Nothing is asked.")
    found = doing_words.each(short, world)
    if found is not None:
        return Said(each=found)
    split = _split(short, world)
    if split is not None:
        return split
    when, note = _one(short, world, loose=True)
    return Said(when, note=note)


def of_field(field: str, text: str, world: World) -> Said:
    """What is asked of a field that stands in a column of its own."""
    name = clean(field)
    kind = world.kind_of(name)
    if kind is None:
        found = doing_words.counted(f"{name} {text}", world) if text else None
        if found is not None:
            return Said(found[0], note=found[1])
        type_ = world.type_of(name)
        if type_ is not None:
            return said(f"{type_} {text}".strip(), world)
    return Said(field_test(world.name_of(name), text, world))


def suggestion(text: str, world: World) -> str:
    """The nearest thing that would be understood."""
    names = [name for name, _ in world.fields.values()]
    words = cleaned_key(text)
    for name in names:
        if cleaned_key(name) in words:
            return f"Say what {quoted(name)} is to be, such as \u201c{name} is \u2026\u201d."
    near = get_close_matches(text.split(" ")[0] if text else "", names, n=1, cutoff=0.75)
    if near:
        return f"Did you mean the field {quoted(near[0])}?"
    first = words.split(" ")
    if doing_words.DOING.intersection(first):
        return (
            "Say how often, such as \u201cDemo requested at least once in the last 30 days\u201d."
        )
    return "Write field, test and value, such as \u201cEmployees is at least 50\u201d."


def _one(text: str, world: World, *, loose: bool) -> tuple[Condition, str]:
    """One test. Not loose: only what says itself what it is, since a part of a value may not."""
    quiet = doing_words.inactivity(text, world)
    if quiet is not None:
        return quiet, ""
    order = doing_words.followed(text, world)
    if order is not None:
        return order, ""
    known = world.field_at_start(text)
    if known is not None and phrase_at_start(known[1]) is not None:
        return field_test(*known, world), ""
    counted = doing_words.counted(text, world)
    if counted is not None:
        return counted
    activity = doing_words.bare(text, world)
    if activity is not None and (loose or " in the last " in text):
        return activity, ""
    if text.lower().startswith("not "):
        raise Unclear("A whole condition with \u201cnot\u201d before it is not read.")
    found = phrase_within(text)
    if found is None:
        if known is not None and loose and _VALUE.match(known[1]):
            return field_test(known[0], known[1].lstrip(":= "), world), ""
        raise Unclear("No test is found in it, such as \u201cis\u201d or \u201ccontains\u201d.")
    field, phrase, rest = found
    return field_test(world.name_of(field), f"{phrase.words} {rest}".strip(), world), ""


def _joints(text: str) -> list[re.Match[str]]:
    """Every "and" and "or", that of a range aside."""
    return [
        joint for joint in _JOINTS.finditer(text) if not _IN_RANGE.search(text[: joint.start()])
    ]


def _split(text: str, world: World) -> Said | None:
    """The parts between "and" or "or", where each of them is a test by itself."""
    joints = [joint for joint in _joints(text) if _begins_test(text[joint.end() :], world)]
    if not joints:
        return None
    begins = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(text)]
    try:
        found = [
            _one(text[begin:end], world, loose=False)
            for begin, end in zip(begins, ends, strict=True)
        ]
    except Unclear:
        return None
    ways = {joint[1].lower() in _AND for joint in joints}
    if len(ways) > 1:
        raise Unclear(
            "It joins tests by \u201cand\u201d and by \u201cor\u201d; use a row for each."
        )
    parts = tuple(part for part, _ in found)
    note = " ".join(note for _, note in found if note)
    return Said(AllOf(parts) if ways == {True} else AnyOf(parts), note=note)


def _begins_test(text: str, world: World) -> bool:
    """Whether a text, or its part up to some joint, is a test of its own."""
    for end in [*(joint.start() for joint in _joints(text)), len(text)]:
        try:
            _one(text[:end], world, loose=False)
        except Unclear:
            continue
        return True
    return False
