"""What the history says of the rules, in sentences: of all together, and of each line."""

from __future__ import annotations

from collections.abc import Sequence

from models.evaluation.figures import count, decimal, interval, leads, percent
from models.evaluation.history.in_time import Order
from models.evaluation.lens.finding import Finding
from models.evaluation.lens.information import strength
from models.evaluation.lens.lens import Evidence, Lens
from models.evaluation.lens.rest import rest_words
from models.evaluation.lens.stability import Block, Held
from models.evaluation.lens.without import Without
from models.evaluation.lens.worth import Worth
from models.evaluation.tallies import FEWEST, TOO_FEW
from models.leads.wording import count_of
from models.signs import NARROW, signed

NOT_ENOUGH = "Not enough data to say"
MOST_NAMED = 3
JUDGED = (
    Finding.WRONG_WAY,
    Finding.TOO_MUCH,
    Finding.TOO_LITTLE,
    Finding.AGREES,
    Finding.CANNOT_TELL,
    Finding.TOO_FEW,
)
"""Findings of rules that take part in the score and hit some leads, not all."""

SHORT = {
    Finding.WRONG_WAY: "points the wrong way",
    Finding.TOO_MUCH: "more than its worth",
    Finding.TOO_LITTLE: "less than its worth",
    Finding.AGREES: "agrees",
    Finding.CANNOT_TELL: "could be chance",
    Finding.TOO_FEW: "too few converted",
    Finding.NO_HITS: "hits nobody",
    Finding.ALL_HIT: "hits everybody",
    Finding.NO_POINTS: "gives no points",
    Finding.MUTED: "muted",
}
HELD = {
    Held.TOO_FEW: "too few",
    Held.UNCLEAR: "unclear",
    Held.HOLDS: "holds",
    Held.LOST: "lost",
    Held.WEAKER: "weaker",
    Held.STRONGER: "stronger",
    Held.TURNED: "turned",
    Held.NEW: "new",
}


def verdict(lens: Lens) -> tuple[str, str]:
    """How many rules point the wrong way, and what there is of the others."""
    every = lens.all
    if not lens.rules:
        return "The model has no rules yet.", ""
    if min(every.converted, every.not_converted) < FEWEST:
        fewer = min(every.converted, every.not_converted)
        what = "converted" if fewer == every.converted else "did not convert"
        who = f"only {count(fewer)} of {leads(every.known)} {what}"
        if not fewer and every.known:
            who = f"{'none' if what == 'converted' else 'all'} of {leads(every.known)} converted"
        return (
            f"{NOT_ENOUGH} what the rules are worth: {who}; {FEWEST} are the least, and 100 tell "
            "more.",
            "",
        )
    rules = [lens.lines[place] for place in lens.rules]
    judged = [rule for rule in rules if rule.finding in JUDGED]
    if all(rule.finding is Finding.TOO_FEW for rule in judged):
        return f"{NOT_ENOUGH} of any rule whether its points go the right way.", _rest(rules)
    wrong = [rule for rule in judged if rule.finding is Finding.WRONG_WAY]
    if not wrong:
        return "No rule points the wrong way by this history.", _rest(rules)
    verb = "points" if len(wrong) == 1 else "point"
    return (
        f"{count(len(wrong))} of {count_of(len(judged), 'rule')} {verb} the wrong way: "
        f"{_named(wrong)}.",
        _rest(rules),
    )


def _named(rules: Sequence[Evidence]) -> str:
    names = [rule.line.rule.name for rule in rules]
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _rest(rules: Sequence[Evidence]) -> str:
    def how_many(*findings: Finding) -> int:
        return sum(rule.finding in findings for rule in rules)

    parts = []
    uneven = how_many(Finding.TOO_MUCH, Finding.TOO_LITTLE)
    agree, chance = how_many(Finding.AGREES), how_many(Finding.CANNOT_TELL)
    few, muted = how_many(Finding.TOO_FEW), how_many(Finding.MUTED)
    idle = how_many(Finding.NO_HITS, Finding.ALL_HIT, Finding.NO_POINTS)
    if uneven:
        parts.append(f"{count(uneven)} {_verb(uneven, 'has', 'have')} points out of proportion")
    if agree:
        parts.append(f"{count(agree)} {_verb(agree, 'agrees', 'agree')} with it")
    if chance:
        parts.append(f"{count(chance)} could be chance")
    if few:
        parts.append(f"{count(few)} {_verb(few, 'has', 'have')} too few conversions")
    if idle:
        parts.append(f"{count(idle)} {_verb(idle, 'makes', 'make')} no difference between leads")
    if muted:
        parts.append(f"{count(muted)} {_verb(muted, 'is', 'are')} muted")
    said = [f"{_and(parts)}."] if parts else []
    lost = [rule for rule in rules if rule.held in (Held.LOST, Held.TURNED)]
    if lost:
        said.append(f"On newer leads {_named(lost)} no longer {_verb(len(lost), 'tells', 'tell')}.")
    return " ".join(said)


