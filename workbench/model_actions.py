"""Commands on scoring models and versions: each asks for what it needs and applies an edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.project.edits import (
    AddGroup,
    AddModel,
    AddRules,
    ChangeModel,
    ChangeProject,
    ChooseModel,
    NameVersion,
    RemoveModel,
)
from models.project.start import FIRST_GROUPS, empty_model
from models.scoring.conditions import FieldTest, Test
from models.scoring.model import Group, Points, Rule
from models.scoring.model_json import read_model
from workbench.dialogs import ask_name, ask_note
from workbench.session import Session, now


class ModelActions:
    """What the Model menu does."""

    def __init__(self, window: QWidget, session: Session) -> None:
        self._window = window
        self._session = session

    def new_model(self) -> None:
        """Add an empty model under a name."""
        project = self._session.project
        if project is None:
            return
        id_ = project.fresh_model_id()
        ask_name(
            self._window,
            "New model",
            "Name",
            f"Model {len(project.models) + 1}",
            "Add model",
            lambda name: self._apply(AddModel(empty_model(id_, name))),
        )

    def duplicate_model(self) -> None:
        """Add a copy of the chosen model and show it."""
        project, model = self._session.project, self._session.model
        if project is None or model is None:
            return
        copy = replace(model, id=project.fresh_model_id(), name=f"{model.name}, copy")
        self._apply(AddModel(copy))

    def rename_model(self) -> None:
        """Give the chosen model another name."""
        model = self._session.model
        if model is not None:
            ask_name(
                self._window,
                "Rename model",
                "Name",
                model.name,
                "Rename",
                lambda name: self._apply(ChangeModel(replace(model, name=name))),
            )

    def note(self) -> None:
        """Write the note of the chosen model."""
        model = self._session.model
        if model is not None:
            ask_note(
                self._window,
                f"Note on {model.name}",
                model.notes,
                lambda text: self._apply(ChangeModel(replace(model, notes=text))),
            )

    def choose(self, model_id: str) -> None:
        """Show another model."""
        self._apply(ChooseModel(model_id))

    def remove_model(self) -> None:
        """Take the chosen model out; undo brings it back."""
        model = self._session.model
        if model is not None:
            self._apply(RemoveModel(model.id))

    def add_from_file(self, path: Path) -> None:
        """Add a model from its JSON file."""
        project = self._session.project
        if project is not None:
            model = read_model(path)
            self._apply(AddModel(replace(model, id=project.fresh_model_id())))

    def name_version(self) -> None:
        """Keep the chosen model as it is under a name."""
        project, model = self._session.project, self._session.model
        if project is None or model is None:
            return
        number = len(project.versions_of(model.id)) + 1
        ask_name(
            self._window,
            "Save version",
            "Name",
            f"v{number}",
            "Save version",
            self._keep_version,
            "The model as it is now is kept under this name. Later changes are shown against it.",
        )

    def _keep_version(self, name: str) -> None:
        project, model = self._session.project, self._session.model
        if project is None or model is None:
            return
        taken = {version.id for version in project.versions}
        number = len(taken) + 1
        while f"v{number}" in taken:
            number += 1
        self._apply(NameVersion(model.id, f"v{number}", name, now(), self._session.author))

    def add_group(self) -> None:
        """Add an empty group under a name."""
        model = self._session.model
        if model is not None:
            id_ = model.fresh_id("g")
            ask_name(
                self._window,
                "Add group",
                "Name",
                "",
                "Add group",
                lambda name: self._apply(AddGroup(model.id, Group(id_, name), len(model.groups))),
                "Rules in a group share its limits.",
            )

    def add_rule(self, group_id: str = "") -> str:
        """Add a rule on the first field to a group (the first) and choose it; gives its id."""
        model, project = self._session.model, self._session.project
        if model is None or project is None:
            return ""
        if not model.groups:
            self._apply(AddGroup(model.id, FIRST_GROUPS[0], 0))
            model = self._session.model or model
        chosen = model.group_of(self._session.rule)
        group = model.group(group_id) or chosen or model.groups[0]
        used = set(model.fields())
        names = [item.name for item in project.recipe if item.role.value == "field"]
        name = next((n for n in names if n not in used), names[0] if names else "Field")
        rule = Rule(model.fresh_id("r"), name, Points(5), FieldTest(name, Test.IS_KNOWN))
        self._apply(AddRules(model.id, group.id, len(group.rules), (rule,)))
        self._session.choose_rule(rule.id)
        return rule.id

    def project_name(self) -> None:
        """Rename the project."""
        project = self._session.project
        if project is not None:
            ask_name(
                self._window,
                "Project name",
                "Name",
                project.name,
                "Rename",
                lambda name: self._apply(ChangeProject(name, project.notes)),
            )

    def _apply(self, edit: object) -> None:
        self._session.apply(edit)  # type: ignore[arg-type]
