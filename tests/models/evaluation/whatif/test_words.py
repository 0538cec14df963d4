from __future__ import annotations

import pytest

from models.evaluation.whatif.supposed import AUC, CAPTURE, MQL, RATE, VALUE
from models.evaluation.whatif.words import (
    change_span_words,
    change_words,
    figure_words,
    span_words,
)

GAP = "\u00a0"


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        (MQL, 37.0, "+37"),
        (MQL, -23.46, "−23.5"),
        (MQL, 0.0, "0"),
        (RATE, -0.0124, "−1.2 points"),
        (CAPTURE, 0.0001, "0"),
        (AUC, 0.0125, "+0.013"),
        (VALUE, 5920.0, f"+€{GAP}5,920"),
        (VALUE, -49394.0, f"−€{GAP}49,394"),
        (VALUE, 0.2, "0"),
    ],
)
def test_that_a_change_has_its_sign_and_zero_has_none(name: str, change: float, words: str) -> None:
    assert change_words(name, change, "€") == words


def test_that_a_unit_is_said_once() -> None:
    assert span_words(RATE, 0.247, 0.346) == "24.7 to 34.6\u202f%"
    assert span_words(VALUE, 100.0, 2000.0, "€") == f"€{GAP}100 to 2,000"
    assert change_span_words(RATE, -0.061, 0.006) == "−6.1 to +0.6 points"
    assert change_span_words(VALUE, -76634.0, -19000.0, "€") == f"−€{GAP}76,634 to −19,000"
    assert figure_words(VALUE, None, "€") == "–"
