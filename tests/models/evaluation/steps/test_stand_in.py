"""What stands in for a value that names another lead."""

from __future__ import annotations

from models.evaluation.steps.stand_in import stand_ins


def test_that_an_address_loses_its_person_before_its_company() -> None:
    found = list(stand_ins("jane.roe@acme.example"))
    assert found[:3] == ["someone@example.com", "someone@xxxx.xxxxxxx", "someone@xxxx.xxxxxxe"]
    assert found.index("someone@xxxx.example") < found.index("someone@acme.example")
    assert "xxxx.xxx@xxxx.xxxxxxx" in found
    assert "jane.roe@acme.example" not in found


def test_that_as_little_as_possible_is_kept_of_a_text_at_either_end() -> None:
    found = list(stand_ins("+49 30 1234"))
    assert found[:3] == ["example", "+00 00 0000", "+40 00 0000"]
    assert "+49 00 0000" in found
    assert "+00 00 0034" in found
    assert found.index("+49 00 0000") < found.index("+49 30 1000")


def test_that_no_text_stands_in_for_itself_or_twice() -> None:
    for text in ("", "x", "example", "someone@example.com", "-", "a@b"):
        found = list(stand_ins(text))
        assert text not in found
        assert "" not in found
        assert len(found) == len(set(found))
