"""The score of an account, made of the scores of its leads. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.leads.free_mail import FREE_MAIL_VERSION
from models.scoring.awards import RangePoints
from models.scoring.rules import Rule
from models.scoring.scale import Scale


class AccountMeasure(StrEnum):
    """What is measured of the leads of an account. The values are the words in the file."""

    HIGHEST = "highest score"
    TOP = "sum of the top scores"
    IN_BAND = "leads in a band"
    DISTINCT = "distinct values"


@dataclass(frozen=True)
class AccountPart:
    """One part of an account's score: times x min(what is measured, most).

    `top`: how many scores are summed. `band`: leads in it or above count. `field`: a field of the
    leads whose distinct values (by key, blanks not) count. `most` None: no limit.
    """

    measure: AccountMeasure
    top: int = 3
    band: str = ""
    field: str = ""
    times: int = 1
    most: int | None = None


@dataclass(frozen=True)
class AccountScore:
    """How accounts are found and scored (semantics 13).

    `field`: the field of a lead that names its account; where it is blank, the domain of the
    e-mail field `email` (hosts of the list `free_mail` are no account). A lead without either has
    none. Both fields are text; one of another kind names no account.
    The score: sum of `parts` and of `rules` on account fields, clamped to `scale`. `raises`:
    points by range of the account's score that are added to its leads' own scores.
    """

    field: str = ""
    email: str = ""
    parts: tuple[AccountPart, ...] = (AccountPart(AccountMeasure.HIGHEST),)
    rules: tuple[Rule, ...] = ()
    scale: Scale = Scale()
    raises: tuple[RangePoints, ...] = ()
    free_mail: str = FREE_MAIL_VERSION
