"""Build sheets: what a person clicks together gives the score that the sheet promises."""

from __future__ import annotations

import html
import io
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import openpyxl

from models.exchange.crm.criteria import criteria
from models.exchange.crm.exclusive import exclusive
from models.exchange.crm.marketo import lines_of
from models.exchange.crm.marketo import sections as marketo_sections
from models.exchange.crm.targets import TARGETS
from models.exchange.crm.writing import sheet_of
from models.exchange.embedded import found_in
from models.exchange.portable.program import FirstOf, PortableRule, Program, Times
from models.exchange.portable.vocabulary import ALWAYS, Asked, all_of, not_
from models.exchange.targets.ordering import written
from models.exchange.targets.target import Order, Proof
from models.scoring.file.model_json import model_faults
from tests.models.exchange.crm.clicked import Record, fits
from tests.models.exchange.sql.orders import order_of, random_orders
from tests.models.scoring.nasty_leads import AS_OF

MODELS = int(os.environ.get("LEADBENCH_RANDOM_MODELS", "12"))
SHEETS = tuple(target.key for target in TARGETS if target.proof is Proof.SHEET)


def clicked(program: Program, rule: PortableRule, lead: Record) -> int:
    """What the criteria of a rule give, each looked at by itself."""
    if isinstance(rule.gives, Times):
        count = lead[rule.gives.column.name]
        assert isinstance(count, float)
        assert rule.when == ALWAYS
        return sum(rule.gives.points for _ in range(min(int(count), rule.gives.most)))
    assert isinstance(rule.gives, FirstOf)
    lines = [(criteria(line.when, {}), line.points) for line in exclusive(rule)]
    return sum(points for when, points in lines if fits(when, program, lead, AS_OF))


def built(program: Program, lead: Record) -> int:
    """The score of a system that adds up points, with limits of groups and of the whole."""
    total = program.base
    for group in program.groups:
        points = sum(clicked(program, rule, lead) for rule in group.rules)
        assert group.fading is None
        points = points if group.most is None else min(points, group.most)
        total += points if group.least is None else max(points, group.least)
    return min(max(total, program.scale.least), program.scale.most)


def test_that_criteria_clicked_one_by_one_give_hubspot_s_expected_scores() -> None:
    compared = rules = 0
    for order in random_orders("hubspot", 31, MODELS, 12):
        assert not model_faults(replace(order.model, inputs=()))
        leads, scored = order.prepared, order.scored
        assert leads is not None
        assert scored is not None
        for row, lead in enumerate(leads.records()):
            assert built(order.program, lead) == int(scored.scores[row]), ascii(lead)
        compared += len(leads)
        rules += len(list(order.program.rules()))
    assert compared > 8 * MODELS
    assert rules > MODELS


