"""The options of `leadbench tune`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.options.asked import DONE, STOPPED, add_json, add_leads, day, lead_options

if TYPE_CHECKING:
    from workbench.commands.terminal import Terminal


def add(parser: argparse.ArgumentParser) -> None:
    """What can be said to the command."""
    parser.description = (
        "Learn whole-number points from leads whose outcome is known, within what may change:\n"
        "models from simple to exact, each tested on leads that did not teach it. Without --model\n"
        "the rules are proposed from the fields. Ctrl+C keeps the best so far."
    )
    parser.add_argument(
        "--model", type=Path, metavar="MODEL", help="a model's JSON file, or a project"
    )
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )
    add_leads(parser)
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="where to write the proposed model (.json), or a folder for one of each size",
    )
    group = parser.add_argument_group("a simpler model instead")
    group.add_argument(
        "--simplify",
        action="store_true",
        help="learn nothing: say what can be dropped, merged or rounded in --model, what each "
        "step costs, and the smallest model that keeps the lift",
    )
    group.add_argument(
        "--keep-lift",
        type=float,
        default=95.0,
        metavar="PERCENT",
        help="how much of the lift in the best tenth the smallest model keeps; 95",
    )
    _add_aim(parser.add_argument_group("what is made best"))
    _add_reins(
        parser.add_argument_group(
            "what may change",
            "The model of a project brings what its page Tune allows, rules that are locked there "
            "and all; what is said here overrules it. RULE is the name of a rule, or of an entry "
            'of its table as the window writes it: "Job title: VP".',
        )
    )
    group = parser.add_argument_group("how it is proved")
    group.add_argument(
        "--split",
        type=day,
        metavar="DATE",
        help="leads created from this day on test, others teach",
    )
    group.add_argument(
        "--by",
        choices=("time", "rows", "chance"),
        help="the newest leads test, the last rows, or parts dealt by chance; what fits by default",
    )
    group.add_argument(
        "--ceiling",
        action="store_true",
        help="also measure what models without points reach on the same leads",
    )
    group.add_argument(
        "--chances",
        action="store_true",
        help="write the models with the chances of their scores, drawn together by what the leads "
        "that tested have shown",
    )
    group.add_argument("--seed", type=int, default=1, metavar="N", help="of all chance; 1")
    group.add_argument(
        "--seconds",
        type=float,
        metavar="N",
        help="stop the searches after so long, with the best so far",
    )
    group.add_argument(
        "--thorough",
        action="store_true",
        help="search harder: twice the time, hardly better points",
    )
    add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import simplify, tune  # lazy: bring numpy

        if chosen.simplify:
            simplified = simplify.run(
                chosen.model,
                chosen.model_name,
                chosen.leads,
                lead_options(chosen),
                chosen.keep_lift,
                chosen.out,
                chosen.json,
                terminal,
            )
            return DONE if simplified else STOPPED
        done = tune.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            lead_options(chosen),
            tune.wishes_of(chosen),
            chosen.json,
            terminal,
        )
        return DONE if done else STOPPED

    parser.set_defaults(run=run)


def _add_aim(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--aim",
        choices=("log-loss", "auc", "capture", "value"),
        default="log-loss",
        help="the chances of the points (the default), the ranking, the conversions in the best "
        "share, or the net value at the best threshold",
    )
    group.add_argument(
        "--share", type=float, default=10.0, metavar="PERCENT", help="the best share; 10"
    )
    group.add_argument("--win", type=float, metavar="N", help="what one conversion is worth")
    group.add_argument("--cost", type=float, metavar="N", help="what working one lead costs")
    group.add_argument(
        "--capacity",
        type=float,
        metavar="N",
        help="leads that sales can work in a week; with it, or with --win and --cost, thresholds "
        "are proposed",
    )


def _add_reins(group: argparse._ArgumentGroup) -> None:
    numbers = (
        ("--step", "points are multiples of it; 5"),
        ("--least", "the least points of a line; -50"),
        ("--most", "the most points of a line; 50"),
        ("--most-changed", "at most so many lines change"),
        ("--per-field", "at most so many lines of one field give points"),
        ("--per-group", "at most so many lines of one group give points"),
    )
    for name, words in numbers:
        group.add_argument(name, type=int, metavar="N", help=words)
    group.add_argument(
        "--most-rules",
        "--rules",
        type=int,
        metavar="N",
        help="at most so many lines give points: a rule, or each entry of one",
    )
    group.add_argument(
        "--most-moved",
        type=float,
        metavar="PERCENT",
        help="of today's MQLs at most so many go, and at most as many others come",
    )
    for name, named, words in (
        ("--keep", "RULE", "this rule must give points; how many is free"),
        ("--lock", "RULE", "this rule keeps its points"),
        ("--forbid", "RULE", "this rule gives nothing; or no rule reads this field"),
        ("--adds", "RULE", "this rule may only add"),
        ("--takes-away", "RULE", "this rule may only take away"),
        (
            "--between",
            "RULE=FROM..TO",
            "the points that this rule may give, if any; either end may be left out",
        ),
        ("--one-of", '"RULE; RULE; ..."', "at most one of these gives points"),
        (
            "--rising",
            '"RULE; RULE; ..."',
            "points do not fall from one to the next, or along the table of one rule",
        ),
    ):
        group.add_argument(
            name, action="append", default=[], metavar=named, help=f"{words}; may be given again"
        )
    for name, words in (
        ("--signs", "points that add today never take away, and the other way round"),
        ("--ladders", "along a table of ranges or counts points go the same way as today"),
        ("--propose", "propose rules from the fields beside the model's"),
    ):
        group.add_argument(name, action=argparse.BooleanOptionalAction, help=words)
