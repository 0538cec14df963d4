"""What became of the rows of a table of deals when they were joined to leads, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.leads.columns import Misfits
from models.leads.dates import EPOCH
from models.leads.fields import Input
from models.leads.misfits import misfit_problems
from models.leads.wording import count_of, day_words, listed
from models.problems import Problem, Severity

ID_MISSING = "No field says which lead a deal belongs to."
LEAD_FIELD_MISSING = "The leads have no field to join deals by, so no deal finds its lead."
STAGE_MISSING = "The table of deals lacks the field that says their stage."
WON_MISSING = "Nothing says which stages mean that a deal is won, so deals tell no outcome."


@dataclass(frozen=True)
class DealReport:
    """Rows of the file: `matched` + `blank_ids` + `unknown_rows` = `rows_in`.

    Of matched rows `won` + `lost` + `open` = `matched`. `open_stages`: the commonest stages that
    are neither won nor lost, with their rows. `every_row_won`: no field says the stage. Closed
    deals are those won or lost: `no_day` have no close date, `early` closed before their lead was
    created (examples: its name, the days of closing and creation, since 1970-01-01).
    `unknown_ids`: different ones that no lead has; `other_capitals` of them are a lead's but for
    capitals. `shared_rows`: rows whose id or e-mail several leads have; each has the deal.
    `several`: leads with more than one deal. `currencies`: marks of amounts won, where there is
    more than one. `converted`, `not_converted`, `unknown`: leads. `missing`: what the recipe or
    the tables lack.
    """

    source: str = ""
    rows_in: int = 0
    joined_by: str = ""
    matched: int = 0
    blank_ids: int = 0
    unknown_rows: int = 0
    unknown_ids: int = 0
    unknown_examples: tuple[str, ...] = ()
    other_capitals: int = 0
    shared_rows: int = 0
    shared_ids: int = 0
    shared_examples: tuple[str, ...] = ()
    won: int = 0
    lost: int = 0
    open: int = 0
    open_stages: tuple[tuple[str, int], ...] = ()
    every_row_won: bool = False
    no_day: int = 0
    early: int = 0
    early_examples: tuple[tuple[str, int, int], ...] = ()
    repeats: int = 0
    leads: int = 0
    leads_with_deals: int = 0
    several: int = 0
    several_examples: tuple[str, ...] = ()
    converted: int = 0
    not_converted: int = 0
    unknown: int = 0
    says_outcome: bool = True
    without_is_no: bool = True
    currencies: tuple[tuple[str, int], ...] = ()
    missing: tuple[str, ...] = ()
    misfits: tuple[tuple[Input, Misfits], ...] = ()

    @property
    def without(self) -> int:
        """Leads that have no deal."""
        return self.leads - self.leads_with_deals

    def sentence(self) -> str:
        """The whole in one sentence."""
        return (
            f"{self.matched:,} of {count_of(self.rows_in, 'deal')} "
            f"{_of(self.matched, 'belongs', 'belong')} to "
            f"{self.leads_with_deals:,} of {count_of(self.leads, 'lead')}."
        )

    def outcome_sentence(self) -> str:
        """What the deals make of the leads."""
        known = f"{self.converted:,} converted, {self.not_converted:,} did not"
        open_ones = f", {self.unknown:,} {_of(self.unknown, 'is', 'are')} unknown"
        return f"{known}{open_ones if self.unknown else ''}."

    def problems(self) -> tuple[Problem, ...]:
        """What was left out or needs a look, each with its number, examples and remedy."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for what in self.missing:
            remedy = "Say what each stage means." if what == WON_MISSING else "Choose the field."
            yield Problem(what, self.source, remedy, self.rows_in, severity=Severity.ERROR)
        if self.missing and self.missing != (WON_MISSING,):
            return
        yield from self._left_out()
        yield from self._doubtful()
        for item, misfits in self.misfits:
            yield from misfit_problems(item, misfits)
        yield from self._decided()

    def _left_out(self) -> Iterator[Problem]:
        if self.unknown_rows:
            capitals = ""
            if self.other_capitals:
                capitals = (
                    f" {self.other_capitals:,} of them {_of(self.other_capitals, 'is', 'are')} "
                    "a lead's but for capitals."
                )
            yield self._say(
                f"{_rows(self.unknown_rows)} {_of(self.unknown_rows, 'names', 'name')} "
                f"{count_of(self.unknown_ids, 'lead')} that "
                f"{_of(self.unknown_ids, 'is', 'are')} not in the table, such as "
                f"{listed(self.unknown_examples[:2])}; left out.{capitals}",
                "If all should be known, look whether the right fields are joined. Ids are "
                "compared exactly, e-mails without capitals.",
                self.unknown_rows,
                self.unknown_examples,
                severity=Severity.WARNING if self.matched else Severity.ERROR,
            )
        if self.blank_ids:
            yield self._say(
                f"{_rows(self.blank_ids)} {_of(self.blank_ids, 'names', 'name')} no lead; "
                "left out.",
                "They may be of customers who never were leads.",
                self.blank_ids,
            )

    def _doubtful(self) -> Iterator[Problem]:
        if self.shared_rows:
            yield self._say(
                f"{_rows(self.shared_rows)} {_of(self.shared_rows, 'belongs', 'belong')} to "
                f"several leads that share {self._what()}, such as "
                f"{listed(self.shared_examples[:2])}; each of these leads has the deal.",
                "Merge the doubles among the leads, or join by another field.",
                self.shared_rows,
                self.shared_examples,
            )
        if self.early:
            name, closed, created = self.early_examples[0]
            yield self._say(
                f"{_rows(self.early)} closed before the lead was created, such as "
                f"{listed((name,))} on {_day(closed)}, created on {_day(created)}; kept.",
                "Look whether day and month are read in the right order, and whether these are "
                "leads of customers.",
                self.early,
                tuple(example[0] for example in self.early_examples),
            )
        if self.no_day:
            yield self._say(
                f"{_rows(self.no_day)} {_of(self.no_day, 'is', 'are')} won or lost without a "
                "close date; kept, but the day of the outcome is unknown.",
                "Choose the field of the close date, or correct its cells.",
                self.no_day,
            )
        if self.currencies:
            marks = ", ".join(f"{mark} ({number:,})" for mark, number in self.currencies)
            yield self._say(
                f"Amounts are in more than one currency: {marks}; they are summed as they stand.",
                "Export them in one currency, or trust no sum.",
                sum(number for _, number in self.currencies),
            )
        if self.repeats:
            yield self._say(
                f"{_rows(self.repeats)} {_of(self.repeats, 'repeats', 'repeat')} an earlier row "
                "in everything; counted again.",
                "Remove them from the file if the export doubles.",
                self.repeats,
            )

    def _decided(self) -> Iterator[Problem]:
        """What was decided for leads: nothing is wrong, but it has to be known."""
        if self.every_row_won and self.matched:
            yield self._note(
                "No field says the stage, so every row is a deal won.",
                "Choose the field of the stage if there are deals lost or open.",
                self.matched,
            )
        if self.open:
            stages = ", ".join(f"{stage or 'blank'} ({n:,})" for stage, n in self.open_stages[:4])
            more = ", and others" if sum(n for _, n in self.open_stages[:4]) < self.open else ""
            yield self._note(
                f"{_rows(self.open)} {_of(self.open, 'is', 'are')} neither won nor lost: "
                f"{stages}{more}. A lead whose deal is open is unknown unless another is won.",
                "Say which stages mean won or lost.",
                self.open,
            )
        if self.several:
            yield self._note(
                f"{count_of(self.several, 'lead')} {_of(self.several, 'has', 'have')} several "
                f"deals, such as {listed(self.several_examples[:2])}: converted if one is won, on "
                "the day of the first one won, with the sum of the amounts won.",
                "",
                self.several,
                self.several_examples,
            )
        if self.without:
            done = "counted as not converted" if self.without_is_no else "unknown"
            yield self._note(
                f"{count_of(self.without, 'lead')} {_of(self.without, 'has', 'have')} no deal; "
                f"{done}.",
                "",
                self.without,
            )

    def _what(self) -> str:
        return f"the same {self.joined_by}" if self.joined_by else "an id"

    def _note(self, what: str, remedy: str, count: int, examples: tuple[str, ...] = ()) -> Problem:
        return self._say(what, remedy, count, examples, severity=Severity.NOTE)

    def _say(
        self,
        what: str,
        remedy: str,
        count: int,
        examples: tuple[str, ...] = (),
        *,
        severity: Severity = Severity.WARNING,
    ) -> Problem:
        return Problem(what, self.source, remedy, count, examples, severity)


def _day(number: int) -> str:
    return day_words(date.fromordinal(number + EPOCH))


def _rows(number: int) -> str:
    return count_of(number, "deal")


def _of(number: int, one: str, many: str) -> str:
    return one if number == 1 else many
