"""Accounts scored by their leads and raising them, slowly and plainly, from semantics 13."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.leads.fields import Input, Role
from models.leads.raw import Cell
from models.scoring.account import AccountMeasure, AccountPart, AccountScore
from models.scoring.model import ScoringModel
from models.scoring.reference.activities import ActivityRows
from models.scoring.reference.awards import given_by, in_range, within
from models.scoring.reference.cells import Read, cleaned, key_of
from models.scoring.reference.conditions import Lead
from models.scoring.reference.fields import Field, Record, number_of
from models.scoring.reference.score import ReferenceScore, band_at, lead_of, reference_score


@dataclass(frozen=True)
class RawLead:
    """The cells of a lead as they came, what the file said of them, and its activities."""

    row: Mapping[str, str]
    cells: Mapping[str, Cell] = field(default_factory=dict)
    activities: ActivityRows = field(default_factory=ActivityRows)


@dataclass(frozen=True)
class AccountRows:
    """A table of accounts as it came; `name`: the input that says which account a row is."""

    rows: Sequence[Mapping[str, str]] = ()
    inputs: Sequence[Input] = ()
    name: str = ""


@dataclass(frozen=True)
class ReferenceAccount:
    """The score of an account; `parts` in order, `rules` by id, before the scale."""

    score: int
    parts: tuple[int, ...]
    rules: dict[str, int]


@dataclass(frozen=True)
class ReferenceAccounts:
    """`keys`: the account of each lead, None for no account; `accounts` by key; `leads`: scores
    with what their account gave them, None for a lead that is not scored."""

    keys: tuple[str | None, ...]
    accounts: dict[str, ReferenceAccount]
    raised: tuple[int, ...]
    leads: tuple[ReferenceScore | None, ...]


def domain_of(text: str) -> str:
    """What stands after the last @, by key; "" without one."""
    _, sign, after = text.rpartition("@")
    return key_of(cleaned(after)) if sign else ""


def reference_accounts(
    model: ScoringModel,
    leads: Sequence[RawLead],
    inputs: Sequence[Input],
    as_of: date,
    table: AccountRows | None = None,
    free_mail: Collection[str] = (),
) -> ReferenceAccounts:
    """The accounts of a model that has account scores, and all leads with what they raise."""
    account = model.account
    if account is None:
        raise ValueError("the model scores no accounts")
    today = number_of(as_of)
    records = [
        Record(lead.row, inputs, today, model.zone, lead.cells, model.derived) for lead in leads
    ]
    keys = [_key(account, record, free_mail) for record in records]
    own = [
        reference_score(model, lead.row, inputs, as_of, lead.cells, lead.activities)
        for lead in leads
    ]
    accounts: dict[str, ReferenceAccount] = {}
    scored = [name for name, score in zip(keys, own, strict=True) if score is not None]
    for key in dict.fromkeys(name for name in scored if name is not None):
        people = []
        for place, lead in enumerate(leads):
            created = records[place].day_of(Role.CREATED)
            score = own[place]
            if keys[place] == key and score is not None and (created is None or created <= today):
                seen = lead_of(model, lead.row, inputs, as_of, lead.cells, lead.activities)
                if seen is not None:
                    people.append((seen, score))
        accounts[key] = _account(model, account, key, people, today, table)
    raised = [
        0 if name is None or score is None else _raise(account, accounts[name])
        for name, score in zip(keys, own, strict=True)
    ]
    scores = [
        reference_score(model, lead.row, inputs, as_of, lead.cells, lead.activities, more)
        for lead, more in zip(leads, raised, strict=True)
    ]
    return ReferenceAccounts(tuple(keys), accounts, tuple(raised), tuple(scores))


def _raise(account: AccountScore, found: ReferenceAccount) -> int:
    return in_range(account.raises, float(found.score))


def _key(account: AccountScore, record: Record, free_mail: Collection[str]) -> str | None:
    if account.field:
        named = record.field(account.field)
        if named is not None and isinstance(named.value, str):
            return key_of(named.value)
    if account.email:
        mail = record.field(account.email)
        if mail is not None and isinstance(mail.value, str):
            domain = domain_of(mail.value)
            if domain != "" and domain not in {key_of(cleaned(host)) for host in free_mail}:
                return domain
    return None


def _account(
    model: ScoringModel,
    account: AccountScore,
    key: str,
    people: Sequence[tuple[Lead, ReferenceScore]],
    today: int,
    table: AccountRows | None,
) -> ReferenceAccount:
    parts = tuple(_part(part, model, people) for part in account.parts)
    record = (
        _Commonest([lead.record for lead, _ in people], today)
        if table is None
        else _row_of(table, key, today, model.zone)
    )
    rules = {rule.id: given_by(rule, Lead(record)) for rule in account.rules}
    total = sum(parts) + sum(rules.values())
    return ReferenceAccount(within(total, account.scale.least, account.scale.most), parts, rules)


def _part(
    part: AccountPart, model: ScoringModel, people: Sequence[tuple[Lead, ReferenceScore]]
) -> int:
    scores = sorted((score.score for _, score in people), reverse=True)
    match part.measure:
        case AccountMeasure.HIGHEST:
            found = scores[0] if scores else 0
        case AccountMeasure.TOP:
            found = sum(scores[: part.top])
        case AccountMeasure.IN_BAND:
            place = [band.name for band in model.bands].index(part.band)
            found = len([score for score in scores if band_at(model, score) >= place])
        case AccountMeasure.DISTINCT:
            values: set[str | float] = set()
            for lead, _ in people:
                values |= _keys_of(lead.record.field(part.field))
            found = len(values)
    return part.times * within(found, None, part.most)


def _keys_of(field: Field | None) -> set[str | float]:
    if field is None or field.value is None:
        return set()
    if isinstance(field.value, str):
        return {key_of(field.value)}
    if isinstance(field.value, tuple):
        return {key_of(value) for value in field.value}
    return {float(field.value)}


def _row_of(table: AccountRows, key: str, today: int, zone: str) -> Record:
    """The first row of the account; a row of blanks where the table does not have it."""
    for row in table.rows:
        record = Record(row, table.inputs, today, zone, {})
        named = record.field(table.name)
        if named is not None and isinstance(named.value, str) and key_of(named.value) == key:
            return record
    return Record({}, table.inputs, today, zone, {})


class _Commonest(Record):
    """An account without a table: each field has the commonest value of its leads."""

    def __init__(self, records: Sequence[Record], today: int) -> None:
        super().__init__({}, (), today, "UTC", {})
        self._records = records

    def _field(self, name: str) -> Field | None:
        fields = [record.field(name) for record in self._records]
        known = [field for field in fields if field is not None]
        if not known:
            return None
        values: list[Read] = [field.value for field in known if field.value is not None]
        best = values[0] if values else None
        for value in values[1:]:
            more = values.count(value) - values.count(best)
            if more > 0 or (more == 0 and _before(value, best)):
                best = value
        return Field(known[0].kind, best)


def _before(one: Read, other: Read) -> bool:
    """Whether a value stands before another: by key, then as it is written."""
    if isinstance(one, str) and isinstance(other, str):
        return _in_order(one) < _in_order(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        by_key = [_in_order(value)[0] for value in one], [_in_order(value)[0] for value in other]
        written = [_in_order(value)[1] for value in one], [_in_order(value)[1] for value in other]
        return by_key[0] < by_key[1] or (by_key[0] == by_key[1] and written[0] < written[1])
    return float(one) < float(other)  # type: ignore[arg-type]


def _in_order(text: str) -> tuple[list[int], list[int]]:
    """The code points of the key, and of the text as it is written."""
    return [ord(sign) for sign in key_of(text)], [ord(sign) for sign in text]
