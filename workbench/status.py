"""The facts at the bottom of the window and the live figures in the bar above the pages."""

from __future__ import annotations

from models.evaluation.figures import change, count, percent, rate_change
from models.leads.wording import count_of
from widgets.top_bar import StripFigure
from workbench.live_preview import Preview
from workbench.main_window import OFFLINE
from workbench.session import Session


def status_parts(
    session: Session, preview: Preview | None, findings: int | None = None
) -> list[str]:
    """Leads, conversions, the day of the scores, findings, how long the last change took."""
    project, leads = session.project, session.leads
    if project is None:
        return [OFFLINE]
    if leads is None:
        return ["No leads yet"]
    not_converted, converted, unknown = leads.outcome_counts
    known = converted + not_converted
    parts = [f"{count(len(leads))} leads"]
    said = "" if session.population is None else session.population.sentence()
    parts += [said] if said else []
    if known:
        parts.append(f"{count(converted)} converted ({percent(converted / known)})")
    if unknown and known:
        parts.append(f"{count(unknown)} still open")
    if not known:
        parts.append("no outcome yet")
    if preview is not None:
        own = preview.model.own_day
        if own is None:
            parts.append(f"Scored as of {preview.as_of:%d %B %Y}")
        else:
            parts.append(f"Scored {count_of(own, 'day')} after each lead was created")
    if findings is not None:
        parts.append(f"{count_of(findings, 'finding')} (F7)" if findings else "No findings")
    if preview is not None:
        parts.append(f"Last change in {max(1, round(preview.milliseconds))} ms")
    return parts


def _moved(now: int, before: int) -> str:
    return change(now - before) if now != before else ""


def strip_figures(preview: Preview) -> list[StripFigure]:
    """MQL, how they convert, and conversions found; each with its change."""
    now, saved = preview.evaluation, preview.saved
    mql = StripFigure(
        "MQL",
        count(now.mql.leads),
        _moved(now.mql.leads, saved.mql.leads if saved is not None else now.mql.leads),
    )
    if not now.all.known:
        return [mql]
    rate = StripFigure(
        "MQL that convert",
        percent(now.mql.rate),
        rate_change(now.mql.rate, saved.mql.rate)
        if saved is not None and now.mql.rate != saved.mql.rate
        else "",
    )
    found = StripFigure(
        "Conversions found",
        f"{count(now.mql.converted)} of {count(now.all.converted)}",
        _moved(now.mql.converted, saved.mql.converted if saved is not None else now.mql.converted),
    )
    return [mql, rate, found]
