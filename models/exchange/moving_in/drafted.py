"""Rules of a scorecard before they are a model: checked by the file's laws, ranges put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from models.exchange.moving_in.spans import Span, span_of, tiled
from models.exchange.moving_in.telling import entry_told, rule_told
from models.exchange.moving_in.unclear import Unclear
from models.leads.text import cleaned_key
from models.leads.wording import both_ends, quoted
from models.problems import LeadbenchError
from models.scoring.awards import Award, ByRange, PerOccurrence, Points
from models.scoring.conditions import Condition
from models.scoring.file.group_json import rule_from_json, rule_to_json
from models.scoring.rules import Axis, Rule

_FIT = frozenset(
    "fit demographic demographics firmographic firmographics explicit profile who company person "
    "contact profil".split()
)
_DOING = frozenset(
    "behaviour behavior behavioural behavioral engagement activity activities implicit interest "
    "what actions events verhalten aktivit\u00e4t".split()
)
_NAME = 80


@dataclass(frozen=True)
class Drafted:
    """A rule of one row. `source` becomes the rule's note, `note` is told to the person."""

    row: int
    text: str
    group: str
    name: str
    when: Condition | None
    award: Award
    source: str
    note: str = ""

    @property
    def points(self) -> int:
        """The points that the row says; those of each activity once."""
        return self.award.points if isinstance(self.award, Points | PerOccurrence) else 0


@dataclass(frozen=True)
class RowOf:
    """A row that a rule was made of: its number and text, what it became, what to know of it."""

    number: int
    text: str
    words: str
    note: str


def sound(drafted: Drafted) -> Drafted:
    """The same with values as a model's file has them. Raises Unclear where it breaks a law."""
    rule = Rule("r1", _named(drafted.name), drafted.award, drafted.when)
    try:
        whole = rule_from_json(rule_to_json(rule), "", strict=True)
    except LeadbenchError as error:
        first = error.problems[0]
        raise Unclear(f"{first.what.rstrip('.')}.".replace("must be", "It must be", 1)) from error
    return replace(drafted, name=whole.name, when=whole.when, award=whole.award)


def drafted_rules(
    drafts: Sequence[Drafted],
) -> tuple[list[tuple[str, Rule]], dict[str, list[RowOf]]]:
    """The rules with their groups, and the rows of each rule by its id.

    Rows of one field and group whose ranges follow each other become points by range; of others
    that overlap, each row's note says that their points add up.
    """
    made_of: dict[int, tuple[Drafted, list[Drafted]]] = {}
    notes: dict[int, str] = {}
    for rows in _ranges(drafts):
        whole = _by_range(rows)
        if whole is None:
            notes.update(_overlaps(rows))
        else:
            made_of[rows[0][0].row] = whole, [draft for draft, _ in rows]
            notes.update({draft.row: whole.note for draft, _ in rows})
    within = {draft.row for _, drafts in made_of.values() for draft in drafts[1:]}
    rules: list[tuple[str, Rule]] = []
    rows_of: dict[str, list[RowOf]] = {}
    for draft in drafts:
        if draft.row in within:
            continue
        whole, parts = made_of.get(draft.row, (draft, [draft]))
        rule = Rule(f"r{len(rules) + 1}", _named(whole.name), whole.award, whole.when, whole.source)
        rules.append((draft.group, rule))
        rows_of[rule.id] = [
            RowOf(
                part.row,
                part.text,
                _words(rule, part),
                " ".join(filter(None, (part.note, notes.get(part.row, "")))),
            )
            for part in parts
        ]
    return rules, rows_of


def _words(rule: Rule, part: Drafted) -> str:
    """The rule as its row has it: of points by range only the range that the row named."""
    span = span_of(part.when)
    if not isinstance(rule.award, ByRange) or span is None:
        return rule_told(rule)
    lows = [entry.low for entry in rule.award.entries]
    first = span[1].low
    place = max((n for n, low in enumerate(lows) if low is None or low <= (first or 0)), default=0)
    if first is None:
        place = 0
    elif not span[1].with_low and first + 1 in lows:
        place = lows.index(first + 1)
    return entry_told(rule.award, place)


def _ranges(drafts: Sequence[Drafted]) -> list[list[tuple[Drafted, Span]]]:
    """Drafts that ask for a range of the same field in the same group, where there are several."""
    found: dict[tuple[str, str], list[tuple[Drafted, Span]]] = {}
    for draft in drafts:
        span = span_of(draft.when) if isinstance(draft.award, Points) else None
        if span is not None:
            found.setdefault((draft.group, cleaned_key(span[0])), []).append((draft, span[1]))
    return [rows for rows in found.values() if len(rows) > 1]


def axis_of(title: str) -> Axis:
    """What a group measures, by the words of its name."""
    words = set(title.lower().replace("-", " ").split())
    if words & _FIT:
        return Axis.FIT
    return Axis.ENGAGEMENT if words & _DOING else Axis.NONE


def _by_range(rows: Sequence[tuple[Drafted, Span]]) -> Drafted | None:
    tiles = tiled([span for _, span in rows], [draft.points for draft, _ in rows])
    if tiles is None:
        return None
    first = rows[0][0]
    found = span_of(first.when)
    field = "" if found is None else found[0]
    numbers = ", ".join(str(draft.row) for draft, _ in rows)
    whole = replace(
        first,
        name=field,
        when=None,
        award=ByRange(field, tiles.entries),
        source=f"Rows {numbers}",
        note=tiles.note,
    )
    try:
        return sound(whole)
    except Unclear:
        return None


def _overlaps(rows: Sequence[tuple[Drafted, Span]]) -> dict[int, str]:
    """Of each row that another one also holds with: which."""
    met: dict[int, list[int]] = {}
    for (one, a), (other, b) in combinations(rows, 2):
        if _meet(a, b):
            met.setdefault(one.row, []).append(other.row)
            met.setdefault(other.row, []).append(one.row)
    return {
        row: f"Where row {' or '.join(map(str, others))} holds too, the points add up."
        for row, others in met.items()
    }


def _meet(a: Span, b: Span) -> bool:
    def before(one: Span, other: Span) -> bool:
        if one.high is None or other.low is None:
            return False
        shared = one.with_high and other.with_low
        return one.high < other.low or (one.high == other.low and not shared)

    return not before(a, b) and not before(b, a)


def _named(text: str) -> str:
    return both_ends(text, _NAME) or quoted("rule")
