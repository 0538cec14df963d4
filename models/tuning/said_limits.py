"""What is wished of single lines and of lines together, in words, each with the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.leads.wording import listed
from models.signs import signed
from models.tuning.reins import Rein, Sign
from models.tuning.wishes import Wishes

GONE = "a line that is gone"
SIGNS = {Sign.ANY: "", Sign.UP: "may only add", Sign.DOWN: "may only take away"}
ONE_OF = "At most one gives points"
RISING = "Points never fall in this order"


@dataclass(frozen=True)
class SaidLimit:
    """`what` holds of `whom`; `without`: the wishes if it held no more."""

    what: str
    whom: str
    without: Wishes


def rein_words(rein: Rein) -> str:
    """The sign and the bounds of a line: "may only add, +5 to +20"; "" where it has none."""
    ends = ""
    if rein.least is not None and rein.most is not None:
        ends = f"{signed(rein.least)} to {signed(rein.most)}"
    elif rein.least is not None:
        ends = f"from {signed(rein.least)}"
    elif rein.most is not None:
        ends = f"up to {signed(rein.most)}"
    return ", ".join(filter(None, (SIGNS[rein.sign], ends)))


def limits_of(wishes: Wishes, names: Mapping[str, str]) -> tuple[SaidLimit, ...]:
    """All such limits. `names`: of the lines, by key."""
    return (*_of_lines(wishes, names), *_of_sets(wishes, names))


def sets_words(wishes: Wishes, names: Mapping[str, str]) -> tuple[str, ...]:
    """The limits of lines together, a sentence each."""
    return tuple(f"{limit.what}: {limit.whom}." for limit in _of_sets(wishes, names))


def _of_lines(wishes: Wishes, names: Mapping[str, str]) -> Iterator[SaidLimit]:
    for key, rein in wishes.reins:
        words = rein_words(rein)
        if words:
            yield SaidLimit(
                f"{words[0].upper()}{words[1:]}",
                names.get(key, GONE),
                wishes.with_rein(key, Rein(rein.hold)),
            )


def _of_sets(wishes: Wishes, names: Mapping[str, str]) -> Iterator[SaidLimit]:
    for place, keys in enumerate(wishes.one_of):
        yield SaidLimit(
            ONE_OF, _named(keys, names), replace(wishes, one_of=_less(wishes.one_of, place))
        )
    for place, keys in enumerate(wishes.rising):
        yield SaidLimit(
            RISING, _named(keys, names), replace(wishes, rising=_less(wishes.rising, place))
        )


def _named(keys: Sequence[str], names: Mapping[str, str]) -> str:
    return listed([names.get(key, GONE) for key in keys])


def _less(sets: tuple[tuple[str, ...], ...], place: int) -> tuple[tuple[str, ...], ...]:
    return (*sets[:place], *sets[place + 1 :])
