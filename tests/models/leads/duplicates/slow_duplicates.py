"""Duplicates found by comparing every lead with every other; slow, and sharing only the folding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from models.leads.duplicates.folding import (
    address,
    business_domain,
    folded_company,
    folded_name,
    is_shared,
)

MOST = 50


@dataclass(frozen=True)
class Person:
    """A row as it was drawn."""

    id: str = ""
    email: str = ""
    name: str = ""
    company: str = ""


def common_letters(one: str, other: str) -> int:
    """The length of the longest common subsequence, by the table of the textbook."""
    before = [0] * (len(other) + 1)
    for letter in one:
        now = [0]
        for place, second in enumerate(other):
            same = before[place] + 1 if letter == second else 0
            now.append(max(same, before[place + 1], now[place]))
        before = now
    return before[-1]


def alike(one: str, other: str) -> float:
    """How alike two folded texts are."""
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return 0.0
    sorted_words = " ".join(sorted(one.split())), " ".join(sorted(other.split()))
    best = max(common_letters(one, other), common_letters(*sorted_words))
    return 2 * best / (len(one) + len(other))


def one_word(name: str) -> bool:
    """Whether a name is one word in a script that has spaces; Chinese has none."""
    return " " not in name and not any(ord(letter) >= 0x2E80 for letter in name)


class Slow:
    """The groups of some rows, found by all pairs."""

    def __init__(self, people: Sequence[Person], by: Sequence[str], threshold: float) -> None:
        self.people, self.threshold = people, threshold
        self.names = [folded_name(person.name) for person in people]
        self.companies = [folded_company(person.company) for person in people]
        self.mails = [address(person.email) for person in people]
        words = [one_word(name) for name in self.names if name]
        self.last_names = 2 * sum(words) > len(words)
        if not self.last_names:
            self.names = ["" if one_word(name) else name for name in self.names]
        self.hosts = self._hosts()
        rows = range(len(people))
        certain = [
            {pair for pair in combinations(rows, 2) if test(*pair)}
            for word, test in (("id", self.same_id), ("email", self.same_mail))
            if word in by
        ]
        if "name" in by:
            certain.append({pair for pair in combinations(rows, 2) if self.same_person(*pair)})
        nodes = self._joined([pair for pairs in certain for pair in self._small(pairs)])
        links = {}
        if "name" in by:
            for one, other in combinations(rows, 2):
                like = self.like(one, other)
                first, second = sorted((nodes[one], nodes[other]))
                if like and first != second:
                    links[first, second] = max(like, links.get((first, second), 0.0))
        self.groups = self._complete(nodes, links)

    def same_id(self, one: int, other: int) -> bool:
        first, second = self.people[one].id, self.people[other].id
        return first == second != ""

    def same_mail(self, one: int, other: int) -> bool:
        mail = self.mails[one]
        if not mail or mail != self.mails[other]:
            return False
        return not is_shared(mail) or (
            self.names[one] != ""
            and sorted(self.names[one].split()) == sorted(self.names[other].split())
        )

    def same_person(self, one: int, other: int) -> bool:
        """The same name at the same company and host: certain, like an id."""
        return (
            self.names[one] == self.names[other] != ""
            and self.companies[one] == self.companies[other]
            and self.hosts[one] == self.hosts[other]
            and (self.companies[one] != "" or self.hosts[one] != "")
            and (not self.last_names or self._mail_key(one) == self._mail_key(other))
        )

    def like(self, one: int, other: int) -> float:
        """How alike the names are where the companies are; 0 where they are not."""
        if not self.names[one] or not self.names[other]:
            return 0.0
        mails = self._mail_key(one), self._mail_key(other)
        if self.last_names and mails[0] and mails[1] and mails[0] != mails[1]:
            return 0.0
        if not self.same_company(one, other):
            return 0.0
        found = alike(self.names[one], self.names[other])
        return found if found >= self.threshold - 1e-9 else 0.0

    def same_company(self, one: int, other: int) -> bool:
        if self.hosts[one] == self.hosts[other] != "":
            return True
        first, second = self.companies[one], self.companies[other]
        if not first or not second:
            return False
        return alike(first, second) >= max(self.threshold, 0.9) - 1e-9

    def _mail_key(self, row: int) -> tuple[str, ...]:
        """What of an e-mail tells people apart."""
        mail = self.mails[row]
        if not mail or (is_shared(mail) and not self.names[row]):
            return ()
        if is_shared(mail):
            return mail, *sorted(self.names[row].split())
        return (mail,)

    def _hosts(self) -> list[str]:
        hosts = [
            business_domain(mail) if self.mails.count(mail) <= MOST else "" for mail in self.mails
        ]
        users: dict[str, set[str]] = {}
        for host, company in zip(hosts, self.companies, strict=True):
            if company:
                users.setdefault(host, set()).add(company)
        return [host if len(users.get(host, ())) <= 3 else "" for host in hosts]

    def _small(self, pairs: set[tuple[int, int]]) -> list[tuple[int, int]]:
        near: dict[int, int] = {}
        for pair in pairs:
            for row in pair:
                near[row] = near.get(row, 0) + 1
        return [pair for pair in pairs if near[pair[0]] < MOST]

    def _joined(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        nodes = list(range(len(self.people)))
        for one, other in pairs:
            low, high = sorted((nodes[one], nodes[other]))
            nodes = [low if node == high else node for node in nodes]
        return nodes

    def _complete(
        self, nodes: list[int], links: dict[tuple[int, int], float]
    ) -> set[tuple[int, ...]]:
        group = {node: frozenset([node]) for node in nodes}
        for one, other in sorted(links, key=lambda pair: (-round(links[pair], 9), pair)):
            ours, theirs = group[one], group[other]
            if ours == theirs or sum(node in ours | theirs for node in nodes) > MOST:
                continue
            if all(tuple(sorted((a, b))) in links for a in ours for b in theirs):
                for node in ours | theirs:
                    group[node] = ours | theirs
        held: dict[frozenset[int], list[int]] = {}
        for row, node in enumerate(nodes):
            held.setdefault(group[node], []).append(row)
        return {tuple(rows) for rows in held.values() if len(rows) > 1}
