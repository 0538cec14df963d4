"""The command line: `leadbench` opens the window, its commands do the same work without one.

Kept light: nothing but the standard library is imported before a command is chosen.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import bring_options, list_options

if TYPE_CHECKING:
    from workbench.commands.sources import LeadOptions
    from workbench.commands.terminal import Terminal

DONE, AT_FAULT, WRONG_USAGE, STOPPED = 0, 1, 2, 128 + signal.SIGINT
COMMANDS = (
    "demo",
    "inspect",
    "score",
    "evaluate",
    "compare",
    "tune",
    "chances",
    "missing",
    "abtest",
    "drift",
    "export",
    "lint",
    "import-model",
    "schema",
)
LONGEST = 20
"""A longer word is no slip of a command."""
READ_LEADS = "--read-leads"
"""What a frozen application is started with to be the child process that reads a file."""

DESCRIPTION = """\
Design a lead-scoring model and see at once what it would have found.

Without a command the window opens, on FILE if one is given (a project, or a table of leads).
Works offline: no account, no upload.
"""
EPILOG = """\
commands:
  demo          the sample project in the window; --offscreen DIR works without a screen
  inspect       what the import makes of a file: sheets, fields, kinds, problems
  score         a scored list of leads: .csv, .xlsx or .parquet
  evaluate      how a model would have done on leads whose outcome is known
  compare       two models on the same leads: which is better, and who moves
  tune          points learnt from history under your rules, from simple to exact
  chances       the chance to convert by score or by rules, judged on other leads
  missing       fields that leads lack: which would move most leads across the MQL line
  abtest        plan a live test, or analyse one when it is over
  drift         older and newer leads: what moved, and whether to keep the model
  export        the model for another system, with what does not fit and the proof
  lint          what is unwise about a model: findings with evidence and remedy
  import-model  a scorecard, Zoho's rules or an export as a model, with what is understood
  schema        the JSON Schema of a scoring model

leadbench COMMAND --help says more about each.
Exit status: 0 done, 1 the input or the model is at fault, 2 wrong usage.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments say; the exit status is given back."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == [READ_LEADS]:
        from models.leads.readers.child import main as read  # lazy: only the child needs it

        read()
        return DONE
    if _is_slip(arguments):
        return WRONG_USAGE
    if argv is None:
        _keep_answers_apart()
    try:
        # Intermixed, so that LEADS may be left out and may come after the options.
        chosen = _parser(arguments).parse_intermixed_args(arguments)
        return _run(chosen)
    except SystemExit as leaving:  # argparse has said what is wrong
        return leaving.code if isinstance(leaving.code, int) else WRONG_USAGE
    except BrokenPipeError:  # whoever read the output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _keep_answers_apart() -> None:
    """Standard output is for answers alone: what a library prints there by itself, as the solver of
    scipy may, goes to standard error.
    """
    out = sys.stdout
    if out is None or sys.stderr is None:  # a window without a terminal
        return
    try:
        place, other = out.fileno(), sys.stderr.fileno()
    except OSError:  # somebody has put something else in their place
        return
    own = os.dup(place)
    os.dup2(other, place)
    by_line = 1 if out.isatty() else -1
    sys.stdout = os.fdopen(own, "w", by_line, encoding=out.encoding, errors=out.errors)


def _run(chosen: argparse.Namespace) -> int:
    # lazy: they bring numpy with them, which --help and --version do not need
    from models.problems import LeadbenchError  # lazy: see above
    from workbench.commands.terminal import Terminal  # lazy: see above

    terminal = Terminal()
    try:
        run: Callable[[argparse.Namespace, Terminal], int] = chosen.run
        status = run(chosen, terminal)
        sys.stdout.flush()
    except LeadbenchError as error:
        terminal.fail(error)
        return AT_FAULT
    except KeyboardInterrupt:
        terminal.complain("Stopped; nothing was written.", "stopped")
        return STOPPED
    return status


def _is_slip(arguments: Sequence[str]) -> bool:
    """Whether the first word is neither a command nor a file but looks like a command; says so."""
    word = next(iter(arguments), "")
    if not word.isalpha() or len(word) > LONGEST or word in COMMANDS or Path(word).exists():
        return False
    near = get_close_matches(word.lower(), COMMANDS, n=1)
    remedy = f"Did you mean {near[0]}?" if near else f"The commands are {', '.join(COMMANDS)}."
    print(f"leadbench: error: There is no command or file {word}. {remedy}", file=sys.stderr)
    return True


