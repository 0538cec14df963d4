"""The page Customer: what those who converted have in common, each as a rule by a click."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from models.evaluation.profile.as_rules import HOW, field_as_rule, trait_as_rule
from models.evaluation.profile.profile import Profile, profile_of
from models.evaluation.profile.sentence import sentence
from models.evaluation.profile.traits import FieldTraits, Sort, Trait
from models.leads.readers.contract import Progress
from models.leads.table import UNKNOWN
from models.leads.text import key
from models.project.edits import AddGroup, AddRules
from models.project.start import FIRST_GROUPS
from models.scoring.conditions import Condition
from models.scoring.lint.protected import caution_for
from models.scoring.model import Axis, Group, Rule, ScoringModel
from models.scoring.words import award_words
from widgets import theme
from widgets.card import Card
from widgets.empty_state import EmptyState
from widgets.page_splitter import PageSplitter, panel
from widgets.rows import Rows, RowWords
from widgets.trait_card import CardWords
from widgets.trait_list import TraitList
from widgets.verdict import Verdict
from workbench.asking import Asking
from workbench.background import Background, Cancel
from workbench.chosen import among_all, within
from workbench.live_preview import LivePreview, Preview
from workbench.session import Session

_HOW = (
    "Bars show how often leads convert against all leads (the tick), with the 95 % interval. "
    f"{HOW} Of twenty traits that say nothing one stands out by chance: take what sales recognises."
)
_LATER = (
    "Activities are counted up to the as-of day, so also those after a lead had converted: a day "
    "of its own for each lead leaves them out."
)


class CustomerPage(QWidget):
    """Looks at the leads of the newest preview when it is shown; wishes become rules."""

    leads_asked = Signal()
    fields_asked = Signal()
    note = Signal(str)
    choose_asked = Signal(str, object)

    def __init__(self, session: Session, preview: LivePreview) -> None:
        super().__init__()
        self._session, self._preview = session, preview
        self.profile: Profile | None = None
        self._of: object = None
        self._looking = Background(self)
        self._looking.done.connect(self._looked)
        self._counting = Asking(self)
        self._counting.answered.connect(self._counted)
        self.verdict = Verdict()
        self.list = TraitList()
        self.list.rule_asked.connect(self._add)
        self.list.leads_asked.connect(self._choose)
        self.left = Rows("Left out and quiet")
        self.left.setSelectionMode(Rows.SelectionMode.NoSelection)
        self.how = QLabel(_HOW)
        self.how.setWordWrap(True)
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._head = QLabel("Left out, and quiet")
        for widget in (self.how, self._head):
            self._side.addWidget(widget)
        self._side.addWidget(self.left, 1)
        card = Card()
        card.set_whole(side)
        self.splitter = PageSplitter(self.list, card, panel, 420, 260, gap=12)
        self.splitter.setStretchFactor(0, 1)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.addWidget(self.verdict)
        self._column.addWidget(self.splitter, 1)
        self.nothing = EmptyState(
            "target",
            "No history yet",
            "Open leads of which it is known who converted, and see what customers have in common.",
            "Open leads…",
        )
        self.nothing.asked.connect(self.leads_asked)
        self.untold = EmptyState("target", "No outcome is known", "", "Go to the fields")
        self.untold.asked.connect(self.fields_asked)
        self.stack = QStackedWidget()
        for shown in (self._body, self.nothing, self.untold):
            self.stack.addWidget(shown)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        theme.observer().changed.connect(self._restyle)
        self._restyle()
        preview.evaluated.connect(self._follow)
        preview.emptied.connect(self._empty)
        session.project_changed.connect(lambda _before, _after: self._show_readers())
        session.leads_chosen.connect(lambda _chosen: self._count_chosen())
        self._empty()

    def _restyle(self) -> None:
        px = theme.px
        self._column.setContentsMargins(px(16), px(16), px(16), px(16))
        self._column.setSpacing(px(12))
        self._side.setContentsMargins(px(12), px(12), px(12), px(12))
        self._side.setSpacing(px(8))
        self._head.setFont(theme.font(13, 600))
        self.how.setFont(theme.font(12))
        palette = self.how.palette()
        palette.setColor(palette.ColorRole.WindowText, theme.current().color("text2"))
        self.how.setPalette(palette)

    def finish(self) -> None:
        """Stop all work; before the application ends."""
        self._looking.finish()
        self._counting.finish()

    def restore_splitter(self, state: bytes) -> None:
        """Take the sizes of last time."""
        self.splitter.restore(state)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the page was away is looked at now."""
        super().showEvent(event)
        self._restyle()  # what a splitter holds loses its fonts when it is first polished
        self._follow(self._preview.last)
        self._count_chosen()

    # Showing

    def _empty(self) -> None:
        self._looking.cancel()  # an answer to what was before must not come after it
        self._counting.forget()
        self.stack.setCurrentWidget(self.nothing)
        self.profile, self._of = None, None

    def _follow(self, preview: object) -> None:
        """Look again where other leads, another outcome or another day are meant."""
        if not isinstance(preview, Preview) or not preview.settled or not self.isVisible():
            return
        asked = (preview.leads, preview.scored.sight)
        if self._of is not None and self._of == asked:
            return
        self._of = asked
        leads, masks, sight = preview.leads, preview.scored.masks, preview.scored.sight
        self._looking.run(lambda _cancelled, _progress: profile_of(leads, masks, sight))

    def _looked(self, profile: object) -> None:
        if not isinstance(profile, Profile):
            return
        self.profile = profile
        if not profile.all.leads:
            self.untold.present(*sentence(profile))
            self.stack.setCurrentWidget(self.untold)
            return
        self.stack.setCurrentWidget(self._body)
        self.verdict.present(*sentence(profile))
        self.left.clear()
        for item in profile.left_out:
            self.left.add(RowWords(item.name, item.why))
        for name in profile.quiet:
            self.left.add(RowWords(name, "Nothing in it stands out beyond chance."))
        number = len(profile.left_out) + len(profile.quiet)
        self._head.setText(f"Left out, or nothing stands out ({number})")
        self.list.show_chosen(None)
        self._show_readers()
        self._count_chosen()

    def _show_readers(self) -> None:
        profile, model = self.profile, self._session.model
        if profile is not None and model is not None:
            words = [card_words(field, model) for field in profile.fields]
            self.list.present(profile.fields, words)
            acted = any(field.sort is Sort.ACTIVITY for field in profile.fields)
            later = acted and model.own_day is None
            self.how.setText(f"{_HOW} {_LATER}" if later else _HOW)

    # Chosen leads

    def _current(self) -> Preview | None:
        """The preview whose leads the page looked at; None: the page is about to follow."""
        preview = self._preview.last
        if preview is None or self._of != (preview.leads, preview.scored.sight):
            return None
        return preview

    def _count_chosen(self) -> None:
        """Count the chosen leads of each trait, out of the way: there may be many traits."""
        chosen, profile, preview = self._session.chosen, self.profile, self._current()
        if chosen is None or profile is None or preview is None:
            self._counting.forget()
            self.list.show_chosen(None)
            return
        if not self.isVisible():
            return
        mask = within(chosen, self._preview.left_out)
        if len(mask) != len(preview.leads):
            return
        scored, which = preview.scored, mask & (preview.leads.outcome < UNKNOWN)
        traits = [trait.when for field in profile.fields for trait in field.traits]

        def work(_cancelled: Cancel, _progress: Progress) -> tuple[object, dict[Condition, int]]:
            return chosen, {
                when: int(np.count_nonzero(scored.masks.of(when, scored.sight) & which))
                for when in traits
            }

        if self._counting.ask((profile, chosen), work):
            self.list.show_chosen(None)  # what was counted is of another choice

    def _counted(self, found: object) -> None:
        if isinstance(found, tuple) and found[0] is self._session.chosen:
            self.list.show_chosen(found[1])

    # Wishes

    def _choose(self, field: object, trait: object) -> None:
        """Choose the leads that have a trait, of those whose outcome is known."""
        preview = self._current()
        if preview is None or not isinstance(field, FieldTraits) or not isinstance(trait, Trait):
            return
        scored, known = preview.scored, preview.leads.outcome < UNKNOWN
        which = scored.masks.of(trait.when, scored.sight) & known
        words = f"{field.title} {trait.label}"
        self.choose_asked.emit(words, among_all(which, self._preview.left_out))

    def _add(self, field: object, trait: object) -> None:
        model = self._session.model
        if model is None or not isinstance(field, FieldTraits):
            return
        id_ = model.fresh_id("r")
        if isinstance(trait, Trait):
            rule: Rule | None = trait_as_rule(field, trait, id_)
        else:
            rule = field_as_rule(field, id_)
        if rule is None:
            return
        if not model.groups:
            self._session.apply(AddGroup(model.id, FIRST_GROUPS[0], 0))
            model = self._session.model or model
        group = group_for(model, field)
        self._session.apply(AddRules(model.id, group.id, len(group.rules), (rule,)))
        self.note.emit(f"Added {rule.name} ({award_words(rule)}) to {group.name}.")


