from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TORTURE = Path(__file__).resolve().parents[3] / "benchmarks" / "torture_project.py"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_that_a_killed_process_loses_nothing_that_was_kept() -> None:
    """A few of the two hundred rounds of `make torture`, with grace for a machine under load."""
    command = [sys.executable, str(TORTURE), "--kills", "8", "--flips", "0", "--seconds", "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 kills" in done.stdout
