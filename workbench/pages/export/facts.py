"""What the page Export asks of the models: an order for a target, its files, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from models.exchange.all_engines import engine
from models.exchange.all_targets import TARGETS, target
from models.exchange.proof.engine import Engine, Verdict, proved
from models.exchange.targets.effect import Effect, effect_of
from models.exchange.targets.ordering import order_for, written
from models.exchange.targets.target import Export, Order, Target
from models.exchange.targets.words import fit_words
from models.leads.fields import Input
from models.leads.readers.contract import Cancelled
from models.leads.wording import listed
from models.problems import LeadbenchError
from models.scoring.engine import Scored
from models.scoring.model import ScoringModel
from widgets.code_view import ready_for
from widgets.target_list import TargetCard
from workbench.pages.export.options import Options


@dataclass(frozen=True)
class Asked:
    """What an export rests on, compared by ==; the leads as scored, None without."""

    key: str
    model: ScoringModel
    inputs: tuple[Input, ...]
    day: date
    options: Options
    scored: Scored | None = field(default=None)


@dataclass(frozen=True, eq=False)
class Found:
    """The answer. `effect` None: there are no leads to count on."""

    asked: Asked
    target: Target
    order: Order
    export: Export | None
    fault: LeadbenchError | None
    effect: Effect | None


def find(
    asked: Asked, version: str, cancelled: Callable[[], bool], before: Found | None = None
) -> Found:
    """Adapt the model, write the export, count what it costs. Raises Cancelled when stopped.

    `before`: an earlier answer; where it differs by the options alone, only the text is written.
    """
    wanted = target(asked.key)
    assert wanted is not None, "the page knows the targets"
    scored = asked.scored
    if before is not None and replace(before.asked, options=asked.options) == asked:
        order, effect = replace(before.order, options=asked.options), before.effect
    else:
        order = order_for(
            wanted, asked.model, asked.day, asked.inputs, version, scored, asked.options
        )
        if cancelled():
            raise Cancelled
        effect = None if scored is None else effect_of(scored, order.adapted)
    if cancelled():
        raise Cancelled
    try:
        export, fault = written(wanted, order), None
        ready_for(export.files[0].language)
    except LeadbenchError as error:
        export, fault = None, error
    return Found(asked, wanted, order, export, fault, effect)


def engines_of(wanted: Target) -> tuple[Engine, ...]:
    """The engines that can prove exports for a target, installed or not."""
    return tuple(found for key in wanted.engines if (found := engine(key)) is not None)


def prove(
    found: Found, cancelled: Callable[[], bool], progress: Callable[[str, int, int], None]
) -> tuple[Verdict, ...]:
    """Run the export by every engine that is installed. LeadbenchError where none is."""
    assert found.export is not None, "there is something to prove"
    engines = engines_of(found.target)
    there = [item for item in engines if item.version()]
    if not there:
        names = listed([item.name for item in engines])
        raise LeadbenchError(
            f"No engine for {found.target.name} is installed: {names}.",
            found.target.name,
            " ".join(item.install for item in engines),
        )
    verdicts = []
    for place, item in enumerate(there):
        if cancelled():
            raise Cancelled
        progress(f"Running it in {item.name}", place, len(there))
        verdicts.append(proved(item, found.order, found.export))
    return tuple(verdicts)


def bare_cards() -> tuple[TargetCard, ...]:
    """A card for each target, before it is known how much of a model fits."""
    return tuple(
        TargetCard(item.key, item.name, item.family.value, item.proof.value, item.gives, "")
        for item in TARGETS
    )


def cards(
    model: ScoringModel, inputs: Sequence[Input], cancelled: Callable[[], bool]
) -> tuple[TargetCard, ...]:
    """A card for each target, with how much of the model fits. Raises Cancelled when stopped."""
    found = []
    for item, card in zip(TARGETS, bare_cards(), strict=True):
        if cancelled():
            raise Cancelled
        misfits = item.adapt(model, tuple(inputs or model.inputs)).misfits
        found.append(replace(card, fit=fit_words(misfits), warns=bool(misfits)))
    return tuple(found)
