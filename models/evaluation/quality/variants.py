"""Values of one field that are written in several ways and seem to mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.evaluation.quality.countries import country_named, country_of
from models.evaluation.quality.folding import fold, letters_in, numbers_in, words_of
from models.evaluation.quality.typos import slips
from models.evaluation.quality.values import Values
from models.leads.tally import Tally
from models.leads.text import key

COUNTRIES = 0.6
"""Share of leads whose value names a country from which a field is taken for countries."""
MOST_COUNTRIES = 3_000
"""With more different values a field holds something else, whatever some of them are."""
NAMES = 0.5
"""Distinct values for each filled lead above which a field names things, and has no slips."""
_SMALL = ("of", "the", "and", "de", "der", "for", "du")


class Alike(StrEnum):
    """Why two values seem to be one."""

    CASE = "capitals only"
    WRITING = "spaces, accents or signs"
    COUNTRY = "names of one country"
    INITIALS = "initials"
    SLIP = "a slip of the pen"


@dataclass(frozen=True)
class Spelled:
    """One way of writing, with its leads."""

    text: str
    tally: Tally
    why: Alike


@dataclass(frozen=True)
class Variants:
    """Ways of writing that seem to mean `meant`, which is one of them or the name of a country.

    `kept`: the leads that are written as meant already. `others`: the rest, commonest first.
    `leads`: those that would be read otherwise; of several values a lead may have two of `others`.
    """

    meant: str
    kept: Tally
    others: tuple[Spelled, ...]
    leads: int

    @property
    def only_case(self) -> bool:
        """Whether they differ in capitals only, which rules ignore."""
        return all(item.why is Alike.CASE for item in self.others)

    def spellings(self) -> tuple[tuple[str, str], ...]:
        """What the field's recipe has to say for them to be read as one; each key once."""
        pairs = {key(item.text): (item.text, self.meant) for item in self.others}
        return tuple(pairs.values())


def variants_of(
    values: Values,
    prefer: Iterable[str] = (),
    cancelled: Callable[[], bool] = lambda: False,
    *,
    named: bool = False,
) -> tuple[Variants, ...]:
    """Proposals for a field, those of the most leads first.

    `prefer`: values that rules name: of several ways they are the one that is meant. `named`: the
    field's name says that it holds countries.
    """
    leads = values.leads.tolist()
    places = [place for place, number in enumerate(leads) if number]
    texts = values.texts
    groups = _Groups(len(texts))
    why: dict[int, Alike] = {}
    countries = {}
    if named or _of_countries(values, places):
        countries = {place: country_of(texts[place]) for place in places}
    by_fold: dict[tuple[str, tuple[str, ...]], int] = {}
    by_country: dict[str, int] = {}
    for place in places:
        text = texts[place]
        if country := countries.get(place):
            why[place] = Alike.COUNTRY
            groups.join(by_country.setdefault(country, place), place)
        elif letters_in(text) > 1 and "@" not in text and "://" not in text:
            groups.join(by_fold.setdefault((fold(text), numbers_in(text)), place), place)
    if len(places) <= NAMES * sum(leads):
        for place, other in _initials(texts, leads, places):
            if not countries.get(place):
                groups.join(other, place)
                why[place] = Alike.INITIALS
        for place, other in slips(texts, leads, cancelled):
            if not countries.get(place):
                groups.join(other, place)
                why[place] = Alike.SLIP
    wanted = {key(name): name for name in prefer}
    found = []
    for members in groups.of_several(places):
        meant = _meant(members, texts, leads, countries, wanted)
        found.append(_variants(meant, members, values, why))
    found = [item for item in found if item.others]
    return tuple(sorted(found, key=lambda item: (item.only_case, -item.leads)))


def _variants(meant: str, members: list[int], values: Values, why: dict[int, Alike]) -> Variants:
    kept = next((place for place in members if values.texts[place] == meant), None)
    others = [place for place in members if values.texts[place] != meant]
    others.sort(key=lambda place: -int(values.leads[place]))
    return Variants(
        meant,
        Tally() if kept is None else values.tally(kept),
        tuple(
            Spelled(text, values.tally(place), _why(place, text, meant, why))
            for place in others
            for text in (values.texts[place],)
        ),
        values.leads_of(others),
    )


def _why(place: int, text: str, meant: str, why: dict[int, Alike]) -> Alike:
    if key(text) == key(meant):
        return Alike.CASE
    if fold(text) == fold(meant):
        return Alike.WRITING
    return why.get(place, Alike.WRITING)


def _meant(
    members: list[int],
    texts: list[str],
    leads: list[int],
    countries: dict[int, str | None],
    wanted: dict[str, str],
) -> str:
    """What rules name, else the full name of the country, else the commonest way of writing."""
    ordered = sorted(members, key=lambda place: (-leads[place], texts[place]))
    for place in ordered:
        if key(texts[place]) in wanted:
            return texts[place]
    country = countries.get(ordered[0])
    if country is not None:
        same = (texts[place] for place in ordered if key(texts[place]) == key(country))
        return next(same, country)
    return texts[ordered[0]]


def _of_countries(values: Values, places: list[int]) -> bool:
    """Whether most leads have a value that is the name of a country, and at least two are named."""
    if len(places) > MOST_COUNTRIES:
        return False
    leads = values.leads
    known = [place for place in places if country_named(values.texts[place]) is not None]
    total = int(leads[places].sum())
    return len(known) > 1 and int(leads[known].sum()) >= COUNTRIES * total


def _initials(texts: list[str], leads: list[int], places: list[int]) -> list[tuple[int, int]]:
    """Pairs of a short form in capitals and the one value of several words that it is short for."""
    full: dict[str, list[int]] = {}
    for place in places:
        words = [word for word in words_of(texts[place]) if word not in _SMALL]
        if len(words) > 1 and all(map(str.isalpha, words)):
            full.setdefault("".join(word[0] for word in words), []).append(place)
    found = []
    for place in places:
        short = texts[place].replace(".", "")
        if 2 <= len(short) <= 5 and short.isalpha() and short.isupper():
            meant = {fold(texts[other]): other for other in full.get(key(short), ())}
            if len(meant) == 1:
                found.append((place, next(iter(meant.values()))))
    return found


class _Groups:
    """Positions that belong together."""

    def __init__(self, size: int) -> None:
        self._head = list(range(size))

    def head(self, place: int) -> int:
        while self._head[place] != place:
            self._head[place] = self._head[self._head[place]]
            place = self._head[place]
        return place

    def join(self, one: int, other: int) -> None:
        self._head[self.head(other)] = self.head(one)

    def of_several(self, places: list[int]) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for place in places:
            found.setdefault(self.head(place), []).append(place)
        return [members for members in found.values() if len(members) > 1]
