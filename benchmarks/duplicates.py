"""Duplicates among leads: how many of those that were planted are found, how many others, how long.

A list of people at companies with planted repeats: typos, lost accents, words turned round, other
legal forms, other e-mails; and with what must not be joined: namesakes elsewhere, colleagues who
share info@, mail at free hosts, names that say nobody.
"""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pandas as pd
from _side_by_side import Goal, options, print_goals, print_times

from models.leads.duplicates.find import Duplicates, find_duplicates
from models.leads.duplicates.merging import merge_rows
from models.leads.duplicates.picking import groups_by_rule
from models.leads.duplicates.rule import DuplicateRule, Match
from models.leads.fields import Input, Recipe, Role
from models.leads.raw import RawTable, column_of
from models.leads.table import Leads

Pair = tuple[int, int]
Row = tuple[str, str, str, str]

FIRST = (
    "Anna Anne Andrea Antonia Barbara Beatrice Carla Catherine Christina Claire Daniela Elena "
    "Elisabeth Emma Eva Françoise Gabriele Helene Inés Ingrid Isabelle Jana Johanna Julia Karin "
    "Katharina Laura Lena Lucía Magdalena Maria Martina Monika Nicole Olga Patricia Renée Sandra "
    "Sofia Susanne Teresa Ursula Valerie Zoë Alexander Andreas Anton Bernd Björn Carlos Christian "
    "Daniel David Dieter Édouard Erik Felix Florian François Frank Georg Giovanni Gregor Günter "
    "Hans Heinrich Ivan Jan Jean Jens Johannes José Jürgen Karl Klaus Lars Leon Lorenzo Lukas "
    "Marc Marco Markus Martin Matthias Michael Nikolai Oliver Óscar Paul Peter Philippe Rafael "
    "Ralf Richard Robert Sébastien Simon Stefan Thomas Tobias Ulrich Viktor Walter Wolfgang"
).split()
STARTS = "Al An Ba Be Bo Bra Chri Da De Do E Fal Fei Ga Gol Gran Gru Ha Hel Ho Ja Jo Ka Kel Ko Kra"
STARTS += (
    " La Le Lin Lo Ma Mei Mo Mül Na No Ol Pa Pe Pra Qui Ra Rei Ro Sal San Schä Schu Se Si Stei"
)
STARTS += " Ta Tho Tre Ul Va Ve Vo Wa Wei Wi Wo Ya Za Zie"
ENDS = (
    "ber berg bach bauer dahl dorf dez feld fen ford gart genov haus hofer kamp kin ler lund mann"
)
ENDS += " meyer moser naud nelli nen ner poulos quist rat rez rino rossi schmidt sen ski son"
ENDS += " stein ström tini ton vić wald well wig witz yama zoni"
TRADES = (
    "Logistics Software Systems Foods Energy Bau Consulting Industries Medical Partners Design "
    "Networks Chemie Motors Textil Capital Media Robotics Travel Packaging"
).split()
FORMS = ("GmbH", "Inc.", "Ltd", "S.A.", "AG", "B.V.", "LLC", "")
FREE = ("gmail.com", "web.de", "yahoo.com", "outlook.com")


