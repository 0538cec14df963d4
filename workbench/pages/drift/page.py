"""The page Drift: whether newer leads still are what the model was made for, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.drift import sentence
from models.evaluation.drift.bins import Sort
from models.evaluation.drift.drift import Drift, drift_of
from models.evaluation.drift.fields import FieldDrift, binned_field, filled_in
from models.evaluation.drift.same_age import OfAge
from models.evaluation.drift.sides import Sides, of_split, of_tables
from models.evaluation.drift.verdict import verdict_of
from models.evaluation.guard.stopping import Stopped
from models.leads.columns import BLANK_DAY
from models.leads.readers.contract import Cancelled, Progress
from models.leads.table import Leads
from models.leads.wording import both_ends, count_of, quoted
from models.problems import LeadbenchError
from models.project.document import Project
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.chart_card import ChartCard
from widgets.charts.rates_over_time import RatesOverTime
from widgets.charts.rates_over_time_value import RatesOverTimeValue
from widgets.charts.score_range import score_words
from widgets.charts.share_pairs import SharePairs
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.spacing import spaced
from widgets.switch import Switch
from widgets.tables.record_table import RecordTable
from workbench.background import Cancel
from workbench.chosen import Chosen
from workbench.chosen_rows import ChosenRows
from workbench.importing.taken import Taken
from workbench.live_preview import LivePreview
from workbench.pages.drift.choices import EXPORTS, Against, Part, splits_of
from workbench.pages.drift.next_export import leads_of
from workbench.pages.drift.records import (
    AGES,
    band_records,
    field_order,
    field_pairs,
    field_records,
    rule_order,
    rule_records,
    score_pairs,
    score_ranges,
    shown_bins,
)
from workbench.pages.working_page import WorkingPage
from workbench.session import Session, today

NO_LEADS, NO_DATES, SHOWN = range(3)
FIELDS, SCORES, RULES = range(3)
NOBODY = np.empty(0, dtype=np.intp)


class DriftPage(WorkingPage):
    """Compares whenever it is shown; nothing of it is in the project.

    `next_asked`: an export to look at is wanted; `use_asked(Taken)`: use the one that is looked at.
    """

    leads_asked = Signal()
    fields_asked = Signal()
    field_asked = Signal(str)
    rule_asked = Signal(str)
    next_asked = Signal()
    use_asked = Signal(object)
    choose_asked = Signal(str, object)
    note = Signal(str)
    picture_asked = Signal(object)

    def __init__(self, session: Session, _preview: LivePreview) -> None:
        super().__init__(session, "Comparing", "Not compared")
        self._next: Taken | None = None
        self._against = Against.SPLIT
        self._parts: dict[Against, Part] = {}
        self._found: Drift | None = None
        self._field = 0
        self._drawn: Chosen | None = None
        self._build()
        session.leads_chosen.connect(lambda _chosen: self._show_chosen())
        self.new_leads()

    # Building

    def _build(self) -> None:
        self.against = PickBox("What newer leads are compared with", 26)
        self.part = PickBox("Which leads are compared", 26)
        self.against.activated.connect(lambda place: self.compare(self.against.itemData(place)))
        self.part.activated.connect(lambda place: self.choose(self.part.itemData(place)))
        self.look = QPushButton("Look at next month's export…")
        self.look.clicked.connect(lambda _on=False: self.next_asked.emit())
        self.use = QPushButton("Use these leads")
        theme.set_kind(self.use, "main")
        self.use.clicked.connect(lambda _on=False: self._use())
        self.reasons = Label("", "text2", size=12, wrap=True)
        self.switch = Switch(("Fields", "Scores and bands", "Rules"))
        self.switch.picked.connect(self.show_side)
        self.fields = RecordTable("Fields of older and newer leads", self, row=40)
        self.fields.record_chosen.connect(self.show_field)
        self.fields.record_opened.connect(self._open_field)
        ChosenRows(
            self.session,
            self.fields,
            self._field_name,
            self._filled_rows,
            self._choose,
            opens=False,
        )
        self.fields.setToolTip(
            "Enter or a double click shows a field on the Data page, Ctrl+Enter chooses the leads "
            "that have a value in it"
        )
        self.pairs = SharePairs("Shares then and now", "Value")
        self.pairs.row_asked.connect(self._choose_bin)
        self.score_pairs = SharePairs("Leads by score", "Score")
        self.score_pairs.row_asked.connect(self._choose_scores)
        self.bands = RecordTable("Bands then and now", self, row=30)
        ChosenRows(self.session, self.bands, self._band_name, self._band_rows, self._choose)
        self.bands.setToolTip("Enter or a double click chooses the leads of a band")
        self.times = RatesOverTime()
        self.times.row_asked.connect(self._choose_period)
        self.times.band_asked.connect(self._choose_period)
        self.rules = RecordTable("Rules then and now", self, row=30)
        self.rules.record_chosen.connect(self.show_rule)
        self.rules.record_opened.connect(self._open_rule)
        ChosenRows(
            self.session, self.rules, self._rule_name, self._hit_rows, self._choose, opens=False
        )
        self.rules.setToolTip(
            "Enter or a double click shows a rule on the Model page, Ctrl+Enter chooses its leads"
        )
        self.rule_said = Label("", "text2", size=12, wrap=True)
        for chart in (self.pairs, self.score_pairs, self.times):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        spaced(top, 8)
        self._part_name = Label("&Newer are", "text2")
        for label, box in (
            (Label("&Compare", "text2"), self.against),
            (self._part_name, self.part),
        ):
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
        top.addStretch(1)
        for button in (self.again, self.look, self.use):
            top.addWidget(button)
        self._pairs_card = ChartCard(self.pairs)
        self.splitter = PageSplitter(
            self.fields, self._pairs_card, lambda width: 0.46 * width, 420, 300, gap=12
        )
        self._scores_card, self._times_card = ChartCard(self.score_pairs), ChartCard(self.times)
        scores = PageSplitter(
            self._scores_card,
            LowScroll(_under(self.bands, self._times_card)),
            lambda width: 0.6 * width,
            320,
            420,
            gap=12,
        )
        self._sides = QStackedWidget()
        for side in (self.splitter, scores, _under(self.rules, self.rule_said)):
            self._sides.addWidget(side)
        column = self.column
        column.addLayout(top)
        for part in (self.verdict, self.progress, self.reasons, self.switch):
            column.addWidget(part)
        column.addWidget(self._sides, 1)
        leads = EmptyState(
            "drift",
            "No leads yet",
            "Open an export to see whether newer leads still are what the model was made for.",
            "Open leads…",
        )
        leads.asked.connect(self.leads_asked)
        dates = EmptyState(
            "drift",
            "Nothing tells which leads are newer",
            "Say on the Data page which field is the day of creation, or look at next month's "
            "export: then both are compared.",
            "Look at next month's export…",
            "Go to the fields",
        )
        dates.asked.connect(self.next_asked)
        dates.asked_second.connect(self.fields_asked)
        self.frame(leads, dates)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was chosen while the page was hidden."""
        super().showEvent(event)
        self._show_chosen()

    def adopt(self) -> None:
        """Sizes of words and tables for the size of the page."""
        super().adopt()
        found = self._found
        bands = 4 if found is None else len(found.scores.bands)
        self.bands.setFixedHeight(theme.px(30 + 30 * min(bands, 6) + 4))

    # Choosing

    def show_side(self, side: int) -> None:
        """Show fields, scores and bands, or rules."""
        self.switch.choose(side)
        self._sides.setCurrentIndex(side)

    def compare(self, against: Against) -> None:
        """Compare these leads with each other, or one export with another."""
        self._against = against
        self.begin_again()

    def choose(self, part: Part) -> None:
        """Cut the leads there, or compare these of two exports."""
        self._parts[self._against] = part
        self.begin_again()

    def look_at(self, taken: Taken) -> None:
        """Compare an export with the leads of the project, which stay as they are."""
        self._next, self._against = taken, Against.NEXT
        self.begin_again()

    def _use(self) -> None:
        if self._next is not None:
            self.use_asked.emit(self._next)

    def new_leads(self) -> None:
        """Other leads: what was looked at beside them is of the past."""
        self._next, self._found, self._parts, self._field = None, None, {}, 0
        self._against = Against.SPLIT if self._earlier() is None else Against.EARLIER
        super().new_leads()

    def _earlier(self) -> Leads | None:
        """The leads that these took the place of, if they are still at hand."""
        project, earlier = self.session.project, self.session.earlier
        if project is None or project.source is None or earlier is None:
            return None
        table, leads = earlier
        return leads if table != project.source.table and len(leads) else None

    # Showing

    def refresh(self) -> None:
        """Compare by the chosen model as it is now."""
        leads, model, project = self.session.leads, self.session.model, self.session.project
        if leads is None or not len(leads) or model is None or project is None:
            self._found = None
            self.show_empty(NO_LEADS)
            return
        dated = bool((leads.created != BLANK_DAY).any())
        options = self._options(dated)
        if not options:
            self._found = None
            self.show_empty(NO_DATES)
        elif self.show_body():
            if self._against not in [against for against, _ in options]:
                self._against = options[0][0]
            self._fill(options, leads)
            self._compare(model, leads, project)

    def _options(self, dated: bool) -> list[tuple[Against, str]]:
        """What can be compared now."""
        found = [(Against.SPLIT, "newer of these leads with older ones")] if dated else []
        earlier = self._earlier()
        if earlier is not None:
            found.append((Against.EARLIER, f"these with {earlier.raw.source}, used before"))
        if self._next is not None:
            name = self._next.imported.table.source
            found.append((Against.NEXT, f"{name}, only looked at, with these"))
        return found

    def _fill(self, options: list[tuple[Against, str]], leads: Leads) -> None:
        self.against.clear()
        for against, words in options:
            self.against.addItem(words, against)
            if against is self._against:
                self.against.setCurrentIndex(self.against.count() - 1)
        self.against.setEnabled(len(options) > 1)
        cut = self._against is Against.SPLIT
        self._part_name.present("&Newer are" if cut else "&Of them")
        parts = splits_of(leads) if cut else EXPORTS
        chosen = self._part(parts)
        self.part.clear()
        for part in parts:
            self.part.addItem(part.words, part)
        self.part.setCurrentIndex(parts.index(chosen))
        self.part.setEnabled(len(parts) > 1)
        looking = self._against is Against.NEXT and self._next is not None
        self.use.setVisible(looking)
        self.look.setVisible(not looking)

    def _part(self, parts: Sequence[Part]) -> Part:
        chosen = self._parts.get(self._against)
        return chosen if chosen is not None and chosen in parts else parts[0]

    def _compare(self, model: ScoringModel, leads: Leads, project: Project) -> None:
        against, taken, earlier = self._against, self._next, self._earlier()
        part = self.part.currentData()
        session = self.session
        tables = session.activity_table, leads.accounts, session.deal_table

        def sides() -> Sides:
            if against is Against.NEXT and taken is not None:
                return of_tables(leads, leads_of(taken, project, *tables), part.who)
            if against is Against.EARLIER and earlier is not None:
                return of_tables(earlier, leads, part.who)
            return of_split(leads, part.split)

        def work(cancelled: Cancel, progress: Progress) -> Drift | LeadbenchError:
            progress("Finding the leads", 0, 0)
            try:
                return drift_of(
                    model, sides(), today(), cancelled, lambda what: progress(what, 0, 0)
                )
            except LeadbenchError as error:  # an answer: these cannot be compared
                return error
            except Stopped:
                raise Cancelled from None

        if self.asking.ask((model, leads, against, part, taken, earlier), work):
            self._found = None
            self.doing()

    def answered(self, found: object) -> None:
        """Present a drift, or why there is none."""
        if isinstance(found, LeadbenchError):
            self._found = None
            self.verdict.present(found.problem.what, found.problem.remedy)
            self._present_nothing()
        elif isinstance(found, Drift):
            self._found = found
            self._present(found)

    def _present_nothing(self) -> None:
        self.reasons.present("")
        for table in (self.fields, self.bands, self.rules):
            table.present(None)
        self.pairs.present(())
        self.score_pairs.present(())
        self.times.present(None)
        for label in (self._pairs_card.says, self._scores_card.says, self.rule_said):
            label.present("")

    def _present(self, found: Drift) -> None:
        verdict = verdict_of(found)
        self.verdict.present(verdict.sentence, " ".join(sentence.about(found)))
        said = [one.words for one in verdict.reasons[1:]]
        if said:
            said.insert(0, "Also:")
        if found.sides.one_table:
            said.append(sentence.BY_AGE)
        self.reasons.present(" ".join(said))
        self.reasons.setVisible(bool(said))
        self.fields.present(field_records(found))
        order = field_order(found)
        self.show_field(order[0] if order else -1)
        self._present_scores(found)
        self._scores_card.says.present(sentence.scores(found))
        self.bands.present(band_records(found))
        times = found.over_time
        self._present_times(found)
        self._times_card.says.present(
            "Only leads that had the time to convert and whose outcome is known."
            if times is not None
            else "No lead with a day of creation has a known outcome."
        )
        self.rules.present(rule_records(found))
        rules = rule_order(found)
        self.show_rule(rules[0] if rules else -1)
        self.adopt()

    def show_field(self, place: int) -> None:
        """Show the shares of a field, by its place in the drift."""
        field = self._field_at(place)
        if field is None:
            return
        self._field = place
        ages = f"{AGES}, " if field.sort is Sort.AGES else ""
        name = both_ends(field.name, 40)
        self._pairs_card.title.setText(f"{name}: {ages}shares then and now")
        self._present_bins(field)
        self._pairs_card.says.present(f"{sentence.field(field)} {sentence.CONVENTION}")

    def show_rule(self, place: int) -> None:
        """Say what became of a rule, by its place in the drift."""
        found = self._found
        if found is None or not 0 <= place < len(found.rules):
            self.rule_said.present("The model has no rules." if found is not None else "")
            return
        rule = found.rules[place]
        self.rule_said.present(f"{quoted(rule.name)}: {sentence.rule(rule)}")

    def _field_at(self, place: int) -> FieldDrift | None:
        found = self._found
        return found.fields[place] if found and 0 <= place < len(found.fields) else None

    def _open_field(self, place: int) -> None:
        field = self._field_at(place)
        if field is not None and not field.added:
            self.field_asked.emit(field.name)

    def _open_rule(self, place: int) -> None:
        if self._found is not None and 0 <= place < len(self._found.rules):
            self.rule_asked.emit(self._found.rules[place].id)

    # Chosen leads in the charts

    def _show_chosen(self) -> None:
        """Draw the chosen leads; a page that is not in sight does it when it is shown."""
        if not self.isVisible() or self._drawn is self.session.chosen:
            return
        self._drawn = self.session.chosen
        found, field = self._found, self._field_at(self._field)
        if found is not None:
            self._present_scores(found)
            self._present_times(found)
        if field is not None:
            self._present_bins(field)

    def _present_times(self, found: Drift) -> None:
        times, some = found.over_time, None
        chosen = self.session.chosen
        if times is not None and chosen is not None and chosen.leads is self.session.leads:
            sides = zip((found.sides.old, found.sides.new), found.told, strict=True)
            some = times.part(
                np.concatenate(
                    [
                        chosen.mask[rows]
                        if side.leads is self.session.leads
                        else np.zeros(len(rows), dtype=np.bool_)
                        for side, rows in sides
                    ]
                )
            )
        self.times.present(
            None if times is None else RatesOverTimeValue(times, found.sides.split, some)
        )

    def _present_scores(self, found: Drift) -> None:
        def held(low: int, high: int) -> list[NDArray[np.intp] | None]:
            return self._sides_of_age(
                lambda of_age: (of_age.scored.scores >= low) & (of_age.scored.scores <= high)
            )

        ranges = score_ranges(found) if self.session.chosen is not None else ()
        chosen = [self._among(held(low, high)) for low, high in ranges]
        self.score_pairs.present(score_pairs(found, chosen))

    def _present_bins(self, field: FieldDrift) -> None:
        rows = self._bins(field) if self.session.chosen is not None else []
        self.pairs.present(field_pairs(field, [self._among(sides) for sides in rows]))

    def _among(self, sides: Sequence[NDArray[np.intp] | None]) -> tuple[int | None, int | None]:
        """How many of the rows of either side are chosen; None: not leads of the project."""
        chosen = self.session.chosen
        old, new = (
            None
            if rows is None or chosen is None or chosen.leads is not self.session.leads
            else int(np.count_nonzero(chosen.mask[rows]))
            for rows in sides
        )
        return old, new

    # Choosing leads

    def _choose_bin(self, row: int) -> None:
        """The leads of a bin: of these leads, whichever side they are on."""
        field = self._field_at(self._field)
        if field is not None:
            name = field.bins[shown_bins(field)[row]].name
            self._choose(f"{field.name} {name}", _both(self._bins(field)[row]))

    def _bins(self, field: FieldDrift) -> list[list[NDArray[np.intp] | None]]:
        """The rows of either side in each bin that the chart shows; None: not of the project."""
        found = self._found
        item = None if found is None else found.sides.old.leads.recipe.find(field.name)
        parts = None if found is None or item is None else binned_field(found.sides, item)
        if found is None or parts is None:
            return [[None, None] for _ in shown_bins(field)]
        sides = (found.sides.old, found.sides.new)
        return [
            [
                side.rows[mask] if side.leads is self.session.leads else None
                for side, mask in zip(sides, parts.held(place), strict=True)
            ]
            for place in shown_bins(field)
        ]

    def _field_name(self, place: int) -> str:
        field = self._field_at(place)
        return "" if field is None or field.added or field.missing else f"{field.name} filled in"

    def _filled_rows(self, place: int) -> NDArray[np.intp]:
        """The leads of either side that have a value in a field."""
        found, field = self._found, self._field_at(place)
        item = None
        if found is not None and field is not None:
            item = found.sides.old.leads.recipe.find(field.name)
        held = None if found is None or item is None else filled_in(found.sides, item)
        if found is None or held is None:
            return NOBODY
        sides = zip((found.sides.old, found.sides.new), held, strict=True)
        return _both(
            [side.rows[mask] if side.leads is self.session.leads else None for side, mask in sides]
        )

    def _choose_period(self, place: int, band: int | None = None) -> None:
        """The leads that a period counts, of all bands or of one."""
        found = self._found
        if found is None or found.over_time is None:
            return
        words = f"created {found.over_time.periods[place].name}"
        if band is not None:
            words = f"band {found.over_time.bands[band]}{self._aged}, {words}"
        sides = zip(
            (found.sides.old, found.sides.new), found.rows_of_period(place, band), strict=True
        )
        rows = [rows if side.leads is self.session.leads else None for side, rows in sides]
        self._choose(words, _both(rows))

    def _choose_scores(self, row: int) -> None:
        """The leads of a range of scores, as they are scored here."""
        if self._found is not None:
            low, high = score_ranges(self._found)[row]
            self._choose(f"{score_words(low, high)}{self._aged}", self._score_rows(low, high))

    def _score_rows(self, low: int, high: int) -> NDArray[np.intp]:
        def held(of_age: OfAge) -> NDArray[np.bool_]:
            scores = of_age.scored.scores
            return (scores >= low) & (scores <= high)

        return self._rows_of_age(held)

    @property
    def _aged(self) -> str:
        """At which age leads are scored here."""
        age = None if self._found is None else self._found.age
        return "" if age is None else f" at the age of {count_of(age, 'day')}"

    def _band_name(self, place: int) -> str:
        found = self._found
        return "" if found is None else f"band {found.scores.bands[place].name}{self._aged}"

    def _band_rows(self, place: int) -> NDArray[np.intp]:
        """The leads of a band, as they are scored here."""
        return self._rows_of_age(lambda of_age: np.asarray(of_age.scored.bands) == place)

    def _rule_name(self, place: int) -> str:
        found = self._found
        return "" if found is None else f"rule {found.rules[place].name}{self._aged}"

    def _hit_rows(self, place: int) -> NDArray[np.intp]:
        """The leads that a rule hits, as they are looked at here."""
        found = self._found
        rule = None if found is None else found.model.rule(found.rules[place].id)
        return NOBODY if rule is None else self._rows_of_age(lambda of_age: of_age.hit(rule))

    def _rows_of_age(self, held: Callable[[OfAge], NDArray[np.bool_]]) -> NDArray[np.intp]:
        """Those of either side that hold, of the leads that are scored at the age of the page.

        Leads of another export, which are only looked at, cannot be chosen.
        """
        return _both(self._sides_of_age(held))

    def _sides_of_age(
        self, held: Callable[[OfAge], NDArray[np.bool_]]
    ) -> list[NDArray[np.intp] | None]:
        found = self._found
        if found is None:
            return [None, None]
        sides = (found.sides.old, found.sides.new)
        return [
            of_age.rows[looked[held(of_age)[looked]]] if side.leads is self.session.leads else None
            for side, of_age, looked in zip(sides, found.of_age, found.looked, strict=True)
        ]

    def _choose(self, words: str, rows: NDArray[np.intp]) -> None:
        found = self._found
        if found is not None and not found.sides.one_table and not len(rows):
            self.note.emit(f"No leads of the project: {words}. Others can only be looked at.")
        else:
            self.choose_asked.emit(words, rows)


def _both(sides: Sequence[NDArray[np.intp] | None]) -> NDArray[np.intp]:
    """The rows of both sides that are leads of the project."""
    rows = [side for side in sides if side is not None]
    return np.concatenate(rows) if rows else NOBODY


def _under(*parts: QWidget) -> QWidget:
    """Parts under each other; the last but a line of words gets the room."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, 8, margins=(0, 0, 0, 0))
    for part in parts:
        column.addWidget(part, 0 if isinstance(part, Label) else 1)
    return widget
