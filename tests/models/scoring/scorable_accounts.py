"""Random account scores and programmes that mean something on the nasty leads."""

from __future__ import annotations

from dataclasses import replace

from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.awards import Award, Points, RangePoints
from models.scoring.game import Badge, Game, Level, Quest
from models.scoring.model import Rule, Scale, ScoringModel
from tests.models.scoring.nasty_activities import OWN_DAYS
from tests.models.scoring.nasty_leads import (
    BOOKED,
    COUNTRY,
    DEMO,
    GONE,
    INPUTS,
    INTERESTS,
    MAIL,
    SIZE,
    TITLE,
    Chooser,
    Seeded,
    chance,
)
from tests.models.scoring.scorable_conditions import field_condition, selection
from tests.models.scoring.scorable_models import by_range, by_value, random_model

RAISES = (
    (RangePoints(None, 10, -5), RangePoints(10, 50, 3), RangePoints(50, None, 12)),
    (RangePoints(0, 1, 7), RangePoints(30, 60, 20), RangePoints(60, 61, 30)),
)


def _part(choose: Chooser, model: ScoringModel) -> AccountPart:
    return AccountPart(
        choose.pick(list(AccountMeasure)),
        choose.whole(1, 4),
        choose.pick(model.bands).name,
        choose.pick((TITLE, INTERESTS, SIZE, DEMO, BOOKED, GONE)),
        choose.pick((-2, 1, 1, 2, 5)),
        choose.pick((None, None, 1, 2, 30)),
    )


def _rule(choose: Chooser, number: int) -> Rule:
    form = choose.whole(1, 4)
    award: Award = Points(choose.pick((-12, 5, 9, 20)))
    if form == 1:
        award = by_value(choose, INPUTS)
    elif form == 2:
        award = by_range(choose, INPUTS)
    when = field_condition(choose, INPUTS, 1) if isinstance(award, Points) else None
    return Rule(f"a{number}", f"account rule {number}", award, when, muted=chance(choose, 10))


def random_account(choose: Chooser, model: ScoringModel) -> AccountScore:
    """An account score that breaks no law, of a model's bands."""
    return AccountScore(
        choose.pick((COUNTRY, COUNTRY, "", GONE, SIZE)),
        MAIL,
        tuple(_part(choose, model) for _ in range(choose.whole(0, 4))),
        tuple(_rule(choose, number) for number in range(choose.whole(0, 3))),
        choose.pick((Scale(), Scale(-50, 60), Scale(0, 1000))),
        choose.pick((*RAISES, ())),
    )


def random_game(choose: Chooser) -> Game:
    """A programme that breaks no law."""
    quests = tuple(
        Quest(
            f"q{number}",
            f"quest {number}",
            selection(choose),
            choose.pick((-9, 3, 5, 10)),
            choose.pick((0, 0, 1, 7, 30)),
            choose.pick((None, None, 1, 2)),
        )
        for number in range(choose.whole(0, 3))
    )
    badges = tuple(
        Badge(f"badge {number}", selection(choose), choose.whole(1, 3))
        for number in range(choose.whole(0, 2))
    )
    opening = choose.pick((0, 5, 20))
    levels = tuple(Level(f"level {at}", at) for at in sorted({-20, 0, choose.whole(1, 30)}))
    return Game(opening, quests, badges, levels)


def models_with_accounts(seed: int, count: int) -> list[ScoringModel]:
    """Random models that score accounts and have a programme."""
    choose = Seeded(seed)
    found = []
    for _ in range(count):
        model = random_model(choose)
        own_day = choose.pick(OWN_DAYS) if chance(choose, 20) else None
        account, game = random_account(choose, model), random_game(choose)
        found.append(replace(model, account=account, game=game, own_day=own_day))
    return found
