"""One field of the deals: how it is read, what its stages mean, what the lead is joined by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from models.leads.fields import Role
from widgets import theme
from widgets.field_panel import FieldFacts, FieldPanel
from widgets.stage_list import StageFacts, StageList


@dataclass(frozen=True)
class DealFieldFacts:
    """A field of the deals. `stages` of the field that tells the stage, `joins` (value, words) of
    the one that names the lead; `joined_to` is the value that is chosen."""

    field: FieldFacts
    stages: StageFacts | None = None
    joins: tuple[tuple[str, str], ...] = ()
    joined_to: str = ""


class DealPanel(FieldPanel):
    """`edited` (ChangeInput) as of any field; two more signals for what only deals have."""

    stages_edited = Signal(object)
    joined_edited = Signal(str)

    def __init__(self, roles: Mapping[Role, str], parent: QWidget | None = None) -> None:
        self._own: tuple[QWidget, ...] = ()
        self._deal: DealFieldFacts | None = None
        super().__init__(roles, parent)
        self.joined = QComboBox()
        self.joined.setAccessibleName("Joined by this field of the leads")
        self.joined.activated.connect(
            lambda place: self.joined_edited.emit(str(self.joined.itemData(place)))
        )
        self.stages = StageList()
        self.stages.edited.connect(self.stages_edited)
        self._joined_caption = self._caption("Joined by this field of the leads")
        self._stages_caption = self._caption("What its values mean")
        self._own = (self._joined_caption, self.joined, self._stages_caption, self.stages)
        place = self._column.indexOf(self._values_caption)
        for step, part in enumerate(self._own):
            self._column.insertWidget(place + step, part)
            part.hide()
        for caption in (self._joined_caption, self._stages_caption):
            caption.setFont(theme.font(12, 600))

    def present_deal(self, facts: DealFieldFacts | None) -> None:
        """Show a field; None shows nothing."""
        self._deal = facts
        self.present(None if facts is None else facts.field)

    def present(self, facts: FieldFacts | None) -> None:
        """Show a field; what only deals have as it was given last."""
        super().present(facts)
        deal = self._deal
        if not self._own or facts is None or deal is None:
            return
        self._blank_is_no.hide()  # an open deal is what it is; the page has the switches
        stages, joins = deal.stages, deal.joins
        for part, shown in zip(
            self._own,
            (bool(joins), bool(joins), stages is not None, stages is not None),
            strict=True,
        ):
            part.setVisible(shown)
        if stages is not None:
            self.stages.present(stages)
        if joins:
            self.joined.clear()
            for value, words in joins:
                self.joined.addItem(words, value)
            self.joined.setCurrentIndex(self.joined.findData(deal.joined_to))
