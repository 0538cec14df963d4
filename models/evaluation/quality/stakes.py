"""What a finding changes, worked out with the engine: leads are scored again as the mend says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.evaluation.quality.effect import Effect, Way
from models.leads.derived import fields_of_leads
from models.leads.fields import Input, Role
from models.leads.table import Leads
from models.leads.text import clean, cleaned_key
from models.scoring.accounts import raises_scores
from models.scoring.bands import bands_at
from models.scoring.conditions import Inactive, leaves_in, tests_in
from models.scoring.engine import Scored, score
from models.scoring.masks import Masks
from models.scoring.model import Rule, ScoringModel
from models.scoring.sight import scored_by

Flags = NDArray[np.bool_]

_NOT_SCORED = np.iinfo(np.int32).min


class Stakes:
    """A model and the leads as they are read now, scored as of a day."""

    def __init__(self, model: ScoringModel, leads: Leads, day: date) -> None:
        self._model, self._leads, self._day = model, leads, day
        self._readers: dict[str, list[str]] = {}
        self._rules: dict[str, list[Rule]] = {}
        self._note()

    def readers(self, field: str) -> tuple[str, ...]:
        """What of the model reads a field of the leads, by name, each once."""
        return tuple(dict.fromkeys(self._readers.get(cleaned_key(field), ())))

    def rules(self, field: str) -> tuple[Rule, ...]:
        """The rules that give points by a field."""
        return tuple(self._rules.get(cleaned_key(field), ()))

    def mended(self, item: Input, after: Input, rows: Flags) -> Effect:
        """The effect of reading a field by another recipe; `rows`: the leads it is about."""
        concerned = int(np.count_nonzero(rows))
        readers = self._readers_of(item)
        if not readers:
            way = Way.OUTCOME if item.role is Role.OUTCOME else Way.UNREAD
            return Effect(way, leads=concerned)
        other = self._leads.read_as(self._leads.recipe.changed(after))
        if self._each_alone:
            places = np.flatnonzero(rows)
            before = self._of(self._leads.only(places))
            now = self._of(other.only(places))
        else:
            before, now = self._all, self._of(other)
        scores, bands = before[0] != now[0], before[1] != now[1]
        mql = self._model.mql_band
        return Effect(
            Way.SCORED,
            readers,
            concerned,
            scores=int(np.count_nonzero(scores)),
            bands=int(np.count_nonzero(bands)),
            up=int(np.count_nonzero((before[1] < mql) & (now[1] >= mql))),
            down=int(np.count_nonzero((before[1] >= mql) & (now[1] < mql))),
            mql=self._model.bands[mql].name,
        )

    def unknown(self, item: Input, rows: Flags) -> Effect:
        """The effect of cells that nobody can mend from here: the most that rules could give."""
        concerned = int(np.count_nonzero(rows))
        readers = self._readers_of(item)
        if not readers:
            way = Way.OUTCOME if item.role is Role.OUTCOME else Way.UNREAD
            return Effect(way, leads=concerned)
        scored = self._scored
        some = np.flatnonzero(rows if self._rows is None else rows[self._rows])
        gains, most = self._gains(item.name, some)
        model = self._model
        points = scored.points[some].astype(np.int64)
        for group in model.groups:
            if group.id in gains:
                sums = scored.sums[group.id]
                richer = sums.astype(np.int64)
                richer[some] += gains[group.id]
                given = scored.given_of(group, richer)[some].astype(np.int64)
                points += given - scored.given[group.id][some]
        totals = np.clip(points, model.scale.least, model.scale.most)
        reach = (totals >= model.mql_threshold) & (scored.scores[some] < model.mql_threshold)
        if scored.override is not None:  # an override that decides a lead would still decide it
            reach &= scored.override[some] < 0
        return Effect(
            Way.STAKE,
            readers,
            concerned,
            stake=int(most.max(initial=0)),
            staked=int(np.count_nonzero(most)),
            reach=int(np.count_nonzero(reach)),
            mql=model.bands[model.mql_band].name,
        )

    def same(self, item: Input, rows: Flags) -> Effect:
        """The effect of a field that is the same for every lead."""
        readers, concerned = self._readers_of(item), int(np.count_nonzero(rows))
        return Effect(Way.SAME if readers else Way.UNREAD, readers, concerned)

    # What the model reads

    def _readers_of(self, item: Input) -> tuple[str, ...]:
        found = self.readers(item.name)
        if item.role is Role.CREATED and self._reads_creation:
            found = (*found, "the age of a lead")
        if item.role is Role.OUTCOME_DATE and self._model.own_day is not None:
            found = (*found, "the as-of day of each lead")
        return found

    @property
    def _reads_creation(self) -> bool:
        model = self._model
        whens = [rule.when for rule in model.rules() if rule.when is not None and not rule.muted]
        whens += [item.when for item in model.overrides]
        idle = any(isinstance(leaf, Inactive) for when in whens for leaf in leaves_in(when))
        return idle or model.own_day is not None or model.account is not None

    def _note(self) -> None:
        model = self._model
        asked: list[tuple[str, tuple[str, ...], Rule | None]] = [
            (rule.name, rule.fields(), rule) for rule in model.rules() if not rule.muted
        ]
        asked += [
            (item.name, tuple(test.field for test in tests_in(item.when)), None)
            for item in model.overrides
        ]
        for group in model.groups:
            if group.decay is not None and group.decay.field:
                asked.append((f"the decay of {group.name}", (group.decay.field,), None))
        account = model.account
        if account is not None:
            names = (account.field, account.email, *(part.field for part in account.parts))
            asked.append(("the score of accounts", tuple(name for name in names if name), None))
        for name, fields, rule in asked:
            for field in fields_of_leads(fields, model.derived):
                self._readers.setdefault(cleaned_key(field), []).append(name)
                if rule is not None:
                    self._rules.setdefault(cleaned_key(field), []).append(rule)

    # Scores

    @cached_property
    def _part(self) -> tuple[Leads, NDArray[np.intp] | None]:
        some = scored_by(self._model, self._leads, self._day)
        return some.leads, some.rows

    @property
    def _rows(self) -> NDArray[np.intp] | None:
        return self._part[1]

    @cached_property
    def _scored(self) -> Scored:
        return score(self._model, self._part[0], self._day)

    @property
    def _each_alone(self) -> bool:
        """Whether the score of a lead depends on no other lead, and every lead is scored."""
        return self._model.own_day is None and not raises_scores(self._model)

    @cached_property
    def _all(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self._of(self._leads)

    def _of(self, leads: Leads) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Score and band of each lead; those that are not scored have neither."""
        some = scored_by(self._model, leads, self._day)
        scores = np.full(len(leads), _NOT_SCORED, dtype=np.int64)
        bands = np.full(len(leads), -1, dtype=np.int64)
        if len(some.leads):
            scored = score(self._model, some.leads, self._day, Masks(some.leads))
            places: Any = slice(None) if some.rows is None else some.rows
            scores[places] = scored.scores
            bands[places] = bands_at(self._model, scored.levels)
        return scores, bands

    def _gains(
        self, field: str, some: NDArray[np.intp]
    ) -> tuple[dict[str, NDArray[np.int64]], NDArray[np.int64]]:
        """By group id what each of these leads could get more, and the sum over the groups."""
        gains: dict[str, NDArray[np.int64]] = {}
        most = np.zeros(len(some), dtype=np.int64)
        for rule in dict.fromkeys(self.rules(field)):
            group = self._model.group_of(rule.id)
            if group is None:
                continue
            given = self._scored.contribution(rule, some).astype(np.int64)
            more = np.maximum(rule.reach()[1] - given, 0)
            gains[group.id] = gains.get(group.id, np.zeros(len(some), dtype=np.int64)) + more
            most += more
        return gains, most


def without(item: Input, cells: list[str]) -> Input:
    """The recipe of a field with these cells, as they are written, read as blank."""
    return replace(item, spellings=(*((clean(cell), "") for cell in cells), *item.spellings))
