"""What became of the rows of an activity table when they were matched to leads, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.leads.columns import Misfits
from models.leads.fields import Input
from models.leads.misfits import misfit_problems
from models.leads.wording import count_of, listed
from models.problems import Problem, Severity

ID_MISSING = "No field says which lead an activity belongs to."
TIME_MISSING = "No field says when an activity happened."
LEAD_ID_MISSING = "No field of the leads is the lead's id, so no activity finds its lead."


@dataclass(frozen=True)
class MatchReport:
    """Rows of the file: `matched` + `blank_ids` + `unknown_leads` + `no_time` = `rows_in`.

    A row is counted at the first that holds, in this order: no lead id, no such lead, no time.
    All other figures are of matched rows. `events` counts what is left for rules: a row whose id
    several leads share counts for each of them, rows that preparation left out do not.

    `unknown_ids` counts the different ids that no lead has, the examples are the commonest;
    `unreadable_times` of the rows without a time had a cell that is no date. `duplicates` are
    rows that repeat an earlier one (left out only if `identical_once`), `machine_clicks` the
    suspected ones (left out only if `without_machine_clicks`), counted among what is left then.
    `missing` names what the recipe or the leads lack.
    """

    source: str = ""
    rows_in: int = 0
    matched: int = 0
    events: int = 0
    leads: int = 0
    leads_with_activities: int = 0
    blank_ids: int = 0
    unknown_leads: int = 0
    unknown_ids: int = 0
    unknown_examples: tuple[str, ...] = ()
    no_time: int = 0
    unreadable_times: int = 0
    time_examples: tuple[str, ...] = ()
    blank_types: int = 0
    future: int = 0
    shared_rows: int = 0
    shared_ids: int = 0
    shared_examples: tuple[str, ...] = ()
    duplicates: int = 0
    identical_once: bool = False
    machine_clicks: int = 0
    without_machine_clicks: bool = False
    seconds_known: bool = True
    missing: tuple[str, ...] = ()
    misfits: tuple[tuple[Input, Misfits], ...] = ()

    def sentence(self) -> str:
        """The whole in one sentence."""
        return (
            f"{self.matched:,} of {count_of(self.rows_in, 'activity', 'activities')} "
            f"{'belongs' if self.matched == 1 else 'belong'} to "
            f"{self.leads_with_activities:,} of {count_of(self.leads, 'lead')}."
        )

    def problems(self) -> tuple[Problem, ...]:
        """What was left out or needs a look, each with its number, examples and remedy."""
        return (*self.findings(), *self._of_switches())

    def findings(self) -> tuple[Problem, ...]:
        """The same without what the two switches of the recipe decide."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Problem]:
        for what in self.missing:
            yield Problem(
                what, self.source, "Choose the field.", self.rows_in, severity=Severity.ERROR
            )
        if self.missing:
            return
        yield from self._left_out()
        yield from self._kept()
        for item, misfits in self.misfits:
            yield from misfit_problems(item, misfits)

    def _left_out(self) -> Iterator[Problem]:
        if self.unknown_leads:
            yield self._say(
                f"{_rows(self.unknown_leads)} {_of(self.unknown_leads, 'names', 'name')} "
                f"{count_of(self.unknown_ids, 'lead')} that "
                f"{_of(self.unknown_ids, 'is', 'are')} not in the table, such as "
                f"{listed(self.unknown_examples[:2])}; left out.",
                "If all should be known, look whether the lead's id is the right field in both "
                "tables. Ids are compared exactly, capitals included.",
                self.unknown_leads,
                self.unknown_examples,
            )
        if self.no_time:
            unreadable = ""
            if self.unreadable_times:
                unreadable = (
                    f" ({self.unreadable_times:,} {_of(self.unreadable_times, 'is', 'are')} no "
                    f"date, such as {listed(self.time_examples[:2])})"
                )
            yield self._say(
                f"{_rows(self.no_time)} {_of(self.no_time, 'has', 'have')} no time{unreadable}; "
                "left out.",
                "Correct them in the file, or choose how the dates are written.",
                self.no_time,
                self.time_examples,
            )
        if self.blank_ids:
            yield self._say(
                f"{_rows(self.blank_ids)} {_of(self.blank_ids, 'has', 'have')} no lead id; "
                "left out.",
                "They may be of visitors that nobody knows yet.",
                self.blank_ids,
            )

    def _kept(self) -> Iterator[Problem]:
        if self.future:
            yield self._say(
                f"{_rows(self.future)} {_of(self.future, 'lies', 'lie')} in the future; kept, but "
                "no score sees them before their day.",
                "Look whether day and month are read in the right order.",
                self.future,
            )
        if self.shared_rows:
            yield self._say(
                f"{_rows(self.shared_rows)} {_of(self.shared_rows, 'belongs', 'belong')} to an id "
                f"that several leads share, such as {listed(self.shared_examples[:2])}; "
                "each of these leads has them.",
                "Remove the doubles among the leads, or choose another id.",
                self.shared_rows,
                self.shared_examples,
            )
        if self.blank_types:
            yield self._say(
                f"{_rows(self.blank_types)} {_of(self.blank_types, 'has', 'have')} no type; kept, "
                "but only rules on any type count them.",
                "",
                self.blank_types,
                note=True,
            )

    def _of_switches(self) -> Iterator[Problem]:
        if self.duplicates:
            done = "left out" if self.identical_once else "counted again"
            yield self._say(
                f"{_rows(self.duplicates)} {_of(self.duplicates, 'repeats', 'repeat')} another in "
                f"everything; {done}.",
                "" if self.identical_once else "Count identical rows once if the export doubles.",
                self.duplicates,
                note=True,
            )
        if self.machine_clicks:
            done = "left out" if self.without_machine_clicks else "counted"
            yield self._say(
                f"{count_of(self.machine_clicks, 'click')} may be a machine's: on three links in "
                f"one second, or within ten seconds of the sending; {done}.",
                "" if self.without_machine_clicks else "Leave them out to see what changes.",
                self.machine_clicks,
                note=True,
            )

    def _say(
        self,
        what: str,
        remedy: str,
        count: int,
        examples: tuple[str, ...] = (),
        *,
        note: bool = False,
    ) -> Problem:
        severity = Severity.NOTE if note else Severity.WARNING
        return Problem(what, self.source, remedy, count, examples, severity)


def _rows(number: int) -> str:
    return count_of(number, "activity", "activities")


def _of(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
