"""Candidates from a history: looked at on the leads that teach, the surest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.evaluation.guard.known import fields_that_know
from models.evaluation.guard.stopping import Stop, never, unless
from models.evaluation.profile.fields import Known
from models.evaluation.profile.traits import Evidence
from models.leads.stages import Stage
from models.leads.table import UNKNOWN, Leads
from models.leads.tally import Tally
from models.scoring.awards import Points
from models.scoring.bits import Bits, number, packed, unpacked
from models.scoring.conditions import Condition
from models.scoring.engine import Scored
from models.scoring.rules import Rule
from models.tuning.candidate import Candidate, Sort
from models.tuning.candidates.activities import look_at_activities, share_after
from models.tuning.candidates.as_candidate import Writer, note_of
from models.tuning.candidates.chance import sure_below
from models.tuning.candidates.fields import look_at_fields
from models.tuning.candidates.found import UNLIKELY, Found, Looked
from models.tuning.candidates.pairs import Part, pairs_of, parts_of
from models.tuning.candidates.proposals import Proposals, Repeat
from models.tuning.candidates.repeats import Hits
from models.tuning.candidates.repeats import Line as Hitting
from models.tuning.candidates.teaching import Sample, chance_of, sample_of
from models.tuning.ground import that_teach
from models.tuning.lined import Owner, lines_of, types_asked
from models.tuning.lines import Line

MOST = 200
"""Candidates that are proposed."""
MOST_OF_FIELD = 20
MOST_LOOKED = 2 * MOST
"""Conditions whose leads are told one by one, to know which say the same."""

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class _Told:
    """A condition with its figures among all leads that teach, and which of them meet it."""

    found: Found
    bits: Bits
    p: float


def proposals_of(
    scored: Scored,
    leads: Leads,
    codes: NDArray[np.uint8],
    rows: Rows | None = None,
    leaks: Mapping[str, str] | None = None,
    stages: tuple[Stage, ...] = (),
    stopped: Stop = never,
) -> Proposals:
    """What the leads that teach propose beside the rules of the model.

    `leads`: those that are scored. `codes`, `rows`: as for `ground_of`; no cell and no outcome of
    other leads is looked at. `leaks`: fields that seem to know the outcome, and why: no candidate
    reads them; None: the guard is asked, which looks at all leads (`fields_that_know`), with the
    `stages` of the project. Raises `Stopped` where `stopped()` says so.
    """
    known = _known(scored, codes, rows)
    own = list(_own(scored, known))
    shown = tuple((line, evidence) for line, evidence, _ in own)
    if not known.all.converted or not known.all.not_converted:
        return Proposals(shown, all=known.all)
    sample = sample_of(known)
    leaks = fields_that_know(leads, scored.masks, stages) if leaks is None else leaks
    looked, left = look_at_fields(scored, leads, known, sample, leaks, stopped)
    done, not_done = look_at_activities(scored, leads, known, stopped)
    tried = looked.tried + done.tried
    singles = list(_told(_loudest([*looked.found, *done.found]), scored, known, stopped))
    paired = _paired(singles, [*looked.quiet, *done.quiet], scored, known, sample)
    pairs = list(_told(paired.found, scored, known, stopped))
    limit = sure_below([one.p for one in singles], tried)
    singles.sort(key=lambda one: (one.p > limit, *_telling(one.found)))
    hits = Hits(len(known.rows))
    for line, _, bits in own:
        hits.add(bits, Hitting(line.key, line.name))
    fresh, repeats, more = _fresh([*singles, *pairs], hits, MOST - len(pairs))
    write = Writer(scored.model)
    candidates = tuple(
        write(key, one.found, one.p, sure=one.p <= limit or one.found.sort is Sort.PAIR)
        for key, one in fresh
    )
    return Proposals(
        shown,
        candidates,
        tuple(repeats),
        (*left, *not_done),
        known.all,
        tried,
        paired.tried,
        round(UNLIKELY * tried),
        more,
        until_today=any(one.found.engagement for _, one in fresh)
        and share_after(scored, leads, known) != 0,
    )


def edited(
    candidate: Candidate,
    rule: Rule,
    scored: Scored,
    codes: NDArray[np.uint8],
    rows: Rows | None = None,
) -> Candidate:
    """The candidate with a rule that a person changed, and the evidence of the changed rule."""
    known = _known(scored, codes, rows)
    hit = packed(scored.masks.hit(rule, scored.sight)[known.rows])
    evidence = _evidence(hit, packed(known.converted), known)
    proposed = candidate.rule.note == note_of(candidate.evidence, candidate.beyond)
    if proposed and rule.note == candidate.rule.note:
        rule = replace(rule, note=note_of(evidence, None))
    return replace(
        candidate,
        rule=replace(rule, id=candidate.key),
        evidence=evidence,
        p=chance_of(evidence),
        sure=False,
        beyond=None,
    )


def _known(scored: Scored, codes: NDArray[np.uint8], rows: Rows | None) -> Known:
    """The leads that teach, with their outcomes and no others'."""
    teach, _ = that_teach(scored, codes, rows)
    told = np.full(len(scored), UNKNOWN, dtype=np.uint8)
    told[teach] = codes[teach]
    return Known(told)


