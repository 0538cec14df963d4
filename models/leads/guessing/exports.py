"""Which system's export a table is, recognised by its headers as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.leads.guessing.crm_names import EXPORTS, ExportNames
from models.leads.guessing.shapes import plain_name
from models.leads.wording import listed

FEWEST = 3
"""Known headers that a system is recognised by, one of them a sure one and one a usual one."""
_SHOWN = 3


@dataclass(frozen=True)
class Recognised:
    """The export that a table looks like, and the headers that say so, the surest first."""

    export: ExportNames
    headers: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For the person who reads the file."""
        more = len(self.headers) - _SHOWN
        rest = f" and {more} more that it writes" if more > 0 else ""
        return (
            f"This looks like an export of {self.export.name}: it has "
            f"{listed(self.headers[:_SHOWN])}{rest}."
        )


def recognised(headers: Iterable[str]) -> Recognised | None:
    """The known export with the most of its headers here; None where too few are."""
    by_name = {plain_name(header): header for header in reversed(list(headers))}
    best: Recognised | None = None
    most = 0
    for export in EXPORTS:
        sure = _found(export.sure, by_name)
        usual = _found(export.usual, by_name, but=sure)
        if not sure or not usual or len(sure) + len(usual) < FEWEST:
            continue
        weight = 2 * len(sure) + len(usual)
        if weight > most:
            best, most = Recognised(export, (*sure, *usual)), weight
    return best


def _found(
    names: tuple[str, ...], by_name: dict[str, str], but: tuple[str, ...] = ()
) -> tuple[str, ...]:
    plain = dict.fromkeys(plain_name(name) for name in names)
    found = (by_name[name] for name in plain if name in by_name)
    return tuple(header for header in found if header not in but)
