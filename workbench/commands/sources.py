"""What a command works on: leads from a table or a project, a model from a file or a project."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from models.exchange.following import with_inputs
from models.leads.fields import Input, Kind, Recipe, Role
from models.leads.raw import RawTable
from models.leads.readers.contract import Imported, Progress, ReadOptions
from models.leads.readers.reading import read_table
from models.leads.text import clean, cleaned_key, key
from models.leads.wording import listed
from models.problems import LeadbenchError, Problem, Severity
from models.project.document import Project
from models.project.file import ProjectFile
from models.scoring.file.model_json import read_model
from models.scoring.model import ScoringModel
from models.tuning.wishes import Wishes

_SQLITE = b"SQLite format 3\0"
_ROLE_WORDS = {
    Role.ID: "lead id",
    Role.OUTCOME: "outcome",
    Role.CREATED: "date of creation",
    Role.OUTCOME_DATE: "date of the outcome",
}


@dataclass(frozen=True)
class LeadOptions:
    """What is said about the leads on the command line; None is not said.

    `outcome` is "FIELD" or "FIELD=VALUE|VALUE". `own_day`: each lead as of so many days after its
    creation; `as_of` without it: all leads as of that day. `header_rows`: the first row
    that holds names (0: none does, None: it is found), and how many do.
    """

    sheet: str | None = None
    header_rows: tuple[int | None, int] | None = None
    password_file: Path | None = None
    id: str | None = None
    created: str | None = None
    outcome_date: str | None = None
    outcome: str | None = None
    as_of: date | None = None
    own_day: int | None = None
    activities: Path | None = None
    activities_sheet: str | None = None
    activities_header_rows: tuple[int | None, int] | None = None
    accounts: Path | None = None
    accounts_header_rows: tuple[int | None, int] | None = None
    account: str | None = None
    deals: Path | None = None
    deals_sheet: str | None = None
    deals_header_rows: tuple[int | None, int] | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """Leads as they were found. `imported` is None for a project, `project` for a file.

    `activities`, `accounts` and `deals` are the imported tables that a project brings.
    """

    table: RawTable
    recipe: Recipe
    problems: tuple[Problem, ...]
    imported: Imported | None = None
    project: Project | None = None
    activities: RawTable | None = None
    accounts: RawTable | None = None
    deals: RawTable | None = None


def is_project(path: Path) -> bool:
    """Whether the file is a project: by its name, or by how it begins."""
    if path.suffix.lower() == ".leadbench":
        return True
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
    return False


def find_leads(path: Path, options: LeadOptions, progress: Progress) -> Found:
    """The leads of a table or a project. LeadbenchError with what is wrong with it."""
    if is_project(path):
        if options.sheet is not None:
            raise LeadbenchError("A project has no sheets.", path.name, "Leave --sheet out.")
        if options.header_rows is not None:
            what = "A project has no rows of names: its leads were read already."
            raise LeadbenchError(what, path.name, "Leave --header-rows out.")
        return _of_project(path)
    how = read_how(options.sheet, options.header_rows, _password(options.password_file))
    imported = read_file(path, how, "", progress)
    return Found(imported.table, imported.recipe, imported.problems, imported)


def read_how(
    sheet: str | None, header_rows: tuple[int | None, int] | None, password: str | None = None
) -> ReadOptions:
    """How a file is to be read, by what the command line says."""
    first, rows = (None, None) if header_rows is None else header_rows
    return ReadOptions(sheet=sheet, header_row=first, header_rows=rows or None, password=password)


def read_file(path: Path, how: ReadOptions, whose: str, progress: Progress) -> Imported:
    """A file as it was read. `whose`: what its options begin with, such as "deals-".

    LeadbenchError where an option says something that there is not in such a file.
    """
    imported = read_table(path, how, progress)
    if how.sheet is not None and not imported.sheets:
        what = "A text table has no sheets."
        raise LeadbenchError(what, path.name, f"Leave --{whose}sheet out.")
    said = (how.header_row, how.header_rows) != (None, None)
    if said and not imported.encoding and not imported.sheets:  # neither text nor a workbook
        what = "The file names its fields by itself, not in rows."
        raise LeadbenchError(what, path.name, f"Leave --{whose}header-rows out.")
    return imported


def _password(path: Path | None) -> str | None:
    """The first line of a file: on the command line itself everybody would see it."""
    if path is None:
        return None
    try:
        with path.open(encoding="utf-8-sig") as file:
            line = file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LeadbenchError(
            "The file with the password can't be read.",
            path.name,
            "Choose a text file that holds the password in its first line.",
        ) from error
    if not line:
        raise LeadbenchError("The first line of the file with the password is blank.", path.name)
    return line


def _of_project(path: Path) -> Found:
    with ProjectFile.open(path, read_only=True) as file:
        loaded = file.load()
        project = loaded.project
        source = project.source
        table = None if source is None else file.load_table(source.table)
        source = project.activities
        activities = None if source is None else file.load_table(source.table)
        source = project.accounts
        accounts = None if source is None else file.load_table(source.table)
        source = project.deals
        deals = None if source is None else file.load_table(source.table)
    if table is None:
        raise LeadbenchError(
            "The project holds no leads.", path.name, "Open it in the window and add leads."
        )
    return Found(table, project.recipe, loaded.problems, None, project, activities, accounts, deals)


def zone_of(project: Project | None) -> str:
    """The time zone in which a project's chosen model counts days."""
    return "UTC" if project is None or project.model is None else project.model.zone


