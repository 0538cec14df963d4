"""What the rule editors have to know of the leads beyond their fields: asked late, kept once.

Types and details of activities, what a pattern matches, and one lead's points in the days ahead.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache, cached_property

from models.evaluation.ahead import LeadAhead, points_ahead, typical_lead
from models.leads.activity_summary import detail_values, details_of, type_counts
from models.leads.columns import Column
from models.leads.derived import place_of
from models.leads.pattern_hits import PatternHits, pattern_hits
from models.leads.summary import commonest_in, commonest_values
from models.leads.table import Leads
from models.leads.tally import TypeCounts, ValueCount
from models.scoring.patterns import searcher
from widgets.editors.around import Activities
from widgets.inputs.offers import MOST_OFFERS
from workbench.lead_names import LeadNames
from workbench.live_preview import Preview


class LeadFacts:
    """Of one table of leads; another table has other facts."""

    def __init__(self, leads: Leads) -> None:
        self.leads = leads
        self._ahead: tuple[Hashable, LeadAhead] | None = None
        self._hits: tuple[Hashable, PatternHits | None] | None = None
        self._values = cache(lambda detail, types: detail_values(leads, detail, types))

    @cached_property
    def activities(self) -> Activities | None:
        """The activities that are open; None where none are."""
        if self.leads.activities is None:
            return None
        return Activities(
            lambda: self._types, details_of(self.leads), self._values_of, self._detail_hits
        )

    @cached_property
    def _types(self) -> TypeCounts:
        return type_counts(self.leads)

    @cached_property
    def _names(self) -> LeadNames:
        return LeadNames.of(self.leads)

    def _values_of(self, detail: str, types: tuple[str, ...]) -> tuple[ValueCount, ...]:
        found: tuple[ValueCount, ...] = self._values(detail, types)
        return found

    def hits(self, preview: Preview, field: str, pattern: str) -> PatternHits | None:
        """What a pattern matches in a field, also in one made of others; None where it is no
        pattern or no text."""
        column = preview.scored.masks.column(field, preview.scored.sight)
        return self._hits_in(column, (field, pattern, preview.model.derived))

    def _detail_hits(self, detail: str, pattern: str) -> PatternHits | None:
        activities = self.leads.activities
        column = None if activities is None else activities.column(detail)
        return self._hits_in(column, (detail, pattern))

    def _hits_in(self, column: Column | None, asked: tuple[Hashable, ...]) -> PatternHits | None:
        """The last answer is kept: it is asked again with every figure that comes in."""
        if self._hits is None or self._hits[0] != asked:
            search = searcher(str(asked[1]))
            found = None if search is None else pattern_hits(column, search)
            self._hits = asked, found
        return self._hits[1]

    def ahead(self, preview: Preview, group: str, lead: int) -> LeadAhead | None:
        """A lead's points of a group in the days ahead: of the chosen lead where it has any, else
        of a typical one. None while points are dragged."""
        if not preview.settled or preview.leads is not self.leads:
            return None
        row = lead if 0 <= lead < len(self.leads) else None
        chosen = row is not None
        row = row if row is not None else typical_lead(preview.scored, group)
        if row is None:
            return LeadAhead()
        asked = preview.model, group, row, preview.as_of, chosen
        if self._ahead is None or self._ahead[0] != asked:
            ahead = points_ahead(preview.model, group, self.leads, row, preview.as_of)
            name = self._names.of_row(row)[0]
            self._ahead = asked, LeadAhead(name, ahead, typical=not chosen)
        return self._ahead[1]


def values_seen(preview: Preview, field: str) -> Sequence[ValueCount]:
    """The values that a field has on the leads, derived ones too."""
    scored = preview.scored
    if place_of(scored.sight.derived, field) is None:
        return commonest_values(preview.leads, field, MOST_OFFERS)
    column = scored.masks.column(field, scored.sight)
    return () if column is None else commonest_in(column, preview.leads.outcome, MOST_OFFERS)
