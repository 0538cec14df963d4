"""What SQL that was written by hand gets wrong: each of these changes a score, ours gives it."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from models.exchange.portable.lowering import portable
from models.exchange.portable.program import Program
from models.exchange.sql.dialects import DUCKDB
from models.exchange.sql.statement import query
from models.exchange.sql.wish import Wish
from models.scoring.conditions import FieldTest, Not, Test
from models.scoring.decay import Decay, DecayStep, Fades
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.patterns import searcher
from models.scoring.scale import Scale
from tests.models.exchange.sql.orders import TODAY, Record, expected, in_duckdb, in_sqlite
from tests.models.scoring.nasty_leads import AS_OF, COUNTRY, CREATED, INPUTS, INTERESTS, SIZE, TITLE

DEV = "\U0001f469\u200d\U0001f4bb dev"
"""Seven signs, nine in UTF-16, fifteen bytes."""
BANDS = (Band("Cold", -100), Band("Hot", 50, mql=True))


def program_of(*rules: Rule, decay: Decay | None = None) -> Program:
    group = Group(id="g", name="Fit", rules=rules, decay=decay)
    model = ScoringModel("m", "m", scale=Scale(-100, 100), bands=BANDS, groups=(group,))
    return portable(model, AS_OF, INPUTS)


def rule(
    field: str, test: Test, *values: str | float, points: int = 10, negated: bool = False
) -> Rule:
    asked = FieldTest(field, test, values)
    return Rule(
        id=f"{field}{values}{points}",
        name=f"{field} {test.value}",
        when=Not(asked) if negated else asked,
        award=Points(points),
    )


def held(program: Program, leads: list[Record], naive: tuple[str, str]) -> None:
    """Ours gives what the portable form gives; the same statement with a naive piece does not."""
    right = expected(program, leads)
    assert in_duckdb(program, leads) == right
    assert in_sqlite(program, leads) == right
    text = query(program, DUCKDB, Wish())
    changed = text.replace(*naive)
    assert changed != text, text
    assert in_duckdb(program, leads, changed) != right


def test_that_a_blank_is_no_other_country() -> None:
    program = program_of(rule(COUNTRY, Test.IS, "Germany", negated=True))
    leads: list[Record] = [{"land_key": None}, {"land_key": "germany"}, {"land_key": "france"}]
    held(program, leads, ("land_key IS NULL OR ", ""))


@pytest.mark.parametrize("text", ["100%", "a_b"])
def test_that_signs_of_like_are_signs(text: str) -> None:
    program = program_of(rule(TITLE, Test.CONTAINS, text))
    others = ("1000", "acb", "100%", "xa_b", None)
    leads: list[Record] = [{"job_title_key": other} for other in others]
    found = f"STRPOS(job_title_key, '{text}') > 0"
    held(program, leads, (found, f"job_title_key LIKE '%{text}%'"))


@pytest.mark.parametrize("text", ["back\\slash", "it's", 'a "b"', "--x", "/*", "😀", "]]>"])
def test_that_any_sign_can_be_looked_for(text: str) -> None:
    rules = [rule(TITLE, test, text) for test in (Test.CONTAINS, Test.STARTS_WITH, Test.IS)]
    program = program_of(*(replace(r, id=str(n)) for n, r in enumerate(rules)))
    leads: list[Record] = [
        {"job_title_key": lead} for lead in (text, f"x{text}", f"{text} y", text[1:], None)
    ]
    assert in_duckdb(program, leads) == in_sqlite(program, leads) == expected(program, leads)


@pytest.mark.parametrize(
    ("percent", "naive"),
    [(50, "ROUND(g_fit * p_fit / 100.0)"), (75, "((g_fit * p_fit + 50) // 100)")],
)
def test_that_halves_are_rounded_up_below_zero_too(percent: int, naive: str) -> None:
    fading = Decay(
        Fades.BY_GROUP, (DecayStep(30, percent),), percent, field=CREATED, undated=percent
    )
    rules = [rule(SIZE, Test.EQUALS, float(n), points=n) for n in (-5, -3, -1, 1, 3, 5)]
    program = program_of(*rules, decay=fading)
    leads: list[Record] = [{"employees": float(n), "created": None} for n in range(-5, 6)]
    held(program, leads, ("FLOOR((g_fit * p_fit + 50) / 100.0)", naive))


def test_that_the_last_day_of_a_span_counts() -> None:
    program = program_of(rule(CREATED, Test.IN_THE_LAST, 30))
    leads: list[Record] = [{"created": TODAY - age} for age in (-1, 0, 1, 29, 30, 31)]
    held(program, leads, ("BETWEEN 0 AND 30", "BETWEEN 0 AND 29"))


def test_that_a_number_is_compared_to_its_last_digit() -> None:
    program = program_of(rule(SIZE, Test.LESS_THAN, 0.3))
    leads: list[Record] = [{"employees": n} for n in (0.29999999999999, 0.3, 0.30000000000001)]
    held(program, leads, ("employees < 0.3", "CAST(employees AS DECIMAL(18, 4)) < 0.3"))


def test_that_one_of_several_values_is_a_whole_value() -> None:
    program = program_of(
        rule(INTERESTS, Test.HAS_ANY_OF, "b;c"), rule(INTERESTS, Test.HAS_ANY_OF, "5%")
    )
    leads: list[Record] = [
        {"interests_key": values}
        for values in (("b;c",), ("b", "c"), ("5%",), ("a", "5%"), ("5%25",), ("xb;c",), None)
    ]
    held(program, leads, ("STRPOS(interests_key, ';b%3bc;')", "STRPOS(interests_key, 'b')"))


def test_that_an_end_is_counted_in_signs_not_in_bytes() -> None:
    program = program_of(rule(TITLE, Test.ENDS_WITH, DEV))
    leads: list[Record] = [
        {"job_title_key": text}
        for text in (
            "\U0001f469\u200d\U0001f4bb dev",
            "x \U0001f469\u200d\U0001f4bb dev",
            "dev",
            None,
        )
    ]
    held(program, leads, ("RIGHT(job_title_key, 7)", "RIGHT(job_title_key, 4)"))


def test_that_weekdays_are_right_in_every_century() -> None:
    program = program_of(rule(CREATED, Test.WEEKDAY, 6, 7))
    days = [TODAY + n for n in range(7)] + [-719_162 + n for n in range(7)] + [-1, 0, 2_932_896]
    leads: list[Record] = [{"created": day} for day in days]
    held(program, leads, ("% 7 + 1", "% 7 + 2"))


def test_that_nothing_is_folded_or_rounded_by_the_database() -> None:
    fading = Decay(Fades.BY_GROUP, (DecayStep(30, 50),), 50, field=CREATED, undated=50)
    text = query(program_of(rule(TITLE, Test.CONTAINS, "vp"), decay=fading), DUCKDB, Wish())
    assert not [word for word in ("LOWER(", "ROUND(", " LIKE ", "ILIKE") if word in text]


@pytest.mark.parametrize("pattern", [r"a\wb", r"(?i)aKb", r"a\p{Lu}b", r"a.b$", r"a\bb?"])
def test_that_duckdb_finds_patterns_where_we_do(pattern: str) -> None:
    found = searcher(pattern)
    assert found is not None
    texts = [f"a{chr(point)}b" for point in range(0x21, 0x2200)]
    with duckdb.connect(":memory:") as database:
        asked = "SELECT list_transform(?::VARCHAR[], lambda t: regexp_matches(t, ?))"
        ((got,),) = database.execute(asked, [texts, pattern]).fetchall()
    assert got == [found(text) for text in texts]


def test_that_a_pattern_under_construction_is_found_nowhere() -> None:
    program = program_of(rule(TITLE, Test.MATCHES, "("), rule(TITLE, Test.IS_KNOWN, points=3))
    leads: list[Record] = [{c.name: text for c in program.columns} for text in ("(", "x", None)]
    assert in_duckdb(program, leads) == expected(program, leads) == [3, 3, 0]
