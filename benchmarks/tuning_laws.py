"""Whether the search of a tuning keeps its laws: the best card there is, and within the reins.

Small questions are answered by looking at every lawful card as well: with limits and fading of
groups, points given several times, tables, weights of leads, all aims, with and without reins. Then
random reins on more lines, the search cancelled somewhere on its way in nine of ten: no card may
break a rein, and what no card keeps must be refused.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from itertools import combinations
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.tuning.lawful import contradictions
from models.tuning.programme import demands_of
from models.tuning.search import ascent
from models.tuning.together import clashes
from tests.models.tuning.cases import AIMS, LOOSE, Answer, Case, answer, drawn_case, gap, sized
from tests.models.tuning.exhaustion import any_keeping, any_lawful, certified, few_move
from tests.models.tuning.grounds import keeps

TIGHT = 0.4
"""How many reins a drawn case has: most can be kept, some cannot."""


def certify(number: int, *, alone: bool) -> bool:
    """So many cases for each aim with and without reins. `alone`: the search may not look at all
    cards either, as it does where they are few: its moves must find the best.
    """
    said = "by moves alone" if alone else "as it is"
    print(f"\n### The best of all lawful cards, 4 to 12 lines, 1 to 3 with points: {said}\n")
    print("| aim | reins | cases | best found | none found | largest gap |")
    print("|---|---|---:|---:|---:|---:|")
    whole = True
    for place, aim in enumerate(AIMS):
        for tight, said in ((0.0, "bounds"), (TIGHT, "all kinds")):
            dice = random.Random(100 * place + int(10 * tight))
            gaps: list[float] = []
            while len(gaps) < number:
                case = drawn_case(dice, aim, tight=tight)
                if certified(case.ground, case.reins, case.aim, case.size) is None:
                    continue
                found = answer(case)
                assert not found.wrong, found.wrong
                gaps.append(inf if found.card is None else max(0.0, gap(case, found.card)))
            best = sum(each <= LOOSE for each in gaps)
            whole &= best == number
            worst = max((each for each in gaps if LOOSE < each < inf), default=0)
            none = gaps.count(inf)
            row = f"| {aim.goal} | {said} | {number} | {best} | {none} | {worst:.2g} |"
            print(row, flush=True)
    return whole


def prove_contradictions(number: int) -> bool:
    """What no lawful card keeps is said to contradict itself, and nothing else; of what is named
    nothing could be spared.
    """
    dice = random.Random(12)
    seen: Counter[tuple[bool, bool]] = Counter()
    named = larger = 0
    while sum(seen.values()) < number:
        case = drawn_case(dice, AIMS[0], tight=0.7, most_lines=6, leads=20)
        if case.reins.most_moved is not None:
            continue  # a question of leads, of which contradictions say nothing
        lawful = any_lawful(case.ground, case.reins, case.size)
        seen[lawful, not contradictions(case.ground, sized(case))] += 1
        if lawful or len(case.ground.lines) > 5:
            continue
        now, demands = case.ground.now, demands_of(case.ground, sized(case))
        for clash in clashes(now, demands):
            named += 1
            fewer = combinations(clash, len(clash) - 1)
            larger += any_keeping(now, clash) or not all(any_keeping(now, left) for left in fewer)
    print("\n### Contradictions, proved by looking at all cards\n")
    print("| sets of reins | a card keeps them | none does | said wrongly |\n|---:|---:|---:|---:|")
    yes, no = seen[True, True], seen[False, False]
    print(f"| {number:,} | {yes:,} | {no:,} | {number - yes - no:,} |")
    print(f"\nOf {named:,} clashes between reins of up to 5 lines {larger:,} could be smaller.")
    return yes + no == number and not larger


def try_reins(number: int) -> bool:
    """Random reins on 4 to 20 lines; most of the searches are cancelled somewhere on their way.
    Where no card is given all cards are looked at.
    """
    dice = random.Random(13)
    seen: Counter[str] = Counter()
    for turn in range(number):
        case = drawn_case(dice, AIMS[turn % 4], tight=TIGHT, most_lines=20, leads=80)
        found = answer(case, None if turn % 10 == 0 else dice.randint(0, 8))
        breaks = _breaks(case, found)
        possible = found.card is not None or any_lawful(case.ground, case.reins, case.size)
        clash = contradictions(case.ground, sized(case))
        # Whether so few MQLs may move only the leads can tell: no contradiction says so.
        silent = not clash and case.reins.most_moved is not None
        wrong = bool(clash) if possible else not clash and not silent
        seen["can be kept" if possible else "cannot"] += 1
        seen["answered"] += found.card is not None
        seen["told wrongly"] += wrong
        seen["violations"] += bool(breaks)
        if breaks or wrong:
            print(f"set {turn}: {breaks[:1]} {clash}", flush=True)
    print("\n### Random sets of reins\n")
    names = ("can be kept", "answered", "cannot", "told wrongly", "violations")
    print(f"| sets | {' | '.join(names)} |\n|---:|---:|---:|---:|---:|---:|")
    print(f"| {number:,} | {' | '.join(f'{seen[name]:,}' for name in names)} |", flush=True)
    share = seen["answered"] / max(1, seen["can be kept"])
    return not seen["violations"] and not seen["told wrongly"] and share >= 0.9


def _breaks(case: Case, found: Answer) -> tuple[str, ...]:
    """What is wrong with an answer, also by the description of the reins alone."""
    if found.card is None:
        return found.wrong
    points = found.card.points
    lawful = keeps(case.ground.lines, sized(case), points)
    few = few_move(case.ground, case.reins, points)
    return (*found.wrong, *(() if lawful and few else (f"{points} breaks a rein.",)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cases", type=int, default=25, help="for each aim, with reins and without; 0: none"
    )
    parser.add_argument("--sets", type=int, default=10_000)
    asked = parser.parse_args()
    begin = time.process_time()
    kept = []
    if asked.cases:
        look_at_all = ascent.few
        ascent.few = lambda _: False
        kept.append(certify(asked.cases, alone=True))
        ascent.few = look_at_all
        kept.append(certify(asked.cases, alone=False))
    kept += [prove_contradictions(max(200, asked.sets // 5)), try_reins(asked.sets)]
    took = time.process_time() - begin
    print(f"\n{'All kept' if all(kept) else '**Missed**'}; {took:,.0f} s of CPU.")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    raise SystemExit(main())
