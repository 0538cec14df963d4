"""The cells of prepared leads as people wrote them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.exchange.portable.columns import Column, OfField
from models.exchange.portable.prepared import Value, values_of
from models.exchange.targets.target import Order
from models.leads.columns import rows_of


def as_told(order: Order, column: Column, rows: Sequence[int]) -> list[Value]:
    """The cells of a prepared column; texts as they were written, where there is only their key."""
    assert order.scored is not None, "cells are of scored leads"
    assert order.prepared is not None
    if isinstance(column.source, OfField):
        found = order.scored.masks.column(column.source.name, order.scored.sight)
        if found is not None:
            return values_of(rows_of(found, np.array(rows, dtype=np.intp)))
    return order.prepared.values(column.name, rows)
