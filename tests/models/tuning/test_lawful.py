from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from models.scoring.bits import packed
from models.tuning.allowed import allowed
from models.tuning.lawful import contradictions, violations
from models.tuning.lines import Ground, Line, Pot
from models.tuning.programme import demands_of, points_keeping
from models.tuning.reins import Hold, Rein, Reins, Sign
from tests.models.tuning.grounds import (
    drawn_lines,
    drawn_reins,
    every_card,
    ground_of,
    keeps,
    line,
)

A, B, C, D = line("a"), line("b"), line("c"), line("d")
KEEP = Rein(Hold.KEEP)


def held(**reins: Rein) -> tuple[tuple[str, Rein], ...]:
    return tuple(reins.items())


def test_that_points_break_reins_exactly_where_their_description_says_so() -> None:
    dice = random.Random(3)
    seen = {True: 0, False: 0}
    for _ in range(1500):
        lines = drawn_lines(dice, dice.randint(1, 5), (0, 0, 1, -2, 3))
        reins = drawn_reins(dice, lines, dice.choice((1, 1, 2)))
        points = tuple(dice.choice((0, 0, line.now, 1, 2, -1, -2, 3)) for line in lines)
        broken = violations(ground_of(lines), reins, points)
        assert (broken == ()) == keeps(lines, reins, points), (reins, points, broken)
        seen[not broken] += 1
    assert min(seen.values()) > 150


def test_that_a_contradiction_is_told_exactly_where_no_card_is_lawful() -> None:
    dice = random.Random(4)
    seen = {True: 0, False: 0}
    for _ in range(170):
        lines = drawn_lines(dice, dice.randint(1, 4), (0, 0, 1, -2, 3))
        reins = drawn_reins(dice, lines, dice.choice((1, 1, 2)))
        if any(one.least is not None or one.most is not None for _, one in reins.lines):
            # Bounds that cross are told though a free line may still give none.
            reins = replace(reins, lines=tuple((k, _uncrossed(r, reins)) for k, r in reins.lines))
        ground = ground_of(lines)
        told = contradictions(ground, reins)
        possible = every_card(lines, reins)
        assert (told == ()) == bool(possible), (reins, told, possible[:3])
        if possible:
            found = points_keeping(ground.now, demands_of(ground, reins))
            assert found is not None
            assert violations(ground, reins, found) == ()
        seen[not told] += 1
    assert min(seen.values()) > 35


def _uncrossed(rein: Rein, reins: Reins) -> Rein:
    least = reins.least if rein.least is None else rein.least
    most = reins.most if rein.most is None else rein.most
    return rein if least <= most else replace(rein, least=None, most=None)


def test_that_of_reins_told_to_clash_none_can_be_spared() -> None:
    """Two pairs that clash, in a crowd that does not."""
    lines = (*(line(f"c{i}") for i in range(12)), replace(A, now=5), replace(B, now=10))
    reins = Reins(
        lines=held(
            c1=Rein(Hold.KEEP, Sign.DOWN),
            c0=Rein(Hold.KEEP, Sign.UP),
            c4=KEEP,
            a=Rein(most=5),
            b=Rein(Hold.LOCK),
        ),
        rising=(("c0", "c2", "c1"), ("b", "a"), ("c6", "c7", "c8")),
        most_changed=7,
        per_group=9,
    )
    assert contradictions(ground_of(lines), reins) == (
        "These cannot hold together: “Line c0” must give 5 to 50 points in steps of 5; "
        "“Line c1” must give \u221250 to \u22125 points in steps of 5; "
        "points may not fall from “Line c0” to “Line c1”.",
        "These cannot hold together: “Line b” is locked at 10 points; “Line a” gives \u221250 to "
        "\u22125 or 5 points in steps of 5, or none; points may not fall from “Line b” to "
        "“Line a”.",
    )


LOCKED = (replace(A, now=10), replace(B, now=7), C)