def program_version() -> str:
    """The version of this program."""
    try:
        return version("leadbench")
    except PackageNotFoundError:
        return "(not installed)"


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for the command that the arguments name; the window's where they name none."""
    command = next(iter(arguments), "")
    make = {
        "demo": _demo,
        "inspect": _inspect,
        "score": _score,
        "evaluate": _evaluate,
        "compare": _compare,
        "tune": _tune,
        "chances": _chances,
        "missing": _missing,
        "abtest": _abtest,
        "drift": _drift,
        "export": _export,
        "lint": _lint,
        "import-model": _import_model,
        "schema": _schema,
    }.get(command)
    if make is None:
        return _window()
    parser = argparse.ArgumentParser(
        prog=f"leadbench {command}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("command", help=argparse.SUPPRESS)
    make(parser)
    return parser


def _window() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="leadbench",
        usage="leadbench [FILE]\n       leadbench COMMAND ... ",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="what to open")
    parser.add_argument("--version", action="version", version=f"Leadbench {program_version()}")

    def run(chosen: argparse.Namespace, _terminal: Terminal) -> int:
        from workbench.commands import window  # lazy: only this needs a screen

        return window.run(chosen.file)

    parser.set_defaults(run=run)
    return parser


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.description = "Open the sample project."
    parser.add_argument(
        "--offscreen",
        type=Path,
        metavar="DIR",
        help="the same journey without a screen, leaving pictures and exports in DIR",
    )

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import window  # lazy: only this needs a screen

        return window.demo(chosen.offscreen, terminal)

    parser.set_defaults(run=run)


def _inspect(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show what the import makes of a file: nothing is changed."
    _add_leads(parser)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import inspect_leads  # lazy: brings numpy

        inspect_leads.run(chosen.leads, _options(chosen), chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)


def _score(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Write a scored list, best leads first: lead_id, score, band, grade, reasons.\n"
        "Fields are read as the model's file says; what does not fit is counted and told.\n"
        "With --for it is a list that another system takes back: its record id, score, band,\n"
        "grade, as-of day and the model's hash, with nothing else about anybody."
    )
    _add_model(parser)
    _add_leads(parser)
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT",
        help="the list to write: .csv, .xlsx or .parquet",
    )
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="FIELD",
        help="add this field of the leads to the list, as it is; may be given again",
    )
    parser.add_argument(
        "--engine",
        choices=("leadbench", "duckdb"),
        default="leadbench",
        help="duckdb: LEADS are prepared leads (export --to prepared) in a .csv or .parquet file "
        "that may be larger than the memory",
    )
    parser.add_argument(
        "--memory",
        default="",
        metavar="SIZE",
        help="with --engine duckdb: what it may take, such as 500MB or 4GB",
    )
    list_options.add(parser)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        if list_options.wanted(parser, chosen):
            _back_list(chosen, terminal)
            return DONE
        if chosen.engine == "duckdb":
            from workbench.commands import score_at_scale  # lazy: brings numpy

            score_at_scale.run(
                chosen.model,
                chosen.model_name,
                chosen.leads,
                chosen.out,
                chosen.memory,
                chosen.json,
                terminal,
            )
            return DONE
        from workbench.commands import score  # lazy: brings numpy

        score.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            _options(chosen),
            chosen.out,
            chosen.field,
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _back_list(chosen: argparse.Namespace, terminal: Terminal) -> None:
    from workbench.commands import back_lists  # lazy: brings numpy

    said = back_lists.Said(
        chosen.system,
        list_options.headers(chosen),
        chosen.id_field or "",
        chosen.next_step,
        chosen.per_band,
        chosen.probability,
        chosen.changed_since,
    )
    back_lists.run(
        chosen.model,
        chosen.model_name,
        chosen.leads,
        _options(chosen),
        chosen.out,
        said,
        chosen.json,
        terminal,
    )


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Score leads whose outcome is known and show whether the best ones converted.\n"
        "Leads with a blank outcome are left out and counted. Every figure has its 95 % interval."
    )
    _add_model(parser)
    _add_leads(parser)
    parser.add_argument(
        "--by",
        metavar="FIELD",
        help="the figures of each part of the leads by this field, such as the source; a field of "
        "dates makes months",
    )
    parser.add_argument(
        "--split",
        type=_day,
        metavar="DATE",
        help="older and newer leads apart: the first day of creation of the newer ones",
    )
    parser.add_argument(
        "--only",
        type=_segment,
        metavar="FIELD=GROUP",
        help="all figures on the leads of one group alone; --by FIELD names the groups",
    )
    parser.add_argument("--first", type=_day, metavar="DATE", help="on leads created from this day")
    parser.add_argument("--last", type=_day, metavar="DATE", help="on leads created up to this day")
    for option, words in (
        ("--capacity", "leads that sales can work in a week"),
        ("--cost", "what working one lead costs"),
        ("--win", "what one conversion is worth"),
    ):
        parser.add_argument(option, type=float, metavar="N", help=f"{words}: weighs thresholds")
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from models.evaluation.thresholds.wishes import Sales  # lazy: only here
        from workbench.commands import evaluate  # lazy: brings numpy

        people = None if chosen.capacity is None else 1.0
        sales = Sales(people, chosen.capacity, 1.0, chosen.cost, chosen.win)
        sales = Sales() if sales == Sales(days_a_week=1.0) else sales

        evaluate.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            _options(chosen),
            evaluate.Parts(
                chosen.by or "", chosen.split, sales, chosen.only, chosen.first, chosen.last
            ),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Score the same leads by two models and say which is better, or that this history cannot "
        "tell.\nThe first model is A, the second B. With more than two each is held against the "
        "first."
    )
    parser.add_argument(
        "--model",
        type=Path,
        required=True,
        action="append",
        metavar="MODEL",
        help="twice or more: a model's JSON file, or a project",
    )
    parser.add_argument(
        "--model-name",
        action="append",
        default=[],
        metavar="NAME",
        help="twice or more: which models, where a project holds several",
    )
    parser.add_argument(
        "--by",
        default="",
        metavar="FIELD",
        help="also tell where A and B agree by the values of this field",
    )
    parser.add_argument(
        "--split",
        type=_day,
        metavar="DATE",
        help="also hold A against B among older and newer leads: the first day of the newer ones",
    )
    _add_leads(parser)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import compare  # lazy: brings numpy

        choice = compare.Choice(chosen.model, chosen.model_name, chosen.by, chosen.split)
        compare.run(choice, chosen.leads, _options(chosen), chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)


