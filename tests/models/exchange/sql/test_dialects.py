"""Statements in every dialect: they parse, nothing in a name escapes, limits are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlglot
from sqlglot import exp

from models.exchange.embedded import found_in
from models.exchange.portable.lowering import portable
from models.exchange.sql.dialects import DIALECTS, POSTGRESQL, SQLSERVER, Dialect
from models.exchange.sql.limits import adapted_to
from models.exchange.sql.statement import query
from models.exchange.sql.wish import COLUMN, Wish, checked_table
from models.exchange.targets.ordering import written
from models.problems import LeadbenchError
from models.scoring.conditions import AllOf, AnyOf, Condition, FieldTest, Test
from models.scoring.model import Group, Move, Override, Points, Rule, ScoringModel
from tests.models.exchange.sql.orders import (
    expected,
    in_duckdb,
    in_sqlite,
    order_of,
    random_orders,
    wanted,
)
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, TITLE

NASTY = (
    "'; DROP TABLE leads; --",
    'say "hi" \\',
    "*/ /* ]]> ${x} {{y}} :z",
    "two\nlines\r\nand\u2028three",
    "\U0001f600 \u202e\u05d0",
    "=1+1",
    "select",
)
each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.key)


def read(text: str, dialect: Dialect) -> exp.Expression:
    """The one statement of a text, by sqlglot's parser of that dialect."""
    trees = sqlglot.parse(text, read=dialect.sqlglot)
    (found,) = [tree for tree in trees if not isinstance(tree, exp.Semicolon)]
    assert found is not None
    return found


@each_dialect
def test_that_statements_parse_and_hold_the_same_texts_and_steps(dialect: Dialect) -> None:
    for order in random_orders(dialect.key, 5, 4, 1, ("gives", "contributions")):
        export = written(wanted(dialect.key), order)
        tree = read(export.files[0].content.decode(), dialect)
        assert isinstance(tree, exp.Select)
        assert tree.named_selects[:4] == ["lead_id", "as_of", "score", "band"]
        texts = {node.this for node in tree.find_all(exp.Literal, exp.National) if node.name}
        assert {band.name for band in order.program.bands} <= texts
        assert not list(tree.find_all(exp.Round, exp.Like, exp.Lower))
        assert found_in(export.files[0].content) is not None


def nasty_model() -> ScoringModel:
    groups = []
    for place, name in enumerate(NASTY):
        rules = tuple(
            Rule(
                id=f"{place}{n}",
                name=name,
                note=name,
                award=Points(n + 1),
                when=FieldTest(TITLE, test, (name,)),
            )
            for n, test in enumerate((Test.CONTAINS, Test.STARTS_WITH, Test.ENDS_WITH, Test.IS))
        )
        groups.append(Group(id=f"g{place}", name=name, rules=rules))
    model = ScoringModel("m", NASTY[0] + NASTY[3], groups=tuple(groups))
    bands = tuple(replace(b, name=f"{b.name} {NASTY[n]}") for n, b in enumerate(model.bands))
    asked = FieldTest(TITLE, Test.STARTS_WITH, ("zz",))
    moved = Override(id="o", name=NASTY[0], when=asked, move=Move.AT_LEAST, band=bands[-1].name)
    return replace(model, bands=bands, overrides=(moved,))


@each_dialect
def test_that_no_name_leaves_its_comment_or_its_quotes(dialect: Dialect) -> None:
    model = nasty_model()
    program = portable(model, AS_OF, INPUTS)
    text = query(program, dialect, Wish(contributions=True))
    code = [line for line in text.split("\n") if not line.lstrip().startswith("--")]
    assert read("\n".join(code), dialect) == read(text, dialect)
    assert all(line.isprintable() for line in text.split("\n") if line.lstrip().startswith("--"))
    names = read(text, dialect).named_selects
    assert len(set(names)) == len(names)
    texts = {node.this for node in read(text, dialect).find_all(exp.Literal, exp.National)}
    assert {band.name for band in model.bands} <= texts


