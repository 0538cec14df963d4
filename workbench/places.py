"""The pages of a project in the order of the rail, and what menus, shortcuts and rail know of each.

A new page is a line here. Nothing of a page is loaded before it is first shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page. `text` carries the mnemonic of the menu; `page`: its class in `workbench.pages`.

    `apart`: a gap parts it from the page before.
    """

    key: str
    icon: str
    text: str
    keys: str
    page: str
    apart: bool = False

    @property
    def name(self) -> str:
        """What the rail calls it."""
        return self.text.replace("&", "")

    @property
    def module(self) -> str:
        """Where its class is."""
        return f"workbench.pages.{self.key}.page"


PLACES = (
    Place("data", "data", "&Data", "Ctrl+1", "DataPage"),
    Place("quality", "clipboard", "&Quality", "Ctrl+2", "QualityPage"),
    Place("model", "tune", "&Model", "Ctrl+3", "ModelPage", apart=True),
    Place("leads", "people", "&Leads", "Ctrl+4", "LeadsPage"),
    Place("evaluate", "chart", "&Evaluate", "Ctrl+Shift+E", "EvaluatePage", apart=True),
    Place("compare", "compare", "Com&pare", "Ctrl+5", "ComparePage"),
    Place("trial", "scale", "Li&ve test", "Ctrl+Shift+B", "TrialPage"),
    Place("thresholds", "flag", "T&hresholds", "Ctrl+Shift+T", "ThresholdsPage"),
    Place("whatif", "lightbulb", "&What if", "Ctrl+Shift+W", "WhatIfPage"),
    Place("tune", "wand", "&Tune", "Ctrl+Shift+U", "TunePage"),
    Place("drift", "drift", "Dri&ft", "Ctrl+Shift+I", "DriftPage"),
    Place("export", "export", "Expo&rt", "Ctrl+Shift+X", "ExportPage"),
    Place("matrix", "columns", "Matri&x", "Ctrl+6", "MatrixPage", apart=True),
    Place("time", "history", "&Over time", "Ctrl+7", "TimePage"),
    Place("customer", "target", "&Customer", "Ctrl+8", "CustomerPage"),
    Place("accounts", "domain", "&Accounts", "Ctrl+9", "AccountsPage"),
    Place("game", "trophy", "Pro&gramme", "Ctrl+0", "GamePage"),
)


def at(key: str) -> int:
    """The position of a page in the rail."""
    return next(number for number, place in enumerate(PLACES) if place.key == key)


DATA = at("data")
QUALITY = at("quality")
MODEL = at("model")
LEADS = at("leads")
EVALUATE = at("evaluate")
COMPARE = at("compare")
TRIAL = at("trial")
THRESHOLDS = at("thresholds")
WHATIF = at("whatif")
TUNE = at("tune")
DRIFT = at("drift")
EXPORT = at("export")
MATRIX = at("matrix")
TIME = at("time")
CUSTOMER = at("customer")
ACCOUNTS = at("accounts")
GAME = at("game")