def _verb(number: int, one: str, several: str) -> str:
    return one if number == 1 else several


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


CORRECTED = (
    "All rules are judged together: in a model whose rules say nothing, a single false alarm "
    f"comes up once in 20 such tables (Holm, 5{NARROW}%)."
)


def finding(found: Evidence) -> str:
    """What is to be said of the line's points, with the figures that say it."""
    line = found.line
    if not line.whole and found.finding is not Finding.MUTED:
        return f"Judged value by value; the gravest: {SHORT[found.finding]}."
    match found.finding:
        case Finding.MUTED:
            return f"It is muted and gives nobody points. {_converts(found)}".strip()
        case Finding.NO_POINTS:
            return f"It makes no difference: others get as many points. {_converts(found)}"
        case Finding.NO_HITS:
            return "It hits no lead whose outcome is known."
        case Finding.ALL_HIT:
            return "It hits every lead whose outcome is known, so it tells none from another."
        case Finding.TOO_FEW:
            return (
                f"Too few to say: {count(found.hits.converted)} of its {leads(found.hits.known)} "
                f"converted; more than {TOO_FEW} are needed, found or to be expected."
            )
        case Finding.WRONG_WAY:
            way = "less" if found.relative > 0 else "more"
            return f"{_gives(found)}, though its leads convert {way} often. {_converts(found)}"
        case Finding.TOO_MUCH | Finding.TOO_LITTLE:
            return f"{worth(found)} {_converts(found)}"
        case Finding.AGREES:
            way = "more" if found.relative > 0 else "less"
            said = f"Its leads convert {way} often, as its points say. {_converts(found)}"
            return said if found.worth is None else f"{said} {worth(found)}"
        case Finding.CANNOT_TELL:
            return f"Whether its leads convert otherwise could be chance. {_converts(found)}"


def of_entries(lens: Lens, place: int) -> str:
    """What is to be said of a rule whose entries are judged one by one."""
    entries = [lens.lines[entry] for entry in lens.entries(place)]
    found = lens.lines[place]
    if found.finding is Finding.MUTED or not entries:
        return finding(found)
    said = []
    for kind in Finding:
        names = [entry.line.words for entry in entries if entry.finding is kind]
        if len(names) > MOST_NAMED:
            names = [*names[:MOST_NAMED], f"{count(len(names) - MOST_NAMED)} more"]
        if names:
            said.append(f"{_and(names)}: {SHORT[kind]}")
    return f"Judged value by value. {'; '.join(said)}. {rest_words(found.line)}".rstrip()


def _gives(found: Evidence) -> str:
    line = found.line
    given = signed(line.points or 0)
    if line.entry is None:
        return f"It gives {line.said}"
    others = (line.points or 0) - found.relative
    return f"It gives {given} where other leads get {points(others)} on average"


def _converts(found: Evidence) -> str:
    if found.rate is None or found.other_rate is None:
        return ""
    return (
        f"{percent(found.rate.value)} of {leads(found.hits.known)} convert, of the others "
        f"{percent(found.other_rate.value)}."
    )


def odds(found: Evidence) -> str:
    """The odds ratio with its interval, and by what both were found."""
    if found.odds is None:
        return f"{NOT_ENOUGH} how the odds of its leads differ."
    told = found.odds
    return (
        f"The odds to convert are {decimal(told.ratio.value)} times those of other leads "
        f"({interval(told.ratio)}, {told.interval_by}); p {p_words(told.p)}, {told.p_by}."
    )


def p_words(p: float) -> str:
    """A p as it is written: never 0."""
    return "< 0.001" if p < 0.001 else decimal(p, 3)


