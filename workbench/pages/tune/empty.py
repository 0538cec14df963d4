"""What stands on the page Tune where nothing can be tuned, or nothing was yet."""

from __future__ import annotations

from widgets.empty_state import EmptyState


def unasked() -> EmptyState:
    """Before the first tuning."""
    return EmptyState(
        "wand",
        "Points learnt from your own history",
        "Say at the left what may change, then tune. Your rules stay yours: you see what each "
        "change rests on, and take it or leave it.",
        "Tune",
    )


def no_leads() -> EmptyState:
    """There is nothing to learn from."""
    return EmptyState(
        "wand",
        "No leads yet",
        "Open an export with outcomes: points are learnt from leads of which it is known "
        "whether they converted.",
        "Open leads\u2026",
    )


def one_outcome() -> EmptyState:
    """All leads have the same outcome."""
    return EmptyState(
        "wand",
        "Only one outcome",
        "",
        "Go to the fields",
    )


def one_outcome_words(why: str) -> str:
    """What there is to do where all leads have the same outcome."""
    return (
        f"{why} Open an export that has both leads that converted and leads that did not, or say "
        "on the Data page which values mean converted."
    )


def no_outcome() -> EmptyState:
    """Of no lead it is known whether it converted."""
    return EmptyState(
        "wand",
        "No outcome is known",
        "Points are learnt from leads of which it is known whether they converted. Say on the "
        "Data page which field tells it, or open the deals.",
        "Go to the fields",
    )
