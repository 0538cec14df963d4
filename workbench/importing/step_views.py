"""The steps File, Fields and Meaning: each shows its part of the draft and passes wishes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models.leads.fields import Role
from models.leads.wording import count_of
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.field_panel import ROLE_WORDS, FieldPanel
from widgets.importing.file_form import FileForm
from widgets.importing.header_picture import HeaderPicture
from widgets.importing.meaning_form import MeaningForm
from widgets.inputs.label import Label
from widgets.page_splitter import PageSplitter, panel
from widgets.side_scroll import SideScroll
from widgets.spacing import spaced
from widgets.tables.field_table import FieldTable
from workbench import activity_facts, deal_facts
from workbench.background import Background
from workbench.importing.draft import Purpose, problems_of
from workbench.importing.file_facts import asks_password, file_facts, head_rows
from workbench.importing.meanings import meaning_facts
from workbench.importing.presenter import ImportPresenter
from workbench.importing.report_facts import (
    MISFIT,
)
from workbench.importing.step_view import StepView
from workbench.importing.steps import open_questions
from workbench.importing.tables import facts_of_field, field_rows, shown_inputs
from workbench.live_preview import INLINE_LEADS

ACCOUNT_ROLES = {
    Role.FIELD: "a field for rules",
    Role.ID: "the name of the company",
    Role.OUTCOME: "the outcome",
    Role.IGNORED: "left out",
}
ROLES = {
    Purpose.NEW: ROLE_WORDS,
    Purpose.NEXT: ROLE_WORDS,
    Purpose.ACTIVITIES: activity_facts.ROLE_WORDS,
    Purpose.ACCOUNTS: ACCOUNT_ROLES,
    Purpose.DEALS: deal_facts.ROLE_WORDS,
}


def _form_width(width: float) -> float:
    """The picture gets what the choices do not need."""
    return width - min(400.0, max(320.0, width * 0.32))


class FileView(StepView):
    """File: how it is read, beside a picture of its first rows."""

    other_asked = Signal()

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__(presenter)
        self.form = FileForm()
        self.form.wished.connect(presenter.read_otherwise)
        self.form.password_given.connect(lambda text: presenter.read_otherwise("password", text))
        self.form.other_asked.connect(self.other_asked)
        card = Card()
        card.set_whole(SideScroll(self.form))
        self.picture = HeaderPicture()
        self.picture.row_chosen.connect(presenter.names_in)
        self._caption = Label("The first rows as they are in the file", size=12, weight=600)
        self.trouble = EmptyState("error", "The file cannot be read", "")
        self._waiting = EmptyState("file-table", "Reading the first rows", "")
        shown = QWidget()
        column = QVBoxLayout(shown)
        spaced(column, 8, margins=(0, 0, 0, 0))
        column.addWidget(self._caption)
        column.addWidget(self.picture, 1)
        self._sides = QStackedWidget()
        for side in (shown, self.trouble, self._waiting):
            self._sides.addWidget(side)
        self.splitter = PageSplitter(card, self._sides, _form_width, 320, 300, gap=12)
        outer = QVBoxLayout(self)
        spaced(outer, 0, margins=(16, 16, 16, 16))
        outer.addWidget(self.splitter)

    def refresh(self) -> None:
        """Show how the file is read, or why it is not."""
        draft = self.presenter.draft
        if draft is None:
            return
        size = draft.path.stat().st_size if draft.path.exists() else 0
        self.form.present(file_facts(draft, size))
        self.picture.present(head_rows(draft))
        if draft.error is not None:
            why = f"{draft.error.where}\n{draft.error.remedy}".strip()
            if asks_password(draft.error):
                why = "Type the password at the left, or choose another file."
            self.trouble.present(draft.error.what, why)
        waiting = draft.found is None or not draft.found.imported.head
        self._sides.setCurrentIndex(1 if draft.error is not None else 2 if waiting else 0)

    def forget(self) -> None:
        """A password is not kept."""
        self.form.forget()

    def focus_first(self) -> None:
        """At the sheet, or the password."""
        self.form.focus_first()


class FieldsView(StepView):
    """Fields: all cells under their heads, beside the chosen field. `rows_asked(key)`."""

    rows_asked = Signal(str)

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__(presenter)
        self._field = ""
        self._summing = Background(self)
        self.table = FieldTable()
        self.table.field_chosen.connect(self._chosen)
        self.panel = FieldPanel()
        self.panel.edited.connect(presenter.read_as)
        self._summing.done.connect(self.panel.present)
        self.misfits = QPushButton()
        self.misfits.clicked.connect(lambda: self.rows_asked.emit(f"{MISFIT}: {self._field}"))
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        spaced(foot, 0, margins=(14, 4, 14, 12))
        foot.addWidget(self.misfits)
        beside = QWidget()
        column = QVBoxLayout(beside)
        spaced(column, 0, margins=(0, 0, 0, 0))
        column.addWidget(self.panel, 1)
        column.addWidget(self._foot)
        card = Card()
        card.set_whole(beside)
        self.splitter = PageSplitter(self.table, card, panel, 300, 300, gap=12)
        self.splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        spaced(outer, 0, margins=(16, 16, 16, 16))
        outer.addWidget(self.splitter)

    def refresh(self) -> None:
        """Show the fields, and the chosen one."""
        draft, table = self.presenter.draft, self.presenter.table
        if draft is None or draft.found is None or table is None:
            self.table.present(None)
            self.panel.present(None)
            self._foot.hide()
            return
        problems = problems_of(draft)
        self.panel.set_roles(ROLES[draft.purpose])
        self.table.present(field_rows(table, problems, draft.purpose))
        names = [item.name for item in shown_inputs(table)]
        fresh = self._field not in names
        if fresh:
            outcome = table.recipe.with_role(Role.OUTCOME)
            questions = open_questions(draft)
            asked = [name for name in names if any(one.concerns(name) for one in questions)]
            told = [] if outcome is None or outcome.name not in names else [outcome.name]
            self._field = next(iter((*asked, *told, *names)), "")
        if not self._field:
            return
        self.table.choose(names.index(self._field))
        if fresh:  # the keys begin there too, and it comes into sight once the table has its room
            self.table.begin_at(names.index(self._field))
            show = partial(self.table.reveal, names.index(self._field))
            QTimer.singleShot(0, self.table, show)
        item = shown_inputs(table)[names.index(self._field)]
        number = table.misfits(item.name).count
        self._foot.setVisible(number > 0)
        self.misfits.setText(f"Show {count_of(number, 'cell')} that {_do(number)} not fit")
        evidence = draft.found.evidence
        if len(table) <= INLINE_LEADS:
            self._summing.cancel()
            self.panel.present(facts_of_field(table, item, evidence, problems))
        else:
            self._summing.run(
                lambda _cancelled, _progress: facts_of_field(table, item, evidence, problems)
            )

    def choose(self, name: str) -> None:
        """Make a field the chosen one and bring it into sight."""
        table = self.presenter.table
        names = [] if table is None else [item.name for item in shown_inputs(table)]
        if name in names:
            self._field = name
            self.refresh()
            self.table.begin_at(names.index(name))
            self.table.reveal(names.index(name))

    def forget(self) -> None:
        """Rows keep the table they are of."""
        self._field = ""
        self._summing.cancel()
        self.table.present(None)

    def focus_first(self) -> None:
        """At the table."""
        self.table.setFocus()

    def finish(self) -> None:
        """Stop summing up."""
        self._summing.finish()

    def _chosen(self, position: int) -> None:
        table = self.presenter.table
        if table is not None:
            self._field = shown_inputs(table)[position].name
            self.refresh()


class MeaningView(StepView):
    """Meaning: what the fields say of a lead, in sentences."""

    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__(presenter)
        self.form = MeaningForm()
        self.form.field_chosen.connect(presenter.means)
        self.form.ticked.connect(presenter.counts)
        self.form.blank_wished.connect(presenter.blank_counts)
        self._card = Card()
        self._card.set_whole(SideScroll(self.form))
        outer = QVBoxLayout(self)
        spaced(outer, 0, margins=(16, 16, 16, 16))
        outer.addWidget(self._card)
        self._adopt()
        theme.observer().changed.connect(self._adopt)

    def _adopt(self) -> None:
        self._card.setMaximumWidth(theme.px(980))

    def refresh(self) -> None:
        """Show the sentences; without rows there is nothing to say."""
        draft, table = self.presenter.draft, self.presenter.table
        self._card.setVisible(draft is not None and table is not None)
        if draft is not None and table is not None:
            self.form.present(meaning_facts(draft, table, self.presenter.around))

    def focus_first(self) -> None:
        """At the sentence that lacks something."""
        self.form.focus_first()


def _do(number: int) -> str:
    return "does" if number == 1 else "do"
