"""Small grounds and reins for the laws of tuning, drawn from dice."""

from __future__ import annotations

import random
from itertools import product

import numpy as np

from models.scoring.bits import packed
from models.tuning.lines import Ground, Line, Pot
from models.tuning.reins import Hold, Rein, Reins, Sign

FIELDS = ("Title", "Country", "Size")


def ground_of(lines: tuple[Line, ...], leads: int = 8) -> Ground:
    """A ground whose leads do not matter."""
    nobody = (packed(np.zeros(leads, dtype=bool)),)
    pots = tuple(Pot(id, id.upper()) for id in dict.fromkeys(line.group for line in lines))
    converted = np.arange(leads, dtype=np.uint8) % 2
    return Ground(lines, tuple(nobody for _ in lines), pots, converted)


def line(key: str, now: int = 0, group: str = "g1", fields: tuple[str, ...] = ()) -> Line:
    """A line called "Line KEY"."""
    return Line(key, f"Line {key}", group, fields=fields, now=now)


def drawn_lines(dice: random.Random, number: int, nows: tuple[int, ...] = (0,)) -> tuple[Line, ...]:
    """So many lines of two groups and three fields."""
    return tuple(
        line(
            f"c{place}",
            dice.choice(nows),
            dice.choice(("g1", "g2")),
            tuple(dice.sample(FIELDS, dice.choice((1, 1, 2)))),
        )
        for place in range(number)
    )


def drawn_reins(
    dice: random.Random, lines: tuple[Line, ...], step: int = 1, least: int = -2, most: int = 2
) -> Reins:
    """Reins for these lines; about half of the drawn ones contradict themselves where lines are
    few and reins many.
    """
    keys = [line.key for line in lines]

    def some(limit: int, chance: float) -> int | None:
        return dice.randint(0, limit) if dice.random() < chance else None

    def sets(chance: float) -> tuple[tuple[str, ...], ...]:
        number = dice.choice((1, 1, 2)) if len(keys) > 1 and dice.random() < chance else 0
        longest = min(4, len(keys))
        return tuple(tuple(dice.sample(keys, dice.randint(2, longest))) for _ in range(number))

    return Reins(
        step,
        least,
        most,
        tuple((key, _drawn_rein(dice, least, most)) for key in keys if dice.random() < 0.5),
        some(len(keys), 0.4),
        some(3, 0.3),
        some(3, 0.3),
        sets(0.3),
        sets(0.4),
        some(len(keys), 0.3),
    )


def _drawn_rein(dice: random.Random, least: int, most: int) -> Rein:
    low, high = sorted((dice.randint(least, most), dice.randint(least, most)))
    return Rein(
        dice.choice((Hold.FREE, Hold.FREE, Hold.KEEP, Hold.KEEP, Hold.LOCK, Hold.FORBID)),
        dice.choice((Sign.ANY, Sign.ANY, Sign.UP, Sign.DOWN)),
        low if dice.random() < 0.3 else None,
        high if dice.random() < 0.3 else None,
    )


def keeps(lines: tuple[Line, ...], reins: Reins, points: tuple[int, ...]) -> bool:
    """Whether the points keep the reins: written from their description alone."""
    given = dict(zip((line.key for line in lines), points, strict=True))
    own = dict(reins.lines)
    for line in lines:
        rein, value = own.get(line.key, Rein()), given[line.key]
        least = reins.least if rein.least is None else rein.least
        most = reins.most if rein.most is None else rein.most
        if rein.hold is Hold.LOCK:
            if value != line.now:
                return False
            continue
        if value == 0:
            if rein.hold is Hold.KEEP:
                return False
            continue
        if rein.hold is Hold.FORBID or not least <= value <= most or value % reins.step:
            return False
        if (rein.sign is Sign.UP and value < 0) or (rein.sign is Sign.DOWN and value > 0):
            return False

    def giving(these: list[Line]) -> int:
        return sum(given[line.key] != 0 for line in these)

    everything = list(lines)
    fields = {name: [x for x in lines if name in x.fields] for x in lines for name in x.fields}
    groups = {x.group: [y for y in lines if y.group == x.group] for x in lines}
    return (
        (reins.most_lines is None or giving(everything) <= reins.most_lines)
        and (reins.per_field is None or all(giving(f) <= reins.per_field for f in fields.values()))
        and (reins.per_group is None or all(giving(g) <= reins.per_group for g in groups.values()))
        and all(sum(given[key] != 0 for key in keys) <= 1 for keys in reins.one_of)
        and all(
            given[keys[i - 1]] <= given[keys[i]]
            for keys in reins.rising
            for i in range(1, len(keys))
        )
        and (
            reins.most_changed is None
            or sum(given[line.key] != line.now for line in lines) <= reins.most_changed
        )
    )


def every_card(lines: tuple[Line, ...], reins: Reins) -> list[tuple[int, ...]]:
    """All lawful cards, one after the other."""
    values = [sorted({*range(reins.least, reins.most + 1), line.now, 0}) for line in lines]
    return [card for card in product(*values) if keeps(lines, reins, card)]
