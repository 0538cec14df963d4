"""From a model and a target to an order, and from an order to files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.exchange.portable.lowering import portable
from models.exchange.portable.names import plain_name
from models.exchange.portable.prepared import prepared
from models.exchange.targets.target import Export, Order, Target
from models.leads.fields import Input
from models.problems import LeadbenchError
from models.scoring.engine import Scored, score
from models.scoring.model import ScoringModel


def order_for(
    target: Target,
    model: ScoringModel,
    as_of: date,
    inputs: Sequence[Input],
    version: str,
    scored: Scored | None = None,
    options: Sequence[tuple[str, str]] = (),
) -> Order:
    """What is to be written for a target. `scored`: leads scored by `model`, as of `as_of`."""
    read = tuple(inputs or model.inputs)
    adapted = target.adapt(model, read)
    program = portable(adapted.model, as_of, read)
    theirs = scored
    if scored is not None and adapted.model != model:
        theirs = score(adapted.model, scored.masks.leads, scored.as_of, scored.masks)
    return Order(
        original=model,
        adapted=adapted,
        program=program,
        inputs=read,
        stem=plain_name(model.name, "model"),
        version=version,
        scored=theirs,
        prepared=None if theirs is None else prepared(program, theirs),
        options=tuple(options),
    )


def written(target: Target, order: Order) -> Export:
    """The files of an order. LeadbenchError where leads are needed, or nothing is left to write."""
    if target.needs_leads and order.prepared is None:
        raise LeadbenchError(
            f"{target.name} is written with leads in it, and there are none.",
            remedy="Name a table of leads.",
        )
    return target.write(order)
