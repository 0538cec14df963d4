"""Figures of What if as they are written, and the sentences that its page opens with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.evaluation.comparison.comparison import LEVEL
from models.evaluation.comparison.report import p_words
from models.evaluation.figures import NONE, count, decimal, expected, percent
from models.evaluation.tallies import FEWEST, TOO_FEW
from models.evaluation.whatif.sensitivity import (
    DOUBLED,
    HALVED,
    LESS,
    MORE,
    MUTED,
    Moved,
    Result,
    Sensitivity,
    Variant,
    ends,
    told,
    widest_first,
)
from models.evaluation.whatif.side_by_side import Line, apart
from models.evaluation.whatif.supposed import AUC, CAPTURE, FOUND, MQL, RATE, VALUE, Supposed
from models.evaluation.whatif.suppositions import together
from models.leads.wording import count_of, quoted
from models.signs import MINUS, NARROW

NAMES: Mapping[str, str] = {
    MQL: "MQL",
    FOUND: "Conversions found",
    RATE: "MQL that convert",
    AUC: "Ranking (AUC)",
    CAPTURE: f"Found in best 10{NARROW}%",
    VALUE: "Net value, these leads",
}
"""What each figure is called."""


def figure_words(name: str, value: float | None, currency: str = "") -> str:
    """A figure as it is written."""
    if value is None:
        return NONE
    if name in (RATE, CAPTURE):
        return percent(value)
    if name == AUC:
        return decimal(value, 3)
    if name == VALUE:
        return f"{currency}\u00a0{decimal(value, 0)}".strip()
    return expected(round(value, 1))


def change_words(name: str, change: float | None, currency: str = "") -> str:
    """A change with its sign; shares in points."""
    if change is None:
        return ""
    if name in (RATE, CAPTURE):
        text = decimal(100 * change, 1)
        return f"{_signed(text)} points" if text.strip("0.,") else "0"
    if name == AUC:
        return _signed(decimal(change, 3))
    if name == VALUE:
        text = _signed(decimal(change, 0))
        return text if text == "0" or not currency else f"{text[0]}{currency}\u00a0{text[1:]}"
    places = 0 if round(change, 1) == round(change) else 1
    return _signed(decimal(change, places))


def change_span_words(name: str, low: float, high: float, currency: str = "") -> str:
    """From the one change to the other, the unit once."""
    unit = " points" if name in (RATE, CAPTURE) else ""
    # The currency is said once, too.
    words = [
        change_words(name, end, said).removesuffix(unit)
        for end, said in ((low, currency), (high, ""))
    ]
    return f"{words[0]} to {words[1]}{unit}"


def span_words(name: str, low: float, high: float, currency: str = "") -> str:
    """From the one to the other."""
    ends = [figure_words(name, end, said) for end, said in ((low, currency), (high, ""))]
    if name in (RATE, CAPTURE):
        ends[0] = ends[0].removesuffix(f"{NARROW}%")
    return f"{ends[0]} to {ends[1]}"


def _signed(text: str) -> str:
    if not text.strip("0.,"):
        return "0"
    return text if text.startswith(MINUS) else f"+{text}"


# Scenarios


def about_scenarios(
    lines: Sequence[Line], names: Mapping[str, str], baseline: str
) -> tuple[str, str]:
    """What the table says first, and its limits. `names`: of the lines, by key."""
    others = [line for line in lines[1:] if not line.same and not line.fault]
    if not others:
        return f"Nothing differs from {baseline} yet.", (
            "Change points, limits or thresholds on the page Model, then keep what you have as a "
            "scenario."
        )
    by = {line.key: apart(line) for line in others}
    better = [line for line in others if "finds more" in by[line.key]]
    if better:
        best = max(better, key=lambda line: line.figures[FOUND].change or 0)
        first = (
            f"{quoted(names[best.key])} finds {_more(best, FOUND)} conversions than {baseline}, "
            f"for {_more(best, MQL, 'MQL')}."
        )
    elif all(word in ("no outcome known",) for word in by.values()):
        widest = max(others, key=lambda line: abs(line.figures[MQL].change or 0))
        first = f"{quoted(names[widest.key])} has {_more(widest, MQL, 'MQL')} than {baseline}."
        return first, "Nothing tells which leads converted, so only the movement is known."
    elif all(word == "too few to say" for word in by.values()):
        first = (
            f"Not enough data to say which finds more: fewer than {FEWEST} leads converted, or "
            "did not."
        )
    else:
        told_apart = [key for key, word in by.items() if word != "could be chance"]
        if not told_apart:
            who = f"None of the {count(len(others))} scenarios can"
            if len(others) == 1:
                who = f"{quoted(names[others[0].key])} cannot"
            first = (
                f"{who} be told from {baseline} by {count_of(others[0].converted, 'conversion')}."
            )
        else:
            key = told_apart[0]
            first = f"{quoted(names[key])} {by[key]} than {baseline}."
            first = first.replace("ranks better than", "ranks leads better than")
    return first, (
        f"{count(len(others))} are compared at once, so each must be surer (Holm): chance wins as "
        "seldom as with one."
        if len(others) > 1
        else ""
    )


def _more(line: Line, name: str, noun: str = "") -> str:
    change = line.figures[name].change or 0
    amount = expected(abs(round(change, 1)))
    if not round(change, 1):
        return f"as many {noun}".strip()
    return f"{amount} {'more' if change > 0 else 'fewer'} {noun}".strip()


# What matters most

CHANGES: Mapping[str, str] = {
    MUTED: "muted",
    HALVED: "halved",
    DOUBLED: "doubled",
    LESS: f"{MINUS}5",
    MORE: "+5",
}
"""What was done to a rule or a threshold, in a word."""


def by_what(moved: Moved, now: Result, name: str, *, most: bool) -> Variant | None:
    """The change that gives the most, or the least; None where none goes that way."""
    base = told(now, name)
    best = None
    for variant in moved.variants:
        value = told(variant.result, name)
        if value is None or base is None:
            continue
        held = base if best is None else told(best.result, name)
        assert held is not None
        if value > held if most else value < held:
            best = variant
    return best


def name_of(moved: Moved) -> str:
    """A rule by its name, a threshold as one."""
    return f"Threshold {moved.name}" if moved.band else moved.name


def about_sensitivity(found: Sensitivity, name: str, currency: str = "") -> tuple[str, str]:
    """What the result hangs on most, and what moves it least."""
    now = told(found.now, name)
    if now is None:
        return "This figure is not known of these leads.", "Choose another one above."
    order = widest_first(found, name)
    spans = [(moved, ends(moved, found.now, name)) for moved in order]
    moving = [(moved, span) for moved, span in spans if span and span[1] > span[0]]
    if not moving:
        return f"No rule and no threshold alone moves {_called(name)}.", ""
    first, span = moving[0]
    opening = (
        f"{name_of(first)} matters most: alone it takes {_called(name)} from "
        f"{span_words(name, *span, currency)}, now {figure_words(name, now, currency)}."
    )
    still = len(order) - len(moving)
    rest = f"{count_of(still, 'rule or threshold', 'rules and thresholds')} alone "
    rest += "change nothing. " if still != 1 else "changes nothing. "
    return opening, (rest if still else "") + "Each was moved alone, all others as they are."


def _called(name: str) -> str:
    words = NAMES[name]
    return {MQL: "the number of MQLs", AUC: "ranking (AUC)"}.get(
        name, words[:1].lower() + words[1:]
    )


# Suppose


def about_supposed(found: Supposed) -> tuple[str, str]:
    """Numbers before and after in one sentence, and how sure."""
    mql = found.figures[MQL]
    start = together(found.suppositions)
    opening = (
        f"If {start}, {figure_words(MQL, mql.after.value)} leads would be MQL instead of "
        f"{figure_words(MQL, mql.before)}"
    )
    hits = found.figures.get(FOUND)
    if hits is None:
        return f"{opening}.", "Nothing tells which leads converted."
    opening += (
        f", with {figure_words(FOUND, hits.after.value)} conversions instead of "
        f"{figure_words(FOUND, hits.before)}."
    )
    if found.converted <= TOO_FEW:
        return opening, f"Too few conversions to say more: {count(found.converted)}."
    rate = found.figures.get(RATE)
    second = ""
    if rate is not None:
        doubt = "could be chance" if rate.p >= LEVEL else "is more than chance"
        second = (
            f"{percent(rate.after.value)} of them would convert, now {percent(rate.before)}: "
            f"the difference {doubt}"
            + (
                f" (p {p_words(rate.p)}, corrected for the {count(len(found.figures))} figures)."
                if len(found.figures) > 1
                else "."
            )
        )
    if found.effective is not None:
        second += f" These rest on {found.effective:,.0f} leads in effect of {count(found.leads)}."
    return opening, second.strip()
