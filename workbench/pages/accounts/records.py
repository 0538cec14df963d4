"""What the tables of the page Accounts show: the accounts, and the people of the chosen one."""

from __future__ import annotations

import numpy as np

from models.evaluation.account_list import (
    BEST,
    DISTINCT,
    IN_BAND,
    LEADS,
    NAME,
    OUTCOME,
    RAISES,
    SCORE,
    AccountList,
    AccountQuery,
)
from models.leads.table import CONVERTED
from models.leads.wording import figure
from models.scoring.engine import Scored
from models.signs import signed
from widgets.tables.record_cells import BandCell, Cell, Named, ScoreCell, Toned
from widgets.tables.records import RecordColumn, Records
from workbench.lead_names import LeadNames

OUTCOMES = ("no", "yes", "open")


def account_records(found: AccountList, query: AccountQuery, names: LeadNames) -> Records:
    """The accounts that answer the query, with their best lead by name."""
    scored = found.scored
    mql = scored.model.bands[scored.model.mql_band].name
    columns = [
        RecordColumn("Account", NAME, 180, stretches=True),
        RecordColumn("Leads", LEADS, 64, right=True),
        RecordColumn("Score", SCORE, 92),
        RecordColumn("Best lead", BEST, 160),
        RecordColumn(f"In {mql}", IN_BAND, 72, right=True),
    ]
    shows = [NAME, LEADS, SCORE, BEST, IN_BAND]
    if found.field:
        columns.append(RecordColumn(f"Different {found.field}", DISTINCT, 100, right=True))
        shows.append(DISTINCT)
    if scored.account.raises:
        columns.append(RecordColumn("Raises by", RAISES, 80, right=True))
        shows.append(RAISES)
    columns.append(RecordColumn("Converted", OUTCOME, 84))
    shows.append(OUTCOME)
    scale = scored.account.scale

    def cell(column: int, account: int) -> Cell:
        match shows[column]:
            case "name":
                return str(scored.keys.names[account])
            case "leads":
                return figure(int(found.leads[account]))
            case "score":
                return ScoreCell(int(scored.scores[account]), scale.least, scale.most)
            case "best":
                best = int(found.best[account])
                name = names.of_row(best)[0] if best >= 0 else ""
                return f"{figure(int(found.best_score[account]))} \u00b7 {name}" if name else ""
            case "in band":
                return figure(int(found.in_band[account]))
            case "distinct":
                return figure(int(found.distinct[account]))
            case "raises":
                return signed(int(scored.raises[account]))
            case _:
                return _outcome(int(found.outcome[account]))

    rows = found.rows(query)
    return Records(tuple(columns), rows, cell, query.sort, query.downwards)


def people_records(found: AccountList, account: int, scored: Scored, names: LeadNames) -> Records:
    """The leads of an account, best first: own score, then with what the account gives."""
    accounts, model = found.scored, scored.model
    rows = accounts.people.of(account)
    order = np.lexsort((rows, -accounts.own.scores[rows].astype(np.int64)))
    raised = scored.raised is not None
    columns = (
        RecordColumn("Lead", width=130, stretches=True),
        RecordColumn("Score", width=92),
        RecordColumn("Band", width=76),
    )
    count, scale = len(model.bands), model.scale

    def cell(column: int, lead: int) -> Cell:
        match columns[column].title:
            case "Lead":
                name, details = names.of_row(lead)
                own = f"own {figure(int(accounts.own.scores[lead]))}" if raised else ""
                return Named(name, " \u00b7 ".join(part for part in (own, details) if part))
            case "Score":
                return ScoreCell(int(scored.scores[lead]), scale.least, scale.most)
            case _:
                band = int(scored.bands[lead])
                return BandCell(model.bands[band].name, count - 1 - band, count)

    return Records(columns, rows[order], cell)


def _outcome(code: int) -> Toned:
    if code == CONVERTED:
        return Toned(OUTCOMES[code], "converted", 600)
    return Toned(OUTCOMES[code], "text3")
