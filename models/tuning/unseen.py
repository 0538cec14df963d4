"""Lines that no lead who teaches meets: of these nothing can be learnt, so they keep their points.

A rule for what is new, such as last month's campaign, must not go because no outcome is known yet.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.tuning.ground import ground_of
from models.tuning.lawful import contradictions
from models.tuning.learning import known_reins
from models.tuning.lines import Ground
from models.tuning.reins import Hold, Rein
from models.tuning.task import Rows, Task


def unseen(ground: Ground) -> tuple[str, ...]:
    """The keys of the lines with points that give no lead any."""
    return tuple(
        line.key
        for line, planes in zip(ground.lines, ground.bits, strict=True)
        if line.now and not any(plane.any() for plane in planes)
    )


def keeping_unseen(task: Task, codes: NDArray[np.uint8], rows: Rows) -> Task:
    """The task in which lines that none of these leads meets are locked.

    What a person says of a line goes before it, and so does all else that is asked: where the rest
    cannot be kept beside them, or no line that can be learnt has room, all stay free.
    """
    ground = ground_of(task.scored, codes, (), rows).ground
    own = dict(task.reins.lines)
    found = [key for key in unseen(ground) if own.get(key, Rein()).hold is Hold.FREE]
    room = min((task.reins.most_lines or len(ground.lines), *(task.sizes or ())))
    if not found or len(found) >= room:
        return task
    locked = {key: replace(own.get(key, Rein()), hold=Hold.LOCK) for key in found}
    reins = replace(task.reins, lines=tuple((own | locked).items()))
    return (
        task if contradictions(ground, known_reins(reins, ground)) else replace(task, reins=reins)
    )
