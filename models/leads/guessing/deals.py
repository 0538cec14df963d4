"""Which field of a table of deals names the lead, and which tells stage, close date and amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.leads.columns import TextColumn
from models.leads.deal_join import joined_names
from models.leads.deals import DealRecipe
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.guessing.outcomes import values_of_column
from models.leads.guessing.shapes import plain_name, words_of
from models.leads.preparation import prepare
from models.leads.raw import RawColumn, RawTable, Texts
from models.leads.table import Leads
from models.leads.text import clean, key

OWNER_NAMES = tuple(
    "lead id, leadid, mql id, lead number, lead, original lead id, converted lead id, "
    "associated lead id, prospect id, person id, contact id, contactid, associated contact ids, "
    "record id, customer id, email, e mail, email address, e mail address, contact email, "
    "lead email, person email, primary contact email, associated contact email, "
    "contact".split(", ")
)
STAGE_NAMES = tuple(
    "stage, deal stage, stage name, opportunity stage, sales stage, pipeline stage, status, "
    "deal status, opportunity status, forecast category, forecast type, state, outcome, result, "
    "phase, is won, iswon, won".split(", ")
)
CLOSE_NAMES = tuple(
    "close date, closed date, closing date, actual close date, actual closed date, closed at, "
    "closed on, deal closed on, close time, closed time, date closed, closedate, won date, "
    "date won, won time, won at, won on, converted date, end date, abschlussdatum, "
    "abgeschlossen am, expected close date, estimated close date, est close date".split(", ")
)
AMOUNT_NAMES = tuple(
    "amount, deal amount, deal value, value, opportunity amount, amount in company currency, "
    "actual revenue, revenue, total, total amount, total value, price, contract value, acv, arr, "
    "tcv, expected revenue, est revenue, estimated revenue, betrag, wert, umsatz".split(", ")
)
CREATED_NAMES = tuple(
    "create date, created date, created, created at, created on, created time, date created, "
    "deal created, creation date, add time, deal created on, erstellt am".split(", ")
)
WON_WORDS = frozenset(
    "won, closedwon, gewonnen, gagné, gagnée, ganado, ganada, ganho, ganha, vinto, vinta, "
    "gewonnene, vundet, vunnet, wygrana".split(", ")
)
LOST_WORDS = frozenset(
    "lost, closedlost, verloren, perdu, perdue, perdido, perdida, perso, persa, tabt, tapt, "
    "przegrana, rejected, abgelehnt, disqualified, abandoned, cancelled, canceled".split(", ")
)
_YES = frozenset(("true", "yes", "1", "ja", "oui", "y"))
_SAMPLE = 2_000
"""Distinct cells of a column that are looked up among the names of leads."""
_MOSTLY = 0.5
_WORDS_OF_A_STAGE = 2
_E_MAILS = 0.5
"""Share of cells with an @ that makes a field of the leads one of e-mails."""


def guess_deal_recipe(raw: RawTable, guessed: Recipe, leads: Leads | None = None) -> DealRecipe:
    """The recipe of deals from what the import guessed of the fields' kinds.

    The lead is named by the field whose values are ids or e-mails of leads most often; where
    nothing is known of leads, or none is found, it is guessed by the field's own name.
    """
    inputs = {item.name: _plain(item) for item in guessed}
    columns = {item.name: raw.find((item.name, *item.aliases)) for item in guessed}
    owner, joined_to = _owner(inputs, columns, leads)
    if owner:
        inputs[owner] = Input(owner, role=Role.ID, aliases=inputs[owner].aliases)
    stage, won, lost = _stage(inputs, columns)
    if stage:
        inputs[stage] = replace(Input(stage), role=Role.OUTCOME, aliases=inputs[stage].aliases)
    for role, names, kind in (
        (Role.CREATED, CREATED_NAMES, Kind.DATE),
        (Role.OUTCOME_DATE, CLOSE_NAMES, Kind.DATE),
        (Role.VALUE, AMOUNT_NAMES, Kind.NUMBER),
    ):
        name = _called(inputs, names, (kind,))
        if not name and role is not Role.CREATED:
            # Called so, but too few of its cells fit: those that do not are counted.
            name = _called(inputs, names, (Kind.TEXT,))
        if not name and role is Role.OUTCOME_DATE:
            name = _only_date(inputs)
        if name:
            inputs[name] = replace(inputs[name], kind=kind, role=role)
    return DealRecipe(tuple(inputs.values()), joined_to, won, lost)


def names_leads(raw: RawTable, guessed: Recipe, leads: Leads) -> bool:
    """Whether some field of a table holds ids or e-mails of these leads."""
    known = list(_names_of(leads))
    return any(
        _share(raw.find((item.name, *item.aliases)), one.names)[0] > 0
        for item in guessed
        if item.kind is not Kind.DATE
        for one in known
    )


def won_and_lost(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which stages mean that a deal is won, and which that it is lost."""
    won, lost = [], []
    for value in values:
        words = frozenset(words_of(value)) | frozenset(words_of(key(value)))
        if words & LOST_WORDS or {"not", "won"} <= words:
            lost.append(value)
        elif words & WON_WORDS and not {"won", "t"} <= words:  # "won't buy"
            won.append(value)
    return tuple(won), tuple(lost)


