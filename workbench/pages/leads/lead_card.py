"""What the panel shows of one lead: of the table, or tried out with other values."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from models.evaluation.figures import NONE
from models.evaluation.steps.actions import day_of
from models.leads.activities import Activities
from models.leads.columns import BLANK_DAY
from models.leads.dates import EPOCH
from models.leads.fields import Role
from models.leads.lead_trial import LeadTrial, tried
from models.leads.table import CONVERTED, Leads
from models.leads.wording import count_of, day_words, figure
from models.scoring.cells import BLANK, cell_words
from models.scoring.chance_reasons import OddsReason, times_words
from models.scoring.chance_words import chance_reasons, chance_words
from models.scoring.engine import Scored, score
from models.scoring.explanation import Explanation, explain, raise_of, times
from models.scoring.explanation_words import in_words
from models.scoring.one_lead import OneLead
from models.scoring.way_change import steps_changed
from models.signs import signed
from widgets.field_form import FieldValue
from widgets.flowing_text import Run
from widgets.lead_panel import LeadCard
from widgets.trial_side import ADDED, LEFT_OUT, OWN, ActivityLine, TrialView, WayLine
from workbench.lead_names import LeadNames
from workbench.live_preview import Preview

OUTCOMES = ("not converted", "converted", "open")


def lead_card(preview: Preview, row: int) -> LeadCard:
    """A lead of the table."""
    return card_of(preview, LeadTrial(row))


def card_of(
    preview: Preview,
    trial: LeadTrial,
    steps: int = 0,
    offers: tuple[tuple[int, str], ...] = (),
) -> LeadCard:
    """A lead of the table or a blank one, with what is tried on it; nothing is kept of that.

    `steps`: changes that can be undone. `offers`: activities that can be added.
    """
    leads, model, row = preview.leads, preview.model, trial.row
    one = lead_of(preview, trial)
    before = before_of(preview, trial)
    way = explain(model, one, 0, preview.as_of, before.account) if trial else before
    pairs = steps_changed(before, way) if trial else ()
    title, subtitle = "A lead typed in", "Not one of the table"
    outcome = ""
    if row is not None:
        title, subtitle = LeadNames.of(leads).of_row(row)
        outcome = OUTCOMES[int(leads.outcome[row])] if leads.outcome_name else ""
        if trial:
            title, outcome = LeadNames.of(one).of_row(0)[0], ""
            subtitle = "Trying changes: the table stays as it is"
    reaches = "reaches sales (MQL)" if way.mql else "below the MQL threshold"
    grade = "" if way.grade is None else f"grade {way.grade.label}"
    alone = _scored(preview, one, way) if model.probability is not None else None
    return LeadCard(
        title=title,
        subtitle=subtitle,
        explanation=way,
        words=in_words(way, model),
        trial=TrialView(
            _result(before, way, bool(trial)),
            _way(before, way),
            _fields(preview, one, trial),
            _activities(preview, trial),
            offers,
            bool(trial),
            steps,
        ),
        rank=len(model.bands) - 1 - way.band,
        bands=len(model.bands),
        thresholds=tuple((band.name, band.threshold) for band in model.bands[1:]),
        least=model.scale.least,
        most=model.scale.most,
        notes=" · ".join(part for part in (reaches, grade, outcome) if part),
        deal="" if row is None or trial else deal_words(leads, row),
        chance="" if alone is None else chance_words(alone),
        odds=() if alone is None else _odds(chance_reasons(alone)),
        typed_in=row is None,
        changed=tuple(pair.after for pair in pairs if pair.after and pair.changed),
    )


def _odds(reasons: tuple[OddsReason, ...]) -> tuple[Run, ...]:
    """What changes the odds of a lead most, against the average one."""
    if not reasons:
        return ()
    runs = [Run("Odds against the average lead:", 400, "text2")]
    for place, reason in enumerate(reasons, start=1):
        runs.append(Run(f"\u00d7{times_words(reason.times)}", 600))
        runs.append(Run(f"{reason.name}{'' if place == len(reasons) else ','}", 400, "text2"))
    return tuple(runs)


def _scored(preview: Preview, one: Leads, way: Explanation) -> Scored:
    """The lead scored by itself, with what its account gives it."""
    given = 0 if way.account is None else way.account.points
    raised = np.array([given], dtype=np.int64)
    return score(preview.model, OneLead(one, 0), preview.as_of, raised=raised)


def lead_of(preview: Preview, trial: LeadTrial) -> Leads:
    """The lead of a trial as leads of one row."""
    sight = preview.scored.sight
    bare = tried(preview.leads, LeadTrial(trial.row), 0)
    return tried(preview.leads, trial, day_of(bare, sight)) if trial else bare


def before_of(preview: Preview, trial: LeadTrial) -> Explanation:
    """The way of the score of the lead as it is: of the table, or blank.

    What its account gives a lead is made of all its leads as they are in the table.
    """
    if trial.row is None:
        one = lead_of(preview, LeadTrial())
        return explain(preview.model, one, 0, preview.as_of)
    account = raise_of(preview.scored, trial.row)
    return explain(preview.model, preview.leads, trial.row, preview.as_of, account)


def _result(before: Explanation, now: Explanation, changed: bool) -> tuple[Run, ...]:
    if not changed:
        return (
            Run("Change a value or add an activity:", 500),
            Run("the score follows, and the table stays as it is.", 400, "text2"),
        )
    if before.score == now.score:
        return (
            Run(f"{figure(now.score)}, as before:", 600),
            Run(f"{now.band_name}.", 400, "text2"),
        )
    bands = now.band_name if before.band == now.band else f"{before.band_name} → {now.band_name}"
    return (
        Run(f"{figure(before.score)} → {figure(now.score)}", 600),
        Run(f"({signed(now.score - before.score)}), {bands}.", 400, "text2"),
    )


def _way(before: Explanation, now: Explanation) -> tuple[WayLine, ...]:
    """The steps of both ways, and the score at the end."""
    lines = [
        WayLine(
            step.step.label[:1].upper() + step.step.label[1:],
            NONE if step.before is None else signed(step.before.points),
            NONE if step.after is None else signed(step.after.points),
            step.changed,
        )
        for step in steps_changed(before, now)
    ]
    scores = figure(before.score), figure(now.score)
    return (*lines, WayLine("Score", *scores, before.score != now.score))


MOST_ACTIVITIES = 1_000
"""Of a lead that did more the newest are shown."""


def _activities(preview: Preview, trial: LeadTrial) -> tuple[ActivityLine, ...] | None:
    """What was added, then what the lead did, the newest first."""
    activities = preview.leads.activities
    if activities is None:
        return None
    lines = [
        ActivityLine(
            _often(activity_words(activities, item.place), item.times),
            "today" if not item.ago else count_of(item.ago, "day ago", "days ago"),
            ADDED,
            number,
        )
        for number, item in enumerate(trial.added)
    ]
    if trial.row is None:
        return tuple(lines)
    own = activities.of(trial.row)
    for place in range(own.stop - 1, max(own.start, own.stop - MOST_ACTIVITIES) - 1, -1):
        when = day_words(date.fromordinal(int(activities.days[place]) + EPOCH))
        key = place - own.start
        state = LEFT_OUT if key in trial.left_out else OWN
        lines.append(ActivityLine(activity_words(activities, place), when, state, key))
    return tuple(lines)


def activity_words(activities: Activities, place: int) -> str:
    """An activity in words: its type, and its details where it has any."""
    name = activities.types.values[int(activities.types.codes[place])] or "No type"
    details = [cell_words(column, place) for column in activities.details.values()]
    return ": ".join(part for part in (name, ", ".join(d for d in details if d != BLANK)) if part)


def _often(words: str, number: int) -> str:
    return words if number == 1 else f"{words}, {times(number)}"


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


def _fields(preview: Preview, one: Leads, trial: LeadTrial) -> tuple[FieldValue, ...]:
    used = set(preview.model.fields_of_leads())
    typed = {item.field for item in trial.typed}
    values = []
    for item in one.recipe:
        raw = one.raw_column(item)
        if raw is None or item.role is Role.IGNORED:
            continue
        changed = item.name in typed
        misfit = changed and one.misfits(item.name).count > 0
        wrong = f"Not a {item.kind}: read as blank" if misfit else ""
        values.append(FieldValue(item.name, raw[0], item.name in used, changed, wrong))
    return tuple(values)