def card_words(field: FieldTraits, model: ScoringModel) -> CardWords:
    """A caution where the law protects it, who reads it already, what its rule would give."""
    caution = caution_for(field.name) if field.sort is not Sort.ACTIVITY else ""
    readers = [rule.name for rule in model.rules() if reads(rule, field)]
    more = f" and {len(readers) - 3} more" if len(readers) > 3 else ""
    rules = "rule" if len(readers) == 1 else "rules"
    words = f"Read already by the {rules} {', '.join(readers[:3])}{more}." if readers else ""
    rule = field_as_rule(field, "")
    return CardWords(caution, words, "" if rule is None else award_words(rule))


def reads(rule: Rule, field: FieldTraits) -> bool:
    """Whether a rule asks for the field, or for the type of activity."""
    wanted = key(field.name)
    if field.sort is Sort.ACTIVITY:
        return any(key(name) == wanted for found in rule.selections() for name in found.types)
    return any(key(name) == wanted for name in rule.fields())


def group_for(model: ScoringModel, field: FieldTraits) -> Group:
    """Where a rule on it belongs: activities to engagement, fields to fit, else the first."""
    wanted = Axis.ENGAGEMENT if field.sort is Sort.ACTIVITY else Axis.FIT
    return next((group for group in model.groups if group.axis is wanted), model.groups[0])