def test_that_nasty_names_score_alike() -> None:
    program = portable(nasty_model(), AS_OF, INPUTS)
    leads = [{"job_title_key": name.lower()} for name in (*NASTY, "zz", "other")]
    right = expected(program, leads)
    assert in_duckdb(program, leads) == in_sqlite(program, leads) == right
    assert len(set(right)) > 2


def deep(levels: int) -> Condition:
    asked: Condition = FieldTest(TITLE, Test.IS, ("vp",))
    for level in range(levels):
        other = FieldTest(TITLE, Test.IS, (str(level),))
        asked = AllOf((asked, other)) if level % 2 else AnyOf((asked, other))
    return asked


@each_dialect
def test_that_what_is_too_deep_is_refused_by_name_and_the_rest_is_written(dialect: Dialect) -> None:
    rules = [
        Rule(id=str(n), name=f"deep {n}", award=Points(1), when=deep(n))
        for n in (dialect.deepest, dialect.deepest + 1)
    ]
    model = ScoringModel("m", "m", groups=(Group(id="g", name="g", rules=tuple(rules)),))
    found = adapted_to(dialect, model, INPUTS)
    assert [misfit.name for misfit in found.misfits] == [f"deep {dialect.deepest + 1}"]
    program = portable(found.model, AS_OF, INPUTS)
    leads = [{"job_title_key": text} for text in ("vp", "0", None)]
    if dialect.key == "sqlite":
        assert in_sqlite(program, leads) == in_duckdb(program, leads)
    else:
        assert query(program, dialect, Wish(as_of=COLUMN))


@each_dialect
def test_that_patterns_are_refused_where_they_are_not_re2(dialect: Dialect) -> None:
    asked = FieldTest(TITLE, Test.MATCHES, ("^v",))
    rule = Rule(id="r", name="pattern", award=Points(1), when=asked)
    model = ScoringModel("m", "m", groups=(Group(id="g", name="g", rules=(rule,)),))
    found = adapted_to(dialect, model, INPUTS)
    assert bool(found.misfits) != (dialect.key in ("duckdb", "bigquery"))


def test_that_half_a_character_is_refused() -> None:
    asked = FieldTest(TITLE, Test.CONTAINS, ("a\ud83d",))
    rule = Rule(id="r", name="half", award=Points(1), when=asked)
    model = ScoringModel("m", "m", groups=(Group(id="g", name="g", rules=(rule,)),))
    assert adapted_to(SQLSERVER, model, INPUTS).misfits[0].name == "half"


def test_that_a_model_too_large_is_told() -> None:
    rules = tuple(Rule(id=str(n), name="same", award=Points(1)) for n in range(1600))
    model = ScoringModel("m", "m", groups=(Group(id="g", name="g", rules=rules),))
    program = portable(model, AS_OF, INPUTS)
    with pytest.raises(LeadbenchError, match="PostgreSQL takes 1,500"):
        query(program, POSTGRESQL, Wish())


@pytest.mark.parametrize("name", ["", "a b", "a;drop table b", "a.b.c.d", "1a", "a--", "a'"])
def test_that_a_table_is_a_name(name: str) -> None:
    with pytest.raises(LeadbenchError, match="table"):
        checked_table(name)


def test_that_words_of_sql_are_quoted() -> None:
    inputs = (replace(INPUTS[0], name="Order"), replace(INPUTS[0], name="Group"))
    rules = tuple(
        Rule(id=n, name=n, award=Points(1), when=FieldTest(n, Test.IS, ("x",), exact=True))
        for n in ("Order", "Group")
    )
    model = ScoringModel("m", "m", groups=(Group(id="g", name="g", rules=rules),))
    program = portable(model, AS_OF, inputs)
    leads = [{"order": "x", "group": "x"}, {"order": "y", "group": "x"}]
    assert in_duckdb(program, leads) == in_sqlite(program, leads) == [2, 1]


def test_that_prepared_leads_come_with_their_table() -> None:
    for dialect in DIALECTS:
        order = order_of("prepared", nasty_model(), 3, 5, ("database", dialect.key))
        table, statements = written(wanted("prepared"), order).files
        assert table.content.count(b"\n") == 6
        assert b"CREATE TABLE" in statements.content
        assert dialect.key in statements.name