class Read(HTMLParser):
    """The page as a parser sees it: texts to copy, cells, whether tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.copies: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loads += [name for name, _ in attrs if name in ("src", "href", "onclick", "action")]
        if tag != "meta":
            self.open.append(tag)
        if tag == "pre":
            self.copies.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "pre":
            self.copies[-1] += data


def sheets(order: Order, key: str) -> Iterator[tuple[Read, bytes]]:
    export = written(next(target for target in TARGETS if target.key == key), order)
    page, book = export.files[:2]
    read = Read()
    read.feed(page.content.decode("utf-8"))
    read.close()
    yield read, book.content
    assert found_in(page.content) == order.model
    assert found_in(book.content) == order.model


NASTY = "\"]]>*/--<script>alert('x')</script>&amp; \\ \U0001f600 =1+1 \u2028"


def night(program: Program, lead: Record) -> int:
    """Marketo's score after a night: reset, each rule's first choice, the scale, overrides."""
    score = program.base
    for rule in program.rules():
        if rule.when == ALWAYS or fits(criteria(rule.when, {}), program, lead, AS_OF):
            chosen = (
                line.points
                for line in lines_of(rule)
                if fits(criteria(line.when, {}), program, lead, AS_OF)
            )
            score += next(chosen, 0)
    score = min(max(score, program.scale.least), program.scale.most)
    before: list[Asked] = []
    for item in program.overrides:
        alone = criteria(all_of((item.when, *map(not_, before))), {})
        before.append(item.when)
        if fits(alone, program, lead, AS_OF):
            score = min(max(score, item.low), item.high)
    return score


def test_that_a_night_of_marketo_gives_its_expected_scores() -> None:
    compared = moved = 0
    for order in random_orders("marketo", 34, MODELS, 12):
        assert not model_faults(replace(order.model, inputs=()))
        leads, scored = order.prepared, order.scored
        assert leads is not None
        assert scored is not None
        assert all(group.most is None and group.least is None for group in order.program.groups)
        for row, lead in enumerate(leads.records()):
            assert night(order.program, lead) == int(scored.scores[row]), ascii(lead)
        compared += len(leads)
        moved += len(order.program.overrides)
    assert compared > 8 * MODELS
    assert moved > MODELS // 4


def test_that_added_conditions_give_the_expected_scores_of_dynamics_and_pardot() -> None:
    for key in ("dynamics", "account-engagement"):
        rules = 0
        for order in random_orders(key, 35, MODELS, 8):
            assert not model_faults(replace(order.model, inputs=()))
            leads, scored = order.prepared, order.scored
            assert leads is not None
            assert scored is not None
            for row, lead in enumerate(leads.records()):
                assert built(order.program, lead) == int(scored.scores[row]), ascii(lead)
            rules += len(list(order.program.rules()))
        assert rules > MODELS // 2


def test_that_tokens_of_marketo_are_distinct_and_short() -> None:
    for order in random_orders("marketo", 36, 8, 2):
        named = replace(order, program=replace(order.program, groups=order.program.groups * 2))
        (table,) = (
            copied.text
            for section in marketo_sections(named, {})
            for step in section.steps
            for copied in step.copies
            if copied.label == "Tokens and values"
        )
        tokens = [line.split("\t")[0] for line in table.splitlines()]
        assert len(set(tokens)) == len(tokens)
        assert all(re.fullmatch(r"\{\{my\.Score-[a-z0-9-]{1,44}\}\}", token) for token in tokens)


def test_that_a_page_is_whole_loads_nothing_and_copies_what_the_workbook_holds() -> None:
    for key in SHEETS:
        for order in random_orders(key, 32, 3, 8):
            named = replace(
                order.original,
                name=NASTY,
                groups=tuple(
                    replace(
                        group,
                        name=NASTY + group.name,
                        rules=tuple(replace(r, name="=1+1" + NASTY) for r in group.rules),
                    )
                    for group in order.original.groups
                ),
            )
            for read, content in sheets(order_of(key, named, 1, 8), key):
                assert not read.open
                assert not read.loads
                book = openpyxl.load_workbook(io.BytesIO(content))
                cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
                assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
                copies = [row[4].value or "" for row in book["Steps"].iter_rows(min_row=2)]
                told = [text.replace("\r", "") for text in read.copies]
                assert [text for text in copies if text] == told


def test_that_page_workbook_and_window_are_of_one_sheet_with_names_in_one_line() -> None:
    marked = set()
    for target in TARGETS:
        for order in random_orders(target.key, 32, 4, 8):
            named = replace(
                order.original,
                groups=tuple(
                    replace(
                        group,
                        name=f"A\u2028B {group.name}",
                        rules=tuple(replace(r, name=f"C\nD {r.name}") for r in group.rules),
                    )
                    for group in order.original.groups
                ),
            )
            export = written(target, order_of(target.key, named, 1, 8))
            sheet = export.sheet
            assert sheet is not None
            page, book = (
                next(file.content for file in export.files if file.name.endswith(ending))
                for ending in (".html", ".xlsx")
            )
            text = html.unescape(page.decode("utf-8"))
            rows = openpyxl.load_workbook(io.BytesIO(book))["Steps"].iter_rows(min_row=2)
            told = [step.do for section in sheet.sections for step in section.steps]
            assert [str(row[2].value) for row in rows if row[0].value] == told
            assert all(f'<p class="do">{do}</p>' in text for do in told)
            assert all(f'<span class="lost">{lost.part}</span>' in text for lost in sheet.lost)
            assert sheet.leads_words in text
            told += [sheet.title, *(lost.part for lost in sheet.lost)]
            told += [section.title for section in sheet.sections]
            assert not any(re.search("[\n\u2028]", line) for line in told)
            marked |= {(target.key, line[:4]) for line in told if "\u21b5" in line}
    assert {("hubspot", "Add "), ("hubspot", "Rule"), ("hubspot", "Grou")} <= marked


def test_that_the_same_order_gives_the_same_bytes_and_ten_leads_at_most() -> None:
    for target in TARGETS:
        order = next(random_orders(target.key, 33, 1, 40))
        assert written(target, order) == written(target, order)
        sheet = sheet_of(order, "X", Proof.SHEET, ())
        assert 5 < len(sheet.leads) <= 10
        assert all(len(lead.cells) == len(sheet.fields) for lead in sheet.leads)