@pytest.mark.parametrize(
    ("lines", "reins", "told"),
    [
        (
            (A,),
            Reins(lines=held(a=Rein(Hold.KEEP, least=0, most=0))),
            "“Line a” must give points, and its bounds 0 to 0 allow none.",
        ),
        (
            (A,),
            Reins(lines=held(a=Rein(Hold.KEEP, Sign.UP, most=0))),
            "“Line a” must give points, and only points above 0 are allowed, of which its bounds "
            "\u221250 to 0 hold none.",
        ),
        (
            (A, B),
            Reins(lines=held(a=Rein(Hold.KEEP, least=1, most=4))),
            "“Line a” must give points, and its bounds 1 to 4 hold no multiple of 5 that it may "
            "give.",
        ),
        (
            (A, B, C),
            Reins(lines=held(a=KEEP, b=KEEP, c=KEEP), most_lines=2),
            "3 lines must give points (“Line a”, “Line b” and “Line c”), at most 2 may.",
        ),
        (
            (A, B, C),
            Reins(lines=held(a=KEEP, b=KEEP), one_of=(("a", "b", "c"),)),
            "Of “Line a”, “Line b” and “Line c” 2 lines must give points (“Line a” and "
            "“Line b”), at most 1 may.",
        ),
        (
            LOCKED,
            Reins(lines=held(a=Rein(Hold.LOCK), b=Rein(Hold.LOCK)), rising=(("a", "b"),)),
            "These cannot hold together: “Line a” is locked at 10 points; “Line b” is locked at 7 "
            "points; points may not fall from “Line a” to “Line b”.",
        ),
        (
            LOCKED,
            Reins(most_changed=0),
            "1 line may not keep today's points (“Line b”), and at most 0 may change.",
        ),
        (
            LOCKED,
            Reins(1, most_changed=0, per_group=1),
            "Of the group “G1” 2 lines give points today, at most 1 may, and at most 0 may change.",
        ),
        (
            LOCKED,
            Reins(1, lines=held(c=KEEP), most_changed=2, most_lines=1),
            "2 lines give points today and 1 more must (“Line c”), at most 1 may, and at most "
            "2 may change.",
        ),
        (
            LOCKED,
            Reins(1, lines=held(c=KEEP), most_changed=1, most_lines=0, per_group=3),
            "1 line must give points (“Line c”), at most 0 may.",
        ),
        (
            (*LOCKED, D),
            Reins(1, lines=held(c=KEEP), most_changed=0, most_lines=1),
            "1 line may not keep today's points (“Line c”), and at most 0 may change.",
        ),
        (
            (*LOCKED, replace(D, now=5)),
            Reins(1, lines=held(c=KEEP), most_changed=1, most_lines=1),
            "3 lines give points today, at most 1 may, and at most 1 may change.",
        ),
        (
            LOCKED,
            Reins(1, rising=(("a", "b"),), most_changed=0),
            "These cannot hold together: points may not fall from “Line a” (today 10) to "
            "“Line b” (today 7); at most 0 lines may change.",
        ),
        ((A,), Reins(lines=held(x=KEEP)), "The line “x” is held and is not there."),
        ((A,), Reins(one_of=(("a", "x"),)), "The line “x” is one of a set and is not there."),
        (
            (A,),
            Reins(rising=(("a", "x"),)),
            "The line “x” is part of a rising sequence and is not there.",
        ),
        (
            (A, B),
            Reins(rising=(("a", "b", "a"),)),
            "The line “a” is in one rising sequence more than once.",
        ),
        (
            (A,),
            Reins(lines=(("a", KEEP), ("a", Rein()))),
            "The line “a” is held in 2 ways that differ.",
        ),
        (
            (A,),
            Reins(step=10, least=-5, most=5),
            "No line can give points: \u22125 to 5 hold no multiple of the step, 10, but 0.",
        ),
        (
            (A,),
            Reins(least=11, most=14),
            "No line can give points: 11 to 14 hold no multiple of the step, 5, but 0.",
        ),
        ((A,), Reins(step=0), "Points go in steps of 0; a step is 1 or more."),
        (
            (A,),
            Reins(least=5, most=-5),
            "The least points of a line, 5, are more than the most, \u22125.",
        ),
        (
            (A,),
            Reins(lines=held(a=Rein(least=60))),
            "The least points of “Line a”, 60, are more than its most, 50.",
        ),
        (
            (A,),
            Reins(most_lines=-1),
            "At most \u22121 lines may give points; that is less than none.",
        ),
        (
            (A,),
            Reins(most_moved=1.5),
            "The share of MQLs that may move is 1.5; it lies from 0 to 1.",
        ),
    ],
)
def test_that_a_contradiction_names_its_lines_and_reins(
    lines: tuple[Line, ...], reins: Reins, told: str
) -> None:
    assert contradictions(ground_of(lines), reins) == (told,)


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ((60, 0, 0), "“Line a” gets 60; 50 are the most allowed."),
        ((-55, 0, 0), "“Line a” gets \u221255; \u221250 are the least allowed."),
        ((7, 0, 0), "“Line a” gets 7, which is no multiple of 5."),
        ((0, 5, 0), "“Line b” gets 5; its points may not be above 0."),
        ((0, 0, 5), "“Line c” may give no points and gets 5."),
        ((0, 0), "There are 2 points for 3 lines."),
        (
            (10, -5, 0),
            "Points fall from “Line a” (10) to “Line b” (\u22125), where they must not.",
        ),
    ],
)
def test_that_a_breach_names_its_line_and_rein(points: tuple[int, ...], told: str) -> None:
    reins = Reins(
        lines=held(b=Rein(sign=Sign.DOWN), c=Rein(Hold.FORBID)),
        rising=(("a", "b"),) if len(points) > 1 and points[1] < 0 else (),
    )
    assert violations(ground_of((A, B, C)), reins, points) == (told,)


