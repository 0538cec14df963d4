from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.scoring.model import (
    ScoringModel,
)
from models.scoring.model_json import (
    dump,
    model_faults,
    model_from_text,
    model_to_json,
)
from tests.models.scoring.random_models import models, unknown_values

KNOWN_AT_EVERY_LEVEL = 40


@given(models())
def test_that_a_model_read_from_its_own_text_is_the_same_model(model: ScoringModel) -> None:
    assert model_from_text(dump(model)) == model
    assert model_faults(model) == ()


@given(models())
def test_that_the_same_model_is_always_the_same_text(model: ScoringModel) -> None:
    assert dump(model_from_text(dump(model))) == dump(model)


def _objects(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, dict):
        return [data, *(found for item in data.values() for found in _objects(item))]
    if isinstance(data, list):
        return [found for item in data for found in _objects(item)]
    return []


@given(models(), unknown_values, st.data())
def test_that_an_unknown_key_at_any_level_is_written_back_where_it_was(
    model: ScoringModel, value: Any, data: st.DataObject
) -> None:
    document = model_to_json(model)
    places = data.draw(
        st.lists(st.sampled_from(range(len(_objects(document)))), min_size=1, unique=True)
    )
    found = _objects(document)
    for place in places:
        found[place]["x-colour"] = value
    text = json.dumps(document)
    again = model_from_text(text)
    hash(again)
    assert json.dumps(model_to_json(again), sort_keys=True) == json.dumps(
        json.loads(text), sort_keys=True
    )
    assert replace(again, extra=(), groups=(), overrides=()) == replace(
        model, extra=(), groups=(), overrides=()
    )
