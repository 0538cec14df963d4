"""`leadbench evaluate`: how a model would have done on leads whose outcome is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models.evaluation.chances import log_loss_of
from models.evaluation.evaluate import evaluate, from_histogram
from models.evaluation.evaluation import Evaluation
from models.evaluation.figures import count
from models.evaluation.history.asked import Asked
from models.evaluation.history.history import History, history_of
from models.evaluation.history.report import history_json, history_text
from models.evaluation.lens.lens import Lens, lens_of
from models.evaluation.lens.report import lens_json, lens_text
from models.evaluation.report import evaluation_json, evaluation_text
from models.evaluation.sentence import verdict
from models.evaluation.thresholds.wishes import Sales
from models.leads.fields import Input, Kind, Role
from models.leads.guessing.leaks import leak, outcome_known
from models.leads.table import Leads
from models.leads.text import clean, key
from models.leads.wording import count_of, listed
from models.problems import LeadbenchError, Problem, Severity
from workbench.commands.scoring import Judged, judge, problem_json
from workbench.commands.sources import LeadOptions
from workbench.commands.terminal import Terminal
from workbench.commands.thresholds import lab_for, thresholds_json, thresholds_text


@dataclass(frozen=True)
class Parts:
    """Which parts of the leads are told apart: by the values of a field, by a day.

    `sales`: what thresholds are weighed by. `only`: a field and its segment, `first`, `last`: days
    of creation: the leads that are looked at.
    """

    by: str = ""
    split: date | None = None
    sales: Sales = Sales()
    only: tuple[str, str] | None = None
    first: date | None = None
    last: date | None = None

    @property
    def apart(self) -> bool:
        """Whether some of the leads are looked at, and not all."""
        return self.only is not None or self.first is not None or self.last is not None


_SAY = "Say which field and value mean converted, such as --outcome Status=Won."


def run(
    model: Path,
    model_name: str | None,
    path: Path,
    options: LeadOptions,
    parts: Parts,
    as_json: bool,
    terminal: Terminal,
) -> None:
    """Print every figure. LeadbenchError where the leads, the model or the outcome is at fault."""
    judged = judge(model, model_name, path, options, terminal)
    told = deals_tell(judged)
    outcome = None if told else require_outcome(judged.leads)
    doubts = _leaks(judged) if outcome is None else _doubts(judged, outcome, options)
    problems = (*judged.problems, *doubts)
    terminal.tell(problems)
    terminal.progress("Evaluating", 0, 0)
    evaluation = evaluate(judged.model, judged.leads, scored=judged.scored)
    project = judged.found.project
    history = history_of(
        judged.scored,
        judged.leads,
        () if project is None else project.stages,
        Asked("", parts.first, parts.last, parts.by, parts.split, only=parts.only),
        progress=lambda what: terminal.progress(what, 0, 0),
    )
    if parts.apart:
        evaluation = from_histogram(
            history.histogram, judged.model, rules={}, reaches={}, movement=None, overridden=0
        )
    lens = lens_of(
        judged.scored,
        history.looked.codes,
        judged.leads.created,
        progress=terminal.progress,
    )
    lab = lab_for(judged, parts.sales)
    if as_json:
        facts = {**judged.facts(), "problems": [problem_json(item) for item in problems]}
        said: dict[str, Any] = {"field": judged.leads.outcome_name, "converted": list(told)}
        if outcome is not None:
            said["converted"] = list(_meaning(outcome))
        codes = history.looked.codes if parts.apart else judged.leads.outcome
        loss = log_loss_of(judged.scored, codes)
        figures = {**evaluation_json(evaluation, loss), "history": history_json(history)}
        figures |= {} if lab is None else {"thresholds": thresholds_json(lab, judged.model)}
        figures["rules"] = lens_json(lens)
        terminal.answer({**figures, "outcome": said, **facts})
    else:
        terminal.say(_text(judged, outcome, evaluation, history, lens))
        if lab is not None:
            terminal.say(f"\n{thresholds_text(lab, judged.model)}")


def deals_tell(judged: Judged) -> tuple[str, ...]:
    """The stages that mean won, or the word for it, where deals tell who converted; else none.

    LeadbenchError where they tell the same of all leads.
    """
    found = judged.deals
    if found is None or not found.deals.tells:
        return ()
    _require_both(
        judged.leads,
        found.table.source,
        "Take leads with deals that are won and leads without, or look how the deals are joined.",
    )
    return found.deals.recipe.won or (judged.leads.outcome_name,)


def require_outcome(leads: Leads) -> Input:
    """The field that tells who converted. LeadbenchError where it tells nothing."""
    item = leads.recipe.with_role(Role.OUTCOME)
    source = leads.raw.source
    if item is None:
        raise LeadbenchError("No field says whether a lead converted.", source, _SAY)
    where = f"{source}, field {item.name}"
    raw = leads.raw_column(item)
    if raw is None or not int(raw.counts[1:].sum()):
        raise LeadbenchError(
            "The outcome is blank for all leads.", where, "Choose another field with --outcome."
        )
    lost, won, _ = leads.outcome_counts
    values = [text for text, number in zip(raw.texts, raw.counts.tolist(), strict=True) if number]
    shown = listed([value for value in map(clean, values) if value][:5])
    if not item.converted and item.kind is not Kind.YES_NO:
        raise LeadbenchError(
            f"Nothing says which value of the outcome means converted; its values are {shown}.",
            where,
            f"Say it, such as --outcome \u201c{item.name}=value\u201d.",
        )
    if not won and not lost:
        raise LeadbenchError(
            f"The outcome is unknown for all leads; its values are {shown}.", where, _SAY
        )
    _require_both(
        leads,
        where,
        "Take leads that converted and leads that did not, or say what means converted.",
    )
    return item


def _require_both(leads: Leads, where: str, remedy: str) -> None:
    """LeadbenchError where all leads whose outcome is known have the same one."""
    lost, won, unknown = leads.outcome_counts
    if not won and not lost:
        raise LeadbenchError("The outcome is unknown for all leads.", where, remedy)
    if not won or not lost:
        what = "converted" if won else "did not convert"
        number = won or lost
        who = "the only lead" if number == 1 else f"all {count(number)} leads"
        rest = f" ({count(unknown)} unknown)" if unknown else ""
        raise LeadbenchError(
            f"The outcome has one value only: {who} {what}{rest}, so nothing can be compared.",
            where,
            remedy,
        )


def _meaning(outcome: Input) -> tuple[str, ...]:
    return outcome.converted or (outcome.yes[:1] if outcome.kind is Kind.YES_NO else ())


def _doubts(judged: Judged, outcome: Input, options: LeadOptions) -> list[Problem]:
    """A guessed outcome, and fields of rules that seem to know it."""
    problems = []
    if options.outcome is None and not _said(judged, outcome):
        values = listed(_meaning(outcome)).replace("\u201d, \u201c", "\u201d or \u201c")
        problems.append(
            Problem(
                f"It was taken as the outcome, {values} as converted, guessed from the file.",
                f"Field {outcome.name}",
                "If that is wrong, say it with --outcome FIELD=VALUE.",
                severity=Severity.NOTE,
            )
        )
    return [*problems, *_leaks(judged)]


def _leaks(judged: Judged) -> list[Problem]:
    """Fields that rules read and that know the outcome too well."""
    leads = judged.leads
    outcome = outcome_known(leads)
    problems: list[Problem] = []
    for name in judged.model.fields_of_leads():
        item = leads.input(name)
        if item is not None and item.role is Role.OUTCOME:
            problems.append(
                Problem(
                    "Rules read the outcome itself, so the figures say nothing.",
                    f"Field {item.name}",
                    "Leave it out of the model.",
                )
            )
            continue
        raw = None if item is None else leads.raw_column(item)
        if item is not None and raw is not None and outcome is not None:
            found = leak(raw, item, leads.column(name), outcome)
            problems += [replace(problem, where=f"Field {item.name}") for problem in found]
    return problems


def _said(judged: Judged, outcome: Input) -> bool:
    """Whether the model's recipe or the project names the outcome, so that nothing was guessed."""
    if judged.found.project is not None:
        return True
    return any(
        item.role is Role.OUTCOME and key(item.name) == key(outcome.name)
        for item in judged.model.inputs
    )


def _means(judged: Judged, outcome: Input | None) -> str:
    if outcome is not None:
        return f"{outcome.name} = {' or '.join(_meaning(outcome))}"
    return "" if judged.deals is None else judged.deals.meaning()


def _two_counts(history: History) -> tuple[str, ...]:
    """Why the figures that follow differ from those before, where leads are too young."""
    young = history.looked.young
    if not young:
        return ()
    return (
        f"Above: all leads with a known outcome. Below: without {count_of(young, 'lead')} too "
        "young to have converted, as on the page Evaluate.",
        "",
    )


def _text(
    judged: Judged,
    outcome: Input | None,
    evaluation: Evaluation,
    history: History,
    lens: Lens,
) -> str:
    first, second = verdict(evaluation)
    about: list[Any] = [
        f"Model {listed([judged.model.name])} as of {judged.scored.as_of.isoformat()}; "
        f"converted means {_means(judged, outcome)}.",
        f"{first} {second}".strip(),
        "",
        evaluation_text(evaluation, shares=False),
        "",
        *_two_counts(history),
        history_text(history),
        "",
        lens_text(lens),
    ]
    return "\n".join(about)