def _plain(item: Input) -> Input:
    return replace(item, role=Role.FIELD, converted=(), blank_is_no=False, event=False)


# Whose deal it is


@dataclass(frozen=True)
class _Names:
    """What a field of the leads calls them; `joined_to` is "" for the lead's id."""

    joined_to: str
    names: frozenset[str]


def _names_of(leads: Leads) -> Iterator[_Names]:
    item = leads.recipe.with_role(Role.ID)
    column = None if item is None else leads.raw_column(item)
    if item is not None and column is not None:
        yield _Names("", frozenset(joined_names(_texts(column, item))) - {""})
    for other in e_mail_fields(leads):
        column = leads.raw_column(other)
        if column is not None and other is not item:
            names = frozenset(joined_names(_texts(column, other))) - {""}
            yield _Names(other.name, names)


def e_mail_fields(leads: Leads) -> Iterator[Input]:
    """The fields of the leads that hold e-mails: the one with the role first."""
    said = leads.recipe.with_role(Role.EMAIL)
    if said is not None and leads.raw_column(said) is not None:
        yield said
    for item in leads.recipe:
        column = leads.raw_column(item)
        if item is said or column is None or item.kind is not Kind.TEXT:
            continue
        few = [text for text in column.texts[1:_SAMPLE] if clean(text)]
        if few and sum("@" in text for text in few) >= _E_MAILS * len(few):
            yield item


def _texts(column: RawColumn, item: Input) -> Texts:
    prepared = prepare(column, replace(item, kind=Kind.TEXT))[0]
    assert isinstance(prepared, TextColumn)
    return prepared.values


def _owner(
    inputs: dict[str, Input], columns: dict[str, RawColumn | None], leads: Leads | None
) -> tuple[str, str]:
    """The field that names the lead, and the field of the leads that it is joined to."""
    best: tuple[tuple[bool, bool, float, int], str, str] | None = None
    for names in () if leads is None else _names_of(leads):
        for name, item in inputs.items():
            share, hits = _share(columns[name], names.names)
            if item.kind is Kind.DATE or not share:
                continue
            rank = _rank(name, OWNER_NAMES)
            # A small number is an id of somebody, too: a telling name first, then many hits.
            fit = (share >= _MOSTLY, rank < len(OWNER_NAMES), share * hits, -rank)
            if best is None or fit > best[0]:
                best = fit, name, names.joined_to
    if best is not None:
        return best[1], best[2]
    called = _called(inputs, OWNER_NAMES, (Kind.TEXT, Kind.NUMBER))
    mailed = "mail" in words_of(called) or "email" in words_of(called)
    mails = next(iter(e_mail_fields(leads)), None) if leads is not None and mailed else None
    return called, "" if mails is None else mails.name


def _share(column: RawColumn | None, names: frozenset[str]) -> tuple[float, float]:
    """The share of filled rows that name a lead, from a sample, and how many different ones do."""
    if column is None or len(column.texts) < 2:
        return 0.0, 0.0
    chosen = np.unique(np.linspace(1, len(column.texts) - 1, _SAMPLE).astype(np.int64))
    hits = filled = different = 0
    for index in chosen.tolist():
        rows = int(column.counts[index])
        if rows and (text := clean(column.texts[index])):
            filled += rows
            if (key(text) if "@" in text else text) in names:
                hits += rows
                different += 1
    if not filled:
        return 0.0, 0.0
    return hits / filled, different * (len(column.texts) - 1) / len(chosen)


# The other roles


def _stage(
    inputs: dict[str, Input], columns: dict[str, RawColumn | None]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The field of the stage and its values won and lost: one that has a value won first."""
    found: list[tuple[tuple[bool, bool, int], str, tuple[str, ...], tuple[str, ...]]] = []
    for name, item in inputs.items():
        column = columns[name]
        if column is None or item.role is not Role.FIELD or item.kind is Kind.DATE:
            continue
        values = values_of_column(column)
        if not values:
            continue
        rank = _rank(name, STAGE_NAMES)
        won, lost = won_and_lost(values)
        if not won and words_of(name)[-1:] == ["won"]:
            won = tuple(value for value in values if key(value) in _YES)
        named = rank < len(STAGE_NAMES)
        # Of a field that is called otherwise, a note "we won them over" makes no stage.
        if named or any(len(words_of(value)) <= _WORDS_OF_A_STAGE for value in won):
            found.append(((not won, not named, rank), name, won, lost))
    return min(found)[1:] if found else ("", (), ())


def _only_date(inputs: dict[str, Input]) -> str:
    dates = [
        name for name, item in inputs.items() if item.kind is Kind.DATE and item.role is Role.FIELD
    ]
    return dates[0] if len(dates) == 1 else ""


def _rank(name: str, names: tuple[str, ...]) -> int:
    plain = plain_name(name)
    return names.index(plain) if plain in names else len(names)


def _called(inputs: dict[str, Input], names: tuple[str, ...], kinds: tuple[Kind, ...]) -> str:
    fitting = [
        name
        for name, item in inputs.items()
        if item.kind in kinds and item.role is Role.FIELD and _rank(name, names) < len(names)
    ]
    return min(fitting, key=lambda name: _rank(name, names), default="")