def _tune(parser: argparse.ArgumentParser) -> None:
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
    _add_leads(parser)
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
    _add_reins(parser.add_argument_group("what may change"))
    group = parser.add_argument_group("how it is proved")
    group.add_argument(
        "--split",
        type=_day,
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
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import simplify, tune  # lazy: bring numpy

        if chosen.simplify:
            simplified = simplify.run(
                chosen.model,
                chosen.model_name,
                chosen.leads,
                _options(chosen),
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
            _options(chosen),
            tune.wishes_of(chosen),
            chosen.json,
            terminal,
        )
        return DONE if done else STOPPED

    parser.set_defaults(run=run)


def _chances(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Learn from leads whose outcome is known how many of each score convert, or what each\n"
        "rule adds to the odds, and say how well that comes true on leads that did not teach it\n"
        "and which of both foretells better. With -o the model is written with its chances:\n"
        "scored lists then have the column probability."
    )
    _add_model(parser)
    _add_leads(parser)
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="where to write the model with its chances (.json)",
    )
    parser.add_argument(
        "--by",
        choices=("score", "rules", "trees"),
        default="score",
        help="one chance for each score (the default), or one for each lead, by the rules it meets "
        "or by trees on its fields (gradient boosting)",
    )
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import chances  # lazy: brings numpy

        chances.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            _options(chosen),
            chosen.out,
            chosen.by,
            chosen.json,
            terminal,
        )
        return DONE

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
        ("--step", 5, "points are multiples of it; 5"),
        ("--least", -50, "the least points of a line; -50"),
        ("--most", 50, "the most points of a line; 50"),
        ("--most-changed", None, "at most so many lines change"),
    )
    for name, usual, words in numbers:
        group.add_argument(name, type=int, default=usual, metavar="N", help=words)
    group.add_argument(
        "--most-rules",
        "--rules",
        type=int,
        metavar="N",
        help="at most so many lines give points: a rule, or each entry of one",
    )
    group.add_argument(
        "--most-moved", type=float, metavar="PERCENT", help="at most so many of today's MQLs go"
    )
    for name, words in (
        ("--keep", "this rule must give points; how many is free"),
        ("--lock", "this rule keeps its points"),
        ("--forbid", "this rule gives nothing; or no rule reads this field"),
    ):
        group.add_argument(
            name, action="append", default=[], metavar="RULE", help=f"{words}; may be given again"
        )
    group.add_argument(
        "--propose", action="store_true", help="propose rules from the fields beside the model's"
    )


