"""The options of `leadbench abtest`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, add_json, add_leads, day, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.usage = (
        "leadbench abtest plan [LEADS --model MODEL] --difference POINTS [...]\n"
        "       leadbench abtest analyse LEADS --field FIELD [...]\n"
        "       leadbench abtest analyse --counts A=330/4120 --counts B=417/4100"
    )
    parser.description = (
        "plan: how many leads and weeks it takes to find the difference worth having. The rate of "
        "today\nand leads a week are those of the history, where leads and a model are given.\n"
        "analyse: the arms of a test that is over. A test that a project planned is not looked at "
        "before\nits day: then only the dealing is shown, and the exit status is 1."
    )
    parser.add_argument("step", choices=("plan", "analyse"))
    add_leads(parser, optional=True)
    parser.add_argument("--model", type=Path, metavar="MODEL", help="plan: who is an MQL")
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )
    parser.add_argument(
        "--stage", default="", metavar="NAME", help="the stage that counts; the last by default"
    )
    parser.add_argument("--by-account", action="store_true", help="whole accounts are dealt")
    parser.add_argument(
        "--level",
        type=float,
        default=5.0,
        metavar="PERCENT",
        help="how often arms that are the same may be told apart; 5",
    )
    parser.add_argument(
        "--share",
        type=float,
        default=50.0,
        metavar="PERCENT",
        help="the share of the leads in arm B; 50",
    )
    _add_plan(parser.add_argument_group("plan"))
    _add_analysis(parser.add_argument_group("analyse"))
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import abtest  # lazy: brings numpy

        if chosen.step == "plan":
            asked = abtest.PlanAsked(
                chosen.difference,
                chosen.relative,
                chosen.rate,
                chosen.per_week,
                chosen.power,
                chosen.level,
                chosen.share,
                chosen.by_account,
                chosen.account_size,
                chosen.correlation,
                chosen.wait,
                chosen.weeks,
                chosen.all,
                chosen.stage,
                chosen.start,
                chosen.assign,
                chosen.looks,
            )
            abtest.plan(
                chosen.model,
                chosen.model_name,
                chosen.leads,
                lead_options(chosen),
                asked,
                chosen.json,
                terminal,
            )
            return DONE
        abtest.analyse_test(
            chosen.leads,
            lead_options(chosen),
            abtest.AnalyseAsked(
                chosen.field,
                tuple(chosen.arm),
                tuple(chosen.counts),
                chosen.stage,
                chosen.first,
                chosen.last,
                chosen.by,
                chosen.by_account,
                chosen.plan,
                chosen.level,
                chosen.share,
                chosen.look,
            ),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _add_plan(group: argparse._ArgumentGroup) -> None:
    numbers: tuple[tuple[str, str, float | None, str], ...] = (
        ("--difference", "POINTS", None, "the rise worth having, in points: 2 is 8 % to 10 %"),
        ("--relative", "PERCENT", None, "the same in percent of today's rate: 25 is 8 % to 10 %"),
        ("--rate", "PERCENT", None, "how many convert today"),
        ("--per-week", "LEADS", None, "leads that come into the test each week"),
        ("--power", "PERCENT", 80.0, "how often that rise is to be found; 80"),
        ("--account-size", "LEADS", None, "leads of the account of a lead, on average"),
        ("--correlation", "0..1", None, "how alike leads of one account are in their outcome"),
    )
    for name, unit, usual, words in numbers:
        told = words.replace("%", "%%")
        group.add_argument(name, type=float, default=usual, metavar=unit, help=told)
    group.add_argument("--wait", type=int, metavar="DAYS", help="days a lead has to convert")
    group.add_argument("--weeks", type=int, metavar="N", help="what a test of N weeks could show")
    group.add_argument(
        "--looks",
        type=int,
        default=1,
        metavar="N",
        help="how often it is looked at, evenly spread over its leads, the end included; 1 to 5",
    )
    group.add_argument("--all", action="store_true", help="all leads are in the test, not the MQLs")
    group.add_argument("--start", type=day, metavar="DATE", help="the first day; next Monday")
    group.add_argument(
        "--assign", type=Path, metavar="OUT", help="deal the leads: .csv or .xlsx with their arm"
    )


def _add_analysis(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--field", default="", metavar="FIELD", help="what tells the arm of a lead")
    group.add_argument(
        "--arm",
        action="append",
        default=[],
        metavar="VALUE",
        help="an arm, today's first; may be given again; all values of the field by default",
    )
    group.add_argument(
        "--counts",
        action="append",
        default=[],
        metavar="ARM=CONVERTED/LEADS",
        help="outcome counts instead of leads; once for each arm",
    )
    group.add_argument(
        "--look",
        default="",
        metavar="K/N",
        help="with --counts: this is look K of N that were planned",
    )
    group.add_argument("--plan", default="", metavar="NAME", help="which of the project's plans")
    group.add_argument("--first", type=day, metavar="DATE", help="leads created from this day on")
    group.add_argument("--last", type=day, metavar="DATE", help="leads created up to this day")
    group.add_argument("--by", default="", metavar="FIELD", help="the same in parts of the leads")
