"""What a tuning may do, said in the form of the page Tune, and what it costs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from models.evaluation.thresholds.wishes import Sales
from models.project.edits import ChangeWishes
from models.scoring.rules import Rule
from models.tuning.impossible import lines_at_once
from models.tuning.refusals import asked_by
from models.tuning.reins import Hold
from models.tuning.wishes import Wishes
from widgets.tune_form import TuneForm
from workbench.looked_at import LookedAt
from workbench.pages.tune.facts import asked_of
from workbench.pages.tune.limits import LineLimits
from workbench.pages.tune.pricing import TunePricing
from workbench.pages.tune.words import tune_words
from workbench.session import Session


class TuneWishing(QObject):
    """`form` shows it and `pricing` says what it costs; each wish is a change of the project.

    `faults`: what cannot be in what is wished, a sentence each. `price_asked(key)`: what does the
    rein of that line cost; "": what does each limit?
    """

    price_asked = Signal(str)

    def __init__(self, session: Session, looked: LookedAt, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._looked = session, looked
        self.faults: tuple[str, ...] = ()
        self.form = TuneForm()
        self.form.edited.connect(self._wish)
        self.form.price_asked.connect(self.price_asked)
        self.form.limits_asked.connect(self.limit_lines)
        self.pricing = TunePricing(self)

    @property
    def wishes(self) -> Wishes:
        """What is wished of the model on screen."""
        project, model = self._session.project, self._session.model
        return Wishes() if project is None or model is None else project.wishes_of(model.id)

    @property
    def _sales(self) -> Sales:
        project = self._session.project
        return Sales() if project is None else project.sales

    def hold(self, key: str, hold: object) -> None:
        """From now on this may happen to that line."""
        if isinstance(hold, Hold):
            rein = replace(self.wishes.rein(key), hold=hold)
            self._wish(self.wishes.with_rein(key, rein), 0)

    def limit_lines(self) -> None:
        """Ask what holds of single lines, and of lines together."""
        model = self._session.model
        if model is not None:
            dialog = LineLimits(self.form.window(), lines_at_once(model), self.wishes)
            dialog.edited.connect(lambda wishes: self._wish(wishes, 0))
            dialog.open()

    def refuse(self, rule: Rule, hold: object) -> None:
        """From now on this proposed rule is not used, or is welcome again."""
        self._wish(self.wishes.refusing(asked_by(rule), refused=hold is Hold.FORBID), 0)

    def price(self, size: int | None, key: str) -> None:
        """Say what it costs, at so many lines."""
        asked = asked_of(self._session, self._looked)
        if asked is not None:
            self.pricing.ask(asked, size, key)

    def present(self) -> None:
        """Show what is wished of the model on screen."""
        model = self._session.model
        if model is not None:
            prices = self.pricing.words(asked_of(self._session, self._looked))
            words = tune_words(model, self.wishes, prices, self._sales)
            self.faults = words.faults
            self.form.present(self.wishes, words)

    def _wish(self, wishes: object, gesture: int) -> None:
        model = self._session.model
        if model is not None and isinstance(wishes, Wishes):
            self._session.apply(ChangeWishes(model.id, wishes), gesture)
