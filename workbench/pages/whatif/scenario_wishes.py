"""What the page What if does about the wishes of its list of scenarios."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from models.project.document import Scenario
from models.project.edits import AnyEdit, RemoveScenario, RenameScenario, TakeScenario
from workbench.dialogs.sheet import ask_name, ask_note
from workbench.pages.whatif.scenarios_view import ScenariosView
from workbench.session import Session, scenario_key


class ScenarioWishes(QObject):
    """A scenario that is gone, while its figures are still shown, is left alone.

    `compare_asked(a, b)`: the keys of two models; `try_asked(suppositions)`: to be supposed anew.
    """

    compare_asked = Signal(str, str)
    try_asked = Signal(object)

    def __init__(self, session: Session, view: ScenariosView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        view.compared.connect(self._compare)
        view.pinned.connect(self._pin)
        view.taken.connect(lambda key: self._change(key, TakeScenario(key)))
        view.removed.connect(lambda key: self._change(key, RemoveScenario(key)))
        view.renamed.connect(self._rename)
        view.noted.connect(self._note)
        view.tried.connect(self._try)

    def _scenario(self, key: str) -> Scenario | None:
        project = self._session.project
        return None if project is None else project.scenario(key)

    def _change(self, key: str, edit: AnyEdit) -> None:
        if self._scenario(key) is not None:
            self._session.apply(edit)

    def _pin(self, key: str) -> None:
        if self._scenario(key) is not None:
            self._session.compare_with(scenario_key(key))

    def _compare(self, key: str) -> None:
        model = self._session.model
        if model is not None and self._scenario(key) is not None:
            self.compare_asked.emit(f"now {model.id}", scenario_key(key))

    def _rename(self, key: str) -> None:
        scenario = self._scenario(key)
        if scenario is not None:
            ask_name(
                self._view,
                "Rename scenario",
                "Name",
                scenario.name,
                "Rename",
                lambda name: self._change(key, RenameScenario(key, name, scenario.note)),
            )

    def _note(self, key: str) -> None:
        scenario = self._scenario(key)
        if scenario is not None:
            ask_note(
                self._view,
                f"Note on {scenario.name}",
                scenario.note,
                lambda note: self._change(key, RenameScenario(key, scenario.name, note)),
            )

    def _try(self, key: str) -> None:
        scenario = self._scenario(key)
        if scenario is not None:
            self.try_asked.emit(scenario.suppositions)
