"""The scores of all accounts, made of the scores of their leads, and what they raise them by."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.account_fields import FieldsOfLeads, FieldsOfTable, distinct
from models.scoring.account_keys import AccountKeys, People, account_keys, found_by, people_of
from models.scoring.awards import RangePoints
from models.scoring.masks import Masks
from models.scoring.model import Rule, ScoringModel
from models.scoring.sight import Sight
from models.scoring.sums import add_up, kind_for, terms_of

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class OwnScores:
    """The leads' own scores and bands before any raise; shapes (leads,)."""

    scores: NDArray[np.integer]
    bands: NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class ScoredAccounts:
    """All accounts scored as of a day. Arrays have shape (accounts,).

    `measured`: what each part measured, before its most and its times; `parts`: what it gave.
    `rules`: points by rule id. `points`: the sum before the scale; `scores`: within it.
    `raises`: what each account gives its leads. `people`: the leads that count.
    `own`: their scores before any raise; `fields`: the accounts as a table that rules ask.
    """

    model: ScoringModel
    account: AccountScore
    sight: Sight
    masks: Masks = field(repr=False)
    own: OwnScores = field(repr=False)
    keys: AccountKeys
    people: People = field(repr=False)
    measured: tuple[Whole, ...] = field(repr=False)
    parts: tuple[Whole, ...] = field(repr=False)
    rules: dict[str, Whole] = field(repr=False)
    points: Whole = field(repr=False)
    scores: Whole = field(repr=False)
    raises: Whole = field(repr=False)
    fields: Masks = field(repr=False)

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def of_leads(self) -> Whole:
        """What its account gives each lead, 0 without an account; shape (leads,)."""
        # The last place answers for -1, the leads without an account.
        return np.append(self.raises, 0)[self.keys.codes]

    def column(self, name: str) -> Column | None:
        """A field of the accounts; None if there is no such field."""
        return self.fields.column(name, Sight(self.sight.day))


def raises_scores(model: ScoringModel) -> bool:
    """Whether the model gives leads points by the score of their account."""
    return model.account is not None and any(entry.points for entry in model.account.raises)


def score_accounts(
    model: ScoringModel, account: AccountScore, masks: Masks, sight: Sight, own: OwnScores
) -> ScoredAccounts:
    """Score all accounts of the leads. `own`: the leads' scores before any raise."""
    keys, people = account_keys(account, masks, sight), people_of(account, masks, sight)
    measured = tuple(
        _measured(part, model, account, people, masks, sight, own) for part in account.parts
    )
    parts = tuple(
        part.times * (found if part.most is None else np.minimum(found, part.most))
        for part, found in zip(account.parts, measured, strict=True)
    )
    fields = _fields(account, keys, people, masks, sight)
    rules = {rule.id: _given(rule, fields, Sight(sight.day)) for rule in account.rules}
    points = np.zeros(len(keys), dtype=np.int64)
    for given in (*parts, *rules.values()):
        points += given
    scores = np.clip(points, account.scale.least, account.scale.most)
    raises = _by_range(account.raises, scores)
    return ScoredAccounts(
        model=model,
        account=account,
        sight=sight,
        masks=masks,
        own=own,
        keys=keys,
        people=people,
        measured=measured,
        parts=parts,
        rules=rules,
        points=points,
        scores=scores,
        raises=raises,
        fields=fields,
    )


def _measured(
    part: AccountPart,
    model: ScoringModel,
    account: AccountScore,
    people: People,
    masks: Masks,
    sight: Sight,
    own: OwnScores,
) -> Whole:
    match part.measure:
        case AccountMeasure.HIGHEST:
            return _highest(own.scores, people)
        case AccountMeasure.TOP:
            return _top(own.scores, people, part.top)
        case AccountMeasure.IN_BAND:
            return _in_band(own.bands, people, model, part.band)
        case AccountMeasure.DISTINCT:
            seen = found_by(account, masks, sight), masks.seen_field(part.field, sight)
            asked = "account distinct", part.field, seen, sight.day
            return masks.kept(asked, lambda: distinct(masks.column(part.field, sight), people))


def _highest(scores: NDArray[np.integer], people: People) -> Whole:
    found = np.zeros(len(people.starts) - 1, dtype=np.int64)
    some = people.counts > 0
    if some.any():
        found[some] = np.maximum.reduceat(scores[people.rows], people.starts[:-1][some])
    return found


def _top(scores: NDArray[np.integer], people: People, top: int) -> Whole:
    """The sum of the highest scores of each account; so many of them, or all it has."""
    if not len(people.rows):
        return np.zeros(len(people.starts) - 1, dtype=np.int64)
    given = scores[people.rows].astype(np.int64)
    low, high = int(given.min()), int(given.max())
    span = high - low + 1
    # Sorted numbers of account and score below the highest: best first within each account.
    ordered = np.sort(people.account.astype(np.int64) * span + (high - given))
    sums = np.concatenate(([0], np.cumsum(high - ordered % span)))
    ends = np.minimum(people.starts[:-1] + max(top, 0), people.starts[1:])
    return sums[ends] - sums[people.starts[:-1]]


def _in_band(bands: NDArray[np.integer], people: People, model: ScoringModel, name: str) -> Whole:
    """How many leads are in the band or above; none where the model has no such band."""
    names = [band.name for band in model.bands]
    accounts = len(people.starts) - 1
    if name not in names:
        return np.zeros(accounts, dtype=np.int64)
    held = bands[people.rows] >= names.index(name)
    return np.bincount(people.account[held], minlength=accounts).astype(np.int64)


def _fields(
    account: AccountScore, keys: AccountKeys, people: People, masks: Masks, sight: Sight
) -> Masks:
    """The accounts as a table of their own, kept while their leads and the day stay."""
    table = masks.leads.accounts
    asked = "account fields", found_by(account, masks, sight), sight

    def make() -> Masks:
        if table is not None:
            return Masks(FieldsOfTable(table, table.rows_for(list(keys.keys))))
        return Masks(FieldsOfLeads(people, masks, sight))

    return masks.kept(asked, make)


def _given(rule: Rule, fields: Masks, sight: Sight) -> Whole:
    """The points of a rule on account fields; shape (accounts,)."""
    kind = kind_for(*rule.reach())
    out = np.empty(len(fields.leads), dtype=kind)
    add_up(terms_of([rule], fields, sight, kind), 0, out, np.empty_like(out))
    return out.astype(np.int64)


def _by_range(entries: tuple[RangePoints, ...], scores: Whole) -> Whole:
    points = np.zeros(len(scores), dtype=np.int64)
    free = np.ones(len(scores), dtype=np.bool_)
    for entry in entries:
        held = free.copy()
        if entry.low is not None:
            held &= scores >= entry.low
        if entry.high is not None:
            held &= scores < entry.high
        points[held] = entry.points
        free &= ~held
    return points
