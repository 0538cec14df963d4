"""What a result says, in sentences: wait, go on or stop."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.comparison.report import p_words
from models.evaluation.figures import count, decimal, leads, percent
from models.evaluation.tallies import FEWEST
from models.evaluation.trials.alike import FEWEST_ACCOUNTS
from models.evaluation.trials.amounts import points, small
from models.evaluation.trials.analysis import Analysis
from models.evaluation.trials.look_words import look_of, look_words
from models.evaluation.trials.mismatch import Mismatch
from models.evaluation.trials.result import Between, Result
from models.evaluation.trials.segments import Segment
from models.evaluation.trials.trial import Trial
from models.leads.wording import count_of, day_words, quoted

UNPLANNED = (
    "No plan was made beforehand, so this proves less: whoever looks until a difference shows "
    "finds one."
)


def mismatch_words(found: Mismatch, names: Sequence[str], *, planned: bool) -> str:
    """Whether the arms have the leads that they were to have. `planned`: a kept plan says so."""
    wanted = "planned" if planned else "expected"
    many = _joined(
        [
            f"{count(got)} in {quoted(name)} ({wanted} {count(round(want))})"
            for got, want, name in zip(found.found, found.expected, names, strict=True)
        ]
    )
    unit = "Accounts" if found.of == "account" else "Leads"
    if found.grave:
        return (
            f"{unit} were not dealt as {wanted}: {many}, which chance does less than once in a "
            "thousand tests. Something dealt or lost them unequally."
        )
    return f"{unit} were dealt as {wanted}: {many}, p {p_words(found.p)}."


def verdict(found: Analysis) -> tuple[str, str]:
    """What to do, and why it can be believed, or not."""
    if found.refused:
        return _wait(found), found.refused
    assert found.result is not None
    if found.goes_on:
        look, looks = look_of(found)
        first = f"Go on with the test: look {look} of {looks} decides nothing."
        second = _rates(found.result, found.result.pairs[0])
    else:
        first, second = result_words(found.result, found.trial)
    names = [arm.name for arm in found.arms]
    planned = found.trial is not None
    if found.mismatch is not None and found.mismatch.grave:
        wanted = "planned" if planned else "expected"
        return (
            f"Do not decide by this test: the split is not what was {wanted}.",
            f"{mismatch_words(found.mismatch, names, planned=planned)} Find out why; until then no "
            "difference between the arms is to be believed."
            + ("" if planned else " If the split was to be another, say its share."),
        )
    said = [second]
    if not planned:
        said.append(UNPLANNED)
    said += look_words(found)
    if found.trial is not None and found.short:
        said.append(
            f"It ended on {day_words(found.trial.end)} with fewer leads than the "
            f"{count(sum(found.trial.sizes))} that were planned."
        )
    if found.both:
        said.append(
            f"{count_of(found.both, 'account')} {'has' if found.both == 1 else 'have'} leads in "
            "more than one arm."
        )
    return first, " ".join(part for part in said if part)


def _wait(found: Analysis) -> str:
    if found.until is None or found.look is None:
        return "Nothing is shown: the leads do not say whether the test is over."
    trial = found.trial
    if trial is not None and found.look <= found.until:
        return f"Nothing is shown: the look of {day_words(found.look)} knows no outcome yet."
    if trial is not None and trial.design.looks > 1 and found.look >= trial.look:
        return (
            f"Wait for the first look, planned for {day_words(trial.look_at(1))}: this test is not "
            "over."
        )
    return f"Wait until {day_words(found.look)}: this test is not over."


def result_words(result: Result, trial: Trial | None = None) -> tuple[str, str]:
    """The verdict on counts alone."""
    if len(result.pairs) > 1:
        return _of_many(result)
    pair = result.pairs[0]
    if pair.p is None or pair.difference is None:
        return _not_enough(result), _rates(result, pair)
    if not result.found(pair):
        return _alike(result, pair, trial), _rates(result, pair)
    better, worse = (pair.b, pair.a) if pair.difference.value > 0 else (pair.a, pair.b)
    if better == pair.b:
        todo = f"Go on with {quoted(pair.b)}"
    else:
        todo = f"Stop: stay with {quoted(pair.a)}"
    return f"{todo}: {quoted(better)} converts more than {quoted(worse)}.", _rates(result, pair)


def _rates(result: Result, pair: Between) -> str:
    """Both rates, and the difference with its interval."""
    a, b = (next(arm for arm in result.arms if arm.name == name) for name in (pair.a, pair.b))
    if a.rate is None or b.rate is None or pair.difference is None:
        empty = a.name if a.rate is None else b.name
        return f"No lead of {quoted(empty)} has a known outcome."
    said = (
        f"{quoted(b.name)} {percent(b.rate.value)}, {quoted(a.name)} {percent(a.rate.value)}: "
        f"{points_of(pair)}"
    )
    if pair.p is None:
        return f"{said}."
    fine = result.level < 0.001 and pair.p < 0.001
    return f"{said}, p {small(pair.p) if fine else p_words(pair.p)}."


def points_of(pair: Between) -> str:
    """The difference with its interval: "2.1 points more (0.9 to 3.3)"."""
    found = pair.difference
    if found is None:
        return "no difference can be told"
    word = "more" if found.value >= 0 else "less"
    low, high = sorted((found.low, found.high))
    if found.value < 0:
        low, high = -found.high, -found.low
    return f"{points(found.value)} {word} ({decimal(100 * low, 1)} to {decimal(100 * high, 1)})"


def method_words(pair: Between) -> str:
    """Which test the p is of."""
    return "mid-p of Fisher's exact test" if pair.exact else "z test"


def _not_enough(result: Result) -> str:
    fewer = min(result.converted, result.known - result.converted)
    clustered = any(arm.counts.spread is not None for arm in result.arms)
    accounts = min(arm.counts.units for arm in result.arms)
    if clustered and accounts < FEWEST_ACCOUNTS:
        return (
            f"Not enough data to say: an arm has {count_of(accounts, 'account')}, and "
            f"{FEWEST_ACCOUNTS} are the least."
        )
    if fewer < FEWEST:
        what = "converted" if fewer == result.converted else "did not convert"
        return (
            f"Not enough data to say: {count(fewer)} of {leads(result.known)} {what}; {FEWEST} are "
            "the least."
        )
    return "Not enough data to say: an arm has too few leads for its difference to be told."


def _alike(result: Result, pair: Between, trial: Trial | None) -> str:
    first = f"{quoted(pair.a)} and {quoted(pair.b)} cannot be told apart"
    worth = None if trial is None else trial.design.difference
    high = 0.0 if pair.difference is None else pair.difference.high
    if worth is not None and high < worth:
        return (
            f"Stop: {first}, and a rise of {points(worth)}, the least worth having, is ruled out."
        )
    if result.could_show is not None:
        return f"{first}; these leads would show a rise of {points(result.could_show)} or more."
    return f"{first}."


def _of_many(result: Result) -> tuple[str, str]:
    """More than two arms: the best, and which ones it is better than."""
    if all(pair.p is None for pair in result.pairs):
        return _not_enough(result), ""
    known = [arm for arm in result.arms if arm.rate is not None]
    best = max(known, key=lambda arm: arm.rate.value if arm.rate is not None else 0.0)
    beaten = [
        pair.a if pair.b == best.name else pair.b
        for pair in result.pairs
        if best.name in (pair.a, pair.b) and result.found(pair)
    ]
    others = [arm.name for arm in result.arms if arm.name not in (*beaten, best.name)]
    compared = (
        f"{count_of(len(result.pairs), 'pair')} of arms are compared: p is corrected by Holm's "
        "method and decides; intervals are Bonferroni's, which hold for all pairs together and are "
        "a little wider, so one may reach zero where p is low."
    )
    if not beaten:
        if any(result.found(pair) for pair in result.pairs):
            return "The best arm cannot be told from the others.", compared
        return f"The {len(result.arms)} arms cannot be told apart.", compared
    if not others:
        return f"Go on with {quoted(best.name)}: it converts more than all other arms.", compared
    return (
        f"{quoted(best.name)} converts more than {_named(beaten)}; it cannot be told from "
        f"{_named(others)}.",
        compared,
    )


def _named(names: Sequence[str]) -> str:
    return _joined([quoted(name) for name in names])


def _joined(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def about(found: Analysis) -> tuple[str, ...]:
    """Who is in the test and who is left out."""
    said = []
    young = sum(arm.young for arm in found.arms)
    unknown = sum(arm.unknown for arm in found.arms)
    names = [arm.name for arm in found.arms]
    if found.mismatch is not None and not found.mismatch.grave:
        said.append(mismatch_words(found.mismatch, names, planned=found.trial is not None))
    if young and not found.refused:
        said.append(
            f"{leads(young)} {'is' if young == 1 else 'are'} left out: too young to have converted."
        )
    if unknown and not found.refused:
        verb = "has" if unknown == 1 else "have"
        said.append(f"{leads(unknown)} {verb} no known outcome.")
    if found.elsewhere:
        verb = "is" if found.elsewhere == 1 else "are"
        said.append(f"{leads(found.elsewhere)} of these days {verb} in no arm.")
    if found.undated:
        verb = "has" if found.undated == 1 else "have"
        said.append(f"{leads(found.undated)} {verb} no day of creation and are left out.")
    if found.result is not None and found.result.effect > 1:
        said.append(
            "Leads of one account are alike: each rate is as sure as that of "
            f"{decimal(found.result.effect)} times fewer leads."
        )
    return tuple(said)


def segments_words(segments: Sequence[Segment], by: str, level: float) -> str:
    """What the parts say, and how little it proves."""
    told = [part for part in segments if part.p is not None]
    if not told:
        return f"By {by} no group is large enough to say anything."
    apart = [part.name for part in told if part.p is not None and part.p < level]
    small = len(segments) - len(told)
    more = f"; {count_of(small, 'group')} {'is' if small == 1 else 'are'} too small to say"
    tail = f"{more if small else ''}. Exploratory: a question for the next test, not its answer."
    if not apart:
        return f"By {by} the arms can be told apart in no group{tail}"
    return f"By {by} the arms can be told apart in {_named(apart[:4])}{tail}"
