"""Files: opening, importing and saving, with the journal behind every project.

Joins the session with models.project and the readers. Shows nothing: problems, progress and
questions are signals. A project that was never saved lives in the recovery folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_state_path
from PySide6.QtCore import QObject, Signal

from models.leads.activities import match
from models.leads.deal_join import join_deals
from models.leads.import_changes import report_of
from models.leads.raw import RawTable
from models.leads.readers import Cancelled, Imported, ReadOptions, read_table
from models.leads.recipes import apply_recipe, merged
from models.leads.stages import Stage
from models.leads.table import Leads
from models.problems import LeadbenchError, Problem
from models.project.document import Project, Source
from models.project.edits import (
    ChangeStages,
    SetAccounts,
    SetActivities,
    SetDeals,
    SetLeads,
)
from models.project.faults import EXTENSION
from models.project.file import Loaded, ProjectFile
from models.project.history import History
from models.project.journal import Journal
from models.project.recovery import LeftBehind, left_behind, untitled_path
from models.project.start import (
    empty_model,
    project_of,
    source_of,
    with_accounts,
    with_activities,
    with_deals,
)
from models.scoring.file.model_json import read_model
from sample_projects import sample
from workbench.background import Background, Cancel
from workbench.importing.basis import activity_recipe
from workbench.importing.draft import Purpose
from workbench.importing.taken import Taken, source_taken
from workbench.session import Session, now, today, zone_of
from workbench.sheets import SheetQuestion, sheet_question

Progress = Callable[[str, int, int], None]


def recovery_folder() -> Path:
    """Where projects live that have no name yet; private to the user."""
    return user_state_path("leadbench", appauthor=False) / "recovery"


@dataclass(frozen=True, eq=False)
class _Opened:
    file: ProjectFile
    loaded: Loaded
    leads: Leads | None
    problems: tuple[Problem, ...] = ()
    fresh: bool = False
    activities: RawTable | None = None
    accounts: RawTable | None = None
    deals: RawTable | None = None


@dataclass(frozen=True, eq=False)
class _NewLeads:
    """`source`: what the project keeps of the file, where that is settled already."""

    imported: Imported
    leads: Leads
    problems: tuple[Problem, ...]
    source: Source | None = None
    stages: tuple[Stage, ...] | None = None


@dataclass(frozen=True, eq=False)
class _NewActivities:
    """`project` names them and their recipe; `leads` have them."""

    imported: Imported
    leads: Leads
    project: Project


@dataclass(frozen=True, eq=False)
class _NewAccounts:
    """`project` names them and their recipe."""

    imported: Imported
    project: Project


@dataclass(frozen=True, eq=False)
class _NewDeals:
    """`project` names them and their recipe; `leads` have them."""

    imported: Imported
    leads: Leads
    project: Project


@dataclass(frozen=True, eq=False)
class _Fetched:
    """Tables of `file` that were not read when it was opened."""

    file: ProjectFile
    tables: tuple[RawTable, ...]


@dataclass(frozen=True, eq=False)
class _Written:
    """What a save has written: None for a copy, or nothing where it was stopped."""

    saved: History | None
    path: Path | None


class Files(QObject):
    """One project at a time, always with a file behind it.

    Reading and saving run in the background. `save_ended(ok)` comes after every save.
    """

    opened = Signal(object)
    imported = Signal(object)
    activities_opened = Signal(object)
    accounts_opened = Signal(object)
    deals_opened = Signal(object)
    sheet_asked = Signal(object)
    failed = Signal(object)
    problems = Signal(object)
    progressed = Signal(str, int, int)
    finished = Signal()
    kept = Signal(str)
    saved = Signal(object)
    copied = Signal(object)
    save_ended = Signal(bool)
    journal_failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._journal: Journal | None = None
        self._work = Background(self)
        self._work.done.connect(self._done)
        self._work.dropped.connect(_put_back)
        self._work.failed.connect(self._work_failed)
        self._saving = Background(self)
        self._saving.done.connect(self._save_done)
        self._saving.failed.connect(self._save_failed)
        self._stop_saving = Cancel()
        for work in (self._work, self._saving):
            work.progressed.connect(self.progressed)
        session.edited.connect(self._record)
        session.project_changed.connect(lambda _before, _after: self._fetch())

    @property
    def busy(self) -> bool:
        """Whether a file is being read."""
        return self._work.busy

    @property
    def saving(self) -> bool:
        """Whether a project is being written; it must not be put away until that has ended."""
        return self._saving.busy

    @property
    def waiting(self) -> int:
        """How many changes are not on disk yet."""
        return 0 if self._journal is None else self._journal.waiting

    @property
    def file(self) -> ProjectFile | None:
        """The file behind the project."""
        return None if self._journal is None else self._journal.file

    @property
    def path(self) -> Path | None:
        """Where the project is saved; None for one that has no name yet."""
        return None if self.file is None or self.file.untitled else self.file.path

    @property
    def read_only(self) -> bool:
        """Whether the project may only be read."""
        return self.file is not None and self.file.read_only

    def left_behind(self) -> tuple[LeftBehind, ...]:
        """Projects without a name that an earlier window left."""
        folder = recovery_folder()
        return left_behind(folder) if folder.is_dir() else ()

    def cancel(self) -> None:
        """Stop reading or saving; a save that is all but done ends as it would have."""
        self._stop_saving.set()
        self._work.cancel()
        self.finished.emit()

    # Opening

    def open(self, path: Path, *, untitled: bool = False, read_only: bool = False) -> None:
        """Open a project, in the background."""

        def work(cancelled: Cancel, progress: Progress) -> _Opened:
            progress("Opening the project", 0, 0)
            file = ProjectFile.open(path, untitled=untitled, read_only=read_only)
            try:
                loaded = file.load()
                source = loaded.project.source
                told = _share("Opening the project", cancelled, progress)
                table = None if source is None else file.load_table(source.table, told)
                source = loaded.project.activities
                activities = None if source is None else file.load_table(source.table, told)
                source = loaded.project.accounts
                accounts = None if source is None else file.load_table(source.table, told)
                source = loaded.project.deals
                deals = None if source is None else file.load_table(source.table, told)
                leads = None
                if table is not None:
                    leads = read_leads(table, loaded.project, activities, deals)
            except (LeadbenchError, Cancelled, MemoryError):
                file.close()
                raise
            found = _Opened(file, loaded, leads, loaded.problems)
            return replace(found, activities=activities, accounts=accounts, deals=deals)

        self._run(work)

    def _fetch(self) -> None:
        """Read tables that undo came back to: those of an earlier day are in the file alone."""
        project, file = self._session.project, self.file
        if project is None or file is None or self.busy:
            return
        names = [one.table for one in project.sources if one.table not in self._session.tables]
        if not names:
            return

        def work(cancelled: Cancel, progress: Progress) -> _Fetched:
            told = _share("Opening the tables of before", cancelled, progress)
            found = (file.load_table(name, told) for name in names)
            return _Fetched(file, tuple(table for table in found if table is not None))

        self._run(work)

    def open_leads(self, path: Path, options: ReadOptions | None = None) -> None:
        """Import a lead export as a new project, in the background."""

        def work(cancelled: Cancel, progress: Progress) -> _Opened:
            imported = read_table(path, options or ReadOptions(), progress, cancelled)
            project = project_of(imported, path.stem, now())
            told = _share("Keeping the leads", cancelled, progress)
            return _new_project(project, imported.table, told, imported.problems)

        self._run(work)

    def open_sample(self, name: str) -> None:
        """Open a copy of a sample, in the background."""

        def work(cancelled: Cancel, progress: Progress) -> _Opened:
            item = sample(name)
            imported = read_table(item.leads, ReadOptions(), progress, cancelled)
            model = read_model(item.model)
            recipe = merged(model.inputs, imported.table, imported.recipe)
            project = project_of(imported, item.title, now(), recipe, model)
            assert project.source is not None
            told = report_of(imported, recipe, zone_of(project))
            project = replace(project, source=replace(project.source, report=told))
            more = tuple(map(read_model, item.more_models))
            project = replace(project, models=(*project.models, *more), sales=item.sales)
            activities = read_table(item.activities, ReadOptions(), progress, cancelled)
            leads = Leads(imported.table, recipe, zone=zone_of(project))
            project = with_activities(project, activities, leads, now())
            share = _share("Keeping the leads", cancelled, progress)
            return _new_project(
                project, imported.table, share, sample=True, activities=activities.table
            )

        self._run(work)

    def replace_leads(self, path: Path, options: ReadOptions | None = None) -> None:
        """Load another export into this project, read by its recipe; one undoable step."""
        project, file = self._session.project, self.file
        if project is None or file is None:
            return
        activities, deals = self._session.activity_table, self._session.deal_table

        def work(cancelled: Cancel, progress: Progress) -> _NewLeads:
            imported = read_table(path, options or ReadOptions(), progress, cancelled)
            if len(project.recipe):
                recipe, problems = apply_recipe(imported.table, project.recipe)
            else:  # the first leads of a project are what they look like
                recipe, problems = imported.recipe, ()
            file.add_table(imported.table, _share("Keeping the leads", cancelled, progress))
            read = read_leads(imported.table, replace(project, recipe=recipe), activities, deals)
            return _NewLeads(imported, read, problems)

        self._run(work)

    def use(self, taken: Taken) -> None:
        """Take a table that was looked at on the import page, by the recipe agreed on there."""
        if taken.purpose is Purpose.NEW:
            self._use_as_project(taken)
        elif taken.purpose is Purpose.NEXT:
            self._use_as_leads(taken)
        elif taken.purpose is Purpose.ACTIVITIES:
            self._use_as_activities(taken)
        elif taken.purpose is Purpose.DEALS:
            self._use_as_deals(taken)
        else:
            self._use_as_accounts(taken)

    def _use_as_project(self, taken: Taken) -> None:
        def work(cancelled: Cancel, progress: Progress) -> _Opened:
            imported = taken.imported
            project = project_of(imported, taken.name, now(), taken.recipe)
            source = source_taken(taken, now())
            project = replace(project, source=source, stages=taken.stages)
            told = _share("Keeping the leads", cancelled, progress)
            return _new_project(project, imported.table, told)

        self._run(work)

    def _use_as_leads(self, taken: Taken) -> None:
        project, file = self._session.project, self.file
        if project is None or file is None:
            return
        activities, deals = self._session.activity_table, self._session.deal_table

        def work(cancelled: Cancel, progress: Progress) -> _NewLeads:
            table = taken.imported.table
            file.add_table(table, _share("Keeping the leads", cancelled, progress))
            read = read_leads(table, replace(project, recipe=taken.recipe), activities, deals)
            source = source_taken(taken, now())
            return _NewLeads(taken.imported, read, (), source, taken.stages)

        self._run(work)

    def _use_as_activities(self, taken: Taken) -> None:
        project, file, leads = self._session.project, self.file, self._session.whole
        if project is None or file is None or leads is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> _NewActivities:
            recipe = activity_recipe(taken.recipe, project)
            source = source_taken(taken, now())
            found = replace(project, activities=source, activity_recipe=recipe)
            table = taken.imported.table
            file.add_table(table, _share("Keeping the activities", cancelled, progress))
            progress("Matching activities", 0, 0)
            return _NewActivities(taken.imported, _matched(leads, table, found), found)

        self._run(work)

    def _use_as_deals(self, taken: Taken) -> None:
        project, file, leads = self._session.project, self.file, self._session.whole
        if project is None or file is None or leads is None or taken.deal is None:
            return
        recipe = taken.deal

        def work(cancelled: Cancel, progress: Progress) -> _NewDeals:
            found = replace(project, deals=source_taken(taken, now()), deal_recipe=recipe)
            table = taken.imported.table
            file.add_table(table, _share("Keeping the deals", cancelled, progress))
            progress("Joining deals", 0, 0)
            return _NewDeals(taken.imported, _joined(leads, table, found), found)

        self._run(work)

    def _use_as_accounts(self, taken: Taken) -> None:
        project, file = self._session.project, self.file
        if project is None or file is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> _NewAccounts:
            source = source_taken(taken, now())
            found = replace(project, accounts=source, account_recipe=taken.recipe)
            table = taken.imported.table
            file.add_table(table, _share("Keeping the accounts", cancelled, progress))
            return _NewAccounts(taken.imported, found)

        self._run(work)

    def open_activities(self, path: Path, options: ReadOptions | None = None) -> None:
        """Take the activities of a file for this project's leads; one undoable step.

        Of a workbook with several sheets that says nothing of which one, `sheet_asked` asks.
        """
        project, file, leads = self._session.project, self.file, self._session.whole
        if project is None or file is None or leads is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> _NewActivities | SheetQuestion:
            chosen = options or ReadOptions()
            imported = read_table(path, chosen, progress, cancelled)
            if chosen.sheet is None and len(imported.sheets) > 1:
                return sheet_question(path, imported, leads, progress, cancelled)
            found = with_activities(project, imported, leads, now())
            file.add_table(imported.table, _share("Keeping the activities", cancelled, progress))
            progress("Matching activities", 0, 0)
            read = _matched(leads, imported.table, found)
            return _NewActivities(imported, read, found)

        self._run(work)

    def open_accounts(self, path: Path, options: ReadOptions | None = None) -> None:
        """Take the accounts of a file for this project's leads; one undoable step."""
        project, file, leads = self._session.project, self.file, self._session.whole
        if project is None or file is None or leads is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> _NewAccounts:
            imported = read_table(path, options or ReadOptions(), progress, cancelled)
            found = with_accounts(project, imported, leads, now())
            file.add_table(imported.table, _share("Keeping the accounts", cancelled, progress))
            return _NewAccounts(imported, found)

        self._run(work)

    def open_deals(self, path: Path, options: ReadOptions | None = None) -> None:
        """Take the deals of a file for this project's leads; one undoable step.

        Of a workbook with several sheets that says nothing of which one, `sheet_asked` asks.
        """
        project, file, leads = self._session.project, self.file, self._session.whole
        if project is None or file is None or leads is None:
            return

        def work(cancelled: Cancel, progress: Progress) -> _NewDeals | SheetQuestion:
            chosen = options or ReadOptions()
            imported = read_table(path, chosen, progress, cancelled)
            if chosen.sheet is None and len(imported.sheets) > 1:
                return sheet_question(path, imported, leads, progress, cancelled, of_deals=True)
            found = with_deals(project, imported, leads, now())
            file.add_table(imported.table, _share("Keeping the deals", cancelled, progress))
            progress("Joining deals", 0, 0)
            return _NewDeals(imported, _joined(leads, imported.table, found), found)

        self._run(work)

    def new(self) -> None:
        """Start an empty project."""
        first = empty_model("m1", "Model 1")
        project = Project(models=(first,), chosen=first.id)
        self._run(lambda _cancelled, _progress: _new_project(project, None))

    def _run(self, work: Callable[[Cancel, Progress], object]) -> None:
        def guarded(cancelled: Cancel, progress: Progress) -> object:
            try:
                return work(cancelled, progress)
            except Cancelled:
                return None

        self._work.run(guarded)

    def _show(self, opened: _Opened) -> None:
        """Put away what is open and show a project in its place."""
        try:
            self.close()
        except LeadbenchError as error:
            _put_back(opened)  # what is open stays open: it holds what no disk has
            self.failed.emit(error)
            return
        # Both are called in the writer's thread; a signal crosses over to the window's.
        self._journal = Journal(opened.file, self.kept.emit, self.journal_failed.emit)
        leads = opened.leads
        raw = None if leads is None else leads.raw
        others = opened.activities, opened.accounts, opened.deals
        self._session.open(opened.loaded.history, raw, leads, *others)
        self.opened.emit(opened.loaded)
        if opened.problems:
            self.problems.emit(opened.problems)

    def _done(self, result: object) -> None:
        self.finished.emit()
        if isinstance(result, _Opened):
            self._show(result)
        elif isinstance(result, _NewLeads):
            source = result.source or source_of(result.imported, now(), result.problems)
            project = self._session.project
            # Of another table they merge nothing, but their rule is kept, and that is said.
            merges = None if project is None else project.merges
            self._session.replace_leads(result.leads, SetLeads(source, result.leads.recipe, merges))
            if result.stages is not None:
                self._session.apply(ChangeStages(result.stages))
            self.imported.emit(result.imported)
            population = self._session.population
            warnings = () if population is None else population.warnings()
            if result.source is None:  # else the page has told what it found
                warnings += source.problems
            if warnings:
                self.problems.emit(warnings)

        elif isinstance(result, _Fetched):
            if result.file is self.file and result.tables:
                self._session.take_tables(result.tables)
        elif isinstance(result, SheetQuestion):
            self.sheet_asked.emit(result)
        elif isinstance(result, _NewActivities):
            found = result.project
            self._session.replace_activities(
                result.imported.table,
                result.leads,
                SetActivities(found.activities, found.activity_recipe),
            )
            self.activities_opened.emit(result.imported)
        elif isinstance(result, _NewAccounts):
            found = result.project
            edit = SetAccounts(found.accounts, found.account_recipe)
            self._session.replace_accounts(result.imported.table, edit)
            self.accounts_opened.emit(result.imported)
        elif isinstance(result, _NewDeals):
            found = result.project
            set_deals = SetDeals(found.deals, found.deal_recipe)
            self._session.replace_deals(result.imported.table, result.leads, set_deals)
            self.deals_opened.emit(result.imported)

    def _work_failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)

    # Keeping

    def _record(self, history: object) -> None:
        if self._journal is None or not isinstance(history, History) or history.last is None:
            return
        self._journal.put(history.last)

    def save(self) -> None:
        """Mark a point in the journal of a project that has a name, in the background."""
        journal, file, history = self._journal, self.file, self._session.as_saved()
        if journal is None or file is None or history is None or history.last is None:
            return
        entry, path = history.last, file.path
        journal.hold(entry)

        def work(_cancelled: Cancel, progress: Progress) -> _Written:
            progress("Saving", 0, 0)
            journal.save(entry)
            return _Written(history, path)

        self._save(work)

    def save_as(self, path: Path) -> None:
        """Go on under another name, in the background."""
        journal, history = self._journal, self._session.as_saved()
        if journal is None or history is None or history.last is None:
            return
        entry, target = history.last, _named(path)
        journal.hold(entry)

        def work(stopped: Cancel, progress: Progress) -> _Written:
            journal.save_as(target, entry, _share(f"Saving {target.name}", stopped, progress))
            return _Written(history, target)

        self._save(work)

    def save_copy(self, path: Path) -> None:
        """Write a copy without leads and stay here."""
        journal = self._journal
        if journal is None:
            return

        def work(_cancelled: Cancel, progress: Progress) -> _Written:
            progress("Saving a copy", 0, 0)
            journal.flush()
            journal.file.save_copy(_named(path), leads=False)
            return _Written(None, path)

        self._save(work)

    def _save(self, work: Callable[[Cancel, Progress], _Written]) -> None:
        """Run a save; it is asked to stop, never dropped: what it has written must be known."""
        stop = self._stop_saving = Cancel()

        def guarded(_cancelled: Cancel, progress: Progress) -> _Written:
            try:
                return work(stop, progress)
            except Cancelled:
                return _Written(None, None)

        self._saving.run(guarded)

    def _save_done(self, written: object) -> None:
        self.finished.emit()
        if not isinstance(written, _Written):
            return
        if written.saved is not None:
            self._session.take_saved(written.saved)
            self.saved.emit(written.path)
        elif written.path is not None:
            self.copied.emit(written.path)
        self.save_ended.emit(written.path is not None)

    def _save_failed(self, error: object) -> None:
        self.finished.emit()
        self.failed.emit(error)
        self.save_ended.emit(False)

    def close(self, *, discard: bool = False, give_up: bool = False) -> None:
        """Put the project away; everything acknowledged is on disk already.

        Raises LeadbenchError where the last changes cannot be written: the project stays open.
        `give_up` loses them then; `discard` goes back to the last save. An untitled project that
        nothing was done to goes, so that no personal data stays behind.
        """
        journal = self._journal
        if journal is None:
            return
        history = self._session.history
        if journal.file.untitled and history is not None and not history.steps:
            discard = True  # nothing was done to it: it holds no more than the file it came from
        journal.close(discard=discard or give_up)
        self._journal = None
        self._work.cancel()  # leads that were meant for this project
        journal.file.close(discard=discard)

    def finish(self) -> None:
        """Stop all reading, and let a save end; before the application ends."""
        self._work.finish()
        self._saving.finish()


