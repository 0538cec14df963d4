"""How a row of the list of rules stands when it is painted."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.editors.card_places import Zone


@dataclass(frozen=True)
class State:
    """How a row stands: under the mouse, chosen, with the keyboard's focus, and in which layout.

    `edited`: real inputs lie over its points. `hot`: the part under the mouse.
    """

    hover: bool = False
    chosen: bool = False
    focus: bool = False
    compact: bool = False
    edited: bool = False
    hot: Zone | None = None
