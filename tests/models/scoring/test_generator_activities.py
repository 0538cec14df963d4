"""What nasty leads have done stands on the days and in the order that random models ask for, and a
day more or a cell filled in moves the score in at least one of twenty cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from models.leads.fields import Role
from models.leads.table import Leads
from models.scoring.conditions import (
    ActivityTest,
    FieldTest,
    FollowedBy,
    Inactive,
    Quantity,
    leaves_in,
)
from models.scoring.model import ByCount, ScoringModel
from models.scoring.reference.activities import Activity
from models.scoring.reference.conditions import Lead
from models.scoring.reference.score import lead_of
from tests.models.scoring.nasty_activities import ACTIVITY_INPUTS, DETAILS, TIME, done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, SPANS, nasty_leads
from tests.models.scoring.runners import Asked, Done, Row, from_engine
from tests.models.scoring.scorable_models import pointed_models, random_models
from tests.models.scoring.test_generator import conditions, selections

MODELS, LEADS = 60, 40
SHARE = 0.05
FEWEST = 200
FILLED = ("/pricing", "30", "yes", "2024-03-14", "2024-03-14", "a;b")

Variant = tuple[int, list[Row]]
"""A lead, and what it has done instead."""


@cache
def people() -> tuple[list[dict[str, str]], list[dict[str, Any]], Done]:
    rows, kinds = nasty_leads(21, LEADS)
    return rows, kinds, done_by(21, rows)


def as_asked(model: ScoringModel, variants: Sequence[Variant]) -> Leads:
    rows, kinds, done = people()
    cells = [[{}] * len(found) for _, found in variants]
    places = [place for place, _ in variants]
    done = replace(done, rows=[found for _, found in variants], cells=cells)
    told = [kinds[place] for place in places]
    return Asked([rows[place] for place in places], INPUTS, AS_OF, told, done).leads(model.zone)


def moved(model: ScoringModel, variants: Sequence[Variant]) -> list[bool]:
    """For each variant whether the lead has another score with it."""
    if not variants:
        return []
    _, _, done = people()
    as_it_is = [(place, list(found)) for place, found in enumerate(done.rows)]
    before = from_engine(model, as_asked(model, as_it_is), AS_OF)
    after = from_engine(model, as_asked(model, variants), AS_OF)
    return [before[place] != found for (place, _), found in zip(variants, after, strict=True)]


def leads_of(model: ScoringModel) -> list[Lead | None]:
    rows, kinds, done = people()
    return [
        lead_of(model, row, INPUTS, AS_OF, kinds[place], done.of(place))
        for place, row in enumerate(rows)
    ]


def ends(model: ScoringModel) -> set[int]:
    """The ages at which something that the model asks of activities changes."""
    spans = [of.days for of, _ in selections(model) if of.days is not None]
    for when, _ in conditions(model):
        spans += [leaf.days for leaf in leaves_in(when) if isinstance(leaf, Inactive)]
    for group in model.groups:
        if group.decay is not None:
            spans += [step.to for step in group.decay.steps if step.to in SPANS]
    return {0, -1} | {span + more for span in spans for more in (0, 1)}


def quantities(model: ScoringModel) -> list[Quantity]:
    leaves = [leaf for when, _ in conditions(model) for leaf in leaves_in(when)]
    found = [leaf.quantity for leaf in leaves if isinstance(leaf, ActivityTest)]
    return found + [
        rule.award.quantity for rule in model.rules() if isinstance(rule.award, ByCount)
    ]


def shifted(rows: Sequence[Row], item: Activity, by: int) -> list[Row]:
    """The activities with one of them so many days later, at the same time of day."""
    day = date(1970, 1, 1) + timedelta(days=item.day + by)
    clock = "" if item.second < 0 else f" {timedelta(seconds=item.second)}"
    return [
        {**row, TIME: day.isoformat() + clock} if place == item.place else row
        for place, row in enumerate(rows)
    ]


def test_that_activities_stand_on_boundary_days_and_a_day_more_moves_the_score() -> None:
    _, _, done = people()
    read = standing = hung = 0
    for model in random_models(77, MODELS):
        variants: list[Variant] = []
        for place, lead in enumerate(leads_of(model)):
            if lead is None:
                continue
            read += len(lead.happened)
            for item in lead.happened:
                if lead.today - item.day in ends(model):
                    variants += [(place, shifted(done.rows[place], item, by)) for by in (-1, 1)]
        found = moved(model, variants)
        standing += len(found) // 2
        hung += sum(map(any, zip(found[::2], found[1::2], strict=True)))
    assert standing >= max(FEWEST, SHARE * read)
    assert hung >= SHARE * standing


def test_that_what_is_done_tomorrow_is_met_and_moves_the_score_today() -> None:
    rows, kinds, done = people()
    cases = hung = 0
    for model in random_models(80, 2 * MODELS):
        variants: list[Variant] = []
        for place, lead in enumerate(leads_of(model)):
            if lead is None:
                continue
            later = replace(model, own_day=None)
            told = rows[place], INPUTS, AS_OF + timedelta(days=9999), kinds[place]
            all_done = lead_of(later, *told, done.of(place))
            assert all_done is not None
            for item in all_done.happened:
                if item.day == lead.today + 1:
                    variants += [(place, shifted(done.rows[place], item, -1))]
        cases += len(variants)
        hung += sum(moved(model, variants))
    assert cases >= FEWEST
    assert hung >= SHARE * cases


def test_that_blank_details_are_met_and_filling_them_moves_the_score() -> None:
    _, _, done = people()
    blank = cells = filled = hung = 0
    fill = {item.name: value for item, value in zip(DETAILS, FILLED, strict=True)}
    for model in (*random_models(78, MODELS), *pointed_models(78, MODELS // 10)):
        filters = [of.where for of, _ in selections(model) if of.where is not None]
        leaves = [leaf for where in filters for leaf in leaves_in(where)]
        wanted = {leaf.field for leaf in leaves if isinstance(leaf, FieldTest)} & set(fill)
        wanted |= {asked.detail for asked in quantities(model) if asked.detail}
        variants: list[Variant] = []
        for name in sorted(wanted):
            for place, found in enumerate(done.rows):
                empty = [not row[name].strip() for row in found]
                cells, blank = cells + len(found), blank + sum(empty)
                if any(empty):
                    full = [{**row, name: row[name].strip() or fill[name]} for row in found]
                    variants.append((place, full))
        filled += len(variants)
        hung += sum(moved(model, variants))
    assert blank >= max(FEWEST, SHARE * cells)
    assert hung >= SHARE * filled


def test_that_times_are_unknown_shared_and_in_other_zones() -> None:
    _, _, done = people()
    moments = [
        [(item.day, item.second) for item in lead.happened]
        for lead in leads_of(ScoringModel("m", "M", zone="Europe/Berlin"))
        if lead is not None
    ]
    happened = sum(map(len, moments))
    ties = sum(len(found) - len(set(found)) for found in moments)
    unknown = sum(second < 0 for found in moments for _, second in found)
    assert ties >= SHARE * happened
    assert SHARE * happened <= unknown <= (1 - SHARE) * happened
    written = [row[TIME] for found in done.rows for row in found]
    assert sum("Z" in text or "+" in text for text in written) >= SHARE * len(written)


def test_that_the_time_of_day_decides_sequences() -> None:
    """With their days alone known, activities of one day stand in another order."""
    _, _, done = people()
    cases = hung = 0
    for model in random_models(79, 6 * MODELS):
        leaves = [leaf for when, _ in conditions(model) for leaf in leaves_in(when)]
        if not any(isinstance(leaf, FollowedBy) and leaf.within < 2 for leaf in leaves):
            continue
        variants: list[Variant] = []
        for place, found in enumerate(done.rows):
            plain = [{**row, TIME: row[TIME][:10]} for row in found]
            if len({row[TIME] for row in plain}) < len(plain):
                variants.append((place, plain))
        cases += len(variants)
        hung += sum(moved(model, variants))
    assert cases >= FEWEST
    assert hung >= SHARE * cases


def test_that_every_kind_of_detail_is_known() -> None:
    assert len({(item.kind, item.event) for item in DETAILS}) == len(DETAILS)
    roles = {Role.ACTIVITY_TYPE, Role.ACTIVITY_TIME, Role.FIELD}
    assert {item.role for item in ACTIVITY_INPUTS} == roles