def _abtest(parser: argparse.ArgumentParser) -> None:
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
    _add_leads(parser, optional=True)
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
    _add_json(parser)

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
                _options(chosen),
                asked,
                chosen.json,
                terminal,
            )
            return DONE
        abtest.analyse_test(
            chosen.leads,
            _options(chosen),
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
    group.add_argument("--start", type=_day, metavar="DATE", help="the first day; next Monday")
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
    group.add_argument("--first", type=_day, metavar="DATE", help="leads created from this day on")
    group.add_argument("--last", type=_day, metavar="DATE", help="leads created up to this day")
    group.add_argument("--by", default="", metavar="FIELD", help="the same in parts of the leads")


def _missing(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Fields that rules read and some leads lack: how many leads would cross the MQL line if\n"
        "each were filled for everybody, with the interval and the most that could."
    )
    _add_model(parser)
    _add_leads(parser)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import missing  # lazy: brings numpy

        missing.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            _options(chosen),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _drift(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Compare newer leads with older ones: fields and scores that moved, conversion by band\n"
        "over time, rules that lost their lift, and whether to keep, watch or re-tune the model.\n"
        "OLD and NEW are two exports; one export is cut at a day of creation."
    )
    _add_model(parser)
    _add_leads(parser, several=True)
    parser.add_argument(
        "--split",
        type=_day,
        metavar="DATE",
        help="of one export: the first day of creation of the newer leads; without it, of the "
        "newest quarter",
    )
    parser.add_argument(
        "--everybody",
        action="store_true",
        help="of two exports: compare all leads, not only the new ones with those as young",
    )
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import drift  # lazy: brings numpy

        exports = drift.Exports(tuple(chosen.leads), chosen.split, chosen.everybody)
        drift.run(chosen.model, chosen.model_name, exports, _options(chosen), chosen.json, terminal)
        return DONE

    parser.set_defaults(run=run)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Write a model for another system: first what the system cannot express and what that\n"
        "costs on your leads, then the export, then, with --verify, the proof by the system's own\n"
        "engine. --to list names the targets."
    )
    parser.add_argument(
        "--model", type=Path, metavar="MODEL", help="a model's JSON file, or a project"
    )
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )
    parser.add_argument("--to", required=True, metavar="TARGET", help="a target, or list")
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="the file to write; a folder where an export has several",
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="an option of the target; --to list names them",
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="run the export by the engines that are installed and compare every lead",
    )
    _add_leads(parser, optional=True)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import export  # lazy: brings numpy

        choice = export.Choice(
            chosen.model,
            chosen.model_name,
            chosen.to,
            chosen.out,
            tuple(chosen.option),
            chosen.verify,
        )
        holds = export.run(
            choice, chosen.leads, _options(chosen), program_version(), chosen.json, terminal
        )
        return DONE if holds else AT_FAULT

    parser.set_defaults(run=run)


def _lint(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Tell what is unwise about a model: rules that never hit, repeat or contradict each\n"
        "other, limits that swallow points, thresholds out of reach, protected attributes and\n"
        "more. With leads the findings say how many are concerned; with outcomes, what speaks\n"
        "against a rule. Findings are no fault: the exit status is 0."
    )
    _add_model(parser)
    _add_leads(parser, optional=True)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import lint  # lazy: brings numpy

        lint.run(
            chosen.model,
            chosen.model_name,
            chosen.leads,
            _options(chosen),
            chosen.json,
            terminal,
        )
        return DONE

    parser.set_defaults(run=run)