def find_model(path: Path, name: str | None) -> ScoringModel:
    """The model of a JSON file or of a project, with the recipe to read its fields."""
    if not is_project(path):
        model = read_model(path)
        if name is not None and cleaned_key(name) != cleaned_key(model.name):
            raise LeadbenchError(
                f"The file holds the model {listed([model.name])}, not {listed([name])}.",
                path.name,
                "Leave --model-name out, or choose another file.",
            )
        return model
    with ProjectFile.open(path, read_only=True) as file:
        project = file.load().project
    model = _chosen(project, path, name)
    return with_inputs(model, project.recipe)


def wishes_in(path: Path | None, model: ScoringModel) -> Wishes:
    """What the project that holds the model wishes of its tuning; nothing where none holds it."""
    if path is None or not is_project(path):
        return Wishes()
    with ProjectFile.open(path, read_only=True) as file:
        return file.load().project.wishes_of(model.id)


def _chosen(project: Project, path: Path, name: str | None) -> ScoringModel:
    names = listed(model.name for model in project.models)
    if not project.models:
        raise LeadbenchError("The project holds no scoring model.", path.name)
    if name is None:
        if len(project.models) == 1:
            return project.models[0]
        raise LeadbenchError(
            f"The project holds {len(project.models):,} scoring models: {names}.",
            path.name,
            "Say which with --model-name.",
        )
    fitting = [item for item in project.models if cleaned_key(item.name) == cleaned_key(name)]
    if len(fitting) == 1:
        return fitting[0]
    what = "several models" if fitting else "no model"
    raise LeadbenchError(
        f"The project holds {what} of the name {listed([name])}; it has {names}.",
        path.name,
        "Rename one in the window." if fitting else "Choose one of these names.",
    )


def with_options(recipe: Recipe, table: RawTable, options: LeadOptions) -> Recipe:
    """The recipe with the roles that the command line gives."""
    for name, role in (
        (options.id, Role.ID),
        (options.created, Role.CREATED),
        (options.outcome_date, Role.OUTCOME_DATE),
    ):
        if name is not None:
            recipe = recipe.changed(replace(_field(recipe, table, name, role), role=role))
    return recipe if options.outcome is None else _with_outcome(recipe, table, options.outcome)


def _field(recipe: Recipe, table: RawTable, name: str, role: Role) -> Input:
    item = recipe.find(name)
    if item is None:
        names = [column.name for column in table.columns]
        more = f" and {len(names) - 12:,} more" if len(names) > 12 else ""
        raise LeadbenchError(
            f"The leads have no field {listed([name])}, which is to be the {_ROLE_WORDS[role]}.",
            table.source,
            f"The fields are {listed(names[:12])}{more}.",
        )
    if role in (Role.CREATED, Role.OUTCOME_DATE) and item.kind is not Kind.DATE:
        raise LeadbenchError(
            f"The {_ROLE_WORDS[role]} must be a field of dates; this one is read as "
            f"{item.kind.value}.",
            f"{table.source}, field {item.name}",
            "Choose a field of dates, or correct its cells.",
        )
    return item


def _with_outcome(recipe: Recipe, table: RawTable, asked: str) -> Recipe:
    """The recipe with the outcome "FIELD" or "FIELD=VALUE|VALUE"; the field may hold a "="."""
    name, equals, values = asked, "", ""
    while recipe.find(name) is None and "=" in name:
        name, equals, rest = name.rpartition("=")
        values = f"{rest}={values}" if values else rest
    if recipe.find(name) is None:
        name = asked.partition("=")[0]
    item = _field(recipe, table, name, Role.OUTCOME)
    wanted = tuple(clean(value) for value in values.split("|") if clean(value))
    if equals and not wanted:
        raise LeadbenchError(
            "No value is given that means converted.",
            f"--outcome {asked}",
            "Write the field, an equals sign and the value, such as --outcome Status=Won.",
        )
    if wanted:
        item = replace(item, converted=wanted)
        _require_values(item, table, wanted)
    elif item.role is not Role.OUTCOME:
        item = replace(item, converted=())
    return recipe.changed(replace(item, role=Role.OUTCOME))


def _require_values(item: Input, table: RawTable, wanted: Sequence[str]) -> None:
    """A value that no lead has is a slip of the pen, not an outcome without conversions."""
    column = next((c for c in table.columns if _is(c.name, item)), None)
    if column is None:
        return
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for text, count in zip(column.texts, column.counts.tolist(), strict=True):
        value = clean(text)
        if value and count:
            found.setdefault(key(value), value)
            counts[key(value)] = counts.get(key(value), 0) + count
    absent = [value for value in wanted if key(value) not in found]
    if absent and item.kind is not Kind.NUMBER:
        usual = sorted(found, key=lambda name: (-counts[name], name))[:8]
        raise LeadbenchError(
            f"No lead has the value {listed(absent)}.",
            f"{table.source}, field {item.name}",
            f"Its values are {listed(found[name] for name in usual)}"
            f"{' and others' if len(found) > len(usual) else ''}.",
        )


def _is(name: str, item: Input) -> bool:
    return cleaned_key(name) in {cleaned_key(other) for other in (item.name, *item.aliases)}


def of_the_file(found: Found) -> tuple[Problem, ...]:
    """The problems of the file itself; those of single fields were judged by the guess."""
    fields = {item.name for item in found.recipe}
    return tuple(
        problem
        for problem in found.problems
        if problem.where not in fields and problem.severity is not Severity.NOTE
    )
