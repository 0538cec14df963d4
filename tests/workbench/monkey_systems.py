"""What a monkey does to every scoring system: activities, derived fields, time, grades, accounts.

Leads and activities are the nasty ones of the engine's own laws, so that its edits mean something.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from models.leads.activity_recipe import ActivityRecipe
from models.leads.fields import DEAL_ROLES, Role
from models.project.document import Project
from models.project.edits import (
    AddGroup,
    AddRules,
    AnyEdit,
    ChangeAccount,
    ChangeActivities,
    ChangeDeals,
    ChangeDerived,
    ChangeGame,
    ChangeGrade,
    ChangeGroup,
    ChangeModel,
    ChangeOverrides,
    ChangeRule,
    RenameDerived,
    ReplaceModel,
)
from models.scoring.decay import Decay
from models.scoring.file.model_json import model_from_json, model_to_json
from models.scoring.grade import Grade
from models.scoring.model import Group, Override, PerOccurrence, Rule, Scale, ScoringModel
from tests.models.scoring import drawn
from tests.models.scoring.nasty_activities import DETAILS, TIME, TYPE, done_by
from tests.models.scoring.nasty_leads import (
    COUNTRIES,
    HEADERS,
    INPUTS,
    TAGS,
    WON,
    Seeded,
    nasty_leads,
)
from tests.models.scoring.scorable_accounts import random_account, random_game
from tests.models.scoring.scorable_models import DERIVED, random_model

ID = "Lead id"


def sound(text: str) -> str:
    """Halves of pairs joined: a file of text cannot hold them apart."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_typed(model: ScoringModel) -> ScoringModel:
    """The model with halves of pairs joined: nobody can type them apart, no file holds them so."""
    return model_from_json(json.loads(json.dumps(model_to_json(model))), strict=False)