def plain(text: str) -> str:
    """The text as it is typed without accents."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


class Planted:
    """Rows (id, e-mail, name, company) and the pairs of rows that are one person's, by kind."""

    def __init__(self, rows: int, seed: int = 4) -> None:
        self.dice = random.Random(seed)
        self.rows: list[Row] = []
        self.person: list[int] = []
        self.kind: list[str] = []
        starts, ends = STARTS.split(), ENDS.split()
        self.last = sorted(start + end for start in starts for end in ends)
        self.companies = self._companies(rows // 4)
        changes = self.changes()
        people = 0
        while len(self.rows) < rows:
            row = self._somebody(people)
            self._add(row, people, "")
            if self.dice.random() < 0.12:
                kind = self.dice.choice(self._possible(row, sorted(changes)))
                self._add(changes[kind](row), people, kind)
            people += 1
        order = list(range(len(self.rows)))
        self.dice.shuffle(order)
        self.rows = [self.rows[place] for place in order]
        self.person = [self.person[place] for place in order]
        self.kind = [self.kind[place] for place in order]

    def _companies(self, many: int) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        while len(found) < many:
            name = f"{self.dice.choice(self.last)} {self.dice.choice(TRADES)}"
            found.setdefault(name, plain(name.replace(" ", "-").lower()) + ".com")
        return list(found.items())

    def _somebody(self, number: int) -> Row:
        company, host = self.companies[int(len(self.companies) * self.dice.random() ** 1.6)]
        first, last = self.dice.choice(FIRST), self.dice.choice(self.last)
        mail = plain(f"{first}.{last}{number}").lower()
        draw = self.dice.random()
        if draw < 0.06:
            email = f"info@{host}"
        elif draw < 0.2:
            email = f"{mail}@{self.dice.choice(FREE)}"
        else:
            email = "" if draw > 0.92 else f"{mail}@{host}"
        name = "N/A" if self.dice.random() < 0.01 else f"{first} {last}"
        form = self.dice.choice(FORMS)
        return f"L{number}", email, name, f"{company} {form}".strip()

    def _possible(self, row: Row, kinds: list[str]) -> list[str]:
        """Changes after which the row is still to be known: by an own e-mail, by a name."""
        if row[2] == "N/A":
            return ["same id"]
        own = row[1] and not row[1].startswith("info@")
        return kinds if own else [kind for kind in kinds if kind != "same e-mail"]

    def _add(self, row: Row, person: int, kind: str) -> None:
        self.rows.append(row)
        self.person.append(person)
        self.kind.append(kind)

    def changes(self) -> dict[str, Callable[[Row], Row]]:
        """What becomes of a lead that is typed in again."""

        def fresh() -> str:
            return f"R{self.dice.randrange(10**9)}"

        def other(row: Row) -> str:
            return self.dice.choice(("", f"x{self.dice.randrange(10**9)}@gmail.com"))

        def turned(name: str) -> str:
            first, _, last = name.partition(" ")
            return f"{last}, {first}" if last else name

        return {
            "same id": lambda row: (row[0], other(row), row[2], row[3]),
            "same e-mail": lambda row: (fresh(), row[1].upper(), row[2].split()[-1], row[3]),
            "typo in the name": lambda row: (fresh(), other(row), self._typo(row[2]), row[3]),
            "accents lost": lambda row: (fresh(), other(row), plain(row[2]), plain(row[3])),
            "words turned round": lambda row: (fresh(), other(row), turned(row[2]), row[3]),
            "another legal form": lambda row: (
                *(fresh(), other(row), row[2]),
                f"{row[3].removesuffix(' S.A.').removesuffix(' GmbH')} Ltd.".upper(),
            ),
            "typo in the company": lambda row: (fresh(), other(row), row[2], self._typo(row[3])),
        }

    def _typo(self, text: str) -> str:
        place = self.dice.randrange(1, max(2, len(text) - 1))
        letter = self.dice.choice("aeinrst")
        match self.dice.randrange(4):
            case 0:
                return text[:place] + text[place + 1 :]
            case 1:
                return text[:place] + letter + text[place:]
            case 2:
                return text[:place] + letter + text[place + 1 :]
            case _:
                return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]

    def pairs(self) -> dict[Pair, str]:
        """The rows that are one person's, and how the second came to be."""
        held: dict[int, list[int]] = {}
        for row, person in enumerate(self.person):
            held.setdefault(person, []).append(row)
        return {
            (min(rows), max(rows)): self.kind[rows[0]] or self.kind[rows[1]]
            for rows in held.values()
            if len(rows) == 2
        }

    def leads(self) -> Leads:
        """The rows as leads."""
        fields = ("Id", "Email", "Name", "Company")
        columns = tuple(
            column_of(name, [row[place] for row in self.rows]) for place, name in enumerate(fields)
        )
        roles = {"Id": Role.ID, "Email": Role.EMAIL, "Company": Role.ACCOUNT}
        inputs = tuple(Input(name, role=roles.get(name, Role.FIELD)) for name in fields)
        return Leads(RawTable(columns, len(self.rows)), Recipe(inputs))


def by_email(leads: Leads) -> set[Pair]:
    """What a spreadsheet or a line of pandas finds: the same e-mail, capitals ignored."""
    column = leads.raw.columns[1]
    mails = pd.Series([column[row] for row in range(len(leads))]).str.strip().str.lower()
    filled = mails[mails != ""]
    return pairs_in(rows for rows in filled.groupby(filled).groups.values() if len(rows) > 1)


def pairs_in(groups: Iterable[Iterable[int]]) -> set[Pair]:
    """All pairs of rows that are in one group."""
    return {pair for rows in groups for pair in combinations(sorted(map(int, rows)), 2)}


def found_of(duplicates: Duplicates) -> set[Pair]:
    return pairs_in(group.rows for group in duplicates.groups)


def main() -> int:
    given = options(__doc__ or "")
    planted = Planted(10_000 if given.quick else 100_000)
    leads, truth = planted.leads(), planted.pairs()
    began = time.process_time()
    duplicates = find_duplicates(leads, tuple(Match), 0.9)
    took = time.process_time() - began
    rule = DuplicateRule(by=tuple(Match))
    began = time.process_time()
    merge_rows(leads.raw, groups_by_rule(leads, duplicates, rule), fill=True)
    merging = time.process_time() - began
    began = time.process_time()
    emails = by_email(leads)
    pandas = time.process_time() - began
    found, known = found_of(duplicates), set(truth)
    print(f"\n### {len(leads):,} leads, {len(truth):,} of them repeat another\n")
    print("| planted | pairs | found | by e-mail in pandas |\n|---|---:|---:|---:|")
    for kind in sorted(set(truth.values())):
        of_kind = {pair for pair, made in truth.items() if made == kind}
        ours, theirs = len(of_kind & found) / len(of_kind), len(of_kind & emails) / len(of_kind)
        print(f"| {kind} | {len(of_kind):,} | {100 * ours:.1f} % | {100 * theirs:.1f} % |")
    recall, wrong = len(found & known) / len(known), len(found - known)
    precision = 1 - wrong / len(found)
    print(
        f"| all | {len(known):,} | {100 * recall:.1f} % | "
        f"{100 * len(known & emails) / len(known):.1f} % |"
    )
    print(
        f"\nPairs joined that are two people: {wrong:,} of {len(found):,}; by e-mail in pandas "
        f"{len(emails - known):,} of {len(emails):,} (colleagues who share info@)."
    )
    print_times(
        "CPU",
        {
            "found by id, e-mail, name and company": took * 1e3,
            "merged by the rule": merging * 1e3,
            "by e-mail in pandas": pandas * 1e3,
        },
    )
    met = print_goals(
        [
            Goal("CPU seconds to find", 10, took),
            Goal("planted pairs that are found", 0.9, recall, at_least=True),
            Goal("joined pairs that are one person", 0.97, precision, at_least=True),
        ],
        judged=not given.quick,
    )
    return 0 if met or not given.strict else 1


if __name__ == "__main__":
    sys.exit(main())
