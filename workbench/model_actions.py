"""Commands on scoring models and versions: each asks for what it needs and applies an edit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.evaluation.whatif.suppositions import Supposition, together
from models.project.document import Scenario
from models.project.edits import (
    AddModel,
    AddScenario,
    ChangeModel,
    ChangeProject,
    ChooseModel,
    NameVersion,
    RemoveModel,
)
from models.project.start import empty_model
from models.scoring.file.model_json import read_model
from workbench.dialogs.sheet import ask_name, ask_note
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

    def keep_scenario(self, suppositions: tuple[Supposition, ...] = ()) -> None:
        """Keep the chosen model as it is, and what is supposed, as a scenario under a name."""
        project, model = self._session.project, self._session.model
        if project is None or model is None:
            return

        def keep(name: str) -> None:
            self._apply(
                AddScenario(
                    Scenario(
                        project.fresh_scenario_id(),
                        name,
                        model,
                        author=self._session.author,
                        time=now(),
                        suppositions=suppositions,
                    )
                )
            )

        kept = f" Supposed with it: {together(suppositions)}." if suppositions else ""
        ask_name(
            self._window,
            "Keep as scenario",
            "Name",
            f"Scenario {len(project.scenarios) + 1}",
            "Keep scenario",
            keep,
            f"{model.name} as it is on screen is kept beside the model, to be compared.{kept}",
        )

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