def write_leads(path: Path, seed: int, rows: int) -> None:
    """Leads with the fields of `drawn` and, beside them, the nasty ones."""
    leads = drawn.leads(seed, rows).raw
    more, _ = nasty_leads(seed, rows)
    headers = [HEADERS.get(item.name, item.name) for item in INPUTS]
    headers = [name for name in headers if name not in (TAGS, WON)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([ID, "Created date", *(column.name for column in leads.columns), *headers])
        for row in range(rows):
            created = drawn.AS_OF - timedelta(days=row % 90)
            cells = [column[row] for column in leads.columns]
            cells += [sound(more[row][name]) for name in headers]
            out.writerow([f"{row:04}", created.isoformat(), *cells])


def write_activities(path: Path, seed: int, rows: int) -> None:
    """What some of these leads and a few unknown ones did, at good times and bad ones."""
    leads, _ = nasty_leads(seed, rows)
    done = done_by(seed, leads)
    names = [TYPE, TIME, *(item.name for item in DETAILS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([ID, *names])
        for place, events in enumerate(done.rows):
            lead = f"{place:04}" if place % 11 else f"stranger {place}"
            for event in events:
                out.writerow([lead, *(sound(event[name]) for name in names)])


def write_accounts(path: Path, seed: int) -> None:
    """A table of accounts: some names of countries and titles, some twice, with a few fields."""
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Firm", "Employees", "Tier", "Customer since"])
        for name in dice.choices((*COUNTRIES, "VP Sales", "Clerk", "nobody"), k=20):
            since = drawn.AS_OF - timedelta(days=dice.randrange(-30, 400))
            staff = dice.choice(("", "10", "500", "many"))
            out.writerow([name, staff, dice.choice("ABC"), since.isoformat()])


def write_deals(path: Path, seed: int, rows: int) -> None:
    """Deals of some of these leads and of strangers: several of one, without a day, in the past."""
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow([ID, "Stage", "Close date", "Amount", "Remark"])
        for _ in range(rows):
            lead = dice.choice((f"{dice.randrange(rows):04}", "stranger", ""))
            closed = drawn.AS_OF - timedelta(days=dice.randrange(-30, 200))
            stage = dice.choice(("Closed Won", "closed won", "Closed Lost", "Offer", ""))
            amount = dice.choice(("$10", "€20", "30.5", "much", ""))
            out.writerow([lead, stage, dice.choice((closed.isoformat(), "", "soon")), amount, "x"])


def systems_edit(dice: random.Random, project: Project, model: ScoringModel) -> AnyEdit | None:
    """An edit that touches a scoring system, meaningful or not."""
    other = as_typed(random_model(Seeded(dice.randrange(10_000))))
    choices = [
        _of_derived,
        _of_time,
        _of_scale,
        _of_groups,
        _of_groups,
        _of_rules,
        _of_rules,
        _of_grade,
        _of_account,
        _of_whole,
    ]
    if project.activities is not None:
        choices.append(_of_activities)
        if dice.random() < 0.15:
            return _of_activities(dice, project, other)
    if project.deals is not None and dice.random() < 0.15:
        return _of_deals(dice, project)
    edit = dice.choice(choices)
    if edit is _of_activities:
        return _of_activities(dice, project, other)
    return edit(dice, model, other)


def _of_derived(dice: random.Random, model: ScoringModel, _other: ScoringModel) -> AnyEdit:
    if model.derived and dice.random() < 0.4:
        name = dice.choice(("Renamed", "Called otherwise", DERIVED[0].name))
        return RenameDerived(model.id, dice.randrange(len(model.derived)), name)
    lists = (DERIVED, DERIVED[::-1], (), model.derived[1:], (*model.derived, dice.choice(DERIVED)))
    return ChangeDerived(model.id, dice.choice(lists))


def _of_time(dice: random.Random, model: ScoringModel, _other: ScoringModel) -> AnyEdit:
    if dice.random() < 0.5:
        return ChangeModel(replace(model, own_day=dice.choice((None, None, 0, 7, 30, 3650))))
    days = (None, drawn.AS_OF, drawn.AS_OF - timedelta(90), drawn.AS_OF.replace(year=2051))
    zone = dice.choice(("UTC", "Europe/Berlin", "Pacific/Apia"))
    return ChangeModel(replace(model, as_of=dice.choice(days), zone=zone))


def _of_scale(dice: random.Random, model: ScoringModel, other: ScoringModel) -> AnyEdit:
    if dice.random() < 0.6:
        outputs = (None, Scale(0, 10), Scale(-5, 5), Scale(0, 1000), Scale(300, 850))
        return ChangeModel(replace(model, output=dice.choice(outputs)))
    made = tuple(
        Override(f"x{place}", item.name, item.when, item.move, dice.choice(model.bands).name)
        for place, item in enumerate(other.overrides)
    )
    return ChangeOverrides(model.id, made)


def _of_groups(dice: random.Random, model: ScoringModel, other: ScoringModel) -> AnyEdit | None:
    theirs = dice.choice(other.groups)
    if not model.groups or dice.random() < 0.2:
        return AddGroup(model.id, _anew(model, theirs), dice.randrange(len(model.groups) + 1))
    group = dice.choice(model.groups)
    decay = dice.choice((theirs.decay, theirs.decay, None, _later(group.decay)))
    least, most = dice.choice(((group.least, group.most), (theirs.least, theirs.most)))
    return ChangeGroup(
        model.id, replace(group, decay=decay, axis=theirs.axis, least=least, most=most)
    )


def _later(decay: Decay | None) -> Decay | None:
    """The same table, its rows in the wrong order: an unfinished table of a person."""
    return decay if decay is None else replace(decay, steps=decay.steps[::-1])


def _anew(model: ScoringModel, group: Group) -> Group:
    taken = {rule.id for rule in model.rules()} | {item.id for item in model.groups}
    free = (name for name in map("n{}".format, count(1)) if name not in taken)
    rules = tuple(replace(rule, id=next(free)) for rule in group.rules)
    return replace(group, id=next(free), rules=rules)


def _of_rules(dice: random.Random, model: ScoringModel, other: ScoringModel) -> AnyEdit | None:
    if not model.groups:
        return None
    rule: Rule = dice.choice(list(other.rules()))
    mine = list(model.rules())
    if mine and dice.random() < 0.4:
        return ChangeRule(model.id, replace(rule, id=dice.choice(mine).id))
    fresh = replace(rule, id=model.fresh_id("r"))
    return AddRules(model.id, dice.choice(model.groups).id, 0, (fresh,))


def _of_grade(dice: random.Random, model: ScoringModel, other: ScoringModel) -> AnyEdit:
    found: Grade | None = dice.choice((other.grade, model.grade, None))
    if found is not None and dice.random() < 0.3:  # a hole in the matrix, as while typing
        labels = (("", *found.labels[0][1:]), *found.labels[1:])
        found = replace(found, labels=labels)
    return ChangeGrade(model.id, found)


def _of_account(dice: random.Random, model: ScoringModel, _other: ScoringModel) -> AnyEdit:
    choose = Seeded(dice.randrange(1000))
    if dice.random() < 0.4:
        games = (None, random_game(choose), random_game(choose))
        return ChangeGame(model.id, as_typed(replace(model, game=dice.choice(games))).game)
    account = as_typed(replace(model, account=random_account(choose, model))).account
    assert account is not None
    if dice.random() < 0.2:
        account = replace(
            account, parts=tuple(replace(part, band="no such band") for part in account.parts)
        )
    return ChangeAccount(model.id, dice.choice((None, account, account, account)))


def _of_whole(dice: random.Random, model: ScoringModel, other: ScoringModel) -> AnyEdit:
    return ReplaceModel(replace(other, id=model.id, zone=model.zone))


def _of_activities(dice: random.Random, project: Project, _other: ScoringModel) -> AnyEdit:
    recipe: ActivityRecipe = project.activity_recipe
    if dice.random() < 0.6:
        return ChangeActivities(
            replace(
                recipe,
                without_machine_clicks=dice.random() < 0.5,
                identical_once=dice.random() < 0.5,
            )
        )
    roles = (Role.FIELD, Role.IGNORED, Role.ID, Role.ACTIVITY_TYPE, Role.ACTIVITY_TIME)
    return ChangeActivities(
        recipe.changed(replace(dice.choice(list(recipe)), role=dice.choice(roles)))
    )


def _of_deals(dice: random.Random, project: Project) -> AnyEdit:
    recipe = project.deal_recipe
    if dice.random() < 0.6 or not len(recipe):
        stages = ("Closed Won", "Closed Lost", "Offer", "never")
        return ChangeDeals(
            replace(
                recipe,
                joined_to=dice.choice(("", "", "Country", "no such field")),
                won=tuple(dice.sample(stages, dice.randrange(3))),
                lost=tuple(dice.sample(stages, dice.randrange(3))),
                says_outcome=dice.random() < 0.8,
                without_is_no=dice.random() < 0.7,
            )
        )
    item = dice.choice(list(recipe))
    return ChangeDeals(recipe.changed(replace(item, role=dice.choice(DEAL_ROLES))))


def systems_drag(dice: random.Random, model: ScoringModel) -> list[AnyEdit]:
    """The steps of one gesture on a limit, a table of decay, a count's most or the matrix."""
    wishes: list[list[AnyEdit]] = []
    values = dice.choices(range(-30, 60), k=6)
    for group in model.groups:
        wishes.append([ChangeGroup(model.id, replace(group, most=abs(v))) for v in values])
        if group.decay is not None and group.decay.steps:
            first, *rest = group.decay.steps
            tables = [(replace(first, percent=abs(v)), *rest) for v in values]
            fading = [replace(group.decay, steps=steps) for steps in tables]
            wishes.append([ChangeGroup(model.id, replace(group, decay=one)) for one in fading])
    for rule in model.rules():
        if isinstance(rule.award, PerOccurrence):
            awards = [replace(rule.award, most=abs(v) + 1) for v in values]
            wishes.append([ChangeRule(model.id, replace(rule, award=award)) for award in awards])
    grade = model.grade
    if grade is not None and len(grade.fit) > 1:
        rows = [(replace(grade.fit[0], threshold=v), *grade.fit[1:]) for v in values]
        wishes.append([ChangeGrade(model.id, replace(grade, fit=fit)) for fit in rows])
    return dice.choice(wishes) if wishes else []
