"""What was found and what merging does, in sentences: by what, how many, filled and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.leads.duplicates.find import Duplicates
from models.leads.duplicates.merging import FieldMerge, field_merges
from models.leads.duplicates.rule import DuplicateRule, Keep, Match
from models.leads.fields import Role
from models.leads.table import Leads
from models.leads.wording import count_of, figure, listed, quoted
from models.problems import Problem, Severity

WHERE = "Duplicates"
FIELDS_NAMED = 5
"""Fields that a sentence names; the others are counted."""

_BY = {
    Match.ID: "the same id",
    Match.EMAIL: "the same e-mail",
    Match.NAME: "similar name and company",
}
_KEPT = {
    Keep.NEWEST: "the newest lead of each is kept",
    Keep.OLDEST: "the oldest lead of each is kept",
    Keep.FULLEST: "the fullest lead of each is kept",
    Keep.FIRST: "the first lead of each in the file is kept",
}


@dataclass(frozen=True)
class MergeReport:
    """What merging does: `groups` become one lead each, `merged` leads go into them.

    `outcome`: the field that says who converted; "" for none. `dated`: a field says when a lead
    was created.
    """

    groups: int
    merged: int
    keep: Keep
    fields: tuple[FieldMerge, ...] = ()
    outcome: str = ""
    dated: bool = True

    @property
    def filled(self) -> int:
        """Blank cells that were taken from another lead."""
        return sum(item.filled for item in self.fields)

    @property
    def lost(self) -> int:
        """Cells that said something else and are in no lead any more."""
        return sum(item.lost for item in self.fields)

    def sentence(self) -> str:
        """The whole in one sentence."""
        go = "goes" if self.merged == 1 else "go"
        return (
            f"{count_of(self.merged, 'lead')} {go} into {count_of(self.groups, 'other')}; "
            f"{_KEPT[self.keep]}."
        )

    def sentences(self) -> tuple[str, ...]:
        """The whole, what is filled, what is lost: for each field that has any."""
        return (self.sentence(), *(problem.what for problem in self.problems()))

    def problems(self) -> tuple[Problem, ...]:
        """What merging fills and loses, with numbers and examples."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if not self.dated and self.keep in (Keep.NEWEST, Keep.OLDEST):
            yield _note(
                "No field says when a lead was created: the later row counts as the newer one.",
                0,
            )
        of_outcome = next((item for item in self.fields if item.name == self.outcome), None)
        if of_outcome is not None and of_outcome.conflicts:
            yield Problem(
                f"In {count_of(of_outcome.conflicts, 'group')} the leads have different "
                f"outcomes ({self.outcome}): that of the lead that is kept counts.",
                WHERE,
                "Look at them, or keep other leads.",
                of_outcome.conflicts,
            )
        filled = [(item.name, item.filled) for item in self.fields if item.filled]
        if filled:
            are = "is" if self.filled == 1 else "are"
            yield _note(
                f"{count_of(self.filled, 'blank cell')} {are} filled from the others: "
                f"{_by_field(filled)}.",
                self.filled,
            )
        unfilled = [(item.name, item.unfilled) for item in self.fields if item.unfilled]
        if unfilled:
            many = sum(number for _, number in unfilled)
            stay = "stays" if many == 1 else "stay"
            yield _note(
                f"{count_of(many, 'blank cell')} {stay} blank although another lead knows: "
                f"{_by_field(unfilled)}.",
                many,
            )
        lost = [(item.name, item.lost) for item in self.fields if item.lost]
        if lost:
            # Ids differ in every group: another field tells more.
            first = max(
                (item for item in self.fields if item.lost),
                key=lambda item: (item.lost < self.merged, item.lost),
            )
            kept, other = (quoted(text) for text in first.example)
            says = "says" if self.lost == 1 else "say"
            yield Problem(
                f"{count_of(self.lost, 'cell')} {says} something else than what is kept: "
                f"{_by_field(lost)}. {first.name}, for example: {kept} is kept, {other} is not.",
                WHERE,
                "They stay in the imported table and are back when the merge is undone.",
                self.lost,
            )


