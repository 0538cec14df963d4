"""Every command of the window as data; menus, shortcuts and the command search read this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workbench.places import PLACES


@dataclass(frozen=True)
class ActionSpec:
    """A command. `needs`: what must be there for it: "", "project", "model", "leads", "undo"...

    `text` carries the mnemonic; three dots where a dialog follows.
    """

    id: str
    menu: str
    text: str
    shortcut: str = ""
    needs: str = ""
    checkable: bool = False
    separated: bool = False


MENUS = ("&File", "&Edit", "&Model", "&View", "&Help")

ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("new", "&File", "&New project", "Ctrl+N"),
    ActionSpec("open", "&File", "&Open project…", "Ctrl+O"),
    ActionSpec("welcome", "&File", "&Welcome page"),
    ActionSpec("open_leads", "&File", "Open &leads…", "Ctrl+L", separated=True),
    ActionSpec("open_activities", "&File", "Open ac&tivities…", "Ctrl+Shift+L", "leads"),
    ActionSpec("open_accounts", "&File", "Open acco&unts…", "", "leads"),
    ActionSpec("open_deals", "&File", "Open &deals…", "", "leads"),
    ActionSpec("remove_activities", "&File", "Remove activities", "", "activities"),
    ActionSpec("remove_accounts", "&File", "Remove the table of accounts", "", "accounts"),
    ActionSpec("remove_deals", "&File", "Remove the deals", "", "deals"),
    ActionSpec("save", "&File", "&Save", "Ctrl+S", "project", separated=True),
    ActionSpec("save_as", "&File", "Save &as…", "Ctrl+Shift+S", "project"),
    ActionSpec("save_copy", "&File", "Save a copy without leads…", "", "project"),
    ActionSpec("save_list", "&File", "Save scored list…", "Ctrl+E", "leads", separated=True),
    ActionSpec("save_back_list", "&File", "List for another s&ystem…", "Ctrl+Alt+E", "leads"),
    ActionSpec("bring_model", "&File", "Bring in a model…", "", "project", separated=True),
    ActionSpec("open_model", "&File", "Add model from JSON…", "", "project"),
    ActionSpec("save_model", "&File", "Save model as JSON…", "", "model"),
    ActionSpec("print_page", "&File", "&Print…", "Ctrl+P", "project", separated=True),
    ActionSpec("save_page", "&File", "Save page as PD&F…", "", "project"),
    ActionSpec("project_name", "&File", "Project name and notes…", "", "project"),
    ActionSpec("close", "&File", "&Close project", "Ctrl+W", "project", separated=True),
    ActionSpec("quit", "&File", "&Quit", "Ctrl+Q"),
    ActionSpec("undo", "&Edit", "&Undo", "Ctrl+Z", "undo"),
    ActionSpec("redo", "&Edit", "&Redo", "Ctrl+Shift+Z", "redo"),
    ActionSpec("history", "&Edit", "&History…", "Ctrl+H", "project"),
    ActionSpec("find", "&Edit", "&Find leads", "Ctrl+F", "leads", separated=True),
    ActionSpec("commands", "&Edit", "Find a &command…", "Ctrl+K"),
    ActionSpec("add_rule", "&Model", "&Add rule", "Ctrl+R", "model"),
    ActionSpec("add_group", "&Model", "Add &group…", "Ctrl+G", "model"),
    ActionSpec("derived_fields", "&Model", "Derived &fields…", "Ctrl+Shift+F", "model"),
    ActionSpec("chances", "&Model", "C&hances to convert\u2026", "", "model"),
    ActionSpec("check_model", "&Model", "&Check the model…", "F7", "model", separated=True),
    ActionSpec("new_model", "&Model", "&New model…", "", "project", separated=True),
    ActionSpec("from_template", "&Model", "New model from &template…", "", "project"),
    ActionSpec("duplicate_model", "&Model", "&Duplicate model", "", "model"),
    ActionSpec("rename_model", "&Model", "&Rename model…", "", "model"),
    ActionSpec("model_note", "&Model", "Model n&ote…", "", "model"),
    ActionSpec("remove_model", "&Model", "Re&move model", "", "models"),
    ActionSpec("name_version", "&Model", "Save &version…", "Ctrl+Alt+S", "model", separated=True),
    ActionSpec("versions", "&Model", "Vers&ions…", "", "model"),
    ActionSpec("keep_scenario", "&Model", "&Keep as scenario…", "Ctrl+Shift+K", "model"),
    *(
        ActionSpec(f"page_{place.key}", "&View", place.text, place.keys, "project")
        for place in PLACES
    ),
    ActionSpec("larger", "&View", "&Bigger", "Ctrl++", separated=True),
    ActionSpec("smaller", "&View", "&Smaller", "Ctrl+-"),
    ActionSpec("normal", "&View", "&Normal size", "Ctrl+Alt+0"),
    ActionSpec("theme_system", "&View", "Theme of the s&ystem", checkable=True, separated=True),
    ActionSpec("theme_light", "&View", "L&ight", checkable=True),
    ActionSpec("theme_dark", "&View", "Dar&k", "Ctrl+Shift+D", checkable=True),
    ActionSpec("full_screen", "&View", "F&ull screen", "F11", checkable=True, separated=True),
    ActionSpec("shortcuts", "&Help", "&Keyboard", "F1"),
    ActionSpec("about", "&Help", "&About Leadbench"),
)


def build(
    owner: QWidget, bar: QMenuBar, handlers: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """Make every action, put it into its menu and connect it; by id.

    An action without a handler is a mistake of the table and raises KeyError.
    """
    menus: dict[str, QMenu] = {name: bar.addMenu(name) for name in MENUS}
    actions: dict[str, QAction] = {}
    for spec in ACTIONS:
        if spec.separated:
            menus[spec.menu].addSeparator()
        action = QAction(spec.text, owner)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        if spec.shortcut:
            keys = [QKeySequence(spec.shortcut)]
            if spec.id == "larger":
                keys.append(QKeySequence("Ctrl+="))
            if spec.id == "redo":
                keys.append(QKeySequence("Ctrl+Y"))
            action.setShortcuts(keys)
        handler = handlers[spec.id]
        action.triggered.connect(lambda _checked=False, handler=handler: handler())
        menus[spec.menu].addAction(action)
        actions[spec.id] = action
    return actions


def enable(actions: Mapping[str, QAction], present: frozenset[str]) -> None:
    """Enable exactly the actions whose need is present."""
    for spec in ACTIONS:
        actions[spec.id].setEnabled(not spec.needs or spec.needs in present)
