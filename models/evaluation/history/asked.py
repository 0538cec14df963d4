"""Which leads and which outcome are looked at, and who of the leads is left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.cohorts import day_of
from models.evaluation.guard.times import times_of
from models.evaluation.guard.young import CutOff, cut_off_of
from models.evaluation.history.groups import groups_of
from models.leads.columns import BLANK_DAY
from models.leads.fields import Input, Role
from models.leads.stages import Stage, reached
from models.leads.table import UNKNOWN, Leads
from models.leads.text import cleaned_key
from models.leads.wording import listed
from models.problems import LeadbenchError
from models.scoring.answers import day_number


@dataclass(frozen=True)
class Asked:
    """`outcome`: the name of a stage, or "" for the last one. `first`, `last`: leads created in
    between, both included. `by`: the field that makes segments, "" none. `split`: the first day of
    the newer part, None: half of the leads. `young`: leads too young to have converted count, too.
    `only`: a field and the name of one of its segments, the leads that are looked at; None: all.
    """

    outcome: str = ""
    first: date | None = None
    last: date | None = None
    by: str = ""
    split: date | None = None
    young: bool = False
    only: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Looked:
    """`codes` (rows,): 0 not converted, 1 converted, 2 left out or unknown.

    `outside`: leads not created in the period; `undated` of them without a day. `young`: leads of
    the period too young to have converted, after the `cut_off`; None: nothing tells, or all are
    old enough. `unknown`: other leads without an outcome. `only`: the segment that is looked at, ""
    all; `elsewhere`: leads that are not in it, counted nowhere else.
    """

    codes: NDArray[np.uint8]
    outcome: str
    outside: int = 0
    undated: int = 0
    young: int = 0
    cut_off: CutOff | None = None
    unknown: int = 0
    only: str = ""
    elsewhere: int = 0


ROLE_WORDS = {
    "month": Role.CREATED,
    "created": Role.CREATED,
    "source": Role.SOURCE,
    "owner": Role.OWNER,
    "account": Role.ACCOUNT,
}
"""What else a field of that role can be called where none has the name."""


def field_named(leads: Leads, name: str) -> Input:
    """The field that makes segments, by its name or by what it means. LeadbenchError if none."""
    item = leads.input(name)
    if item is None and cleaned_key(name) in ROLE_WORDS:
        item = leads.recipe.with_role(ROLE_WORDS[cleaned_key(name)])
        item = item if item is None else leads.input(item.name)
    if item is None:
        names = [item.name for item in leads.recipe]
        more = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
        raise LeadbenchError(
            f"The leads have no field {listed([name])} to make groups by.",
            leads.raw.source,
            f"The fields are {listed(names[:12])}{more}.",
        )
    return item


def require_both_sides(leads: Leads, codes: NDArray[np.uint8], split: date) -> None:
    """LeadbenchError where the split leaves no lead of `codes` 0 or 1 on one of its sides."""
    created = leads.created[codes < UNKNOWN]
    days = created[created != BLANK_DAY]
    if not len(days):
        raise LeadbenchError(
            "No lead with a known outcome has a day of creation, so none is older or newer.",
            leads.raw.source,
            "Say which field is the day of creation, or leave the split out.",
        )
    first, last = day_of(int(days.min())), day_of(int(days.max()))
    if not first < split <= last:
        raise LeadbenchError(
            f"The split at {split.isoformat()} leaves all leads on one side: they were created "
            f"from {first.isoformat()} to {last.isoformat()}.",
            leads.raw.source,
            "Choose a day in between.",
        )


def outcomes_of(leads: Leads, stages: tuple[Stage, ...]) -> tuple[str, ...]:
    """The outcomes that can be chosen: the stages in their order, and the last one."""
    last = (leads.outcome_name,) if leads.outcome_name else ()
    return (*(stage.name for stage in stages), *last)


def looked_at(leads: Leads, stages: tuple[Stage, ...], asked: Asked) -> Looked:
    """What becomes of each lead. LeadbenchError where no stage has the name of the outcome."""
    codes, name = _codes(leads, stages, asked.outcome)
    codes = codes.copy()
    created = leads.created
    only, elsewhere = _elsewhere(leads, asked.only, codes)
    codes[elsewhere] = UNKNOWN
    outside = np.zeros(len(leads), dtype=bool)
    blank = created == BLANK_DAY
    if asked.first is not None:
        outside |= blank | (created < day_number(asked.first))
    if asked.last is not None:
        outside |= blank | (created > day_number(asked.last))
    outside &= ~elsewhere
    codes[outside] = UNKNOWN
    cut_off = _cut_off(leads)
    young = np.zeros(len(leads), dtype=bool)
    if cut_off is not None and not asked.young:
        after = cut_off.day.toordinal() - _EPOCH
        young = ~elsewhere & ~outside & ~blank & (created > after)
        codes[young] = UNKNOWN
    return Looked(
        codes,
        name,
        int(np.count_nonzero(outside)),
        int(np.count_nonzero(outside & blank)),
        int(np.count_nonzero(young)),
        cut_off,
        int(np.count_nonzero(~elsewhere & ~outside & ~young & (codes == UNKNOWN))),
        only,
        int(np.count_nonzero(elsewhere)),
    )


def _elsewhere(
    leads: Leads, only: tuple[str, str] | None, codes: NDArray[np.uint8]
) -> tuple[str, NDArray[np.bool_]]:
    """The segment in words, and who is not in it. LeadbenchError where there is none so called."""
    if only is None:
        return "", np.zeros(len(leads), dtype=bool)
    item = field_named(leads, only[0])
    groups = groups_of(leads.prepared(item)[0], codes < UNKNOWN)
    wanted = cleaned_key(only[1])
    place = next((at for at, one in enumerate(groups.names) if cleaned_key(one) == wanted), None)
    if place is None:
        names = groups.names
        more = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
        raise LeadbenchError(
            f"{item.name} has no group {listed([only[1]])}.",
            leads.raw.source,
            f"The groups are {listed(names[:12])}{more}.",
        )
    within = groups.codes == place
    if groups.rows is not None:
        chosen = groups.rows[within]
        within = np.zeros(len(leads), dtype=bool)
        within[chosen] = True
    return f"{item.name} {groups.names[place]}", ~within


_EPOCH = date(1970, 1, 1).toordinal()


def _cut_off(leads: Leads) -> CutOff | None:
    """From when leads are too young; None where it cannot be said or too few would be left."""
    times = times_of(leads)
    found = None if times is None else cut_off_of(leads, times)
    return found if found is not None and found.spares else None


def _codes(leads: Leads, stages: tuple[Stage, ...], outcome: str) -> tuple[NDArray[np.uint8], str]:
    wanted = cleaned_key(outcome)
    if not outcome or wanted == cleaned_key(leads.outcome_name):
        return leads.outcome, leads.outcome_name
    for stage, found in zip(stages, reached(leads, stages), strict=False):
        if cleaned_key(stage.name) == wanted:
            return found.codes, stage.name
    names = outcomes_of(leads, stages)
    raise LeadbenchError(
        f"No stage is called {listed([outcome])}.",
        remedy=f"The outcomes are {listed(names)}." if names else "There are no stages.",
    )
