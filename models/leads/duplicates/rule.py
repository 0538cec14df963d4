"""The rule that merges duplicated leads: by what they are the same, and which one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """By what two leads are taken for the same one."""

    ID = "id"
    EMAIL = "e-mail"
    NAME = "similar name and company"


class Keep(StrEnum):
    """Which lead of a group is kept."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FULLEST = "fullest"
    FIRST = "first in the file"


@dataclass(frozen=True)
class DuplicateRule:
    """How duplicated leads are found and merged.

    `fill`: blank cells of the lead that is kept are taken from the others. `alike`: how like two
    names must be, from 0 to 1, to be taken for one. `apart`: ids of leads that somebody said are
    not the same as others; they are merged with nobody.
    """

    by: tuple[Match, ...] = (Match.ID, Match.EMAIL)
    keep: Keep = Keep.NEWEST
    fill: bool = True
    alike: float = 0.9
    apart: tuple[str, ...] = ()
