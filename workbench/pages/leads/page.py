"""The Leads page: all leads in order, found and filtered at once; one lead explained beside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.lead_list import SCORE, LeadQuery
from models.leads.table import CONVERTED, NOT_CONVERTED
from models.leads.wording import both_ends
from models.scoring.grades import best_first
from models.scoring.words import plain, rule_sentence
from widgets import theme
from widgets.empty_state import EmptyState
from widgets.icons import icon
from widgets.inputs.search_line import SearchLine
from widgets.lead_panel import LeadPanel
from widgets.page_splitter import PageSplitter, panel
from widgets.tables.lead_table import FIELD, LeadRows, LeadTable
from workbench.background import Background
from workbench.chosen import within
from workbench.live_preview import INLINE_LEADS, LivePreview, Preview
from workbench.pages.leads.lead_card import OUTCOMES
from workbench.pages.leads.lead_rows import RowSource, columns_of
from workbench.pages.leads.lead_side import LeadSide
from workbench.pages.leads.moved_leads import MOVES, moved_rows
from workbench.session import Session


class LeadsPage(QWidget):
    """Shows the settled preview; choosing, finding and sorting stay on the page."""

    leads_asked = Signal()
    list_asked = Signal()
    picture_asked = Signal(object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self._value: Preview | None = None
        self._source: RowSource | None = None
        self.query = LeadQuery()
        self._rule = self._moved = ""
        self._only_chosen = False
        self._shown_fields: tuple[str, ...] | None = None
        self._listing = Background(self)
        self._listing.done.connect(self._listed)
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(lambda: self._show(None))
        session.leads_changed.connect(self._new_leads)
        session.lead_chosen.connect(lambda _lead: self._follow())
        session.leads_chosen.connect(self._chosen_changed)
        self._new_leads()

    def _build(self) -> None:
        self.search = SearchLine("Find leads")
        self.search.addAction(icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(30)
        self._wait.timeout.connect(self._refresh)
        self.search.textChanged.connect(self._wait.start)
        self._filter = QPushButton(icon("filter"), "Filter")
        self._filter.setMenu(QMenu(self._filter))
        self._filter.setProperty("menu", "true")
        self._filter.menu().aboutToShow.connect(self._fill_filter)
        self._chips = QHBoxLayout()
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        self._chip_row.hide()
        self._count = QLabel()
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._columns = QPushButton(icon("columns"), "Columns")
        self._columns.setMenu(QMenu(self._columns))
        self._columns.setProperty("menu", "true")
        self._columns.menu().aboutToShow.connect(self._fill_columns)
        self._type_in = typed = QPushButton(icon("account"), "Type in a lead")
        typed.clicked.connect(lambda: self.start_trial(None))
        self._save = save = QPushButton(icon("download"), "Save list…")
        save.clicked.connect(self.list_asked)
        self._bar = self._tool_bar(typed, save)
        self.table = LeadTable()
        self.table.sort_asked.connect(self._sort)
        self.table.lead_chosen.connect(self._choose)
        self.search.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self._empty = EmptyState(
            "people", "No leads yet", "Open a lead export to score it here.", "Open leads…"
        )
        self._empty.asked.connect(self.leads_asked)
        self._lay_out()
        self._adopt()
        theme.observer().changed.connect(self._adopt)
        self._show(None)

    def _tool_bar(self, typed: QPushButton, save: QPushButton) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.addWidget(self.search, 4)
        bar.addWidget(self._filter)
        bar.addStretch(1)
        for widget in (self._count, self._columns, typed, save):
            bar.addWidget(widget)
        return bar

    def _lay_out(self) -> None:
        left = QWidget()
        self._left = column = QVBoxLayout(left)
        column.addLayout(self._bar)
        column.addWidget(self._chip_row)
        column.addWidget(self.table, 1)
        self.panel = LeadPanel()
        self.side = LeadSide(self._session, self.panel, self)
        self.panel.chart.save_requested.connect(lambda: self.picture_asked.emit(self.panel.chart))
        self.splitter = PageSplitter(left, self.panel, panel, 380, 300)
        self.splitter.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(self._empty, 1)

    def _adopt(self) -> None:
        margin = theme.px(16)
        self._left.setContentsMargins(margin, theme.px(12), margin, margin)
        self._left.setSpacing(theme.px(12))
        self._bar.setSpacing(theme.px(8))
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chips.setSpacing(theme.px(8))
        self.search.setMinimumWidth(theme.px(80))
        self.search.setMaximumWidth(theme.px(320))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the rarer buttons are icons, so that nothing overlaps."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(1350)
        self._count.setVisible(self.width() > theme.px(700))
        for button, words in (
            (self._columns, "Columns"),
            (self._type_in, "Type in a lead"),
            (self._save, "Save list…"),
        ):
            button.setText("" if narrow else words)
            button.setProperty("kind", "icon" if narrow else "")
            button.style().polish(button)
            button.setToolTip(words)
            button.setAccessibleName(words)

    def finish(self) -> None:
        """Stop looking; before the application ends."""
        self._listing.finish()
        self.side.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    # Showing

    def _new_leads(self) -> None:
        self._listing.cancel()
        self._source = None
        self.query, self._rule, self._moved = LeadQuery(), "", ""
        self._shown_fields = None
        self._show(None)

    def _evaluated(self, value: object) -> None:
        if isinstance(value, Preview) and value.settled:
            self._value = value
            if self.isVisible():
                self._show(value)

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Catch up with what was evaluated while the page was hidden."""
        super().showEvent(event)
        self._show(self._preview.last if self._value is None else self._value)
        self.table.setFocus()

    def _show(self, value: Preview | None) -> None:
        self._value = value
        has = value is not None
        self.splitter.setVisible(has)
        self._empty.setVisible(not has)
        if has:
            self._refresh()
        else:
            self._listing.cancel()
            self.table.present(None)  # rows keep the leads they are of
        self.side.present(value)

    def _refresh(self) -> None:
        value, source = self._value, self._source
        if value is None:
            return
        if source is None or source.leads is not value.leads:
            # Other leads are scored: those of another file, or those that are old enough now.
            source = self._source = RowSource(value.leads)
            self.table.present(None)  # what is chosen there is a place among the leads before
            if value.by.place_of(self._session.lead) < 0:
                self._session.choose_lead(-1)
        # Another model may have fewer bands.
        bands = frozenset(place for place in self.query.bands if place < len(value.model.bands))
        grade = value.model.grade
        labels = frozenset() if grade is None else frozenset(best_first(grade))
        grades = self.query.grades & labels
        self.query = replace(self.query, text=self.search.text(), bands=bands, grades=grades)
        columns = columns_of(
            value.leads,
            self._shown_fields,
            value.scored.sight.derived,
            graded=grade is not None,
            chances=value.model.probability is not None,
        )
        rule = value.model.rule(self._rule)
        also = None if rule is None else value.scored.masks.hit(rule, value.scored.sight)
        moved = moved_rows(value, self._moved)
        if moved is not None:
            also = moved if also is None else also & moved
        if self._only_chosen and self._session.chosen is not None:
            mask = within(self._session.chosen, self._preview.left_out)
            if len(mask) == len(value.leads):
                also = mask if also is None else also & mask
        self._fill_chips()
        query, scored = self.query, value.scored
        self._listing.cancel()  # an answer to what was before must not come after it
        if len(value.leads) <= INLINE_LEADS:
            self._listed(source.rows(query, scored, columns, also))
        else:  # ranks and search keys of a long text column take a second when first asked for
            self._count.setText("Looking…")
            self._listing.run(
                lambda _cancelled, _progress: source.rows(query, scored, columns, also)
            )

    def _listed(self, rows: object) -> None:
        """Show the rows that were found."""
        value = self._value
        if not isinstance(rows, LeadRows) or value is None:
            return
        self.table.present(rows)
        every, shown = f"{len(rows.scores):,} leads", len(rows.rows)
        some = f"{len(rows.scores):,} of {every}"  # its room is kept: the line before it stays
        self._count.setMinimumWidth(QFontMetrics(self._count.font()).horizontalAdvance(some))
        self._count.setText(every if shown == len(rows.scores) else f"{shown:,} of {every}")
        self.table.say_none(none_words(self.query.text, not self._chip_row.isHidden()))
        if self._session.lead < 0 and shown:
            self._choose(int(rows.rows[0]))
        if self.table.chosen() is None:
            self.table.choose(value.by.place_of(self._session.lead))

    def _choose(self, place: int) -> None:
        """A lead, by its place among those that are scored."""
        if self._value is not None:
            self._session.choose_lead(self._value.by.row_at(place))

    def _follow(self) -> None:
        """A lead was chosen, on whatever page: the table and its side show the same one."""
        self.show_lead()
        self.side.chosen()

    def show_lead(self) -> None:
        """Show the chosen lead in the table, if it is listed."""
        if self._value is not None:
            self.table.choose(self._value.by.place_of(self._session.lead))

    # Filters

    def _sort(self, key: str) -> None:
        downwards = not self.query.downwards if self.query.sort == key else key == SCORE
        self.query = replace(self.query, sort=key, downwards=downwards)
        self._refresh()

    def show_rule(self, rule_id: str) -> None:
        """Show only the leads that a rule hits."""
        self._rule = rule_id
        self._refresh()

    def show_moved(self, name: str) -> None:
        """Show only the leads that moved so since the saved version; "" shows all."""
        self._moved = name
        self._refresh()

    def show_grade(self, label: str) -> None:
        """Show only the leads of a grade, whatever was asked of the list before."""
        self.search.clear()
        self._wait.stop()
        self._rule = self._moved = ""
        self._only_chosen = False
        self.query = LeadQuery(grades=frozenset({label}), sort=self.query.sort)
        self._refresh()

    def show_band(self, place: int) -> None:
        """Show only the leads of a band, whatever was asked of the list before."""
        self.search.clear()
        self._wait.stop()
        self._rule = self._moved = ""
        self._only_chosen = False
        self.query = LeadQuery(bands=frozenset({place}), sort=self.query.sort)
        self._refresh()

    def show_chosen(self) -> None:
        """Show only the leads that are chosen, whatever was asked of the list before."""
        self.search.clear()
        self._wait.stop()
        self._rule = self._moved = ""
        self._only_chosen = True
        self.query = LeadQuery(sort=self.query.sort)
        self._refresh()

    def _chosen_changed(self, chosen: object) -> None:
        if self._only_chosen:
            self._only_chosen = chosen is not None
            if self.isVisible():
                self._refresh()

    def _show_all(self) -> None:
        self._only_chosen = False
        self._refresh()

    def _filter_by(self, **changes: frozenset[int] | frozenset[str]) -> None:
        self.query = replace(self.query, **changes)  # type: ignore[arg-type]
        self._refresh()

    def _fill_filter(self) -> None:
        menu = self._filter.menu()
        menu.clear()
        if self._value is None:
            return
        for place, band in reversed(list(enumerate(self._value.model.bands))):
            action = menu.addAction(f"Band {band.name}")
            action.setCheckable(True)
            action.setChecked(place in self.query.bands)
            bands = self.query.bands ^ {place}
            action.triggered.connect(partial(self._filter_bands, bands))
        if self._value.model.grade is not None:
            labels = menu.addMenu("Grade")
            for label in best_first(self._value.model.grade):
                action = labels.addAction(label)
                action.setCheckable(True)
                action.setChecked(label in self.query.grades)
                grades = self.query.grades ^ {label}
                action.triggered.connect(partial(self._filter_grades, grades))
        menu.addSeparator()
        for code in (CONVERTED, NOT_CONVERTED, 2):
            action = menu.addAction(OUTCOMES[code].capitalize())
            action.setCheckable(True)
            action.setChecked(code in self.query.outcomes)
            action.triggered.connect(partial(self._filter_outcomes, self.query.outcomes ^ {code}))
        if self._value.saved_scored is not None:
            since = menu.addMenu(f"Since {self._value.baseline_name}")
            for name in MOVES:
                since.addAction(name, partial(self.show_moved, name))
        if self._session.chosen is not None:
            menu.addAction("Chosen leads", self.show_chosen)
        hit = menu.addMenu("Hit by a rule")
        for rule in self._value.model.rules():
            hit.addAction(rule.name, partial(self.show_rule, rule.id))

    def _filter_bands(self, bands: frozenset[int], _on: bool = False) -> None:
        self._filter_by(bands=bands)

    def _filter_grades(self, grades: frozenset[str], _on: bool = False) -> None:
        self._filter_by(grades=grades)

    def _filter_outcomes(self, outcomes: frozenset[int], _on: bool = False) -> None:
        self._filter_by(outcomes=outcomes)

    def _fill_chips(self) -> None:
        while self._chips.count():
            item = self._chips.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._chip_row.hide()
        if self._value is None:
            return
        chips = []
        if self.query.bands:
            names = [self._value.model.bands[place].name for place in sorted(self.query.bands)]
            chips.append((" or ".join(names), partial(self._filter_bands, frozenset())))
        if self.query.grades and self._value.model.grade is not None:
            labels = [x for x in best_first(self._value.model.grade) if x in self.query.grades]
            drop = partial(self._filter_grades, frozenset())
            chips.append(("grade " + " or ".join(labels), drop))
        if self.query.outcomes:
            names = [OUTCOMES[code] for code in sorted(self.query.outcomes)]
            chips.append((" or ".join(names), partial(self._filter_outcomes, frozenset())))
        rule = self._value.model.rule(self._rule)
        if rule is not None:
            chips.append((plain(rule_sentence(rule))[:40], partial(self.show_rule, "")))
        if self._only_chosen and self._session.chosen is not None:
            chips.append((f"chosen: {self._session.chosen.words}"[:48], partial(self._show_all)))
        if self._moved:
            chips.append((self._moved.lower(), partial(self.show_moved, "")))
        for text, drop in chips:
            chip = QPushButton(icon("close", "accent"), text)
            theme.set_kind(chip, "quiet", small=True)
            chip.setToolTip("Show all again")
            chip.clicked.connect(lambda _on=False, drop=drop: drop())
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._chip_row.setVisible(bool(chips))

    def _fill_columns(self) -> None:
        menu = self._columns.menu()
        menu.clear()
        if self._value is None:
            return
        columns = columns_of(self._value.leads, None, self._value.scored.sight.derived)
        fields = {column.title: column.hint for column in columns if column.shows == FIELD}
        everything = tuple(fields)
        shown = everything if self._shown_fields is None else self._shown_fields
        for name, hint in fields.items():
            action = menu.addAction(f"{name} (derived)" if hint else name)
            action.setCheckable(True)
            action.setChecked(name in shown)
            changed = tuple(n for n in everything if (n in shown) != (n == name))
            action.triggered.connect(partial(self._choose_columns, changed))

    def _choose_columns(self, names: tuple[str, ...], _on: bool = False) -> None:
        self._shown_fields = names
        self._refresh()

    # One lead

    def start_trial(self, row: int | None) -> None:
        """Let a person try a lead out: a blank one, or that of a row."""
        self.side.start_trial(row)

    def end_trial(self) -> None:
        """Show the chosen lead of the table as it is there."""
        self.side.end_trial()


def none_words(text: str, filtered: bool) -> str:
    """Why no lead is listed, and the way back."""
    sought = text.strip()
    if sought:
        among = "No lead of this filter" if filtered else "No lead"
        return f"{among} contains \u201c{both_ends(sought, 40)}\u201d. Esc in the search shows all."
    return "No lead is left by this filter. A click on its chip shows all again."
