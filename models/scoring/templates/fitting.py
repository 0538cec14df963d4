"""A template fitted to leads: its fields, activities and values become the user's own.

What the leads do not have is told, and its rules come muted, saying so in their note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.leads.columns import MultipleColumn, TextColumn
from models.leads.fields import FOR_RULES, Input, Kind, Role
from models.leads.table import Leads
from models.leads.text import key
from models.leads.wording import listed
from models.scoring.account import AccountMeasure, AccountScore
from models.scoring.conditions import (
    SHAPES,
    ActivityTest,
    AllOf,
    AnyOf,
    Condition,
    FieldTest,
    FollowedBy,
    Inactive,
    Not,
    Selection,
    Test,
    Value,
)
from models.scoring.decay import Fades
from models.scoring.model import (
    Award,
    ByCount,
    ByRange,
    ByValue,
    Group,
    Override,
    PerOccurrence,
    Points,
    Rule,
    ScoringModel,
)
from models.scoring.templates.names import activity_types, rank
from models.scoring.templates.template import Template
from models.scoring.templates.writing import noted

_ROLES = (*FOR_RULES, Role.CREATED)


@dataclass(frozen=True)
class Match:
    """What a template asks for, and what the leads have for it. `activity`: not a field."""

    asked: str
    found: tuple[str, ...]
    activity: bool = False


@dataclass(frozen=True)
class Unmatched:
    """A rule, an override or the account's score that these leads cannot answer, and why."""

    name: str
    why: str


@dataclass(frozen=True)
class Fitted:
    """A template on leads. `live` of its `rules` give points; `narrowed`: sentences about values
    that no lead has and that were left out."""

    model: ScoringModel
    matched: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    narrowed: tuple[str, ...]
    live: int
    rules: int


class _Missing(Exception):
    """The leads do not have what is asked; the reason as a sentence."""


def fit_to_leads(template: Template, leads: Leads | None, *, leave_out: bool = False) -> Fitted:
    """The template's model in the words of the leads.

    `leave_out`: rules that cannot be matched are left out instead of muted. Without leads all
    rules stay as they are.
    """
    model, total = template.model, template.rules
    if leads is None:
        return Fitted(model, (), (), (), total, total)
    fit = _Fit(leads)
    groups, live = [], 0
    for group in model.groups:
        rules = []
        for rule in group.rules:
            found = fit.rule(rule, template.instead.get(rule.id, ()))
            if found is not None:
                live += 1
                rules.append(found)
            elif not leave_out:
                rules.append(noted(replace(rule, muted=True), f"Muted: {fit.unmatched[-1].why}"))
        groups.append(fit.decay(replace(group, rules=tuple(rules))))
    fitted = replace(
        model,
        groups=tuple(groups),
        overrides=tuple(kept for item in model.overrides if (kept := fit.override(item))),
        account=None if model.account is None else fit.account(model.account),
        zone=leads.zone,
    )
    matched = tuple(
        Match(asked, found, activity) for (asked, activity), found in fit.matched.items()
    )
    return Fitted(fitted, matched, tuple(fit.unmatched), tuple(fit.narrowed), live, total)


