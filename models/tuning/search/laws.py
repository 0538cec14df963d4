"""The reins as masks: which points each line may be given, beside those that others have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.tuning.lines import Ground
from models.tuning.reins import Hold, Rein, Reins, Sign

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Laws:
    """`values`: (values,) all points that some free line may have, ascending. `may`: (lines, values)
    which ones a line may have by itself. `moves`: (lines,) whether it is free to change.
    `sets`: (sets, lines) members of sets of which at most `limits` (sets,) give points.
    `rising`: sequences of lines along which points do not fall. `most_changed`: None: no limit.
    """

    now: Whole
    values: Whole
    may: Mask
    moves: Mask
    sets: NDArray[np.int64]
    limits: Whole
    rising: tuple[tuple[int, ...], ...]
    most_changed: int | None

    def choices(self) -> tuple[tuple[int, ...], ...]:
        """The points that each line may have, ascending."""
        return tuple(
            tuple(self.values[row].tolist()) if moves else (int(now),)
            for row, moves, now in zip(self.may, self.moves, self.now, strict=True)
        )

    def of_size(self, size: int) -> Laws:
        """With at most so many lines in all."""
        limits = self.limits.copy()
        limits[0] = min(size, int(limits[0]))
        return replace(self, limits=limits)

    def beside(self, points: Whole) -> Mask:
        """(lines, values): what each line may be given if all others keep `points`, a lawful card.

        Where `points` break a set's limit or the budget, only what mends it is let through.
        """
        mask = self.may & self.moves[:, None]
        something = self.values != 0
        used = points != 0
        full = self.sets @ used >= self.limits
        shut = (self.sets[full].any(axis=0)) & ~used
        mask &= ~(shut[:, None] & something)
        if self.most_changed is not None:
            changed = points != self.now
            if int(changed.sum()) >= self.most_changed:
                kept = self.values == self.now[:, None]
                mask &= changed[:, None] | kept
        for sequence in self.rising:
            for before, line, after in zip(
                (None, *sequence[:-1]), sequence, (*sequence[1:], None), strict=True
            ):
                if before is not None:
                    mask[line] &= self.values >= points[before]
                if after is not None:
                    mask[line] &= self.values <= points[after]
        return mask

    def lawful(self, points: Whole) -> bool:
        """Whether the whole card is within the reins, but for how many MQLs it moves."""
        if bool((points[~self.moves] != self.now[~self.moves]).any()):
            return False
        place = np.clip(np.searchsorted(self.values, points), 0, len(self.values) - 1)
        fits = (self.values[place] == points) & self.may[np.arange(len(points)), place]
        if not bool(fits[self.moves].all()):
            return False
        if bool((self.sets @ (points != 0) > self.limits).any()):
            return False
        if self.most_changed is not None and (points != self.now).sum() > self.most_changed:
            return False
        return all(
            bool((np.diff(points[list(sequence)]) >= 0).all()) for sequence in self.rising
        )

    def nearest(self, points: NDArray[np.float64]) -> Whole:
        """The points that each line may have next to these; those of lines that do not move."""
        far = np.abs(points[:, None] - self.values)
        far[~self.may] = np.inf
        found = self.values[np.argmin(far, axis=1)]
        return np.where(self.moves, found, self.now)


def laws_of(ground: Ground, reins: Reins) -> Laws:
    """The reins over the lines of a ground."""
    lines = ground.lines
    single = dict(reins.lines)
    of_line = [single.get(line.key, Rein()) for line in lines]
    choices = [_choices(rein, reins) for rein in of_line]
    values = np.array(sorted({0}.union(*choices)), dtype=np.int64)
    may = np.zeros((len(lines), len(values)), dtype=np.bool_)
    for row, choice in zip(may, choices, strict=True):
        row[:] = np.isin(values, sorted(choice))
    place = {line.key: number for number, line in enumerate(lines)}
    members, limits = _sets(ground, reins, place)
    return Laws(
        np.array(ground.now, dtype=np.int64).reshape(-1),
        values,
        may,
        np.array([rein.hold is not Hold.LOCK for rein in of_line], dtype=np.bool_),
        members,
        limits,
        tuple(tuple(place[key] for key in keys if key in place) for keys in reins.rising),
        reins.most_changed,
    )


def _choices(rein: Rein, reins: Reins) -> set[int]:
    """The points that a free line may have."""
    if rein.hold in (Hold.FORBID, Hold.LOCK):
        return {0}
    least = reins.least if rein.least is None else rein.least
    most = reins.most if rein.most is None else rein.most
    if rein.sign is Sign.UP:
        least = max(least, 0)
    if rein.sign is Sign.DOWN:
        most = min(most, 0)
    first = -(-least // reins.step) * reins.step
    found = set(range(first, most + 1, reins.step)) - {0}
    return found if rein.hold is Hold.KEEP else found | {0}


def _sets(ground: Ground, reins: Reins, place: dict[str, int]) -> tuple[Whole, Whole]:
    """The first set is all lines."""
    lines = ground.lines
    count = len(lines)
    sets: list[Sequence[int]] = [range(count)]
    limits = [count if reins.most_lines is None else reins.most_lines]
    if reins.per_field is not None:
        for field in sorted({field for line in lines for field in line.fields}):
            sets.append([at for at, line in enumerate(lines) if field in line.fields])
            limits.append(reins.per_field)
    if reins.per_group is not None:
        for group in sorted({line.group for line in lines}):
            sets.append([at for at, line in enumerate(lines) if line.group == group])
            limits.append(reins.per_group)
    for keys in reins.one_of:
        sets.append([place[key] for key in keys if key in place])
        limits.append(1)
    members = np.zeros((len(sets), count), dtype=np.int64)
    for row, inside in zip(members, sets, strict=True):
        row[list(inside)] = 1
    return members, np.array(limits, dtype=np.int64)
