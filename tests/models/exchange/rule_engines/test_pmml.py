"""PMML gives every prepared lead what the engine gives it: by a reader of its own, by PMML4S."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from models.exchange.proof.engine import Engine, Got, proved
from models.exchange.proof.pmml4s import PMML4S, pmml_got, started
from models.exchange.rule_engines.pmml import pmml_records
from models.exchange.rule_engines.pmml_words import fits_xml, in_xml, number, pattern
from models.exchange.rule_engines.targets import PMML
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Export, Order
from models.problems import LeadbenchError
from models.scoring.awards import ByValue, ValuePoints
from models.scoring.conditions import FieldTest, Test
from models.scoring.engine import score
from models.scoring.grade import Grade, GradeStep
from models.scoring.model import Band, Group, Points, Rule, ScoringModel
from models.scoring.sight import scored_by
from tests.models.exchange.rule_engines.fuller import fuller
from tests.models.exchange.rule_engines.pmml_reading import Reader, read
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.runners import Asked
from tests.models.scoring.scorable_models import pointed_models, random_models

MANY = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "0"))
LEADS = int(os.environ.get("LEADBENCH_NASTY_LEADS", "2000")) if MANY else 40
JUDGE = PMML4S


def read_slowly(order: Order, export: Export) -> Sequence[Got]:
    assert order.prepared is not None
    reader = Reader(export.files[0].content)
    found = map(reader.result, pmml_records(order.prepared, order.program))
    return [pmml_got(order.program, one) for one in found]


READER = Engine("reader", "The reader of these tests", lambda: "1", "", read_slowly)


def orders(count: int) -> Iterator[Order]:
    for seed, bare in enumerate((*random_models(23, count), *pointed_models(23, count))):
        model = fuller(bare, seed)
        rows, kinds = nasty_leads(seed, LEADS)
        table = Asked(rows, INPUTS, AS_OF, kinds, done_by(seed, rows)).leads(model.zone)
        scored = score(model, scored_by(model, table, AS_OF).leads, AS_OF)
        if len(scored):
            yield order_for(PMML, replace(model, inputs=()), AS_OF, INPUTS, "1", scored)


def held(judge: Engine, count: int) -> None:
    told = 0
    for order in orders(count):
        verdict = proved(judge, order, written(PMML, order))
        assert verdict.wrong == 0, (order.model.name, verdict.examples[:1])
        told += verdict.leads
    assert told > count * LEADS


def test_that_a_reader_of_the_specification_gives_what_the_engine_gives() -> None:
    held(READER, MANY or 12)


def test_that_pmml4s_gives_what_the_engine_gives() -> None:
    if not JUDGE.version():
        pytest.skip("pypmml is not installed")
    with started() as run:
        held(replace(JUDGE, run=run), MANY or 4)


NAMES = (
    "it's",
    'a "word"',
    "r&d <b> &amp;",
    "back\\slash \\n",
    "]]> */ -- ${x} #{y}",
    "emoji \U0001f600",
    "a.b*c|(d)[e]{2}^$",
    "NaN",
    "1.0",
    "true",
)


def scored_order(model: ScoringModel, texts: Sequence[str]) -> Order:
    inputs = (replace(INPUTS[0], name="Text", kind=INPUTS[0].kind.TEXT, aliases=(), blank=()),)
    rows = [{"Text": text} for text in texts]
    scored = score(model, Asked(rows, inputs, AS_OF).leads("UTC"), AS_OF)
    return order_for(PMML, model, AS_OF, inputs, "1", scored)


def card(*rules: Rule, bands: tuple[Band, ...], grade: Grade | None = None) -> ScoringModel:
    return ScoringModel("m", NAMES[4], (Group("g", NAMES[1], rules),), bands, grade=grade)


@pytest.mark.parametrize("test", [Test.IS, Test.CONTAINS, Test.STARTS_WITH, Test.ENDS_WITH])
def test_that_texts_mean_themselves_and_names_break_out_of_nothing(test: Test) -> None:
    rules = tuple(
        Rule(f"r{i}", name, Points(2**i), FieldTest("Text", test, (name,)))
        for i, name in enumerate(NAMES)
    )
    bands = (Band(NAMES[2], 0), Band(NAMES[3], 12, mql=True))
    model = card(*rules, bands=bands)
    order = scored_order(model, (*NAMES, *(f"x {name}" for name in NAMES), "axbxc", ""))
    export = written(PMML, order)
    assert proved(READER, order, export).wrong == 0
    if MANY and JUDGE.version():  # Java takes its seconds
        assert proved(JUDGE, order, export).wrong == 0


def test_that_two_rules_of_one_name_stay_two() -> None:
    rule = Rule("a", "Same", Points(1), FieldTest("Text", Test.IS, ("x",)))
    model = card(rule, replace(rule, id="b"), bands=(Band("low", 0), Band("high", 2, mql=True)))
    order = scored_order(model, ("x", "y"))
    assert [got.score for got in read_slowly(order, written(PMML, order))] == [2, 0]


def test_that_a_text_that_xml_cannot_hold_is_left_out_by_name() -> None:
    half = FieldTest("Text", Test.IS, ("a\ud800",), exact=True)
    by_value = ByValue("Text", (ValuePoints("b\ufffe", 5),), exact=True)
    rules = (Rule("a", "Half", Points(1), half), Rule("b", "No sign", by_value))
    kept = Rule("c", "Kept", Points(7), FieldTest("Text", Test.IS, ("x",)))
    order = scored_order(card(*rules, kept, bands=(Band("low", 0, mql=True),)), ("x", "y"))
    assert [misfit.name for misfit in order.adapted.misfits] == ["Half", "No sign"]
    assert all(misfit.why and misfit.left_out for misfit in order.adapted.misfits)
    assert proved(READER, order, written(PMML, order)).wrong == 0


def test_that_a_band_and_a_grade_that_xml_cannot_hold_are_told() -> None:
    bands = (Band("low\ufffe", 0), Band("high", 3, mql=True))
    steps = GradeStep("A", 5), GradeStep("B")
    grade = Grade(steps, steps, (("a", "b"), ("c", "d\ufffe")))
    rule = Rule("a", "R", Points(7), FieldTest("Text", Test.IS, ("x",)))
    order = scored_order(card(rule, bands=bands, grade=grade), ("x", "y"))
    (misfit,) = order.adapted.misfits
    assert not misfit.left_out
    reader = Reader(written(PMML, order).files[0].content)
    assert reader.result({"text_key": "y"}) == {
        "Score": 0.0,
        "Band": "low\ufffd",
        "Grade": "d\ufffd",
    }


def test_that_a_model_that_reads_nothing_is_a_whole_document() -> None:
    model = card(bands=(Band("low", 0), Band("high", 3, mql=True)))
    order = scored_order(replace(model, base=4), ("x",))
    assert [got.score for got in read_slowly(order, written(PMML, order))] == [4]
    assert order.prepared is not None
    (record,) = pmml_records(order.prepared, order.program)
    assert record == {"Unread": None}  # JPMML gives no result to a table without a column


def test_that_the_header_tells_what_it_is_and_what_is_not_there() -> None:
    pattern_rule = Rule("a", "By --> pattern", Points(1), FieldTest("Text", Test.MATCHES, ("x+",)))
    kept = Rule("b", "Off", Points(7), FieldTest("Text", Test.IS, ("x",)), muted=True)
    order = scored_order(card(pattern_rule, kept, bands=(Band("low", 0, mql=True),)), ("x",))
    root = ElementTree.fromstring(written(PMML, order).files[0].content)
    told = [note.text or "" for note in root.iter("{http://www.dmg.org/PMML-4_4}Annotation")]
    assert f"Model: {NAMES[4]}" in told
    assert f"Content hash: {order.program.hash}" in told
    assert f"As of: {AS_OF.isoformat()}" in told
    assert "Muted, not written: Off" in told
    assert any(line.startswith("Left out: By --> pattern: It searches") for line in told)


def test_that_the_same_model_is_written_the_same() -> None:
    order = next(orders(1))
    assert written(PMML, order) == written(PMML, order)


def test_that_words_of_pmml_are_plain() -> None:
    assert pattern(("r&d", "\U0001f600"), "^", "$") == r"^(?:r\x26d|\x{1f600})$"
    assert number(-0.0) == "0.0"
    assert in_xml("a\x00\ud800b\ufffe") == "a\ufffd\ufffdb\ufffd"
    assert fits_xml("é\U0001f600\t")


def test_that_the_leads_to_check_are_as_the_document_reads_them() -> None:
    for order in orders(2):
        document, *others = written(PMML, order).files
        (vectors,) = map(json.loads, (file.content for file in others))
        reader = Reader(document.content)
        assert vectors["leads"]
        for one in vectors["leads"]:
            found = reader.result(one["lead"])
            told = (found["Score"], found["Band"], found.get("Grade"))
            assert told == (one["score"], one["band"], one["grade"])


def test_that_a_document_holds_none_of_what_engines_read_otherwise() -> None:
    for order in orders(4):
        root = read(written(PMML, order).files[0].content)
        # PMML4S takes a blank whole number for 0 and false for blank.
        kinds = {field.attrib["dataType"] for field in root.iter("DataField")}
        assert kinds <= {"double", "string"}
        # It cuts the text of an element at a sign of XML.
        texts = [constant.text or "" for constant in root.iter("Constant")]
        assert not [text for text in texts if set(text) & set("&<>")]
        # JPMML finds the result of a chain by `value`, PMML4S by the expression.
        for output in root.iter("OutputField"):
            if output.get("feature") == "transformedValue":
                assert output.attrib["value"] == output[0].attrib["field"]
        derived = [field.attrib["name"] for field in root.iter("DerivedField")]
        assert len(derived) == len(set(derived))


def test_that_an_engine_that_is_missing_or_stops_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBENCH_PMML_PYTHON", "no-such-python")
    assert not JUDGE.version()
    assert "pip install pypmml" in JUDGE.install
    monkeypatch.delenv("LEADBENCH_PMML_PYTHON")
    if JUDGE.version():
        pytest.skip("pypmml is installed here")
    order = next(orders(1))
    with pytest.raises(LeadbenchError, match="PMML4S stopped") as told:
        JUDGE.run(order, written(PMML, order))
    assert "pypmml" in told.value.problem.sentence()