@dataclass(frozen=True)
class DuplicateReport:
    """What was found among `leads`: `by` counts groups by the surest that joined them."""

    leads: int
    groups: int
    repeats: int
    by: tuple[tuple[str, int], ...] = ()
    large: int = 0
    large_leads: int = 0
    chains: int = 0
    apart: int = 0
    no_addresses: int = 0
    no_address_examples: tuple[str, ...] = ()
    shared: int = 0
    shared_examples: tuple[str, ...] = ()
    single_words: int = 0
    last_names: bool = False
    common_hosts: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The whole in one sentence."""
        if not self.groups:
            return f"None of {count_of(self.leads, 'lead')} is there twice."
        by = ", ".join(f"{figure(number)} by {words}" for words, number in self.by)
        go = "repeats" if self.repeats == 1 else "repeat"
        return (
            f"{count_of(self.repeats, 'lead')} of {figure(self.leads)} {go} another, in "
            f"{count_of(self.groups, 'group')}: {by}."
        )

    def problems(self) -> tuple[Problem, ...]:
        """What was not taken for duplicates, and why."""
        return tuple(self._problems())

    def _problems(self) -> Iterator[Problem]:
        if self.large:
            has = "has" if self.large == 1 else "have"
            yield Problem(
                f"{count_of(self.large, 'group')} {has} too many leads to be one person: "
                f"{count_of(self.large_leads, 'lead')}.",
                WHERE,
                "They share a value that means nothing; it is shown and never merged.",
                self.large_leads,
            )
        if self.chains:
            is_ = "is" if self.chains == 1 else "are"
            yield _note(
                f"{count_of(self.chains, 'pair')} {is_} alike but not joined: a third lead is "
                "like only one of the two.",
                self.chains,
            )
        if self.apart:
            yield _note(
                f"{count_of(self.apart, 'lead')} {_is(self.apart)} kept apart as you said.",
                self.apart,
            )
        if self.no_addresses:
            yield _note(
                f"{count_of(self.no_addresses, 'cell')} of the e-mail {_is(self.no_addresses)} no "
                f"address, such as {listed(self.no_address_examples[:2])}; "
                f"{'it makes' if self.no_addresses == 1 else 'they make'} nobody the same.",
                self.no_addresses,
            )
        if self.shared:
            has = "has" if self.shared == 1 else "have"
            yield _note(
                f"{count_of(self.shared, 'lead')} {has} a mailbox of several people, such as "
                f"{listed(self.shared_examples[:2])}: the same only where the names are too.",
                self.shared,
            )
        if self.single_words:
            yield _note(
                f"{count_of(self.single_words, 'name')} of one word {_is(self.single_words)} not "
                "compared.",
                self.single_words,
            )
        if self.last_names:
            yield _note(
                "Names are of one word, so leads with different e-mails are different people.", 0
            )
        if self.common_hosts:
            hosts = len(self.common_hosts)
            yield _note(
                f"{count_of(hosts, 'e-mail domain')} {_is(hosts)} of many companies, such as "
                f"{listed(self.common_hosts[:2])}: no sign of the same company.",
                hosts,
            )


def report_of(duplicates: Duplicates) -> DuplicateReport:
    """What was found, counted."""
    by = Counter(group.by[0] for group in duplicates.groups)  # the surest comes first
    named = Match.NAME in duplicates.by
    mailed = Match.EMAIL in duplicates.by
    keys = duplicates.keys
    return DuplicateReport(
        duplicates.rows,
        len(duplicates.groups),
        duplicates.repeats,
        tuple((_BY[match], by[match]) for match in Match if by[match]),
        len(duplicates.large),
        len({row for group in duplicates.large for row in group.rows}),
        len(duplicates.chains),
        duplicates.apart,
        keys.no_addresses if mailed else 0,
        keys.no_address_examples if mailed else (),
        keys.shared if mailed else 0,
        keys.shared_examples if mailed else (),
        keys.single_words if named else 0,
        keys.last_names and named,
        keys.common_hosts if named else (),
    )


def merge_report(leads: Leads, groups: Sequence[Sequence[int]], rule: DuplicateRule) -> MergeReport:
    """What merging these groups by the rule does."""
    outcome = leads.recipe.with_role(Role.OUTCOME)
    told = outcome is not None and leads.outcome_name == outcome.name  # else deals tell it
    column = leads.raw_column(outcome) if outcome is not None and told else None
    return MergeReport(
        len(groups),
        sum(len(group) - 1 for group in groups),
        rule.keep,
        field_merges(leads.raw, groups, rule.fill, leads.recipe),
        "" if column is None else column.name,
        leads.recipe.with_role(Role.CREATED) is not None,
    )


def _by_field(numbers: list[tuple[str, int]]) -> str:
    numbers = sorted(numbers, key=lambda item: -item[1])
    parts = [f"{name} {figure(number)}" for name, number in numbers[:FIELDS_NAMED]]
    more = numbers[FIELDS_NAMED:]
    if more:
        cells = figure(sum(number for _, number in more))
        parts.append(f"{cells} in {count_of(len(more), 'more field')}")
    return ", ".join(parts)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _note(what: str, count: int) -> Problem:
    return Problem(what, WHERE, "", count, severity=Severity.NOTE)
