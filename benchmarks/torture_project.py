"""Kills a writing process again and again, flips bits and fills disks; the project must survive.

A child does a fixed sequence of edits, undo, redo, saves and imports through the journal and says
what it did when; it is killed (SIGKILL) at a random moment. Whatever it did more than a second
before must be there, and the file must open. Exits with 1 if one round breaks the law.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.leads.raw import RawTable, column_of
from models.problems import LeadbenchError
from models.project.document import Project
from models.project.edits import (
    AddRules,
    AnyEdit,
    ChangeProject,
    MoveThreshold,
    NameVersion,
    RemoveRule,
    SetPoints,
)
from models.project.file import ProjectFile
from models.project.history import History
from models.project.journal import Journal
from models.scoring.model import Group, Points, Rule, ScoringModel

ACTS = ("edit", "save", "import", "open")
EXTENSION = ".leadbench"


def first() -> History:
    """What every round begins with."""
    rules = tuple(Rule(f"r{n}", f"Rule {n}", Points(n)) for n in range(20))
    model = ScoringModel("m1", "Model", (Group("g1", "Fit", rules),))
    return History.of(Project("Torture", models=(model,), chosen="m1"))


def next_of(history: History, number: int) -> History:
    """The same number and history always give the same next history."""
    chance = random.Random(number)
    kind, model = chance.random(), history.project.models[0]
    time_ = f"{number}"
    if kind < 0.08:
        return history.undo(time_, "child")
    if kind < 0.12:
        return history.redo(time_, "child")
    edit: AnyEdit
    rules = tuple(model.rules())
    if kind < 0.2:
        new = Rule(model.fresh_id("r"), f"New {number}", Points(number % 50), note="n" * 400)
        edit = AddRules("m1", "g1", 0, (new,))
    elif kind < 0.25 and len(rules) > 5:
        edit = RemoveRule("m1", rules[number % len(rules)].id)
    elif kind < 0.3:
        edit = MoveThreshold("m1", 1, chance.randrange(100))
    elif kind < 0.32:
        edit = NameVersion("m1", f"v{number}", f"Version {number}", time_, "child")
    elif kind < 0.4:
        edit = ChangeProject(f"Torture {number}", "")
    else:
        drag = number // 12
        edit = SetPoints("m1", rules[drag % len(rules)].id, chance.randrange(-60, 60))
        return history.apply(edit, f"drag {drag}", time_, "child")
    return history.apply(edit, "", time_, "child")


def leads(seed: int, rows: int = 20_000) -> RawTable:
    """Something that takes a while to write."""
    chance = np.random.default_rng(seed)
    names = (f"Field {n}" for n in range(12))
    cells = (chance.integers(0, 1 << 40, rows).astype(str).tolist() for _ in range(12))
    return RawTable(
        tuple(column_of(name, column) for name, column in zip(names, cells, strict=True)),
        rows,
        "export.csv",
    )


def say(*words: object) -> None:
    """One line to the parent."""
    print(*words, flush=True)


def child(folder: Path, act: str, seed: int) -> None:
    """Edit for ever, or until killed."""
    chance = random.Random(seed)
    history, path, names = first(), folder / f"0{EXTENSION}", 0
    file = ProjectFile.create(path, history.project)
    say("begun", time.monotonic())
    journal = Journal(file, lambda _: None, lambda error: say("failed", error))
    for number in range(1, 1_000_000):
        after = next_of(history, number)
        if after is not history and after.last is not None:
            journal.put(after.last)
        history = after
        say("did", number, time.monotonic())
        time.sleep(chance.choice((0, 0, 0, 0.002, 0.01)))
        if chance.random() < 0.01:
            journal.flush()
            say("kept", number)
        if act == "save" and number % 15 == 0:
            names = 1 - names
            history = history.save("", "child")
            assert history.last is not None
            say("saving", number)
            journal.save_as(folder / f"{names}{EXTENSION}", history.last)
            say("saved", number)
        if act == "open" and number % 25 == 0:
            journal.close()
            file.close()
            file = ProjectFile.open(path)
            assert file.load().history == history
            journal = Journal(file, lambda _: None, lambda error: say("failed", error))
            say("kept", number)
        if act == "import" and number % 100 == 30:
            file.add_table(leads(number))
            say("imported", number)


@dataclass
class Told:
    """What a child said before it was killed."""

    did: list[tuple[int, float]] = field(default_factory=list)
    kept: int = 0
    saves: list[int] = field(default_factory=list)
    imported: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def hear(self, line: str) -> None:
        word, *rest = line.split()
        if word == "did":
            self.did.append((int(rest[0]), float(rest[1])))
        elif word == "kept" or word == "saved":
            self.kept = int(rest[0])
        elif word == "saving":
            self.saves.append(int(rest[0]))
        elif word == "imported":
            self.imported.append(int(rest[0]))
        elif word == "failed":
            self.failed.append(line)


def killed(folder: Path, act: str, seed: int) -> tuple[Told, float]:
    """Run a child for a while, kill it, and return what it said and when it died."""
    command = [sys.executable, __file__, "--child", str(folder), act, str(seed)]
    said = folder / "said.txt"
    with said.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream)
    while process.poll() is None and b"\n" not in said.read_bytes()[:100]:
        time.sleep(0.002)
    time.sleep(random.Random(seed).uniform(0.0, 2.0))
    ended = process.poll()
    died = time.monotonic()
    process.kill()
    process.wait()
    told = Told()
    for line in said.read_text("utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            told.hear(line)
    if ended is not None:
        told.failed.append(f"the child ended by itself with {ended}")
    return told, died


def states(told: Told) -> list[History]:
    """The history after each number the child may have come to."""
    found = [first()]
    last = told.did[-1][0] if told.did else 0
    for number in range(1, last + 2):
        found.append(next_of(found[-1], number))
        if number in told.saves:
            found[-1] = found[-1].save()
    return found


def check(folder: Path, told: Told, died: float, seconds: float) -> str:
    """What is wrong with what is left, or nothing."""
    if told.failed:
        return told.failed[0]
    old = [number for number, when in told.did if when < died - seconds]
    bound = max([told.kept, *old])
    known = states(told)
    best = -1
    for path in folder.glob(f"*{EXTENSION}"):
        try:
            with ProjectFile.open(path) as file:
                loaded = file.load()
                if loaded.problems:
                    return f"{path.name}: {loaded.problems[0].sentence()}"
                for number in told.imported:
                    table = file.load_table(leads(number).fingerprint)
                    if table is None:
                        return f"leads {number} are missing"
        except LeadbenchError as error:
            return str(error)
        here = [n for n, history in enumerate(known) if agree(history, loaded.history)]
        if not here:
            return f"{path.name}: not a state that ever was"
        best = max(best, *here)
    if best < bound:
        return f"state {best}, but {bound} was acknowledged or older than {seconds} s"
    return ""


def agree(left: History, right: History) -> bool:
    """The same projects in the same order; a Save between them counts when it was told."""
    return (left.project, left.done, left.undone) == (right.project, right.done, right.undone)


def kill_rounds(rounds: int, seconds: float, start: int) -> int:
    """Kill so many children; returns how many rounds broke the law."""
    broken, acknowledged = 0, 0
    for seed in range(start, start + rounds):
        act = ACTS[seed % len(ACTS)]
        with tempfile.TemporaryDirectory(prefix="leadbench-torture-") as name:
            told, died = killed(Path(name), act, seed)
            fault = check(Path(name), told, died, seconds)
        acknowledged += len(told.did)
        if fault:
            broken += 1
            print(f"round {seed} ({act}): {fault}")
    print(
        f"{rounds} kills, {acknowledged:,} changes: {broken} rounds lost something or did not open"
    )
    return broken


def bit_flips(rounds: int) -> int:
    """Flip, overwrite and cut; each must be told or harmless. Returns how many were not."""
    broken, told, longest = 0, 0, 0.0
    with tempfile.TemporaryDirectory(prefix="leadbench-torture-") as name:
        path, table = Path(name, f"p{EXTENSION}"), leads(1, 300)
        history = first()
        with ProjectFile.create(path, history.project, table) as file:
            known = [history]
            for number in range(1, 60):
                after = next_of(history, number)
                if after is not history and after.last is not None:
                    file.append([after.last])
                history = after
                known.append(history)
        whole = path.read_bytes()
        for seed in range(rounds):
            path.write_bytes(flipped(bytearray(whole), random.Random(seed)))
            started = time.monotonic()
            try:
                with ProjectFile.open(path, read_only=True) as file:
                    loaded = file.load()
                    found = file.load_table(table.fingerprint)
                right = loaded.history == history or (
                    bool(loaded.problems) and any(agree(h, loaded.history) for h in known)
                )
                right &= found is None or found.fingerprint == table.fingerprint
            except LeadbenchError:
                told, right = told + 1, True
            longest = max(longest, time.monotonic() - started)
            if not right:
                broken += 1
                print(f"flip {seed}: changed in silence")
    print(
        f"{rounds} damaged files: {told} told, {rounds - told - broken} harmless, {broken} wrong;"
        f" longest {longest:.2f} s"
    )
    return broken


def flipped(content: bytearray, chance: random.Random) -> bytes:
    """A file with one small accident."""
    kind, position = chance.random(), chance.randrange(len(content))
    if kind < 0.15:
        return bytes(content[:position])
    if kind < 0.7:
        content[position] ^= 1 << chance.randrange(8)
    else:
        content[position : position + 16] = chance.randbytes(16)
    return bytes(content)


def full_disks() -> int:
    """Let the disk end at each 64 KB of a save; the old file must stay. Returns the failures."""
    try:
        import resource  # lazy: not on Windows
    except ImportError:
        print("full disks: this system has no limit to set")
        return 0
    broken, refused = 0, 0
    with tempfile.TemporaryDirectory(prefix="leadbench-torture-") as name:
        source, target = Path(name, f"p{EXTENSION}"), Path(name, f"q{EXTENSION}")
        with ProjectFile.create(source, first().project, leads(1, 40_000)) as file:
            ProjectFile.create(target, Project("Old")).close()
            size = source.stat().st_size
            old = target.read_bytes()
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            for limit in range(0, size, 64 << 10):
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
                try:
                    file.save_copy(target)
                except LeadbenchError:
                    refused += 1
                finally:
                    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
                if target.read_bytes() != old or len(list(Path(name).iterdir())) != 3:
                    broken += 1
                    print(
                        f"a disk that ended at {limit} bytes changed the old file or left another"
                    )
    print(f"{refused} disks that filled during a save of {size / 1e6:.1f} MB: {broken} wrong")
    return broken


def timed(work: Callable[[], int]) -> int:
    """Run and say how long it took."""
    started = time.monotonic()
    result = work()
    print(f"  {time.monotonic() - started:.0f} s")
    return result


def main() -> None:
    """Run all, or one child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--flips", type=int, default=2_000)
    parser.add_argument("--seconds", type=float, default=1.0, help="how old a lost change may be")
    parser.add_argument("--start", type=int, default=0, help="the first seed")
    parser.add_argument("--child", nargs=3, metavar=("FOLDER", "ACT", "SEED"))
    given = parser.parse_args()
    if given.child:
        child(Path(given.child[0]), given.child[1], int(given.child[2]))
        return
    broken = timed(lambda: kill_rounds(given.kills, given.seconds, given.start))
    if given.flips:
        broken += timed(lambda: bit_flips(given.flips)) + timed(full_disks)
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