def _import_model(parser: argparse.ArgumentParser) -> None:
    bring_options.add(parser)
    _add_json(parser)

    def run(chosen: argparse.Namespace, terminal: Terminal) -> int:
        from workbench.commands import import_model  # lazy: brings numpy

        import_model.run(chosen, terminal)
        return DONE

    parser.set_defaults(run=run)


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.description = "Print the JSON Schema of a scoring model's file."

    def run(_chosen: argparse.Namespace, terminal: Terminal) -> int:
        from models.scoring.file.schema import schema_text  # lazy: brings numpy

        terminal.say(schema_text().rstrip("\n"))
        return DONE

    parser.set_defaults(run=run)


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model",
        type=Path,
        required=True,
        metavar="MODEL",
        help="a model's JSON file, or a project",
    )
    parser.add_argument(
        "--model-name", metavar="NAME", help="which model, where a project holds several"
    )


def _add_leads(
    parser: argparse.ArgumentParser, *, optional: bool = False, several: bool = False
) -> None:
    parser.add_argument(
        "leads",
        type=Path,
        nargs="+" if several else "?" if optional else None,
        metavar="LEADS",
        help="a spreadsheet, a text table or a project" + "; OLD and NEW, or one" * several,
    )
    group = parser.add_argument_group("about the leads, where the model or the file leaves it open")
    group.add_argument("--id", metavar="FIELD", help="the lead's id")
    group.add_argument("--created", metavar="FIELD", help="the day a lead was created")
    group.add_argument(
        "--outcome",
        metavar="FIELD[=VALUE]",
        help="who converted; several values are parted by |, such as Stage=Won|Customer",
    )
    group.add_argument("--outcome-date", metavar="FIELD", help="the day of the outcome")
    group.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook")
    group.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="the password of a protected workbook or archive: the first line of FILE",
    )
    group.add_argument(
        "--activities",
        type=Path,
        metavar="FILE",
        help="what leads did: a table with a lead id, a type and a time; a project brings its own",
    )
    group.add_argument(
        "--activities-sheet", metavar="NAME", help="the sheet of a workbook with the activities"
    )
    group.add_argument(
        "--accounts",
        type=Path,
        metavar="FILE",
        help="the companies of the leads: a table with their names; a project brings its own",
    )
    group.add_argument(
        "--account", metavar="FIELD", help="the field of the leads that names their account"
    )
    group.add_argument(
        "--deals",
        type=Path,
        metavar="FILE",
        help="what sales made of the leads: a table with a lead id or e-mail, a stage, a close "
        "date, an amount; without --outcome it tells who converted; a project brings its own",
    )
    group.add_argument(
        "--deals-sheet", metavar="NAME", help="the sheet of a workbook with the deals"
    )
    group.add_argument(
        "--as-of",
        type=_as_of,
        metavar="DATE",
        help="the day of the scores, such as 2026-03-31; or created+30d: each lead as of 30 days "
        "after its creation and before its outcome",
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object, nothing else")


def _segment(text: str) -> tuple[str, str]:
    field, sign, group = text.partition("=")
    if not sign or not field.strip() or not group.strip():
        raise argparse.ArgumentTypeError(f"{text} is no field with a group; write Source=Referral.")
    return field.strip(), group.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day; write it as 2026-03-31.") from None


def _as_of(text: str) -> date | int:
    """A day, or of "created+30d" the days after each lead's creation."""
    own = re.fullmatch(r"created\s*\+\s*(\d{1,4})\s*d?", text.strip(), re.IGNORECASE)
    if own is not None:
        return int(own[1])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"\u201c{text}\u201d is neither a day such as 2026-03-31 nor days after each lead's "
            "creation such as created+30d"
        ) from None


def _options(chosen: argparse.Namespace) -> LeadOptions:
    from workbench.commands.sources import LeadOptions  # lazy: brings numpy

    return LeadOptions(
        sheet=chosen.sheet,
        password_file=chosen.password_file,
        id=chosen.id,
        created=chosen.created,
        outcome_date=chosen.outcome_date,
        outcome=chosen.outcome,
        as_of=chosen.as_of if isinstance(chosen.as_of, date) else None,
        own_day=chosen.as_of if isinstance(chosen.as_of, int) else None,
        activities=chosen.activities,
        activities_sheet=chosen.activities_sheet,
        accounts=chosen.accounts,
        account=chosen.account,
        deals=chosen.deals,
        deals_sheet=chosen.deals_sheet,
    )


if __name__ == "__main__":
    raise SystemExit(main())
