"""What the panel shows of one lead: of the table, or tried out with other values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.leads.columns import BLANK_DAY
from models.leads.dates import EPOCH
from models.leads.fields import Role
from models.leads.single import one_lead
from models.leads.table import CONVERTED, Leads
from models.leads.wording import count_of, day_words, figure
from models.scoring.explanation import AccountRaise, explain, raise_of
from models.scoring.explanation_words import in_words
from widgets.field_form import FieldValue
from widgets.lead_panel import LeadCard
from workbench.lead_names import LeadNames
from workbench.live_preview import Preview

OUTCOMES = ("not converted", "converted", "open")


@dataclass(frozen=True)
class Trial:
    """Values typed in by field name; what they do not name comes from `row`, or is blank."""

    typed: Mapping[str, str]
    row: int | None


def lead_card(preview: Preview, row: int) -> LeadCard:
    """A lead of the table."""
    leads = preview.leads
    title, subtitle = LeadNames.of(leads).of_row(row)
    outcome = OUTCOMES[int(leads.outcome[row])] if leads.outcome_name else ""
    account = raise_of(preview.scored, row)
    card = _card(preview, leads, row, title, subtitle, outcome, None, account)
    return replace(card, deal=deal_words(leads, row))


def deal_words(leads: Leads, row: int) -> str:
    """What the deals tell of a lead: when they were closed, what was won; "" where none do."""
    deals = leads.deals
    if deals is None or not deals.tells:
        return ""
    number, day, value = int(deals.count[row]), int(deals.days[row]), float(deals.value[row])
    words = [count_of(number, "deal") if number else "no deal"]
    if day != BLANK_DAY:
        state = "won" if deals.outcome[row] == CONVERTED else "lost"
        words.append(f"{state} {day_words(date.fromordinal(day + EPOCH))}")
    if not math.isnan(value):
        words.append(f"worth {figure(value)}")
    said = ", ".join(words)
    return said[:1].upper() + said[1:]


def trial_card(preview: Preview, trial: Trial) -> LeadCard:
    """A lead that is not in the table; nothing is kept of it."""
    leads = one_lead(preview.leads, trial.typed, trial.row)
    if trial.row is None:
        return _card(preview, leads, 0, "A lead typed in", "Not one of the table", "", trial)
    title, _ = LeadNames.of(leads).of_row(0)
    subtitle = "Trying changes: the table stays as it is"
    # What its account gives a lead is made of all its leads as they are in the table.
    account = raise_of(preview.scored, trial.row)
    return _card(preview, leads, 0, title, subtitle, "", trial, account)


def _card(
    preview: Preview,
    leads: Leads,
    row: int,
    title: str,
    subtitle: str,
    outcome: str,
    trial: Trial | None,
    account: AccountRaise | None = None,
) -> LeadCard:
    model = preview.model
    way = explain(model, leads, row, preview.as_of, account)
    reaches = "reaches sales (MQL)" if way.mql else "below the MQL threshold"
    grade = "" if way.grade is None else f"grade {way.grade.label}"
    return LeadCard(
        title=title,
        subtitle=subtitle,
        explanation=way,
        words=in_words(way, model),
        fields=_fields(preview, leads, row, trial),
        rank=len(model.bands) - 1 - way.band,
        bands=len(model.bands),
        thresholds=tuple((band.name, band.threshold) for band in model.bands[1:]),
        least=model.scale.least,
        most=model.scale.most,
        notes=" · ".join(part for part in (reaches, grade, outcome) if part),
        trial=trial is not None,
    )


def _fields(
    preview: Preview, leads: Leads, row: int, trial: Trial | None
) -> tuple[FieldValue, ...]:
    used = set(preview.model.fields_of_leads())
    typed: Mapping[str, str] = {} if trial is None else trial.typed
    values = []
    for item in leads.recipe:
        raw = leads.raw_column(item)
        if raw is None or item.role is Role.IGNORED:
            continue
        changed = item.name in typed
        misfit = changed and leads.misfits(item.name).count > 0
        wrong = f"Not a {item.kind}: read as blank" if misfit else ""
        values.append(FieldValue(item.name, raw[row], item.name in used, changed, wrong))
    return tuple(values)