def read_leads(
    table: RawTable,
    project: Project,
    activities: RawTable | None = None,
    deals: RawTable | None = None,
) -> Leads:
    """The leads with all that their first page asks of them: it is shown in the window's thread."""
    leads = Leads(table, project.recipe, zone=zone_of(project))
    for item in project.recipe:
        raw = leads.raw_column(item)
        if raw is not None:
            _ = raw.counts, leads.misfits(item.name)
    if deals is not None:
        leads = _joined(leads, deals, project)
    _ = leads.outcome_counts
    if activities is None:
        return leads
    try:
        return _matched(leads, activities, project)
    except LeadbenchError:  # the session matches them again and tells why it cannot be
        return leads


def _matched(leads: Leads, activities: RawTable, project: Project) -> Leads:
    for column in activities.columns:
        _ = column.counts  # the Data page asks for them in the window's thread
    found = match(activities, project.activity_recipe, leads, leads.zone, today())
    _ = found.type_counts
    return leads.with_activities(found)


def _joined(leads: Leads, deals: RawTable, project: Project) -> Leads:
    for column in deals.columns:
        _ = column.counts  # the Data page asks for them in the window's thread
    return leads.with_deals(join_deals(deals, project.deal_recipe, leads, leads.zone))


def _put_back(result: object) -> None:
    """Nobody wants a project that was opened: close it, and remove it if it was made just now."""
    if isinstance(result, _Opened):
        result.file.close(discard=result.fresh)


def _share(what: str, cancelled: Cancel, progress: Progress) -> Callable[[float], None]:
    """Progress in percent that stops the work where it was cancelled."""

    def told(share: float) -> None:
        if cancelled():
            raise Cancelled
        progress(what, round(share * 100), 100)

    return told


def _named(path: Path) -> Path:
    return path if path.suffix == EXTENSION else path.with_name(path.name + EXTENSION)


def _new_project(
    project: Project,
    table: RawTable | None,
    progress: Callable[[float], None] | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    sample: bool = False,
    activities: RawTable | None = None,
) -> _Opened:
    """A new project in the recovery folder, until it is given a name."""
    leads = None if table is None else read_leads(table, project, activities)
    path = untitled_path(recovery_folder(), sample=sample)
    file = ProjectFile.create(
        path, project, table, activities=activities, untitled=True, progress=progress
    )
    return _Opened(
        file, Loaded(History.of(project)), leads, problems, fresh=True, activities=activities
    )