def test_that_lines_of_one_name_are_told_apart() -> None:
    twins = (replace(A, name="Visits"), replace(B, name="Visits"))
    told = violations(ground_of(twins), Reins(), (7, 0))
    assert told == ("“Visits” (a) gets 7, which is no multiple of 5.",)


def test_that_the_values_a_line_may_give_are_those_of_its_description() -> None:
    reins = Reins(5, -12, 13)
    for hold, sign, least, most in product(Hold, Sign, (None, -20, 3), (None, 4, 20)):
        rein = Rein(hold, sign, least, most)
        for now in (0, 7, -5):
            lines = (replace(A, now=now),)
            may = allowed(lines[0], rein, reins)
            values = [
                value
                for value in range(-60, 61)
                if keeps(lines, replace(reins, lines=held(a=rein)), (value,))
            ]
            assert list(may.values) == values
            assert [value for value in range(-60, 61) if value in may] == values


def test_that_mqls_that_move_are_counted_either_way() -> None:
    """Of 20 leads 10 are MQLs today by the line a; b would add 6 others, without a go 10."""
    leads = np.arange(20)
    bits = ((packed(leads < 10),), (packed((leads >= 8) & (leads < 16)),))
    pots, converted = (Pot("g1", "G1"),), (leads % 2).astype(np.uint8)
    ground = Ground((replace(A, now=10), B), bits, pots, converted, mql=10)
    reins = Reins(most_moved=0.6)
    assert violations(ground, reins, (10, 10)) == ()
    assert violations(ground, replace(reins, most_moved=0.59), (10, 10)) == (
        "6 leads newly become MQLs; at most 59\u202f% of today's 10 may.",
    )
    assert violations(ground, reins, (5, 0)) == (
        "10 leads are MQLs no more; at most 60\u202f% of today's 10 may.",
    )
