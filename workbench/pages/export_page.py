"""The page Export: the model for another system, what it costs there, and the proof."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.exchange.all_targets import TARGETS, target
from models.exchange.proof.engine import Verdict
from models.exchange.proof.words import verdict_words
from models.exchange.targets.saving import save
from models.exchange.targets.target import PROOF_WORDS, ExportFile
from models.exchange.targets.words import effect_words, fit_words
from models.leads.fields import Input
from models.leads.readers.contract import Progress
from models.leads.wording import count_of
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.code_view import CodeView
from widgets.empty_state import EmptyState
from widgets.inputs.choice_box import ChoiceBox
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from widgets.target_list import TargetList
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.export_facts import (
    Asked,
    Found,
    bare_cards,
    cards,
    engines_of,
    find,
    prove,
)
from workbench.export_records import misfit_records, moved_records, proof_records
from workbench.lead_names import LeadNames
from workbench.live_preview import LivePreview, Preview
from workbench.pages.working_page import WorkingPage
from workbench.program import program_version
from workbench.session import Session, today

TEXT, COST, PROOF = range(3)
_NO_MODEL = "A model is handed over here once there is one. Make it on the page Model."
_NOT_TEXT = "This file is no text: save it and open it."


class ExportPage(WorkingPage):
    """Everything is worked out out of the way; nothing of the project changes here."""

    note = Signal(str)
    rules_asked = Signal()
    back_list_asked = Signal()
    folder_asked = Signal(str, object)
    file_asked = Signal(str, str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__(session, "Writing it", "Not written")
        self._preview = preview
        self._options: dict[str, dict[str, str]] = {}
        self._found: Found | None = None
        self._verdicts: tuple[Verdict, ...] = ()
        self._current = False
        self._fitting = Asking(self)
        self._fitting.answered.connect(lambda found: self.targets.present(found, self._key))
        self._fitting.failed.connect(self.failed)
        self._proving = Asking(self)
        self._proving.answered.connect(self._proved)
        self._proving.failed.connect(self.failed)
        self._proving.progressed.connect(self.progress.present)
        self._proving.finished.connect(self.progress.finish)
        self.progress.cancelled.connect(self._proving.cancel)
        self._build()
        preview.evaluated.connect(lambda _value: self.refresh())
        preview.emptied.connect(self.refresh)
        self.refresh()

    # Building

    def _build(self) -> None:
        self.targets = TargetList()
        self._key = TARGETS[0].key
        self.targets.present(bare_cards(), self._key)
        self.targets.picked.connect(self.choose)
        self.targets.save_asked.connect(self.save)
        self.list = QPushButton("Scores as a list for a system…")
        self.list.setToolTip("Ids with score, band and grade, as a system takes them back")
        theme.set_kind(self.list, "", small=True)
        self.list.clicked.connect(lambda _on=False: self.back_list_asked.emit())
        self.switch = Switch(("What is written", "What it costs", "Proof"))
        self.switch.picked.connect(self.show_side)
        self.choices = QHBoxLayout()
        self.file = ChoiceBox(name="File of the export")
        self.file.picked.connect(lambda _place: self._show_text())
        self.text = CodeView("What is written")
        self.no_text = Label("", "text2", wrap=True)
        self.no_text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = Label("", "text2", size=12, wrap=True)
        self.misfits = RecordTable("What does not fit", self, row=54)
        self.moved = RecordTable("Leads that get another score", self, row=30)
        self.cost = Label("", "text", wrap=True)
        self.proofs = RecordTable("Proofs", self, row=42)
        self.proof = Label("", "text", wrap=True)
        self.copy = QPushButton("Copy")
        self.keep = QPushButton("Save…")
        self.prove = QPushButton("Prove on these leads")
        theme.set_kind(self.keep, "main")
        self.copy.clicked.connect(lambda _on=False: self.copy_text())
        self.keep.clicked.connect(lambda _on=False: self.save())
        self.prove.clicked.connect(lambda _on=False: self.prove_it())
        self.level = Label("", "text2", size=12, wrap=True)
        self.sides = QStackedWidget()
        for side in (self._text_side(), self._cost_side(), self._proof_side()):
            self.sides.addWidget(side)
        right = QWidget()
        column = QVBoxLayout(right)
        spaced(column, 8, margins=(RING, 0, RING, 0))
        column.addWidget(self.verdict)
        column.addWidget(self.level)
        column.addWidget(self.progress)
        row = QHBoxLayout()
        spaced(row, 8)
        row.addWidget(self.switch, 1)
        row.addWidget(self.again)
        row.addLayout(self.choices)
        column.addLayout(row)
        column.addWidget(self.sides, 1)
        self.splitter = PageSplitter(
            self._systems(), right, lambda width: width - 320, 250, 480, gap=12
        )
        self.column.addWidget(self.splitter, 1)
        none = EmptyState("export", "No model yet", _NO_MODEL, "Go to the page Model")
        none.asked.connect(self.rules_asked)
        self.frame(none)

    def _systems(self) -> QWidget:
        """The systems, and below them the way to a list of scores for one."""
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 6, margins=(RING, 0, RING, RING))
        column.addWidget(self.targets, 1)
        column.addWidget(self.list)
        return side

    def _text_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.text, 1)
        column.addWidget(self.no_text, 1)
        column.addWidget(self.notes)
        row = QHBoxLayout()
        spaced(row, 8, margins=(RING, RING, RING, RING))
        row.addWidget(self.file)
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.keep)
        column.addLayout(row)
        return side

    def _cost_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self.cost)
        column.addWidget(self.misfits, 1)
        column.addWidget(self.moved, 1)
        return side

    def _proof_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 8, margins=(0, 0, 0, 0))
        row = QHBoxLayout()
        spaced(row, 8, margins=(0, RING, RING, RING))
        row.addWidget(self.proof, 1)
        row.addWidget(self.prove)
        column.addLayout(row)
        column.addWidget(self.proofs, 1)
        column.addStretch(0)
        return side

    # What is asked

    def refresh(self) -> None:
        """Show what there is now; ask for what is missing, if the page is seen."""
        model = self.session.model
        if model is None:
            self.show_empty(0)
            return
        if not self.show_body():
            return
        self._list(model)
        asked = self._asked(model)
        self._offer(asked is not None and self._found is not None and self._found.asked == asked)
        if asked is not None:
            version = program_version()
            if self.asking.ask(asked, lambda cancelled, _progress: find(asked, version, cancelled)):
                self.doing()

    def _list(self, model: ScoringModel) -> None:
        inputs = self._inputs()
        self._fitting.ask(
            (model, inputs), lambda cancelled, _progress: cards(model, inputs, cancelled)
        )

    def _offer(self, current: bool) -> None:
        """What is shown can be taken and proved only while it is of the model and target chosen."""
        self._current = current
        file = self._shown()
        self.copy.setEnabled(current and file is not None and bool(file.language))
        self.keep.setEnabled(current and file is not None)
        self.prove.setEnabled(current)

    def _inputs(self) -> tuple[Input, ...]:
        project = self.session.project
        return () if project is None else project.recipe.inputs

    def _asked(self, model: ScoringModel) -> Asked | None:
        preview = self._settled(model)
        if preview is None and self.session.leads is not None:
            return None  # it is being scored
        day = today() if preview is None else preview.as_of
        options = tuple(sorted(self._options.get(self._key, {}).items()))
        return Asked(
            self._key,
            model,
            self._inputs(),
            model.as_of or day if preview is None else day,
            options,
            None if preview is None else preview.scored,
        )

    def _settled(self, model: ScoringModel) -> Preview | None:
        last = self._preview.last
        return last if last is not None and last.settled and last.model == model else None

    def choose(self, key: str) -> None:
        """Look at another system."""
        if key != self._key:
            self._key, self._found, self._verdicts = key, None, ()
            self._proving.forget()
            self.targets.choose(key)
            self._clear()
            self.refresh()

    def _clear(self) -> None:
        """Nothing of another system stays while this one is written."""
        self._show_level()
        self.switch.present(("", "", ""))
        self._show_choices()
        self._show_files()
        self._show_cost()
        self._show_proof()

    # What was found

    def answered(self, found: object) -> None:
        """Present an answer."""
        assert isinstance(found, Found)
        if self._found is None or found.asked != self._found.asked:
            self._verdicts = ()
        self._found, self._current = found, True
        misfits = found.order.adapted.misfits
        fit = f"{fit_words(misfits)}."
        self.verdict.present(f"{found.target.name}: {found.target.gives}", fit)
        self._show_level()
        self._show_choices()
        self._show_files()
        self._show_cost()
        self._show_proof()
        self.switch.present(("", str(len(misfits)) if misfits else "", ""))

    def _show_level(self) -> None:
        wanted = target(self._key)
        assert wanted is not None, "the page knows the targets"
        reads = f" It reads: {wanted.reads}" if wanted.reads else ""
        self.level.present(f"{wanted.proof.value.capitalize()}. {PROOF_WORDS[wanted.proof]}{reads}")

    def _show_choices(self) -> None:
        while self.choices.count():
            item = self.choices.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = self._found
        if found is None:
            return
        for choice in found.target.choices:
            box = ChoiceBox(name=choice.label)
            box.setToolTip(choice.label)
            held = self._options.get(self._key, {}).get(choice.key, choice.values[0][0])
            box.present(choice.values, held)
            box.picked.connect(lambda value, key=choice.key: self.choose_option(key, str(value)))
            self.choices.addWidget(box)

    def choose_option(self, option: str, value: str) -> None:
        """Write it in another way."""
        self._options.setdefault(self._key, {})[option] = value
        self.refresh()

    def _files(self) -> tuple[ExportFile, ...]:
        found = self._found
        return () if found is None or found.export is None else found.export.files

    def _show_files(self) -> None:
        files = self._files()
        held = self.file.value
        self.file.present([(place, file.name) for place, file in enumerate(files)], 0)
        if isinstance(held, int) and held < len(files):
            self.file.present([(place, file.name) for place, file in enumerate(files)], held)
        self.file.setVisible(len(files) > 1)
        self._show_text()

    def _shown(self) -> ExportFile | None:
        files, place = self._files(), self.file.value
        if not files:
            return None
        return files[place if isinstance(place, int) and place < len(files) else 0]

    def _show_text(self) -> None:
        file, found = self._shown(), self._found
        text = file is not None and bool(file.language)
        said = () if found is None or found.export is None else found.export.problems
        self.notes.present(" ".join(problem.sentence() for problem in said))
        self.notes.setVisible(bool(said))
        if file is not None and text:
            self.text.present(file.content.decode("utf-8", "replace"), file.language)
        elif found is not None and found.fault is not None:
            self.no_text.present(found.fault.problem.sentence())
        else:
            self.no_text.present("" if found is None else _NOT_TEXT)
        self.text.setVisible(text)
        self.no_text.setVisible(not text)
        self._offer(self._current)

    def _show_cost(self) -> None:
        found = self._found
        misfits = () if found is None else found.order.adapted.misfits
        effect = None if found is None else found.effect
        if found is None:
            self.cost.present("")
        elif effect is not None:
            self.cost.present(effect_words(effect, found.target.name))
        elif misfits:
            self.cost.present(f"{fit_words(misfits)}. With leads their number is counted here.")
        else:
            self.cost.present("All of the model fits.")
        self.misfits.present(misfit_records(misfits))
        self.misfits.setVisible(bool(misfits))
        moved = effect is not None and bool(len(effect.rows))
        if effect is not None and moved:
            names = LeadNames.of(effect.own.masks.leads)  # type: ignore[arg-type]
            self.moved.present(moved_records(effect, misfits, lambda row: names.of_row(row)[0]))
        self.moved.setVisible(moved)

    # The proof

    def _show_proof(self) -> None:
        found = self._found
        self.proofs.setVisible(bool(self._verdicts))
        if found is None:
            self.prove.hide()
            self.proof.present("")
            return
        engines = engines_of(found.target)
        leads = 0 if found.order.prepared is None else len(found.order.prepared)
        if found.export is not None and found.export.rows is not None:
            leads = len(found.export.rows)
        can = bool(engines) and leads > 0 and found.export is not None
        self.prove.setVisible(can)
        if self._verdicts:
            self.proof.present(" ".join(map(verdict_words, self._verdicts)))
        elif not engines:
            self.proof.present(
                "No engine runs this here: compare some leads with their scores by hand."
            )
        elif not leads:
            self.proof.present("With leads the export can be run here and compared lead by lead.")
        else:
            names = " and ".join(item.name for item in engines)
            self.proof.present(
                f"Run the export in {names} and compare the score and band of all "
                f"{count_of(leads, 'lead')}."
            )
        self.proofs.present(proof_records(self._verdicts))

    def prove_it(self) -> None:
        """Run the export by the engines that are there."""
        found = self._found
        if found is None or found.export is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> object:
            return found, prove(found, cancelled, progress)

        self._proving.again()
        self._proving.ask(found, work, "Running the export", 1)

    def _proved(self, answer: object) -> None:
        assert isinstance(answer, tuple)
        found, verdicts = answer
        if found is self._found:
            self._verdicts = verdicts
            self._show_proof()

    # Taking it

    def show_side(self, side: int) -> None:
        """What is written, what it costs, or the proof."""
        self.switch.choose(side)
        self.sides.setCurrentIndex(side)

    def copy_text(self) -> None:
        """Put the text that is shown on the clipboard."""
        file = self._shown()
        if file is not None and file.language:
            QGuiApplication.clipboard().setText(file.content.decode("utf-8", "replace"))
            self.note.emit(f"{file.name} was copied.")

    def save(self) -> None:
        """Choose a file, or a folder where an export has several, and write it."""
        found = self._found
        if found is None or found.export is None or not self._current:
            return
        export, name = found.export, found.target.name

        def write(path: Path) -> None:
            written = save(export, path)
            if len(written) > 1:
                self.note.emit(f"{count_of(len(written), 'file')} for {name} were written.")

        files = export.files
        if len(files) == 1:
            ending = Path(files[0].name).suffix
            self.file_asked.emit(files[0].name, f"{name} (*{ending})", write)
        else:
            self.folder_asked.emit(f"{found.order.stem}-{found.target.key}", write)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self._fitting.finish()
        self._proving.finish()
