"""Accounts, raises and ledgers of random models: the engine gives what the slow reference gives."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.leads.free_mail import FREE_MAIL, FREE_MAIL_VERSION
from models.scoring.file.model_json import model_faults
from models.scoring.ledger import balances_of, ledger_of
from models.scoring.masks import Masks
from models.scoring.model import ScoringModel
from models.scoring.reference.accounts import RawLead, reference_accounts
from models.scoring.sight import sight_of
from tests.models.scoring.nasty_activities import done_by
from tests.models.scoring.nasty_leads import AS_OF, INPUTS, nasty_leads
from tests.models.scoring.planting import copied, plant
from tests.models.scoring.runners import Asked, Done, accounts_by_engine
from tests.models.scoring.scorable_accounts import models_with_accounts
from tests.models.scoring.test_reference import NIGHTLY

MODELS, LEADS = 60, 24
HOSTS = FREE_MAIL[FREE_MAIL_VERSION]
MODULES = (
    "score", "accounts", "activities", "awards",
    "cells", "conditions", "dates", "derived",
    "fields", "game",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """A model, its leads, and what the engine gives: accounts, leads with a raise, ledgers."""

    model: ScoringModel
    leads: list[RawLead]
    done: Done
    accounts: Any
    ledgers: list[Any]


@cache
def corpus() -> list[Question]:
    return [question(seed, m) for seed, m in enumerate(models_with_accounts(41, MODELS))]


def question(seed: int, model: ScoringModel) -> Question:
    rows, kinds = nasty_leads(seed, LEADS)
    done = done_by(seed, rows)
    leads = Asked(rows, INPUTS, AS_OF, kinds, done).leads(model.zone)
    raw = [RawLead(row, kinds[place], done.of(place)) for place, row in enumerate(rows)]
    masks, sight = Masks(leads), sight_of(model, AS_OF)
    ledgers: list[Any] = []
    if model.own_day is None and model.game is not None:
        game = model.game
        balances = balances_of(game, masks, sight)
        for place in range(LEADS):
            lines = [
                (line.kind.value, line.name, line.day, line.points, line.balance,
                 game.levels[line.level].name)
                for line in ledger_of(game, masks, sight, place)
            ]  # fmt: skip
            assert int(balances.balance[place]) == lines[-1][4]
            ledgers.append(lines)
    return Question(model, raw, done, accounts_by_engine(model, leads, AS_OF), ledgers)


def agrees(asked: Question, accounts: Any, game: Any) -> bool:
    """Whether a reference gives what the engine gives."""
    model = asked.model
    found = accounts.reference_accounts(model, asked.leads, INPUTS, AS_OF, free_mail=HOSTS)
    mine = (
        [None if lead is None else key for key, lead in zip(found.keys, found.leads, strict=True)],
        {key: (item.score, item.parts, item.rules) for key, item in found.accounts.items()},
        [None if lead is None else (lead.score, lead.total, lead.band) for lead in found.leads],
    )
    if mine != asked.accounts:
        return False
    for place, lines in enumerate(asked.ledgers):
        entries = game.reference_ledger(model.game, asked.done.of(place), AS_OF, model.zone)
        if lines != [
            (item.what, item.name, item.day, item.points, item.balance, item.level)
            for item in entries
        ]:
            return False
    return True


def test_that_engine_and_reference_agree_on_accounts_and_ledgers() -> None:
    reference = importlib.import_module("models.scoring.reference.accounts")
    game = importlib.import_module("models.scoring.reference.game")
    for asked in corpus():
        assert agrees(asked, reference, game), asked.model


@pytest.mark.skipif(not NIGHTLY, reason="set LEADBENCH_RANDOM_MODELS to how many models")
def test_that_engine_and_reference_agree_on_many_accounts_and_ledgers() -> None:
    reference = importlib.import_module("models.scoring.reference.accounts")
    game = importlib.import_module("models.scoring.reference.game")
    for seed, model in enumerate(models_with_accounts(NIGHTLY, NIGHTLY // 10)):
        assert agrees(question(seed, model), reference, game), seed


def test_that_random_accounts_and_programmes_break_no_law() -> None:
    for asked in corpus():
        assert model_faults(asked.model) == ()


def test_that_raises_badges_and_cool_downs_are_met() -> None:
    raised = sum(sum(map(bool, accounts_raised(asked))) for asked in corpus())
    assert raised >= 0.05 * MODELS * LEADS
    lines = [line for asked in corpus() for ledger in asked.ledgers for line in ledger]
    kinds = [line[0] for line in lines]
    assert kinds.count("badge") >= 50
    assert kinds.count("quest") >= 200


def accounts_raised(asked: Question) -> list[int]:
    return list(reference_accounts(asked.model, asked.leads, INPUTS, AS_OF, free_mail=HOSTS).raised)


# What is planted: the module, what stands there, what is put in its place.
FAULTS: dict[str, tuple[str, str, str]] = {
    "the domain begins at the first @": (
        "accounts",
        'text.rpartition("@")',
        'text.partition("@")',
    ),
    "free-mail hosts are accounts": (
        "accounts",
        'domain != "" and domain not in',
        'domain != "" or domain in',
    ),
    "the account's name differs in case": (
        "accounts",
        "return key_of(named.value)\n    if account.email",
        "return named.value\n    if account.email",
    ),
    "leads of the future count": (
        "accounts",
        "created is None or created <= today",
        "True",
    ),
    "leads without a creation do not count": (
        "accounts",
        "created is None or created <= today",
        "created is not None and created <= today",
    ),
    "the highest score is not summed": (
        "accounts",
        "scores[: part.top]",
        "scores[1 : part.top]",
    ),
    "the lowest scores are summed": ("accounts", "reverse=True", "reverse=False"),
    "only the band itself counts": (
        "accounts",
        "band_at(model, score) >= place",
        "band_at(model, score) == place",
    ),
    "a part is limited after it was multiplied": (
        "accounts",
        "part.times * within(found, None, part.most)",
        "within(part.times * found, None, part.most)",
    ),
    "distinct values differ in case": (
        "accounts",
        "return {key_of(field.value)}",
        "return {field.value}",
    ),
    "accounts have no scale": (
        "accounts",
        "within(total, account.scale.least, account.scale.most)",
        "total",
    ),
    "the rarest value is the account's": (
        "accounts",
        "if more > 0 or",
        "if more < 0 or",
    ),
    "the last of ties is the account's": (
        "accounts",
        "_before(value, best)",
        "_before(best, value)",
    ),
    "a raise is given twice": (
        "accounts",
        "lead.activities, more)",
        "lead.activities, 2 * more)",
    ),
    "a raise is added after the scale": (
        "score",
        "within(total + raised, model.scale.least, model.scale.most)",
        "within(total, model.scale.least, model.scale.most) + raised",
    ),
    "account rules ask of the leads' own days": (
        "accounts",
        "super().__init__({}, (), today,",
        "super().__init__({}, (), records[0].today if records else today,",
    ),
    "a cool-down ends a day late": (
        "game",
        ">= quest.cool_down",
        "> quest.cool_down",
    ),
    "a cool-down counts from the first award": (
        "game",
        "last[place] = item.day",
        "last.setdefault(place, item.day)",
    ),
    "a quest has no most": ("game", "quest.most is None or", "True or"),
    "a badge is given again": (
        "game",
        "counts[place] == badge.count",
        "counts[place] % badge.count == 0",
    ),
    "badges come before quests": (
        "game",
        "        for place, quest in enumerate(game.quests):\n            fits",
        "        for place, quest in reversed(list(enumerate(game.quests))):\n            fits",
    ),
    "a level must be exceeded": (
        "game",
        "level.threshold <= balance",
        "level.threshold < balance",
    ),
}


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with copied(tmp_path, MODULES, monkeypatch, "models.scoring.reference") as package:
        yield package


@pytest.mark.parametrize("fault", FAULTS)
def test_that_a_planted_fault_is_caught(fault: str, copies: Path) -> None:
    plant(copies, *FAULTS[fault])
    accounts = importlib.import_module("planted.accounts")
    game = importlib.import_module("planted.game")
    assert not all(agrees(asked, accounts, game) for asked in corpus())
