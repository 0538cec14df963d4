"""How values stand in sentences."""

from __future__ import annotations

import pytest

from models.leads.wording import both_ends, quoted


@pytest.mark.parametrize("most", [4, 7, 18, 40])
def test_that_a_long_text_keeps_both_ends_in_its_room(most: int) -> None:
    text = "".join(chr(ord("a") + place % 26) for place in range(60))
    cut = both_ends(text, most)
    head, _, tail = cut.partition("…")
    assert len(cut) == most
    assert text.startswith(head)
    assert text.endswith(tail)
    assert len(tail) >= 1


def test_that_a_text_that_fits_is_whole() -> None:
    assert both_ends("Hot", 3) == "Hot"
    assert quoted("x" * 40) == "“" + "x" * 40 + "”"
