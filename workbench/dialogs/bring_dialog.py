"""Bring in a model: what was understood of a file and what not, before anything is added."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.exchange.moving_in.bringing import EXPORT, MODEL_FILE, bring_in
from models.exchange.moving_in.brought import Brought, NotUnderstood, Taken, Understood
from models.exchange.moving_in.columns import Chosen, Columns, Holds, NoColumns, letter
from models.exchange.moving_in.world import World, known
from models.leads.wording import count_of
from models.problems import LeadbenchError
from models.project.edits import AddModel
from models.scoring.model import ScoringModel
from models.scoring.words import award_words
from widgets import theme
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.progress import ProgressStrip
from widgets.rows import Rows, RowWords
from widgets.spacing import spaced
from widgets.switch import RING
from workbench.asking import Asking
from workbench.dialogs.sheet import Sheet
from workbench.dialogs.template_dialog import as_new
from workbench.session import Session

NO_COLUMN = "none"
PICK = "Choose a row to read all of it."
COLUMNS = (Holds.FIELD, Holds.CONDITION, Holds.VALUE, Holds.POINTS, Holds.GROUP)
"""The columns that can be chosen here; a note is taken where it is found."""


class BringDialog(Sheet):
    """Left what was understood, right what not; above, which columns were taken.

    `then()`: the model was added.
    """

    def __init__(
        self, parent: QWidget | None, session: Session, path: Path, then: Callable[[], None]
    ) -> None:
        super().__init__(
            parent,
            f"Bring in a model from {path.name}",
            "Nothing is added before you say so, and one undo takes it out again.",
            "Add model",
        )
        self.setObjectName("bring_in")
        self._session, self._path, self._then = session, path, then
        self._world = world_of(session)
        self._chosen: dict[Holds, str] = {}
        self.brought: Brought | None = None
        self.asking = Asking(self)
        self.asking.answered.connect(self._present)
        self.asking.failed.connect(self._fail)
        self.progress = ProgressStrip()
        self.asking.progressed.connect(self.progress.present)
        self.asking.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self.reject)
        self.name = QLineEdit(path.stem)
        self.name.setAccessibleName("Name of the model")
        self.name.textChanged.connect(lambda _text: self._allow())
        self.boxes = {what: ChoiceBox(name=_column_words(what)) for what in COLUMNS}
        self.columns = self._columns()
        self.found, self.missed = Rows("Understood"), Rows("Not understood")
        self.heads = Label("Understood", weight=600), Label("Not understood", weight=600)
        self.whole = Label(PICK, "text2", size=12, wrap=True)
        self.whole.setMinimumHeight(theme.px(34))
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = Label("", "text2", size=12, wrap=True)
        self._lay_out()
        self.accepted.connect(self._add)
        self.finished.connect(lambda _result: self.asking.finish())
        self.setMinimumSize(theme.px(640), theme.px(520))
        self.resize(theme.px(900), theme.px(620))
        self.columns.hide()
        self.name.selectAll()
        self.name.setFocus()
        self._allow()
        self._ask()

    def _columns(self) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        spaced(grid, 4, margins=(RING, 0, RING, RING))
        for place, (what, box) in enumerate(self.boxes.items()):
            grid.addWidget(Label(_column_words(what), "text2", size=12), 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
            box.picked.connect(lambda value, what=what: self._pick(what, str(value)))
        return widget

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        spaced(line, 8, margins=(0, 0, 0, 0))
        line.addWidget(Label("Name"))
        line.addWidget(self.name, 1)
        sides = QHBoxLayout()
        spaced(sides, 12, margins=(0, 0, 0, 0))
        for head, rows in zip(self.heads, (self.found, self.missed), strict=True):
            side = QVBoxLayout()
            spaced(side, 6, margins=(0, 0, 0, 0))
            side.addWidget(head)
            side.addWidget(rows, 1)
            sides.addLayout(side, 1)
        self.found.currentRowChanged.connect(lambda row: self._tell(self.found, row))
        self.missed.currentRowChanged.connect(lambda row: self._tell(self.missed, row))
        self.content.addLayout(line)
        self.content.addWidget(self.columns)
        self.content.addWidget(self.progress)
        self.content.addLayout(sides, 1)
        self.content.addWidget(self.whole)
        self.content.addWidget(self.notes)

    def _pick(self, what: Holds, value: str) -> None:
        self._chosen[what] = value
        self._ask()

    def _ask(self) -> None:
        chosen = Chosen(dict(self._chosen))
        path, world = self._path, self._world
        self.asking.ask(
            tuple(self._chosen.items()),
            lambda cancelled, _progress: bring_in(
                path, chosen=chosen, world=world, cancelled=cancelled
            ),
            f"Reading {path.name}",
        )

    def _present(self, brought: Brought) -> None:
        self.brought = brought
        if brought.kind in (EXPORT, MODEL_FILE) and self.name.text() == self._path.stem:
            self.name.setText(brought.model.name)
        if brought.columns is None:
            self.columns.hide()
        else:
            self._offer(brought.headers, brought.columns)
        self.found.clear()
        self.missed.clear()
        for item in sorted(brought.understood, key=lambda item: item.taken is Taken.HEADING):
            second = " \u00b7 ".join(filter(None, (item.text, item.note)))
            quiet = item.taken is Taken.HEADING
            words = item.words[:1].upper() + item.words[1:]
            self.found.add(RowWords(words, second, item.place, quiet), item)
        if not brought.rows:  # a model of ours: nothing had to be understood
            for rule in brought.model.rules():
                self.found.add(RowWords(rule.name, rule.note, award_words(rule)))
        for missed in brought.missed:
            self.missed.add(RowWords(missed.text, missed.reason, missed.place), missed)
        if not brought.missed:
            self.missed.add(RowWords("Nothing", "All of the file was understood.", muted=True))
        self.heads[0].present(f"Understood ({self.found.count()})")
        self.heads[1].present(f"Not understood ({len(brought.missed)})")
        self.whole.present(PICK, "text2")
        evidence = () if brought.columns is None else brought.columns.evidence
        self.notes.present(" ".join(note for note in brought.notes if note not in evidence))
        self._allow()

    def _offer(self, headers: tuple[str, ...], columns: Columns) -> None:
        """The columns that there are, and which were taken for what."""
        self.columns.show()
        options = [("", NO_COLUMN), *((letter(at), name) for at, name in enumerate(headers))]
        for what, box in self.boxes.items():
            place = columns.at.get(what)
            taken = "" if place is None else letter(place)
            box.present(options, taken or self._chosen.get(what, ""))
            told = [line for line in columns.evidence if line.startswith(_column_words(what))]
            box.setToolTip(" ".join(told))

    def _fail(self, error: LeadbenchError) -> None:
        """The file holds no model as it is read now; what was chosen can be chosen otherwise."""
        self.brought = None
        if isinstance(error, NoColumns):
            self._offer(error.headers, Columns({}))
        self.found.clear()
        self.missed.clear()
        self.heads[0].present("Understood (0)")
        self.heads[1].present("Not understood")
        self.notes.present("")
        self.whole.present(error.problem.sentence(), "err")
        self._allow()

    def _tell(self, rows: Rows, row: int) -> None:
        listed = rows.item(row)
        item = None if listed is None else listed.data(Qt.ItemDataRole.UserRole)
        if isinstance(item, Understood):
            self.whole.present(
                " ".join(filter(None, (f"{item.place}: {item.text}.", item.words + ".", item.note)))
            )
        elif isinstance(item, NotUnderstood):
            self.whole.present(f"{item.place}: {item.text}. {item.reason} {item.suggestion}")

    def _allow(self) -> None:
        count = 0 if self.brought is None else len(list(self.brought.model.rules()))
        self.main.setText(f"Add model with {count_of(count, 'rule')}" if count else "Add model")
        self.main.setEnabled(count > 0 and bool(self.name.text().strip()))

    def _add(self) -> None:
        project, brought = self._session.project, self.brought
        if project is None or brought is None:
            return
        model: ScoringModel = replace(brought.model, name=self.name.text().strip())
        if brought.kind in (EXPORT, MODEL_FILE):  # it says itself as of when it scores
            self._session.apply(AddModel(replace(model, id=project.fresh_model_id())))
        else:
            self._session.apply(AddModel(as_new(model, project)))
        self._then()


def world_of(session: Session) -> World:
    """The fields and activities of the project, which settle what words leave open."""
    project, leads = session.project, session.leads
    fields = {} if project is None else known(project.recipe)
    activities = None if leads is None else leads.activities
    types = () if activities is None else tuple(filter(None, activities.types.values))
    return World(fields=fields, types=types)


def _column_words(what: Holds) -> str:
    return what.value.capitalize()
