"""The way of an account's score in words and numbers that add up, and what is asked of accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.leads.columns import MultipleColumn, TextColumn
from models.leads.text import key
from models.leads.wording import count_of, figure
from models.scoring.account import AccountMeasure, AccountPart
from models.scoring.accounts import ScoredAccounts
from models.scoring.cells import BLANK, cell_words
from models.scoring.explanation_words import Words
from models.scoring.sight import Sight
from models.signs import signed

MOST_TOLD = 5
"""Scores or values that are told one by one."""


@dataclass(frozen=True)
class AccountStep:
    """What a part, a rule or the scale gave; `after`: the sum so far."""

    name: str
    points: int
    after: int
    value: str = ""


@dataclass(frozen=True)
class AccountWay:
    """Why an account has its score: the last `after` is the score."""

    name: str
    leads: int
    steps: tuple[AccountStep, ...]
    points: int
    score: int
    raises: int
    words: tuple[Words, ...]


def part_name(part: AccountPart) -> str:
    """What a part measures: "Sum of the top 3 scores"."""
    match part.measure:
        case AccountMeasure.HIGHEST:
            return "Highest score"
        case AccountMeasure.TOP:
            return f"Sum of the top {figure(part.top)} scores" if part.top != 1 else "Top score"
        case AccountMeasure.IN_BAND:
            return f"Leads in {part.band or 'a band'} or above"
        case AccountMeasure.DISTINCT:
            return f"Different values of {part.field or 'a field'}"


def explain_account(scored: ScoredAccounts, place: int, lead: Callable[[int], str]) -> AccountWay:
    """The way of one account. `lead`: what a lead, by its row, is called."""
    steps: list[AccountStep] = []
    words: list[Words] = [_found(scored, place)]
    after = 0
    account = scored.account
    for part, measured, given in zip(account.parts, scored.measured, scored.parts, strict=True):
        points = int(given[place])
        after += points
        value = _value(part, scored, place, lead)
        steps.append(AccountStep(part_name(part), points, after, value))
        words.append(_part(part, int(measured[place]), points, value))
    for rule in account.rules:
        points = int(scored.rules[rule.id][place])
        if points:
            after += points
            sight = Sight(scored.sight.day)
            value = ", ".join(
                cell_words(scored.fields.column(name, sight), place) for name in rule.fields()
            )
            steps.append(AccountStep(rule.name, points, after, value))
            told = f"({value}) {signed(points)}." if value else f"{signed(points)}."
            words.append(Words(rule.name, told))
    score = int(scored.scores[place])
    if score != after:
        steps.append(AccountStep("limit of the account's score", score - after, score))
        end = "ends" if score < after else "begins"
        words.append(
            Words(
                "",
                f"The scale of accounts {end} at {figure(score)}, so {_points(after)} count as "
                f"{figure(score)}.",
            )
        )
    raises = int(scored.raises[place])
    words.append(Words(f"{_points(score)}.", _raises(raises) if account.raises else ""))
    name, leads = scored.keys.names[place], int(scored.people.counts[place])
    return AccountWay(name, leads, tuple(steps), after, score, raises, tuple(words))


def _points(points: int) -> str:
    return f"{figure(points)} {'point' if points == 1 else 'points'}"


def _found(scored: ScoredAccounts, place: int) -> Words:
    leads = int(scored.people.counts[place])
    if not leads:
        return Words("", "None of its leads was created by the as-of day.")
    return Words("", f"{count_of(leads, 'lead')} by the as-of day.")


def _value(
    part: AccountPart,
    scored: ScoredAccounts,
    place: int,
    lead: Callable[[int], str],
) -> str:
    """What the part is made of: who has the highest score, the top scores, the values."""
    rows, own = scored.people.of(place), scored.own
    ordered = sorted(rows.tolist(), key=lambda row: (-int(own.scores[row]), row))
    match part.measure:
        case AccountMeasure.HIGHEST:
            return lead(ordered[0]) if ordered else ""
        case AccountMeasure.TOP:
            top = [figure(int(own.scores[row])) for row in ordered[: part.top]]
            return _some(top)
        case AccountMeasure.IN_BAND:
            names = [band.name for band in scored.model.bands]
            if part.band not in names:
                return ""
            held = [row for row in ordered if own.bands[row] >= names.index(part.band)]
            return _some([lead(row) for row in held])
        case AccountMeasure.DISTINCT:
            return _some(_values(part.field, scored, rows.tolist()))


def _values(name: str, scored: ScoredAccounts, rows: list[int]) -> list[str]:
    column = scored.masks.column(name, scored.sight)
    found: dict[str, None] = {}
    known: set[str] = set()
    for row in rows:
        texts: tuple[str, ...]
        match column:
            case MultipleColumn():
                texts = column.sets[int(column.codes[row])]
            case TextColumn():
                texts = (column.values[int(column.codes[row])],)
            case _:
                text = cell_words(column, row)
                texts = () if text == BLANK else (text,)
        for text in texts:
            if text and key(text) not in known:
                known.add(key(text))
                found[text] = None
    return list(found)


def _some(texts: list[str]) -> str:
    told = ", ".join(texts[:MOST_TOLD])
    return told if len(texts) <= MOST_TOLD else f"{told} and {figure(len(texts) - MOST_TOLD)} more"


def _part(part: AccountPart, measured: int, points: int, value: str) -> Words:
    told = f"{figure(measured)}"
    if value:
        told += f" ({value})"
    counted = measured if part.most is None else min(measured, part.most)
    if counted != measured:
        told += f", of which at most {figure(counted)} count"
    if part.times != 1:
        told += f", times {figure(part.times)}"
    return Words(f"{part_name(part)}:", f"{told}: {signed(points)}.")


def _raises(points: int) -> str:
    if not points:
        return "It raises its leads by nothing."
    if points < 0:
        return f"It lowers each of its leads by {figure(-points)}."
    return f"It raises each of its leads by {figure(points)}."
