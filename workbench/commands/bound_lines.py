"""What `leadbench tune` is told of lines together: one of them at most, points that do not fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.leads.wording import quoted
from models.problems import LeadbenchError
from models.scoring.model import ScoringModel
from models.tuning.fading import why_fixed
from models.tuning.lines import Line
from models.tuning.reins import Reins
from workbench.commands.called_lines import one_called, some_called

ONE_OF, RISING = "--one-of", "--rising"

Names = tuple[str, ...]
Keys = tuple[str, ...]


def names_in(text: str) -> Names:
    """The names that an option gives, with semicolons between."""
    return tuple(name.strip() for name in text.split(";") if name.strip())


def bound(
    reins: Reins,
    model: ScoringModel,
    tuned: Mapping[str, Line],
    one_of: Sequence[Names],
    rising: Sequence[Names],
) -> Reins:
    """The reins with lines bound together, by their names. An order that is said stands in place of
    that of the same lines in the project or along a ladder.

    `tuned`: the lines that are tuned, by key. LeadbenchError where the names make no such set.
    """
    sets = tuple(
        _bound([one_called(model, name, ONE_OF) for name in names], ONE_OF, model, tuned)
        for names in one_of
    )
    orders = tuple(_bound(_along(model, names), RISING, model, tuned) for names in rising)
    left = (_without(chain, orders) for chain in reins.rising)
    kept = tuple(chain for chain in left if len(chain) > 1)
    return replace(reins, one_of=(*reins.one_of, *sets), rising=(*kept, *orders))


def refuse_fixed(model: ScoringModel, line: Line, tuned: Mapping[str, Line], option: str) -> None:
    """LeadbenchError where the line is not tuned: it would not keep to what is said of it."""
    if line.key in tuned:
        return
    rule, group = model.rule(line.rule), model.group_of(line.rule)
    why = "" if rule is None or group is None else why_fixed(group, rule, comes=rule.muted)
    raise LeadbenchError(
        f"{quoted(line.name, 60)} keeps its points, whatever is tuned. {why}".strip(),
        option,
        "Leave it out.",
    )


def _along(model: ScoringModel, names: Names) -> Sequence[Line]:
    """Each name is a line; one alone may be a table, along its entries."""
    if len(names) == 1:
        lines = some_called(model, names[0], RISING)
        if len({line.together or line.key for line in lines}) == 1:
            return lines
    return [one_called(model, name, RISING) for name in names]


def _bound(
    lines: Sequence[Line], option: str, model: ScoringModel, tuned: Mapping[str, Line]
) -> Keys:
    keys = tuple(line.key for line in lines)
    for line in lines:
        refuse_fixed(model, line, tuned, option)
        if keys.count(line.key) > 1:
            raise LeadbenchError(
                f"{quoted(line.name, 60)} is named more than once.", option, "Name it once."
            )
    if len(keys) < 2:
        raise LeadbenchError(
            "One line alone is bound to nothing.",
            option,
            "Name two or more with a semicolon between.",
        )
    return keys


def _without(chain: Keys, orders: Sequence[Keys]) -> Keys:
    """What is left of an order when lines that are ordered anew have gone from it."""
    for said in orders:
        if len(set(chain) & set(said)) > 1:
            chain = tuple(key for key in chain if key not in said)
    return chain