class _Fit:
    """Finds the user's names for a template's, and remembers what it found and did not find."""

    def __init__(self, leads: Leads) -> None:
        self._leads = leads
        self.matched: dict[tuple[str, bool], tuple[str, ...]] = {}
        self.unmatched: list[Unmatched] = []
        self.narrowed: list[str] = []
        self._types: tuple[str, ...] = ()
        if leads.activities is not None:
            self._types = tuple(name for name, _ in leads.activities.type_counts if name)

    # The parts of a model

    def rule(self, rule: Rule, instead: Sequence[Rule]) -> Rule | None:
        """The rule, or the first other way to ask it that the leads can answer."""
        why = ""
        for way in (rule, *instead):
            try:
                when = None if way.when is None else self._condition(way.when, rule.name)
                return replace(rule, when=when, award=self._award(way.award, rule.name))
            except _Missing as missing:
                why = why or str(missing)
        self.unmatched.append(Unmatched(rule.name, why))
        return None

    def override(self, item: Override) -> Override | None:
        """The override; None (and told) where the leads cannot answer it."""
        try:
            return replace(item, when=self._condition(item.when, item.name))
        except _Missing as missing:
            self.unmatched.append(Unmatched(item.name, str(missing)))
            return None

    def decay(self, group: Group) -> Group:
        """A decay by the date of a field needs that field."""
        decay = group.decay
        if decay is None or decay.way is not Fades.BY_GROUP or not decay.field:
            return group
        try:
            found = self._field(decay.field, (Kind.DATE,)).name
            return replace(group, decay=replace(decay, field=found))
        except _Missing as missing:
            self.unmatched.append(Unmatched(f"Decay of {group.name}", str(missing)))
            return replace(group, decay=None)

    def account(self, score: AccountScore) -> AccountScore | None:
        """The account's score with the fields that name accounts; None where there are none."""
        names: dict[str, str] = {}
        why = ""
        for place, asked in (("field", score.field), ("email", score.email)):
            try:
                names[place] = self._field(asked, (Kind.TEXT,)).name if asked else ""
            except _Missing as missing:
                names[place], why = "", str(missing)
        if not any(names.values()):
            self.unmatched.append(Unmatched("Account score", why))
            return None
        parts = []
        for part in score.parts:
            try:
                field = part.field
                if part.measure is AccountMeasure.DISTINCT:
                    field = self._field(field, tuple(Kind)).name
                parts.append(replace(part, field=field))
            except _Missing as missing:
                self.unmatched.append(Unmatched(f"Account score by {part.field}", str(missing)))
        rules = tuple(found for rule in score.rules if (found := self.rule(rule, ())) is not None)
        return replace(
            score, field=names["field"], email=names["email"], parts=tuple(parts), rules=rules
        )

    # Conditions and points

    def _condition(self, condition: Condition, of: str) -> Condition:
        match condition:
            case FieldTest():
                return self._test(condition, of)
            case AllOf(parts):
                return AllOf(tuple(self._condition(part, of) for part in parts))
            case AnyOf(parts):
                return self._any(parts, of)
            case Not(part):
                return Not(self._condition(part, of))
            case ActivityTest(quantity):
                found = self._selection(quantity.of)
                return replace(condition, quantity=replace(quantity, of=found))
            case FollowedBy(first, then):
                return replace(condition, first=self._selection(first), then=self._selection(then))
            case Inactive():
                self._require_activities()
                return condition

    def _any(self, parts: Sequence[Condition], of: str) -> Condition:
        """Those of the parts that the leads can answer, if there is one."""
        found, why = [], ""
        for part in parts:
            try:
                found.append(self._condition(part, of))
            except _Missing as missing:
                why = why or str(missing)
        if not found:
            raise _Missing(why)
        return found[0] if len(found) == 1 else AnyOf(tuple(found))

    def _test(self, test: FieldTest, of: str) -> FieldTest:
        wanted = SHAPES[test.test].kind
        kinds = tuple(Kind) if wanted is None else (wanted, *_ALSO.get(test.test, ()))
        item = self._field(test.field, kinds)
        asked, values = test.test, test.values
        if wanted not in (None, item.kind):
            asked, values = _as_kind(test, item.kind)
        if item.kind in (Kind.TEXT, Kind.MULTIPLE) and values:
            values = self._kept(item, asked, [str(value) for value in values], of)
        return replace(test, field=item.name, test=asked, values=values)

    def _award(self, award: Award, of: str) -> Award:
        match award:
            case Points():
                return award
            case ByValue(field, entries):
                item = self._field(field, (Kind.TEXT, Kind.MULTIPLE, Kind.YES_NO))
                names = [entry.value for entry in entries if entry.value is not None]
                if item.kind is not Kind.YES_NO:
                    names = list(self._kept(item, Test.IS_ONE_OF, names, of))
                kept = tuple(e for e in entries if e.value is None or e.value in names)
                return replace(award, field=item.name, entries=kept)
            case ByRange(field):
                return replace(award, field=self._field(field, (Kind.NUMBER,)).name)
            case ByCount(quantity):
                found = self._selection(quantity.of)
                return replace(award, quantity=replace(quantity, of=found))
            case PerOccurrence(of_):
                return replace(award, of=self._selection(of_))

    # The words of the leads

    def _field(self, asked: str, kinds: Sequence[Kind]) -> Input:
        ranked = [
            (place, number, item)
            for number, item in enumerate(self._leads.recipe)
            if item.role in _ROLES
            and self._leads.input(item.name) is not None
            and (place := rank(item.name, asked)) is not None
        ]
        fitting = [found for found in ranked if found[2].kind in kinds]
        if fitting:
            item = min(fitting, key=lambda found: found[:2])[2]
            self.matched[asked, False] = (item.name,)
            return item
        if ranked:
            other = min(ranked, key=lambda found: found[:2])[2]
            words = " or ".join(kind.value for kind in kinds[:2])
            raise _Missing(f"{other.name} is read as {other.kind.value}, and {words} is asked.")
        raise _Missing(f"These leads have no field for {asked}.")

    def _kept(self, item: Input, test: Test, values: Sequence[str], of: str) -> tuple[str, ...]:
        """The values that some lead has, or that some cell contains; _Missing where none is."""
        column = self._leads.column(item.name)
        if isinstance(column, TextColumn):
            texts = set(column.keys[1:])
        elif isinstance(column, MultipleColumn):
            texts = {key(value) for values_ in column.sets for value in values_}
        else:
            return tuple(values)
        if test in (Test.CONTAINS, Test.CONTAINS_ANY_OF):
            joined = "\n".join(texts)
            kept = tuple(value for value in values if key(value) in joined)
        else:
            kept = tuple(value for value in values if key(value) in texts)
        if not kept:
            raise _Missing(f"No lead has any of its values in {item.name}.")
        if len(kept) < len(values):
            left = [value for value in values if value not in kept]
            more = f" and {len(left) - 4} more" if len(left) > 4 else ""
            self.narrowed.append(f"{of}: no lead has {listed(left[:4])}{more} in {item.name}.")
        return kept

    def _require_activities(self) -> None:
        if self._leads.activities is None:
            raise _Missing("There are no activities beside these leads.")

    def _selection(self, selection: Selection) -> Selection:
        self._require_activities()
        types: list[str] = []
        for asked in selection.types:
            found = activity_types(self._types, asked)
            if found:
                self.matched[asked, True] = found
            types += found
        if selection.types and not types:
            wanted = " or ".join(selection.types)
            raise _Missing(f"None of the types of activity is {wanted}.")
        where = selection.where
        if isinstance(where, FieldTest):
            where = replace(where, field=self._detail(where.field))
        return replace(selection, types=tuple(dict.fromkeys(types)), where=where)

    def _detail(self, asked: str) -> str:
        activities = self._leads.activities
        details = () if activities is None else tuple(activities.details)
        ranked = sorted(
            (place, number, name)
            for number, name in enumerate(details)
            if (place := rank(name, asked)) is not None
        )
        if not ranked:
            raise _Missing(f"The activities have no detail for {asked}.")
        return ranked[0][2]


_ALSO: dict[Test, tuple[Kind, ...]] = {
    Test.IS: (Kind.MULTIPLE,),
    Test.IS_ONE_OF: (Kind.MULTIPLE,),
    Test.IS_YES: (Kind.NUMBER,),
    Test.AT_LEAST: (Kind.YES_NO,),
}
"""Kinds that a test is for after a change of its words."""


def _as_kind(test: FieldTest, kind: Kind) -> tuple[Test, tuple[Value, ...]]:
    """The test as the other kind of field asks it."""
    if kind is Kind.MULTIPLE:
        return Test.HAS_ANY_OF, test.values
    if kind is Kind.NUMBER:
        return Test.AT_LEAST, (1.0,)
    return Test.IS_YES, ()
