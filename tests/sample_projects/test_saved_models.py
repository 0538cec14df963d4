from __future__ import annotations

import re
from pathlib import Path

import pytest

import sample_projects
from models.leads.text import UNICODE_VERSION
from models.scoring.file.model_json import dump, read_model

MODELS = sorted(Path(sample_projects.__file__).parent.glob("*/model.json"))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_that_samples_save_again_byte_for_byte(path: Path) -> None:
    """Only the Unicode tables are those of the Python that saves."""
    kept = path.read_bytes().decode("utf-8")
    mine = re.sub(r'(?m)^  "unicode": "[\d.]+"', f'  "unicode": "{UNICODE_VERSION}"', kept)
    assert dump(read_model(path)) == mine


def test_that_there_are_samples_to_save() -> None:
    assert len(MODELS) >= 2
