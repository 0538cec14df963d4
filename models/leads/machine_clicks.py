"""Clicks in e-mails that look like a machine's: a filter opens every link as the mail arrives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from models.leads.columns import Column, TextColumn, blank_rows, identities
from models.leads.guessing.shapes import words_of
from models.leads.text import key

LINKS_IN_ONE_SECOND = 3
"""Different links clicked by one lead within one second that no person manages."""
SECONDS_AFTER_SENDING = 10
"""Up to so long after the sending a click is suspected."""
CLICK = "click"
SENT_WORDS = frozenset(("sent", "send", "delivered", "delivery"))
LINK_WORDS = frozenset(("link", "url", "href", "target", "page", "address"))
MAILING_WORDS = frozenset(
    ("campaign", "email", "mail", "mailing", "newsletter", "message", "subject")
)

_TIME_BITS = 39
"""Bits that hold the seconds of ten thousand years."""
_DAY = 86_400

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


def suspected_clicks(
    leads: NDArray[np.int32],
    days: NDArray[np.int32],
    seconds: NDArray[np.int32],
    types: TextColumn,
    details: Mapping[str, Column],
) -> Flags:
    """Which activities are suspected; all arrays have one entry per activity.

    A type is a click if its key contains "click", a sending if one of its words is "sent" or
    "delivered". Times of day that are all whole minutes are known to the minute only, and an
    activity without a time of day is never suspected nor evidence.
    """
    suspect = np.zeros(len(days), dtype=bool)
    if not seconds_known(seconds):
        return suspect
    timed = seconds >= 0
    clicks = np.flatnonzero(_of_type(types, is_click) & timed)
    if not len(clicks):
        return suspect
    moments = days[clicks].astype(np.int64) * _DAY + seconds[clicks]
    of_lead = leads[clicks].astype(np.int64)
    suspect[clicks] = _many_links(of_lead, moments, _links(details, clicks))
    sendings = np.flatnonzero(_of_type(types, is_sending) & timed)
    if len(sendings):
        mailings = _named(details, MAILING_WORDS)
        sent = days[sendings].astype(np.int64) * _DAY + seconds[sendings]
        suspect[clicks] |= _soon_after(
            (of_lead, moments, _keys(mailings, clicks)),
            (leads[sendings].astype(np.int64), sent, _keys(mailings, sendings)),
        )
    return suspect


def seconds_known(seconds: NDArray[np.int32]) -> bool:
    """Whether any time of day is finer than whole minutes."""
    return bool(((seconds % 60 != 0) & (seconds >= 0)).any())


def is_click(type_name: str) -> bool:
    """Whether activities of that type are clicks."""
    return CLICK in key(type_name)


def is_sending(type_name: str) -> bool:
    """Whether activities of that type are the sending of a mail."""
    return not SENT_WORDS.isdisjoint(words_of(type_name)) and not is_click(type_name)


def _of_type(types: TextColumn, ask: Callable[[str], bool]) -> Flags:
    answers = np.array([ask(value) for value in types.values], dtype=bool)
    answers[0] = False
    found: Flags = answers[types.codes]
    return found


def _named(details: Mapping[str, Column], words: frozenset[str]) -> Column | None:
    for name, column in details.items():
        if not words.isdisjoint(words_of(name)):
            return column
    return None


def _keys(column: Column | None, rows: NDArray[np.intp]) -> Whole:
    """A number per row for the detail, compared by key; -1 where it is blank or there is none."""
    if column is None:
        return np.full(len(rows), -1, dtype=np.int64)
    if isinstance(column, TextColumn):
        numbers: dict[str, int] = {}
        table = np.array(
            [numbers.setdefault(name, len(numbers)) for name in column.keys], dtype=np.int64
        )
        table[0] = -1
        return table[column.codes[rows]]
    return np.where(blank_rows(column), np.int64(-1), identities(column))[rows]


def _links(details: Mapping[str, Column], rows: NDArray[np.intp]) -> Whole:
    """What was clicked: the link where a detail is called so, else all details together."""
    link = _named(details, LINK_WORDS)
    if link is not None:
        return _keys(link, rows)
    together = np.full(len(rows), -1, dtype=np.int64)
    for column in details.values():
        together = _paired(together, _keys(column, rows))
    return together


def _paired(first: Whole, second: Whole) -> Whole:
    """A number for each pair; -1 only where both are."""
    high = int(second.max(initial=-1)) + 2
    pairs = (first + 1) * high + second + 1
    found = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    return np.where((first < 0) & (second < 0), -1, found)


def _many_links(leads: Whole, moments: Whole, links: Whole) -> Flags:
    """Clicks of a lead in a second in which it clicked on three different links."""
    together = _paired(leads, moments - int(moments.min()))
    linked = np.flatnonzero(links >= 0)
    high = int(links.max(initial=-1)) + 1
    different = np.unique(together[linked] * high + links[linked]) // high if high else linked
    counts = np.bincount(different, minlength=int(together.max()) + 1)
    many: Flags = counts[together] >= LINKS_IN_ONE_SECOND
    return many


Events = tuple[Whole, Whole, Whole]
"""The lead, the moment and the mailing of each."""


def _soon_after(clicks: Events, sendings: Events) -> Flags:
    """Clicks at most ten seconds after a sending to the same lead, of the same mailing if known."""
    leads, moments, mailings = clicks
    sent_leads, sent, sent_mailings = sendings
    named, sent_named = mailings >= 0, sent_mailings >= 0
    found = np.zeros(len(leads), dtype=bool)
    any_sent = np.ones(len(sent), dtype=bool)
    # A click without a name may be of any sending; one with a name of its own, or a nameless one.
    for asked, offered in ((~named, any_sent), (named, ~sent_named)):
        found[asked] |= _after(leads[asked], moments[asked], sent_leads[offered], sent[offered])
    if named.any() and sent_named.any():
        high = int(max(mailings.max(), sent_mailings.max())) + 1
        mine = leads[named] * high + mailings[named]
        theirs = sent_leads[sent_named] * high + sent_mailings[sent_named]
        found[named] |= _after(mine, moments[named], theirs, sent[sent_named])
    return found


def _after(groups: Whole, moments: Whole, sent_groups: Whole, sent: Whole) -> Flags:
    """Whether the last sending of the same group is at most ten seconds before."""
    if not len(sent) or not len(moments):
        return np.zeros(len(moments), dtype=bool)
    known = np.unique(sent_groups)
    place = np.minimum(np.searchsorted(known, groups), len(known) - 1)
    ours = known[place] == groups
    lowest = int(min(sent.min(), moments.min()))
    line = (np.searchsorted(known, sent_groups).astype(np.int64) << _TIME_BITS) + (sent - lowest)
    line.sort()
    asked = (place.astype(np.int64) << _TIME_BITS) + (moments - lowest)
    last = np.searchsorted(line, asked, side="right") - 1
    near = (last >= 0) & (asked - line[np.maximum(last, 0)] <= SECONDS_AFTER_SENDING)
    soon: Flags = ours & near
    return soon
