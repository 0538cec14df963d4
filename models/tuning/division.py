"""Leads that teach and leads that test: by time where days tell it, else by chance, never both.

All leads of an account are on one side: who knows one colleague knows half of the other. Of an
account on both sides of a day the smaller part is left out, which looks at no outcome.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.evaluation.history.asked import Looked
from models.evaluation.history.in_time import InTime, Order, in_time
from models.leads.columns import BLANK_DAY
from models.leads.tally import Tally
from models.leads.wording import count_of
from models.problems import LeadbenchError
from models.scoring.answers import day_number
from models.tuning.division_words import divided_words
from models.tuning.report import Division, Way

NEWEST = 0.2
"""The share of the leads that tests, by time."""
MOST_NEWEST = 0.5
"""The share that may test where fewer hold too few conversions."""
FEWEST_TESTING, FEWEST_TEACHING = 30, 50
"""Leads of either outcome that must test and teach for a division by time."""
PARTS = 5
FEWEST_A_PART = 2
"""Leads of either outcome that a part needs to be ranked."""
CHOOSING = 4
"""The size is chosen on one in so many of the leads that teach, the newest of them."""
TURNS = 3
FEWEST_CHOOSING = 100
"""Leads of either outcome that must be among these; else all choose in so many turns, as by
fewer of them one size can hardly be told from another."""

Rows = NDArray[np.intp]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Part:
    """Rows of leads that teach and of leads that test."""

    teach: Rows
    test: Rows


@dataclass(frozen=True, eq=False)
class Divided:
    """`rows`: all leads that teach in the end. `codes` (leads,): 0, 1, or 2 for who is left out.
    `place` (leads,): where each stands in time; None: no order is known. `account` (leads,): -1
    none; None: nothing tells accounts.
    """

    division: Division
    parts: tuple[Part, ...]
    rows: Rows
    codes: Codes
    place: NDArray[np.int64] | None
    account: NDArray[np.int32] | None

    def choosing(self, teach: Rows, seed: int) -> tuple[Part, ...]:
        """The leads that teach divided again to choose a size on; none where they are too few."""
        if self.place is not None and self.division.way in (Way.TIME, Way.ROWS):
            order = np.argsort(self.place[teach], kind="stable")
            edge = self.place[teach[order[len(teach) - len(teach) // CHOOSING]]]
            older = self.place[teach] < edge
            old, new = _apart(teach[older], teach[~older], self.account)
            part = Part(old, new)
            if _fits(part, self.codes, FEWEST_TEACHING, FEWEST_CHOOSING):
                return (part,)
        return by_chance(teach, self.codes, self.account, seed, most=TURNS)


def divided(
    looked: Looked,
    created: NDArray[np.int32],
    account: NDArray[np.int32] | None,
    named: str = "",
    split: date | None = None,
    way: Way | None = None,
    seed: int = 1,
) -> Divided:
    """Divide the leads with a known outcome; arrays of shape (leads,).

    `named`: what `account` is told by. `split`: the first day of the leads that test. `way`: None:
    by time where it can be done. LeadbenchError where a split or a way is asked that cannot be.
    """
    codes = looked.codes
    known = np.flatnonzero(codes < 2)
    told = Division(
        Way.NONE,
        _tally(known, codes),
        Tally(),
        accounts=named if account is not None else "",
        young=looked.young,
        unknown=looked.unknown,
        outside=looked.outside,
    )
    time, why = _in_time(created, codes, split, way)
    if time is not None:
        place = np.full(len(codes), -1, dtype=np.int64)
        place[time.rows] = time.place
        edge, why = _edge(time, codes, account, split)
        if edge is not None:
            return _by_time(time, edge, place, codes, account, told)
        if way in (Way.TIME, Way.ROWS):
            raise LeadbenchError(why, remedy="Choose cross-validation, or take more leads.")
    parts = by_chance(known, codes, account, seed)
    if not parts:
        told = replace(told, why=why or "")
    else:
        tally = told.teach
        told = replace(told, way=Way.FOLDS, test=tally, parts=len(parts), why=why)
    return _told(told, parts, known, codes, None, account)


def by_chance(
    rows: Rows, codes: Codes, account: NDArray[np.int32] | None, seed: int, most: int = PARTS
) -> tuple[Part, ...]:
    """Parts that hold both outcomes alike, accounts whole; none where leads are too few."""
    lost, won = _tally(rows, codes).not_converted, _tally(rows, codes).converted
    parts = min(most, min(lost, won) // FEWEST_A_PART)
    if parts < 2:
        return ()
    own = _dealt(rows, codes, account, parts, np.random.default_rng(seed))
    found = tuple(Part(rows[own != at], rows[own == at]) for at in range(parts))
    if all(_fits(part, codes, FEWEST_A_PART, FEWEST_A_PART) for part in found):
        return found
    # Large accounts may hold all that converted: fewer parts have room for them.
    return by_chance(rows, codes, account, seed, parts - 1) if parts > 2 else ()


def _in_time(
    created: NDArray[np.int32], codes: Codes, split: date | None, way: Way | None
) -> tuple[InTime | None, str]:
    known = codes < 2
    if way is Way.FOLDS:
        return None, ""
    if way is Way.ROWS:
        return in_time(np.full(len(codes), BLANK_DAY, dtype=np.int32), known), ""
    asked = split is not None or way is Way.TIME
    time = in_time(created, known, by_day=asked)
    if time is not None and time.order is Order.DAYS:
        return time, ""
    if asked:
        raise LeadbenchError(
            "No lead with a known outcome has a day of creation, so none is older or newer.",
            remedy="Say which field is the day of creation, or leave the split out.",
        )
    return None, "no field tells when the leads were created"


def _edge(
    time: InTime, codes: Codes, account: NDArray[np.int32] | None, split: date | None
) -> tuple[int | None, str]:
    """The first place that tests, and why there is none."""
    if split is not None:
        edge = day_number(split)
        if not int(time.place.min()) < edge <= int(time.place.max()):
            first, last = (day_of(int(end)) for end in (time.place.min(), time.place.max()))
            raise LeadbenchError(
                f"The split at {split.isoformat()} leaves all leads on one side: they were created "
                f"from {first.isoformat()} to {last.isoformat()}.",
                remedy="Choose a day in between.",
            )
        part = _parted(time, edge, account)
        if not _fits(part, codes, FEWEST_A_PART, FEWEST_A_PART):
            raise LeadbenchError(
                f"The split at {split.isoformat()} leaves fewer than {FEWEST_A_PART} leads of one "
                "outcome on one side.",
                remedy="Choose another day.",
            )
        return edge, ""
    for edge in _edges(time, codes):
        if _fits(_parted(time, edge, account), codes, FEWEST_TEACHING, FEWEST_TESTING):
            return edge, ""
    won = int(np.count_nonzero(codes[time.rows] == 1))
    rarer = min(won, len(time.rows) - won)
    what = "conversion" if won == rarer else "lead that did not convert"
    plural = "conversions" if won == rarer else "leads that did not convert"
    return None, f"{count_of(rarer, what, plural)} are too few to keep the newest apart"


def _edges(time: InTime, codes: Codes) -> Iterator[int]:
    """First places that test, from the newest fifth to the newest half of the leads."""
    order = np.argsort(time.place, kind="stable")
    place = time.place[order]
    size = len(place)
    tried = set()
    for share in np.arange(NEWEST, MOST_NEWEST + 0.01, 0.05).tolist():
        edge = int(place[min(size - 1, size - round(share * size))])
        if edge > int(place[0]) and edge not in tried:
            tried.add(edge)
            yield edge


def _parted(time: InTime, edge: int, account: NDArray[np.int32] | None) -> Part:
    older = time.place < edge
    return Part(*_apart(time.rows[older], time.rows[~older], account))


def _apart(old: Rows, new: Rows, account: NDArray[np.int32] | None) -> tuple[Rows, Rows]:
    """Both sides without the smaller part of each account on both; of equal parts the old one."""
    if account is None:
        return old, new
    size = int(account.max(initial=-1)) + 2
    held = [np.bincount(account[rows] + 1, minlength=size) for rows in (old, new)]
    both = (held[0] > 0) & (held[1] > 0)
    both[0] = False  # leads without an account are nobody's colleagues
    keeps_old = held[0] > held[1]
    return (
        old[~(both & ~keeps_old)[account[old] + 1]],
        new[~(both & keeps_old)[account[new] + 1]],
    )


def _fits(part: Part, codes: Codes, teaching: int, testing: int) -> bool:
    for rows, least in ((part.teach, teaching), (part.test, testing)):
        won = int(np.count_nonzero(codes[rows] == 1))
        if min(won, len(rows) - won) < least:
            return False
    return True


def _by_time(
    time: InTime,
    edge: int,
    place: NDArray[np.int64],
    codes: Codes,
    account: NDArray[np.int32] | None,
    told: Division,
) -> Divided:
    part = _parted(time, edge, account)
    days = time.order is Order.DAYS
    told = replace(
        told,
        way=Way.TIME if days else Way.ROWS,
        teach=_tally(part.teach, codes),
        test=_tally(part.test, codes),
        first=day_of(edge) if days else None,
        parted=len(time.rows) - len(part.teach) - len(part.test),
        undated=time.undated,
    )
    return _told(told, (part,), time.rows, codes, place, account)


def _told(
    told: Division,
    parts: tuple[Part, ...],
    rows: Rows,
    codes: Codes,
    place: NDArray[np.int64] | None,
    account: NDArray[np.int32] | None,
) -> Divided:
    told = replace(told, sentence=divided_words(told))
    return Divided(told, parts, rows, codes, place, account)


def _dealt(
    rows: Rows,
    codes: Codes,
    account: NDArray[np.int32] | None,
    parts: int,
    dice: np.random.Generator,
) -> NDArray[np.int64]:
    """The part of each row: large accounts first, each into the part with the fewest of its kind,
    then the leads that stand alone, dealt out by outcome.
    """
    own = np.full(len(rows), -1, dtype=np.int64)
    won = codes[rows] == 1
    held = np.zeros((parts, 2), dtype=np.int64)
    alone = np.ones(len(rows), dtype=bool)
    if account is not None:
        names, place, size = np.unique(account[rows], return_inverse=True, return_counts=True)
        several = (size > 1) & (names >= 0)
        alone = ~several[place]
        of_won = np.bincount(place, won, len(names)).astype(np.int64)
        part_of = np.full(len(names), -1, dtype=np.int64)
        shuffled = dice.permutation(np.flatnonzero(several))
        order = np.lexsort((-size[shuffled], -of_won[shuffled]))
        for at in shuffled[order].tolist():
            kind = 1 if of_won[at] else 0
            part = int(np.lexsort((held.sum(axis=1), held[:, kind]))[0])
            part_of[at] = part
            held[part] += (size[at] - of_won[at], of_won[at])
        own = part_of[place]
    for kind in (1, 0):
        those = dice.permutation(np.flatnonzero(alone & (won == bool(kind))))
        own[those] = _filled(held[:, kind], len(those))
    return own


def _filled(held: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Parts for so many more leads, so that all parts come to hold as many as they can."""
    level = -(-(int(held.sum()) + number) // len(held))
    room = np.maximum(level - held, 0)
    found = np.repeat(np.arange(len(held)), room)
    # The parts in turn, so that what is cut off is taken from all of them alike.
    turn = np.concatenate([np.arange(places) for places in room])
    return found[np.argsort(turn, kind="stable")][:number]


def _tally(rows: Rows, codes: Codes) -> Tally:
    won = int(np.count_nonzero(codes[rows] == 1))
    return Tally(len(rows), won, len(rows) - won)
