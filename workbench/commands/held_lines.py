"""What `leadbench tune` is told of single lines: which are held, the points that they may give, and
what binds some of them together.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from models.leads.text import cleaned_key
from models.leads.wording import count_of, figure, quoted
from models.problems import LeadbenchError
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from models.tuning.allowed import allowed, bounds
from models.tuning.ground import named_lines
from models.tuning.lines import Line
from models.tuning.reins import Hold, Rein, Reins, Sign
from models.tuning.wished import reins_of
from models.tuning.wishes import FREE, Wishes
from workbench.commands.bound_lines import bound, names_in, refuse_fixed
from workbench.commands.called_lines import lines_called, lines_that_read, some_called, unknown
from workbench.commands.scoring import Judged

WHERE = "What may change"
_NUMBER = "([-+\u2212]?[0-9]{1,9})?"
_BETWEEN = re.compile(rf"(.+)=\s*{_NUMBER}\s*\.\.\s*{_NUMBER}\s*", re.DOTALL)
_TWICE = {
    "hold": "is to be held in two ways that differ",
    "sign": "may only add and may only take away",
    "least": "has two least points that differ",
    "most": "has two most points that differ",
}


@dataclass(frozen=True)
class Named:
    """What the options say of lines, by what these are called (`called_lines`).

    `forbid`: or fields that are not to be read. `adds`, `takes_away`: points of that sign only.
    `between`: the bounds of lines, as a rein. `one_of`, `rising`: as in `Reins`.
    """

    keep: Sequence[str] = ()
    lock: Sequence[str] = ()
    forbid: Sequence[str] = ()
    adds: Sequence[str] = ()
    takes_away: Sequence[str] = ()
    between: Sequence[tuple[str, Rein]] = ()
    one_of: Sequence[tuple[str, ...]] = ()
    rising: Sequence[tuple[str, ...]] = ()


def named_by(chosen: argparse.Namespace) -> Named:
    """What the options say. LeadbenchError where bounds cannot be read."""
    return Named(
        chosen.keep,
        chosen.lock,
        chosen.forbid,
        chosen.adds,
        chosen.takes_away,
        [_between(text) for text in chosen.between],
        [names_in(text) for text in chosen.one_of],
        [names_in(text) for text in chosen.rising],
    )


def _between(text: str) -> tuple[str, Rein]:
    """Bounds on one side of 0 say the sign, too, whatever that of today's points is."""
    found = _BETWEEN.fullmatch(text)
    if found is None or (found[2] is None and found[3] is None):
        raise LeadbenchError(
            f"{quoted(text)} does not say the points of a rule.",
            "--between",
            "Write RULE=FROM..TO, such as \u201cPhone is known=5..20\u201d; either end may go.",
        )
    least, most = (
        None if end is None else int(end.replace("\u2212", "-")) for end in (found[2], found[3])
    )
    sign = Sign.ANY
    if least is not None and least >= 0:
        sign = Sign.UP
    elif most is not None and most <= 0:
        sign = Sign.DOWN
    return found[1].strip(), Rein(sign=sign, least=least, most=most)


def held(judged: Judged, named: Named, own: Wishes) -> tuple[Reins, set[str]]:
    """The reins with the lines that are named, and the fields that no rule may read.

    `own`: what holds where nothing is said. LeadbenchError where what is said makes no sense.
    """
    model = judged.model
    tuned = {line.key: line for line in named_lines(judged.scored)}
    said: dict[str, Rein] = {}
    for line, rein in (*_holds(judged, named), *_limits(model, named, tuned)):
        said[line.key] = _joined(line, said.get(line.key, FREE), rein)
    for key, rein in said.items():
        if key in tuned:
            _refuse_other_points(tuned[key], rein)
        own = own.with_rein(key, _over(own.rein(key), rein))
    reins = bound(
        reins_of(own, model, tuple(tuned.values())), model, tuned, named.one_of, named.rising
    )
    return reins, {cleaned_key(name) for name in named.forbid if _is_field(judged, name)}


def refuse_pointless(scored: Scored, named: Named, reins: Reins) -> None:
    """LeadbenchError where what is said of a line leaves it no points, though it is not forbidden:
    that could be kept, by giving none, but nobody means it.
    """
    lines = {line.key: line for line in named_lines(scored)}
    for line, _ in _limits(scored.model, named, lines):
        rein = reins.rein(line.key)
        may = allowed(line, rein, reins)
        if rein.hold is Hold.FREE and not (may.up or may.down):
            least, most = bounds(rein, reins)
            side = {Sign.UP: ", above 0", Sign.DOWN: ", below 0"}.get(rein.sign, "")
            raise LeadbenchError(
                f"{quoted(line.name, 60)} is left no points that it could give: {figure(least)} to "
                f"{figure(most)} in steps of {figure(reins.step)}{side}.",
                WHERE,
                "Allow more, or say --forbid.",
            )


def _is_field(judged: Judged, name: str) -> bool:
    return not lines_called(judged.model, name) and judged.leads.input(name) is not None


def _holds(judged: Judged, named: Named) -> Iterator[tuple[Line, Rein]]:
    model = judged.model
    for hold, names in (
        (Hold.KEEP, named.keep),
        (Hold.LOCK, named.lock),
        (Hold.FORBID, named.forbid),
    ):
        for name in names:
            lines = lines_called(model, name)
            if hold is Hold.FORBID and _is_field(judged, name):
                lines = lines_that_read(model, name)
            elif not lines:
                what = "rule or field" if hold is Hold.FORBID else "rule"
                raise unknown(model, name, WHERE, what)
            yield from ((line, Rein(hold)) for line in lines)


def _limits(
    model: ScoringModel, named: Named, tuned: Mapping[str, Line]
) -> Iterator[tuple[Line, Rein]]:
    said = (
        *(("--adds", name, Rein(sign=Sign.UP)) for name in named.adds),
        *(("--takes-away", name, Rein(sign=Sign.DOWN)) for name in named.takes_away),
        *(("--between", name, rein) for name, rein in named.between),
    )
    for option, name, rein in said:
        for line in some_called(model, name, option):
            refuse_fixed(model, line, tuned, option)
            yield line, rein


def _joined(line: Line, one: Rein, two: Rein) -> Rein:
    """What both say of a line."""
    both = one
    for part in fields(Rein):
        first, second, nothing = (getattr(rein, part.name) for rein in (one, two, FREE))
        if nothing not in (first, second) and first != second:
            raise LeadbenchError(
                f"{quoted(line.name, 60)} {_TWICE[part.name]}.", WHERE, "Name it once."
            )
        both = replace(both, **{part.name: second if first == nothing else first})
    return both


def _over(kept: Rein, said: Rein) -> Rein:
    """What is said of a line over what the project keeps: a lock of it yields to other points."""
    if replace(said, hold=Hold.FREE) == FREE:
        return replace(kept, hold=said.hold)
    keeps = said.hold is Hold.FREE and kept.hold is Hold.KEEP
    return replace(said, hold=Hold.KEEP) if keeps else said


def _refuse_other_points(line: Line, rein: Rein) -> None:
    """A lock goes before bounds and signs: what it keeps may not be what these rule out."""
    now = line.now
    low = rein.least is not None and now < rein.least
    high = rein.most is not None and now > rein.most
    wrong = rein.sign is (Sign.DOWN if now > 0 else Sign.UP)
    if rein.hold is Hold.LOCK and now and (low or high or wrong):
        raise LeadbenchError(
            f"{quoted(line.name, 60)} is locked at {count_of(now, 'point')}, which it may not give "
            "by what else is said of it.",
            WHERE,
            "Say only one of these.",
        )
