"""One derived field: its name, what it is made of, its table, and what it gives on these leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from models.evaluation.figures import count
from models.leads.derived_fields import DaysBetween, Derived, FreeMail, FromTitle, LookUp
from models.leads.derived_words import made_of
from models.leads.fields import Input
from models.leads.tally import ValueCount
from models.leads.text import clean
from models.leads.title_words import TitleWord
from widgets.inputs.field_chooser import FieldChooser
from widgets.inputs.label import Label
from widgets.inputs.line_edit import LineEdit
from widgets.inputs.offers import no_offers
from widgets.inputs.tag_edit import TagEdit
from widgets.inputs.tools import quiet_button
from widgets.spacing import spaced
from widgets.tables.pair_table import PairTable
from widgets.value_list import ValueList

FEW = 5
"""Values of the leads that a lookup does not list and that are named."""


@dataclass(frozen=True)
class DerivedView:
    """What is shown of a derived field.

    `fields`: what it can be made of. `wrong`: sentences. `gives`: its commonest values on these
    leads with the blank ones, `distinct` how many values there are. `unlisted`: values of the
    leads that a lookup lacks. `readers`: what reads it.
    """

    derived: Derived
    fields: tuple[Input, ...] = ()
    wrong: tuple[str, ...] = ()
    gives: tuple[ValueCount, ...] = ()
    distinct: int = 0
    unlisted: tuple[ValueCount, ...] = ()
    readers: tuple[str, ...] = ()
    leads: int = 0


class DerivedEditor(QWidget):
    """`changed(derived, gesture)`: a person changed what it makes. `renamed(name)`: what it is
    called. `load_asked()`: a table from a file."""

    changed = Signal(object, int)
    renamed = Signal(str)
    load_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: DerivedView | None = None
        self.name = LineEdit(self, name="Name of the derived field")
        self.named = Label("", "text2", size=12, wrap=True, parent=self)
        self.field = FieldChooser(self)
        self._to = Label("to", "text2", parent=self)
        self.end = FieldChooser(self)
        self.also = TagEdit(self, name="own free-mail hosts")
        self.otherwise = LineEdit(self, name="What values that are not listed give")
        self.otherwise.setPlaceholderText("blank")
        self.titles = PairTable(
            "Words of job titles", ("Words, parted by commas", "Value"), "line", self
        )
        self.rows = PairTable("Rows of the lookup", ("Value", "Stands for"), "row", self)
        self.load = quiet_button("Load from a file…", "folder-open", self)
        self.load.clicked.connect(self.load_asked)
        self.built_in = quiet_button("Take the built-in table", "restore", self)
        self.about = Label("", "text2", size=12, wrap=True, parent=self)
        self.wrong = Label("", "err", size=12, wrap=True, parent=self)
        self.unlisted = Label("", "warn", size=12, wrap=True, parent=self)
        self._gives_caption = Label("", "text", size=12, weight=600, wrap=True, parent=self)
        self.gives = ValueList(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        form = self._form = QGridLayout()
        spaced(form, 6, across=10)
        made = QHBoxLayout()
        spaced(made, 6)
        for widget in (self.field, self._to, self.end):
            made.addWidget(widget)
        made.addStretch(1)
        self._captions = {
            text: Label(text, "text2", size=12, parent=self)
            for text in ("Name", "Made of", "Also these hosts", "Not listed gives")
        }
        lines: list[tuple[str, QWidget | QHBoxLayout]] = [
            ("Name", self.name),
            ("Made of", made),
            ("Also these hosts", self.also),
            ("Not listed gives", self.otherwise),
        ]
        for row, (text, what) in enumerate(lines):
            form.addWidget(self._captions[text], row, 0)
            if isinstance(what, QWidget):
                form.addWidget(what, row, 1)
            else:
                form.addLayout(what, row, 1)
        form.setColumnStretch(1, 1)
        tools = QHBoxLayout()
        spaced(tools, 4)
        tools.addWidget(self.load)
        tools.addWidget(self.built_in)
        tools.addStretch(1)
        left = QVBoxLayout()
        spaced(left, 8)
        left.addLayout(form)
        for label in (self.named, self.about, self.wrong):
            left.addWidget(label)
        left.addLayout(tools)
        left.addWidget(self.titles, 1)
        left.addWidget(self.rows, 1)
        left.addStretch(0)
        right = QVBoxLayout()
        spaced(right, 6)
        right.addWidget(self._gives_caption)
        right.addWidget(self.gives, 1)
        right.addWidget(self.unlisted)
        both = QHBoxLayout(self)
        spaced(both, 16, margins=(3, 3, 0, 0))  # room for the ring of the focus
        both.addLayout(left, 3)
        both.addLayout(right, 2)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._rename)
        self.field.picked.connect(self._pick)
        self.end.picked.connect(lambda name: self._tell(end=name))
        self.also.changed.connect(lambda hosts: self._tell(also=_hosts(hosts)))
        self.otherwise.written.connect(self._write_otherwise)
        self.titles.changed.connect(lambda rows: self._tell(table=title_words(rows)))
        self.rows.changed.connect(lambda rows: self._tell(table=rows))
        self.built_in.clicked.connect(lambda: self._tell(table=None))

    def present(self, view: DerivedView) -> None:
        """Show a derived field."""
        self._view = view
        derived = view.derived
        self.name.show_text(derived.name)
        self.named.present(_readers(view.readers))
        self.named.setVisible(bool(view.readers))
        names = {item.name for item in view.fields}
        days = isinstance(derived, DaysBetween)
        first = derived.start if isinstance(derived, DaysBetween) else derived.field
        self.field.present(first, view.fields, missing=first not in names)
        self._to.setVisible(days)
        self.end.setVisible(days)
        if isinstance(derived, DaysBetween):
            self.end.present(derived.end, view.fields, missing=derived.end not in names)
        self._show_row("Also these hosts", self.also, isinstance(derived, FreeMail))
        self._show_row("Not listed gives", self.otherwise, isinstance(derived, LookUp))
        self.titles.setVisible(isinstance(derived, FromTitle))
        self.rows.setVisible(isinstance(derived, LookUp))
        self.load.setVisible(isinstance(derived, LookUp))
        self.built_in.setVisible(isinstance(derived, FromTitle) and derived.table is not None)
        match derived:
            case FreeMail():
                self.also.present(derived.also, no_offers, "Hosts")
            case FromTitle():
                self.titles.present(pairs_of(derived.lines))
            case LookUp():
                self.rows.present(derived.table)
                self.otherwise.show_text(derived.otherwise)
        self.about.present(about(derived))
        self.wrong.present(" ".join(view.wrong))
        self.wrong.setVisible(bool(view.wrong))
        self._show_what_it_gives(view)

    def _show_row(self, caption: str, widget: QWidget, on: bool) -> None:
        self._captions[caption].setVisible(on)
        widget.setVisible(on)

    def _show_what_it_gives(self, view: DerivedView) -> None:
        self.gives.present(view.gives, rates=True)
        self.gives.setAccessibleName(f"What {view.derived.name} gives")
        self.gives.setVisible(bool(view.gives))
        if not view.leads:
            caption = "Open leads to see what it gives."
        elif not view.distinct:
            caption = "It is blank for all leads."
        else:
            values = f"{count(view.distinct)} {'value' if view.distinct == 1 else 'values'}"
            caption = f"What it gives on these leads: {values}"
        self._gives_caption.present(caption)
        missing = sum(item.leads for item in view.unlisted)
        if missing:
            named = ", ".join(f"{v.value} ({count(v.leads)})" for v in view.unlisted[:FEW])
            more = len(view.unlisted) - FEW
            tail = f" and {count(more)} more" if more > 0 else ""
            self.unlisted.present(
                f"Not listed: {count(missing)} leads with {count(len(view.unlisted))} "
                f"{'value' if len(view.unlisted) == 1 else 'values'}: {named}{tail}."
            )
        self.unlisted.setVisible(bool(missing))

    def refuse_name(self, why: str) -> None:
        """Show the name that it keeps, and why."""
        if self._view is not None:
            self.name.show_text(self._view.derived.name)
        self.named.present(why)
        self.named.show()

    def say_of_table(self, text: str) -> None:
        """What came of loading a table."""
        self.rows.say(text)

    # Wishes

    def _rename(self) -> None:
        name = clean(self.name.text())
        if self._view is not None and name and name != self._view.derived.name:
            self.renamed.emit(name)
        elif self._view is not None:
            self.name.show_text(self._view.derived.name)

    def _pick(self, name: str) -> None:
        if self._view is not None and isinstance(self._view.derived, DaysBetween):
            self._tell(start=name)
        else:
            self._tell(field=name)

    def _write_otherwise(self, text: str, gesture: int) -> None:
        self._tell(gesture, otherwise=text)

    def _tell(self, gesture: int = 0, **changes: object) -> None:
        if self._view is None:
            return
        derived = replace(self._view.derived, **changes)  # type: ignore[arg-type]
        if derived != self._view.derived:
            self.changed.emit(derived, gesture)


def pairs_of(lines: Sequence[TitleWord]) -> tuple[tuple[str, str], ...]:
    """Lines of a table of titles as rows; a comma within a phrase parts words as a space does."""
    return tuple((", ".join(word.replace(",", " ") for word in x.words), x.value) for x in lines)


def title_words(rows: Sequence[tuple[str, str]]) -> tuple[TitleWord, ...]:
    """Rows as lines of a table of titles."""
    return tuple(
        TitleWord(tuple(word for word in map(clean, left.split(",")) if word), clean(right))
        for left, right in rows
    )


def _hosts(texts: Sequence[str]) -> tuple[str, ...]:
    """Hosts as they are compared, also where a whole address was typed."""
    return tuple(dict.fromkeys(text.rpartition("@")[2] for text in texts))


def _readers(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"Read by {shown}{more}, where a new name follows."


def about(derived: Derived) -> str:
    """What the kind does, in a sentence or two."""
    made = made_of(derived)
    match derived:
        case FreeMail():
            hosts = "a host that gives anybody a mailbox, such as gmail.com"
            return f"Yes where the address is at {hosts}; no at any other; blank without one."
        case FromTitle():
            return (
                "The first line of which a word stands in the title gives its value. Whole words "
                "only, capital letters do not matter; several words follow each other."
            )
        case LookUp():
            return (
                "Each value stands for another. Capital letters do not matter; the first row of a "
                "value counts; blank stays blank."
            )
        case DaysBetween():
            return "Counted in days; below zero where the second day is earlier."
        case _:
            return f"{made[:1].upper()}{made[1:]}: what stands after the @, in small letters."
