"""The reins as masks: which points each line may be given, beside those that others have."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.tuning.allowed import Cap, allowed_of, caps, chains
from models.tuning.lines import Ground
from models.tuning.reins import Hold, Rein, Reins

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Laws:
    """`values`: (values,) all points that some free line may have, ascending. `may`: (lines,
    values) which ones a line may have by itself. `moves`: (lines,) whether it is free to change.
    `sets`: (sets, lines) members of sets of which at most `limits` (sets,) give points; the first
    is all lines.
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
        return self.widened(min(size, int(self.limits[0])))

    def widened(self, size: int) -> Laws:
        """With so many lines in all, whatever was said of it."""
        return replace(self, limits=np.array([size, *self.limits[1:].tolist()]))

    @cached_property
    def signs(self) -> NDArray[np.float64]:
        """(lines,): 1 where a line may take no points away, -1 where it may add none, 0: either."""
        adds, takes = ((self.may & side).any(axis=1) for side in (self.values > 0, self.values < 0))
        return np.where(takes, np.where(adds, 0.0, -1.0), 1.0)

    def closed(self, points: Whole) -> bool:
        """Whether no line that has no points may ever have some: only points can change."""
        free = self.moves & (points == 0)
        return not self.may[free][:, self.values != 0].any()

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
        return bool(self.lawful_ones(points[None])[0])

    def lawful_ones(self, cards: Whole) -> Mask:
        """(cards,): which of the cards, (cards, lines), are."""
        place = np.clip(np.searchsorted(self.values, cards), 0, len(self.values) - 1)
        fits = (self.values[place] == cards) & self.may[np.arange(cards.shape[1]), place]
        found = np.where(self.moves, fits, cards == self.now).all(axis=1)
        found &= ((cards != 0) @ self.sets.T <= self.limits).all(axis=1)
        if self.most_changed is not None:
            found &= (cards != self.now).sum(axis=1) <= self.most_changed
        for sequence in self.rising:
            found &= (np.diff(cards[:, list(sequence)], axis=1) >= 0).all(axis=1)
        return np.asarray(found, dtype=np.bool_)

    def nearest(self, points: NDArray[np.float64]) -> Whole:
        """(..., lines): the points that each line may have next to these; of lines that do not move
        their own.
        """
        far = np.abs(points[..., None] - self.values)
        far[..., ~self.may] = np.inf
        found = self.values[np.argmin(far, axis=-1)]
        return np.where(self.moves, found, self.now)


def laws_of(ground: Ground, reins: Reins) -> Laws:
    """The reins over the lines of a ground."""
    single = dict(reins.lines)
    moves = [single.get(line.key, Rein()).hold is not Hold.LOCK for line in ground.lines]
    choices = [
        one.values if free else (0,)
        for one, free in zip(allowed_of(ground, reins), moves, strict=True)
    ]
    values = np.array(sorted({0}.union(*choices)), dtype=np.int64)
    may = np.array([np.isin(values, choice) for choice in choices], dtype=np.bool_)
    count = len(ground.lines)
    every = Cap("", tuple(range(count)), count)
    sets = (every, *caps(ground, reins))
    members = np.zeros((len(sets), count), dtype=np.int64)
    for row, cap in zip(members, sets, strict=True):
        row[list(cap.members)] = 1
    return Laws(
        np.array(ground.now, dtype=np.int64),
        values,
        may.reshape(count, len(values)),
        np.array(moves, dtype=np.bool_),
        members,
        np.array([cap.most for cap in sets], dtype=np.int64),
        chains(ground, reins),
        reins.most_changed,
    )