def _own(scored: Scored, known: Known) -> Iterator[tuple[Line, Evidence, Bits]]:
    """The lines of the model, muted ones too, with their evidence and whom they are given to."""
    won = packed(known.converted)
    for group in scored.model.groups:
        for rule in group.rules:
            for line, planes in lines_of(Owner(rule, group.id, rule.id), scored, known.rows):
                yield line, _evidence(planes[0], won, known), planes[0]


def _evidence(bits: Bits, won: Bits, known: Known) -> Evidence:
    having, converted = number(bits), number(bits & won)
    return known.evidence(Tally(having, converted, having - converted))


def _telling(found: Found) -> tuple[float, bool, int, int, str]:
    """What tells more comes first; of a condition and its opposite the one that lifts, of those
    that say the same the one in fewest words."""
    evidence = found.evidence
    told = -round(evidence.information, 12)
    lowers = evidence.log_odds < 0
    return told, lowers, evidence.having.leads, len(found.name), found.name


def _loudest(found: Sequence[Found]) -> list[Found]:
    """Those that tell most: of each field some, and of all not too many to look at one by one."""
    of_field: dict[tuple[str, ...], int] = {}
    kept = []
    for one in sorted(found, key=_telling):
        of_field[one.of] = of_field.get(one.of, 0) + 1
        if of_field[one.of] <= MOST_OF_FIELD:
            kept.append(one)
    return kept[:MOST_LOOKED]


def _told(found: Sequence[Found], scored: Scored, known: Known, stopped: Stop) -> Iterator[_Told]:
    """Each with the figures of exactly the leads that its condition holds for."""
    won = packed(known.converted)
    for one in found:
        unless(stopped)
        bits = _bits(one.when, scored, known)
        exact = one.with_evidence(_evidence(bits, won, known))
        if exact.stands_out or one.sort is Sort.PAIR:
            yield _Told(exact, bits, exact.p)


def _bits(when: Condition, scored: Scored, known: Known) -> Bits:
    bits = scored.masks.bits(when, scored.sight)
    if len(known.rows) == len(scored):
        return bits
    return packed(unpacked(bits, 0, len(scored)).view(np.bool_)[known.rows])


def _paired(
    singles: Sequence[_Told],
    quiet: Sequence[Found],
    scored: Scored,
    known: Known,
    sample: Sample,
) -> Looked:
    """The pairs that add something, made of conditions that are found and of the model's rules."""
    own = [
        _Told(found, bits, 0.0)
        for rule in scored.model.rules()
        if rule.when is not None and isinstance(rule.award, Points) and not rule.muted
        for bits in (_bits(rule.when, scored, known),)
        for found in (
            Found(
                rule.name,
                (*rule.fields(), *types_asked(rule)),
                rule.when,
                Sort.VALUE,
                _evidence(bits, packed(known.converted), known),
                engagement=bool(rule.selections()),
            ),
        )
    ]
    bits_of: dict[Condition, Bits] = {}
    every = []
    for one in [*own, *singles]:
        if one.found.when not in bits_of:
            bits_of[one.found.when] = one.bits
            every.append(one.found)
    chosen = parts_of(every, [one for one in quiet if one.when not in bits_of])
    parts = []
    for found in chosen:
        bits = bits_of.get(found.when)
        bits = _bits(found.when, scored, known) if bits is None else bits
        parts.append(Part(found, unpacked(bits, 0, len(known.rows))[sample.places]))
    return pairs_of(parts, sample)


def _fresh(
    told: Sequence[_Told], hits: Hits, most: int
) -> tuple[list[tuple[str, _Told]], list[Repeat], int]:
    """Those that say something new, with their keys; what says the same as a line; how many more
    there are than can be proposed. Pairs always have their place."""
    fresh: list[tuple[str, _Told]] = []
    repeats: list[Repeat] = []
    pairs: set[str] = set()
    more = 0
    for one in told:
        found = one.found
        same = hits.find(one.bits)
        if same is not None:
            line, opposite = same
            # That a word says what the value says, or no what yes does, goes without saying; of
            # pairs that say the same as another pair there may be many.
            if line.of != found.of and line.key not in pairs:
                repeats.append(Repeat(found.name, line.key, line.name, opposite))
        elif len(fresh) >= most and found.sort is not Sort.PAIR:
            more += 1
        else:
            key = f"c{len(fresh) + 1}"
            fresh.append((key, one))
            hits.add(one.bits, Hitting(key, found.name, found.of))
            pairs |= {key} if found.sort is Sort.PAIR else set()
    return fresh, repeats, more
