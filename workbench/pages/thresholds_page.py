"""The page Thresholds: what each threshold costs and brings, against what sales can work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.evaluation.figures import count, leads
from models.evaluation.thresholds import sentence
from models.evaluation.thresholds.added import Added, fields_for, shared_of
from models.evaluation.thresholds.added import sentence as about_added
from models.evaluation.thresholds.ground import Ground, ground_of
from models.evaluation.thresholds.lab import Choice, Lab, lab_of
from models.evaluation.thresholds.part import GroundPart, part_of
from models.evaluation.thresholds.separate import Separate, rows_of_segment, separate_of
from models.evaluation.thresholds.separate_words import sentences as about_separate
from models.evaluation.thresholds.standing import with_threshold
from models.evaluation.thresholds.wishes import Money, Sales
from models.evaluation.thresholds.words import name_of
from models.leads.fields import Kind
from models.leads.readers.contract import Progress
from models.leads.table import Leads
from models.project.edits import AnyEdit, ChangeBands, ChangeSales, MoveThreshold
from models.scoring.model import ScoringModel
from widgets import theme
from widgets.card import Card
from widgets.charts.net_value_chart import NetValueChart
from widgets.charts.volume_chart import VolumeChart
from widgets.charts.week_loads_chart import WeekLoadsChart
from widgets.empty_state import EmptyState
from widgets.inputs.label import Label
from widgets.inputs.pick_box import PickBox
from widgets.low_scroll import LowScroll
from widgets.page_splitter import PageSplitter
from widgets.sales_form import SalesForm
from widgets.spacing import spaced
from widgets.switch import RING, Switch
from widgets.tables.record_table import RecordTable
from widgets.taking.taking import Offer
from workbench.asking import Asking
from workbench.background import Cancel
from workbench.chosen import Chosen, rows_of_all, within
from workbench.chosen_rows import ChosenRows
from workbench.evaluate_choices import segment_fields
from workbench.live_preview import LivePreview, Preview
from workbench.pages.working_page import WorkingPage
from workbench.session import Session
from workbench.threshold_before import ThresholdBefore, but_thresholds
from workbench.threshold_facts import net_value_of, sales_words, volume_of, weeks_at
from workbench.threshold_records import choice_records, segment_records

NO_LEADS, ONE_BAND, NOBODY = range(3)
VALUE, WEEKS, SEGMENTS = range(3)
WORTH, NO_BEST = "What is a win worth?", "None is the best yet"
SAY_WORTH = (
    "Say at the left what working one lead costs and what one conversion is worth: then each "
    "threshold has a net value, and one of them is the best."
)
ASKED_FOR = "value", "capacity", "precision"
"""The keys of thresholds that follow from what was said at the left, the best first."""
MOST_VALUES = 60
"""A text with more different values makes no segments."""


class ThresholdsPage(WorkingPage):
    """Dragging a threshold here is an edit like on the page Model; what sales can do is another."""

    leads_asked = Signal()
    fields_asked = Signal()
    picture_asked = Signal(object)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__(session, "Looking at every threshold", "Not looked at")
        self._preview = preview
        self._ground: tuple[object, Ground] | None = None
        self.lab: Lab | None = None
        self._band: int | None = None
        self._choices: tuple[Choice, ...] = ()
        self._key = "value"
        self._field = ""
        self._ends: tuple[int, int] | None = None
        self._added: Added | None = None
        self._part: tuple[Chosen, Ground, GroundPart] | None = None
        self.segments = Asking(self)
        self.segments.answered.connect(self._present_segments)
        self.segments.failed.connect(self.failed)
        self.before = ThresholdBefore(self)
        self.before.found.connect(self._redraw)
        self.before.failed.connect(self.failed)
        self.adding = Asking(self)
        self.adding.answered.connect(self._present_added)
        self.adding.failed.connect(self.failed)
        self._build()
        preview.evaluated.connect(self._evaluated)
        preview.emptied.connect(self.refresh)
        session.baseline_changed.connect(self.refresh)
        session.leads_chosen.connect(lambda _chosen: self._redraw())
        self.refresh()

    # Building

    def _build(self) -> None:
        self.bands = Switch(("MQL",))
        self.sides = Switch(("Value and volume", "Week by week", "By segment"))
        self.sides.picked.connect(self.show_side)
        self.set = QPushButton("Set MQL")
        theme.set_kind(self.set, "main")
        self.set.clicked.connect(lambda _on=False: self.take())
        self.about = Label("", "text2", size=12, wrap=True)
        self.form = SalesForm()
        self.form.edited.connect(self._say)
        self.value, self.volume, self.weeks = NetValueChart(), VolumeChart(), WeekLoadsChart()
        self.value.threshold_moved.connect(self._move)
        self.value.row_asked.connect(self._choose_from)
        self.volume.row_asked.connect(self._choose_from)
        self.weeks.row_asked.connect(self._choose_week)
        for chart in (self.value, self.volume, self.weeks):
            chart.save_requested.connect(lambda chart=chart: self.picture_asked.emit(chart))
        self.no_money = EmptyState("scale", WORTH, SAY_WORTH)
        self.choices = RecordTable("Thresholds to choose from", self, row=40)
        self.choices.record_chosen.connect(self._chosen)
        self.choices.record_opened.connect(lambda _record: self.take())
        ChosenRows(
            self.session,
            self.choices,
            self._choice_name,
            self._handed_rows,
            self.choose_asked.emit,
            opens=False,
            number=self._handed_chosen,
        )
        self.choices.taking.offer(self._doubt_offers)
        self.choices.fit_rows()
        self.choices.setToolTip(
            "Enter or a double click sets the threshold, Ctrl+Enter chooses the leads from it up"
        )
        self.step_head, self.step = Label(weight=600), Label("", "text2", size=12, wrap=True)
        self.added_head, self.added = Label(weight=600), Label("", "text2", size=12, wrap=True)
        self.regret = Label("", "text2", size=12, wrap=True)
        self.show_added = QPushButton()
        theme.set_kind(self.show_added, "", small=True)
        self.show_added.clicked.connect(lambda _on=False: self._choose_added())
        self.by_week = Label("", "text", size=13, wrap=True)
        self.field = PickBox("Field that makes the segments")
        self.field.activated.connect(lambda _place: self._pick_field())
        self.segment_table = RecordTable("Thresholds of segments", self, row=30)
        ChosenRows(
            self.session,
            self.segment_table,
            self._segment_name,
            self._segment_rows,
            self.choose_asked.emit,
        )
        self.segment_table.setToolTip(
            "Enter or a double click chooses the leads of a segment from its threshold up"
        )
        self._separate: Separate | None = None
        self.segment_said = Label("", "text", wrap=True)
        self.segment_more = Label("", "text2", size=12, wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = self.column
        self._top = top = QHBoxLayout()
        spaced(top, 8, margins=(0, 0, 0, 0))
        top.addWidget(self.bands)
        top.addWidget(self.sides)
        top.addStretch(1)
        top.addWidget(self.again)
        top.addWidget(self.set)
        column.addLayout(top)
        column.addWidget(self.verdict)
        column.addWidget(self.about)
        column.addWidget(self.progress)
        self._middle = QStackedWidget()
        for side in (self._value_side(), self._week_side(), self._segment_side()):
            self._middle.addWidget(side)
        self.splitter = PageSplitter(
            self._middle, self._right(), lambda width: min(0.47 * width, 560.0), 320, 456, gap=12
        )
        self.splitter.setStretchFactor(0, 1)
        row = QHBoxLayout()
        spaced(row, 12)
        self.form.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self.form)
        row.addWidget(self.splitter, 1)
        column.addLayout(row, 1)
        no_leads = EmptyState(
            "flag",
            "No leads yet",
            "Open an export with outcomes to see what each threshold costs and brings.",
            "Open leads\u2026",
        )
        no_leads.asked.connect(self.leads_asked)
        one_band = EmptyState(
            "flag",
            "No threshold to move",
            "This model has one band. Add another on the page Model, under Bands.",
        )
        nobody = EmptyState(
            "flag",
            "No lead is old enough",
            "The model scores each lead some days after its creation, and none is that old. "
            "Choose fewer days on the page Model.",
        )
        self.frame(no_leads, one_band, nobody)

    def _value_side(self) -> QWidget:
        self._value_card = Card.of_chart(self.value)
        self._volume_card = Card.of_chart(self.volume)
        self._upper = QStackedWidget()
        self._upper.addWidget(self._value_card)
        self._upper.addWidget(Card("", self.no_money))
        return _column(self._upper, self._volume_card, gap=12)

    def _week_side(self) -> QWidget:
        self._weeks_card = Card.of_chart(self.weeks)
        return _column(self._weeks_card, self.by_week, gap=8, first=True)

    def _segment_side(self) -> QWidget:
        choose = QHBoxLayout()
        spaced(choose, 8, margins=(0, RING, 0, RING))
        label = Label("&Segments by", "text2")
        label.setBuddy(self.field)
        choose.addWidget(label)
        choose.addWidget(self.field)
        choose.addStretch(1)
        side = _column(self.segment_said, self.segment_more, self.segment_table, gap=8)
        layout = side.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(0, choose)
        layout.setStretchFactor(self.segment_table, 100)
        layout.addStretch(1)
        return side

    def _right(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        spaced(column, 4, margins=(0, 0, 0, 0))
        column.addWidget(self.choices)
        for head, said in ((self.step_head, self.step), (self.added_head, self.added)):
            column.addSpacing(6)
            column.addWidget(head)
            column.addWidget(said)
        tools = QHBoxLayout()
        spaced(tools, 8, margins=(RING, RING, RING, RING))
        tools.addWidget(self.show_added)
        tools.addStretch(1)
        column.addLayout(tools)
        column.addSpacing(6)
        column.addWidget(self.regret)
        column.addStretch(1)
        return LowScroll(side)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        super().finish()
        self.segments.finish()
        self.adding.finish()
        self.before.asking.finish()

    # Choosing

    def show_side(self, side: int) -> None:
        """Show value and volume, the weeks, or the segments."""
        self.sides.choose(side)
        self._middle.setCurrentIndex(side)
        self._ask_segments()

    def choose_band(self, band: int) -> None:
        """Look at the threshold of another band, by its position."""
        self._band = band
        self._key = "value"
        self.refresh()

    def choose(self, key: str) -> None:
        """Look at one of the thresholds to choose from."""
        places = [place for place, one in enumerate(self._choices) if one.key == key]
        if places:
            self._key = key
            self.choices.choose(places[0])
            self._follow_choice()

    def take(self) -> None:
        """Set the threshold to the one that was chosen."""
        model, lab, band, chosen = self.session.model, self.lab, self.band, self._choice()
        if model is None or lab is None or chosen is None or chosen.place is None:
            return
        threshold = int(lab.curve.scores[chosen.place])
        self.session.apply(self._edit(model, band, threshold))

    @property
    def band(self) -> int:
        """The position of the band whose threshold is looked at."""
        model = self.session.model
        if model is None:
            return 1
        wanted = model.mql_band if self._band is None else self._band
        return min(max(wanted, 1), len(model.bands) - 1)

    @staticmethod
    def _edit(model: ScoringModel, band: int, threshold: int) -> AnyEdit:
        bands = with_threshold(model, band, threshold)
        others = [one for place, one in enumerate(bands) if place != band]
        before = [one for place, one in enumerate(model.bands) if place != band]
        if others == before:
            return MoveThreshold(model.id, band, threshold)
        return ChangeBands(model.id, bands)

    def _say(self, sales: Sales, gesture: int) -> None:
        self.session.apply(ChangeSales(sales), gesture)

    def _move(self, band: int, value: int, gesture: int) -> None:
        model = self.session.model
        if model is not None:
            self.session.apply(MoveThreshold(model.id, band, value), gesture)

    def _chosen(self, record: int) -> None:
        if record < len(self._choices):
            self._key = self._choices[record].key
            self._follow_choice()

    def _choice(self) -> Choice | None:
        """The one that a person chose, or that what was said asks for; else the present one: none
        is proposed that nobody asked for."""
        by_key = {one.key: one for one in self._choices}
        if self._key in by_key:
            return by_key[self._key]
        asked = (by_key.get(key) for key in ASKED_FOR)
        return next((one for one in asked if one and one.place is not None), by_key.get("now"))

    def _pick_field(self) -> None:
        self._field = str(self.field.currentData() or "")
        self._ask_segments()

    # Choosing leads

    @property
    def _name(self) -> str:
        model = self.session.model
        return "" if model is None else name_of(model, self.band)

    def _choose_added(self) -> None:
        lab, added = self.lab, self._added
        if lab is not None and added is not None:
            rows = lab.ground.rows_between(lab.curve.at(added.low), lab.curve.at(added.high))
            self._choose(f"{self._name} threshold {added.low} instead of {added.high}", rows)

    def _choice_name(self, place: int) -> str:
        lab, at = self.lab, self._choices[place].place
        if lab is None or at is None:
            return ""
        return f"{self._name} from {int(lab.curve.scores[at])}"

    def _handed_rows(self, place: int) -> NDArray[np.intp]:
        lab, at = self.lab, self._choices[place].place
        if lab is None or at is None:
            return np.empty(0, dtype=np.intp)
        rows = lab.ground.rows_between(at, lab.ground.size)
        return rows_of_all(rows, self._preview.left_out)

    def _handed_chosen(self, place: int) -> int:
        """How many of the chosen leads a choice hands over; quick enough for a drag."""
        lab, at = self.lab, self._choices[place].place
        part = None if lab is None else self._part_of(lab)
        return 0 if part is None or at is None else int(part.counts[at].sum())

    def _choose_from(self, place: int) -> None:
        """The leads that reach a threshold, by its place."""
        lab = self.lab
        if lab is not None:
            rows = lab.ground.rows_between(place, lab.ground.size)
            self._choose(f"{self._name} from {int(lab.curve.scores[place])}", rows)

    def _choose_week(self, week: int) -> None:
        """The leads of a week, of those that the threshold hands over now."""
        lab, shown = self.lab, self.weeks.value
        if lab is not None and lab.ground.weeks is not None and shown is not None:
            ground, weeks = lab.ground, lab.ground.weeks
            at = lab.curve.at(shown.threshold)
            rows = np.flatnonzero((weeks.codes == week) & (ground.standing.places >= at))
            self._choose(f"{self._name} of {self.weeks.bar_name(week)}", rows)

    def _doubt_offers(self) -> Sequence[Offer]:
        """The leads about whom no threshold of the band of doubt can be told from the best."""
        lab = self.lab
        best = None if lab is None or not lab.enough else lab.best
        if lab is None or best is None or best.low == best.high:
            return ()
        low, high = (int(lab.curve.scores[place]) for place in (best.low, best.high))
        words = f"thresholds {low} to {high}, which could be as good"
        rows = lab.ground.rows_between(best.low, best.high)
        line = f"Choose the {leads(len(rows))} between {low} and {high}, as good as the best"
        return ((line, lambda: self._choose(words, rows)),)

    def _segment_name(self, place: int) -> str:
        found = self._separate
        if found is None or found.rows[place].score is None:
            return ""
        row = found.rows[place]
        return f"{found.field} {row.name} from {row.score}"

    def _segment_rows(self, place: int) -> NDArray[np.intp]:
        found, lab, by = self._separate, self.lab, self._preview.left_out
        item = None if by is None or found is None else by.leads.input(found.field)
        if found is None or lab is None or by is None or item is None:
            return np.empty(0, dtype=np.intp)
        column = by.leads.prepared(item)[0]
        return rows_of_all(rows_of_segment(lab.ground, column, found.rows[place]), by)

    def _choose(self, words: str, rows: NDArray[np.intp]) -> None:
        self.choose_asked.emit(words, rows_of_all(rows, self._preview.left_out))

    # Showing

    def new_leads(self) -> None:
        """Other leads: nothing that was found holds any more."""
        self._ground, self.lab, self._ends = None, None, None
        self.before.forget()
        for asking in (self.segments, self.adding):
            asking.forget()
        self._field = ""
        super().new_leads()

    def _evaluated(self, preview: object) -> None:
        """A model that is settled has figures; while a hand moves a threshold they are there."""
        if isinstance(preview, Preview) and (preview.settled or self._ground is None):
            self.refresh()

    def refresh(self) -> None:
        """Show what there is now; ask for what is missing, if the page is seen."""
        found, model, project = self.session.leads, self.session.model, self.session.project
        if found is None or not len(found) or model is None or project is None:
            self.show_empty(NO_LEADS)
            return
        if len(model.bands) < 2:
            self.show_empty(ONE_BAND)
            return
        by = self._preview.left_out
        if by is None or not len(by.leads):
            self.show_empty(NOBODY)
            return
        if not self.show_body():
            return
        self._offer_bands(model)
        preview = self._preview.last
        of = but_thresholds(model), id(by.leads), project.stages, self.band
        ready = (
            preview is not None
            and preview.settled
            and preview.leads is by.leads
            and but_thresholds(preview.model) == of[0]
        )
        same = self._ground is not None and self._ground[0] == of
        if ready or same:
            self._ask(preview, of, project.sales)
        elif self.lab is None:
            self.doing()
        if self.lab is not None and same and self.lab.sales == project.sales:
            self._follow()

    def _ask(self, preview: Preview | None, of: object, sales: Sales) -> None:
        known = self._ground[1] if self._ground is not None and self._ground[0] == of else None
        scored = None if preview is None else preview.scored
        found = None if preview is None else preview.leads
        stages, band = self.session.project.stages if self.session.project else (), self.band
        if known is None and (scored is None or found is None):
            return

        def work(_cancelled: Cancel, progress: Progress) -> tuple[object, Lab]:
            ground = known
            if ground is None:
                assert scored is not None
                assert found is not None
                ground = ground_of(scored, found, stages, band, lambda what: progress(what, 0, 0))
            return of, lab_of(ground, sales)

        if self.asking.ask((of, sales), work) and known is None:
            self.doing()

    def answered(self, found: object) -> None:
        """Present an answer."""
        if not isinstance(found, tuple):
            return
        of, lab = found
        if self._ground is None or self._ground[0] != of:
            self._ground = of, lab.ground
            self._ends = None
        self.lab = lab
        self.again.hide()
        self._follow()

    def _offer_bands(self, model: ScoringModel) -> None:
        names = tuple(name_of(model, place) for place in range(len(model.bands) - 1, 0, -1))
        if names != self.bands.names:
            fresh = Switch(names)
            fresh.picked.connect(lambda place: self.choose_band(len(fresh.names) - place))
            self._top.replaceWidget(self.bands, fresh)
            self.bands.deleteLater()
            self.bands = fresh
            self.bands.setAccessibleName("Threshold that is looked at")
        self.bands.choose(len(model.bands) - 1 - self.band)
        self.bands.setVisible(len(names) > 1)

    def _follow(self) -> None:
        """Everything that follows from the threshold as it is now; quick enough for a drag."""
        model, lab = self.session.model, self.lab
        if model is None or lab is None or lab.ground.band != self.band:
            return
        name = name_of(model, self.band)
        now = lab.curve.at(model.bands[self.band].threshold)
        self.verdict.present(*sentence.verdict(lab, now, name))
        overrides = sentence.about_overrides(lab, name)
        self.about.present(f"{sentence.about(lab)} {overrides}".strip())
        self.form.present(lab.sales, sales_words(lab, now))
        self._choices = lab.choices(now)
        self.choices.present(choice_records(lab, self._choices, now, name))
        head, said = sentence.step_down(lab, now)
        self.step_head.present(head)
        self.step.present(said)
        self.regret.present(sentence.regret(lab))
        self.by_week.present(sentence.by_week(lab, now))
        self._draw(model, lab, now)
        self._follow_choice()
        self._ask_segments()

    def _redraw(self) -> None:
        """Other leads are chosen, or what the pinned version hands over is known: charts alone."""
        model, lab = self.session.model, self.lab
        if not self.isVisible() or model is None or lab is None or lab.ground.band != self.band:
            return
        self._draw(model, lab, lab.curve.at(model.bands[self.band].threshold))

    def _draw(self, model: ScoringModel, lab: Lab, now: int) -> None:
        live = self.value.held
        name = name_of(model, self.band)
        weekly = " a week" if lab.curve.weeks else ""
        for card, chart, title in (
            (self._value_card, self.value, f"Net value by {name} threshold{_time(lab)}"),
            (
                self._volume_card,
                self.volume,
                f"{name}{weekly} by threshold",
            ),
            (self._weeks_card, self.weeks, f"{name} by week"),
        ):
            chart.title = title
            card.title.setText(title)
        baseline = self.session.baseline
        saved = None if baseline is None else baseline.model
        project = self.session.project
        stages = () if project is None else project.stages
        ghost = self.before.of(lab, model, self._preview.last, stages)
        part = self._part_of(lab)
        value = net_value_of(lab, model, self.band, saved, self._ends, self._choices, part, ghost)
        self.no_money.present(*((WORTH, SAY_WORTH) if lab.enough else (NO_BEST, lab.faults[0])))
        self._upper.setCurrentIndex(0 if value is not None else 1)
        self.value.present(value, live=live)
        volume = volume_of(lab, model, self.band, saved, value, self._choices, part, ghost)
        self._ends = volume.ends if live else None
        self.volume.present(volume, live=live)
        self.weeks.present(weeks_at(lab, now, part, ghost), live=live)

    def _part_of(self, lab: Lab) -> GroundPart | None:
        """The chosen leads at every threshold; worked out once for each choice."""
        chosen, ground = self.session.chosen, lab.ground
        if chosen is None:
            self._part = None
            return None
        if self._part is None or self._part[0] is not chosen or self._part[1] is not ground:
            mask = within(chosen, self._preview.left_out)
            if len(mask) != ground.every:
                return None  # other leads are meant by now; they come with the next answer
            self._part = chosen, ground, part_of(ground, mask)
        return self._part[2]

    def _follow_choice(self) -> None:
        """What follows from the threshold that was chosen in the table."""
        model, lab, chosen = self.session.model, self.lab, self._choice()
        if model is None or lab is None or chosen is None:
            return
        self.choices.choose(self._choices.index(chosen), scroll=False)
        name, threshold = name_of(model, self.band), model.bands[self.band].threshold
        self.set.setEnabled(False)
        if chosen.place is None:
            self.set.setText(f"Set {name}")
            self.set.setToolTip(chosen.why)
            self._show_added(None)
            return
        score = int(lab.curve.scores[chosen.place])
        self.set.setText(f"Set {name} to {count(score)}")
        self.set.setEnabled(score != threshold)
        self.set.setToolTip(_moved_aside(model, self.band, score))
        low, high = sorted((score, threshold))
        rows = lab.ground.rows_between(lab.curve.at(low), lab.curve.at(high))
        added = Added(low, high, len(rows))
        word = "added" if score <= threshold else "left out"
        self.added_head.present(f"Who would be {word} from {count(threshold)} to {count(score)}")
        self._show_added(None if low == high else added)

    def _show_added(self, added: Added | None) -> None:
        before, self._added = self._added, added
        for widget in (self.added_head, self.added, self.show_added):
            widget.setVisible(added is not None)
        if added is None:
            return
        self.show_added.setText(f"Choose these {leads(added.leads)}")
        self.show_added.setEnabled(added.leads > 0)
        if before is None or (before.low, before.high) != (added.low, added.high):
            self.added.present(about_added(added))
        if not self.value.held:
            self._ask_added(added)

    def _ask_added(self, added: Added) -> None:
        lab, by = self.lab, self._preview.left_out
        if lab is None or by is None or not added.leads:
            return
        found = by.leads
        names = _for_thresholds(found)
        low, high = lab.curve.at(added.low), lab.curve.at(added.high)

        def work(_cancelled: Cancel, _progress: Progress) -> Added:
            places = lab.ground.standing.places
            within = (places >= low) & (places < high)
            shared = shared_of(within, places >= high, fields_for(names, found.column))
            return replace(added, shared=shared)

        self.adding.ask((self._ground and self._ground[0], added.low, added.high), work)

    def _present_added(self, found: object) -> None:
        now = self._added
        if (
            isinstance(found, Added)
            and now is not None
            and (found.low, found.high)
            == (
                now.low,
                now.high,
            )
        ):
            self._added = found
            self.added.present(about_added(found))

    # Segments

    def _ask_segments(self) -> None:
        by, lab, of = self._preview.left_out, self.lab, self._ground
        if self._middle.currentIndex() != SEGMENTS or by is None or lab is None or of is None:
            return
        found = by.leads
        fields = _for_thresholds(found)
        if self._field not in fields:
            self._field = next(iter(fields), "")
        shown = [self.field.itemData(place) for place in range(self.field.count())]
        if shown != list(fields):
            self.field.clear()
            for name in fields:
                self.field.addItem(name, name)
        self.field.setCurrentIndex(self.field.findData(self._field))
        field, item = self._field, found.input(self._field)
        money = lab.money
        limited = lab.per_week if lab.limited else None
        if item is None or not lab.enough or (money is None and limited is None):
            self.segments.forget()
            self.segment_table.hide()
            self.segment_said.present(_why_no_segments(lab, bool(fields)))
            self.segment_more.present("")
            return
        used = Money(0.0, 1.0) if money is None else money
        ground = lab.ground

        def work(_cancelled: Cancel, _progress: Progress) -> Separate:
            column = found.prepared(item)[0]
            return separate_of(ground, field, column, found.created, used, limited)

        if self.segments.ask((of[0], field, used, limited), work):
            self.segment_said.present("Looking at the segments\u2026")
            self.segment_more.present("")

    def _present_segments(self, found: object) -> None:
        lab = self.lab
        if not isinstance(found, Separate) or lab is None:
            return
        self._separate = found
        self.segment_table.present(segment_records(found))
        self.segment_table.show()
        first, second = about_separate(found, lab, money=lab.money is not None)
        self.segment_said.present(first)
        self.segment_more.present(second)


def _for_thresholds(found: Leads) -> tuple[str, ...]:
    """Fields whose groups next month's leads are in, too, each lead in one, and not too many."""
    able = []
    for name in segment_fields(found):
        item = found.input(name)
        raw = None if item is None else found.raw_column(item)
        if item is None or raw is None or item.kind in (Kind.DATE, Kind.MULTIPLE):
            continue
        if item.kind is not Kind.TEXT or len(raw.texts) <= MOST_VALUES:
            able.append(name)
    return tuple(able)


def _why_no_segments(lab: Lab, any_field: bool) -> str:
    if not any_field:
        return "The leads have no field that makes segments."
    if not lab.enough:
        return " ".join(lab.faults[:1])
    return (
        "Say at the left what a lead costs and a win is worth, or what sales can work: by one of "
        "them a threshold is better than another."
    )


def _time(lab: Lab) -> str:
    return ", one year" if lab.ground.yearly else ""


def _moved_aside(model: ScoringModel, band: int, score: int) -> str:
    """Which other thresholds have to make room."""
    pairs = zip(model.bands, with_threshold(model, band, score), strict=True)
    moved = [
        f"{after.name} to {count(after.threshold)}"
        for place, (before, after) in enumerate(pairs)
        if place != band and before != after
    ]
    return f"Moves {' and '.join(moved)} aside" if moved else ""


def _column(*parts: QWidget, gap: int, first: bool = False) -> QWidget:
    """Parts under each other, of equal height; `first`: the first one takes the room."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    spaced(column, gap, margins=(0, 0, 0, 0))
    for place, part in enumerate(parts):
        charts = isinstance(part, Card | QStackedWidget)
        column.addWidget(part, int(charts and (not first or not place)))
    return widget
