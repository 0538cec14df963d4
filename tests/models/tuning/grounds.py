"""Small grounds and reins for the laws of tuning, drawn from dice."""

from __future__ import annotations

import random
from dataclasses import replace
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


def drawn_ground(dice: random.Random, number: int, leads: int, unit: int = 1) -> Ground:
    """Lines that matter: limits, fading and fixed points of groups, points given several times,
    tables of which a lead meets one line at most, weights of leads. `unit`: the size of points.
    """
    rng = np.random.default_rng(dice.getrandbits(32))
    lines, times = [], []
    together = [dice.choice(("", "", "", "t1", "t2")) for _ in range(number)]
    for place, table in enumerate(together):
        most = 1 if table or dice.random() < 0.7 else dice.choice((2, 3))
        group = {"t1": "g1", "t2": "g2"}.get(table) or dice.choice(("g1", "g2", "g3"))
        fields = tuple(dice.sample(FIELDS, dice.choice((1, 1, 2))))
        now = dice.choice((0, 0, 1, 2, -1)) * unit
        lines.append(replace(line(f"c{place}", now, group, fields), times=most, together=table))
        often = rng.binomial(most, dice.choice((0.1, 0.3, 0.5, 0.8)), leads)
        times.append(often)
    for table in ("t1", "t2"):
        parts = [place for place, name in enumerate(together) if name == table]
        which = rng.integers(0, len(parts) + 1, leads)
        for turn, place in enumerate(parts):
            times[place] = (which == turn).astype(np.int64)
    if dice.random() < 0.3 and number > 2:  # nearly the same line twice
        flip = rng.random(leads) < 0.05
        if not together[0] and not together[1]:
            lines[1] = replace(lines[1], times=lines[0].times)
            times[1] = np.where(flip, times[1].clip(max=lines[0].times), times[0])
    truth = [dice.choice((0, 1, 2, -1, -2)) for _ in lines]
    odds = np.array(truth) @ np.array(times) * dice.choice((0.4, 0.8))
    chance = 1 / (1 + np.exp(-(odds - np.median(odds) + dice.choice((0.0, -1.0)))))
    converted = (rng.random(leads) < chance).astype(np.uint8)
    converted[0], converted[1] = 0, 1
    return Ground(
        tuple(lines),
        tuple(
            tuple(packed(often > turn) for turn in range(line.times))
            for line, often in zip(lines, times, strict=True)
        ),
        tuple(_drawn_pot(dice, rng, name, leads, unit) for name in ("g1", "g2", "g3")),
        converted,
        dice.choice((0, 0, 3)),
        rng.choice([0.5, 1.0, 2.0], leads) if dice.random() < 0.25 else None,
        dice.choice((1, 2)) * unit,
    )


def _drawn_pot(
    dice: random.Random, rng: np.random.Generator, name: str, leads: int, unit: int
) -> Pot:
    least, most = dice.choice((None, None, -1, 0)), dice.choice((None, 1, 2, 3))
    fixed = rng.choice(np.array([0, 1, -2], dtype=np.int32), leads) * np.int32(unit)
    percents = rng.choice(np.array([100, 50, 0, 33], dtype=np.uint8), leads)
    return Pot(
        name,
        name.upper(),
        None if least is None else least * unit,
        None if most is None else most * unit,
        fixed if dice.random() < 0.3 else None,
        percents if dice.random() < 0.3 else None,
    )


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
    dice: random.Random,
    lines: tuple[Line, ...],
    step: int = 1,
    least: int = -2,
    most: int = 2,
    tight: float = 1.0,
) -> Reins:
    """Reins for these lines. `tight`: how many; at 1 many of the drawn ones contradict each other,
    where lines are few.
    """
    keys = [line.key for line in lines]

    def some(limit: int, chance: float) -> int | None:
        return dice.randint(0, limit) if dice.random() < chance * tight else None

    def sets(chance: float) -> tuple[tuple[str, ...], ...]:
        number = dice.choice((1, 1, 2)) if len(keys) > 1 and dice.random() < chance * tight else 0
        longest = min(4, len(keys))
        return tuple(tuple(dice.sample(keys, dice.randint(2, longest))) for _ in range(number))

    return Reins(
        step,
        least,
        most,
        tuple((key, _drawn_rein(dice, least, most)) for key in keys if dice.random() < 0.5 * tight),
        some(len(keys), 0.4),
        some(3, 0.3),
        some(3, 0.3),
        sets(0.3),
        sets(0.4),
        some(len(keys), 0.3),
        dice.choice((0.0, 0.2, 0.5)) if tight < 1 and dice.random() < 0.15 else None,
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