def information(found: Evidence) -> str:
    """The information value and the usual word for it."""
    if found.information is None:
        return f"{NOT_ENOUGH} how much it tells."
    value = decimal(found.information, 3)
    return f"Information value {value}: it tells {_tells(found.information)} of the outcome."


def _tells(value: float) -> str:
    word = strength(value)
    return word if " " in word else f"a {word} part"


def worth(found: Evidence) -> str:
    """What the line is worth in the model's own points."""
    told = found.worth
    if told is None:
        return "What it is worth in points cannot be told from this history."
    has = found.line.said if found.line.points is None else signed(found.line.points)
    moved = points(told.given)
    if moved != has:
        has = f"{has}, which moves its leads by {moved} on average"
    return (
        f"It has {has}; by this history it is worth about {points(told.points.value)} "
        f"({worth_between(told)}): its leads convert as others do that have so many points more."
    )


def worth_between(told: Worth) -> str:
    """The interval of a worth in points."""
    return f"{points(told.points.low)} to {points(told.points.high)}"


def points(number: float) -> str:
    """Points that need not be whole, rounded, with their sign."""
    return signed(round(number))


def loses(found: Without | None, mql_leads: int, mql_converted: int) -> str:
    """What would be lost without the line."""
    if found is None:
        return "It is muted, so nothing is lost without it."
    if not found.kept.known and not found.held_back.known:
        said = "Without it the same leads reach the MQL threshold"
    else:
        said = (
            f"Without it {_fewer(mql_leads - found.mql.known, 'lead')} "
            f"{_verb(abs(mql_leads - found.mql.known), 'reaches', 'reach')} the MQL threshold and "
            f"{_fewer(mql_converted - found.mql.converted, 'conversion')} "
            f"{_verb(abs(mql_converted - found.mql.converted), 'is', 'are')} found "
            f"({count(found.kept.known)} out, {count(found.held_back.known)} in)"
        )
    if found.auc is None:
        return f"{said}; too few converted or did not to say what the ranking would lose."
    between = found.auc.difference
    told = f"the ranking (AUC) would be {decimal(found.auc.b.value, 3)}"
    told += f" instead of {decimal(found.auc.a.value, 3)}"
    if between.low <= 0 <= between.high:
        return f"{said}; {told}, which could be chance."
    lost = "lost" if between.value > 0 else "won"
    least, most = sorted((abs(between.low), abs(between.high)))
    return f"{said}; {told} ({decimal(least, 3)} to {decimal(most, 3)} {lost})."


def _fewer(number: int, what: str) -> str:
    """So many fewer or more: "12 fewer conversions"."""
    if not number:
        return f"as many {what}s"
    words = what if abs(number) == 1 else f"{what}s"
    return f"{count(abs(number))} {'fewer' if number > 0 else 'more'} {words}"


def overlap(lens: Lens, found: Evidence) -> str:
    """The rule that hits most of the same leads."""
    if not found.overlaps:
        return "It shares no lead with another rule."
    first = found.overlaps[0]
    other = lens.lines[lens.rules[first.other]].line.rule.name
    closeness = "" if first.phi is None else f", correlation {decimal(first.phi)}"
    return f"Goes along most with {other}: {percent(first.share, 0)} of its leads{closeness}."


def steady(lens: Lens, found: Evidence) -> str:
    """Whether older and newer leads say the same of the line."""
    told = found.stability
    if told is None:
        return "Nothing tells older leads from newer ones."
    halves = f"odds ratio {_half(told.older)} in the older half, {_half(told.newer)} in the newer"
    if lens.order is Order.ROWS:
        halves += ", by the order of the rows"
    match found.held:
        case Held.TOO_FEW:
            return f"{NOT_ENOUGH} whether it holds over time: {halves}."
        case Held.UNCLEAR:
            return f"Over time nothing is clear: {halves}."
        case Held.HOLDS:
            return f"It holds over time: {halves}."
        case Held.LOST:
            return f"It told something of older leads and no longer does: {halves}."
        case Held.TURNED:
            return f"It turned round: {halves}."
        case Held.NEW:
            return f"It tells something of newer leads only: {halves}."
        case Held.WEAKER | Held.STRONGER:
            return f"It grew {HELD[found.held]}: {halves}."


def _half(block: Block) -> str:
    if block.odds is None:
        return "none"
    return f"{decimal(block.odds.ratio.value)} ({interval(block.odds.ratio)})"
