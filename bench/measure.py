"""Running a part of a bench module in a fresh process and taking what it cost."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


@dataclass(frozen=True)
class Figure:
    """One result: text holds the numbers and the limit."""

    title: str
    text: str
    passes: bool


@dataclass(frozen=True)
class Cost:
    """work_s: CPU of the part measured; all_s: of the whole process, imports and start included.

    peak_mb: the most that was resident.
    """

    work_s: float
    all_s: float
    peak_mb: float


def cost_of(module: str, part: str, *arguments: str) -> Cost:
    """Run `part` of a bench module; it prints {"work_s": …}."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", module, part, *arguments]
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert child.stdout is not None
    with child.stdout:
        printed = child.stdout.read()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{module} {part} ended with {child.returncode}")
    work_s = json.loads(printed)["work_s"]
    return Cost(work_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def typical_costs(*runs: Callable[[], Cost]) -> list[Cost]:
    """Of several things, measured in turn ROUNDS times so that a busy moment hits all alike."""
    rounds = [[run() for run in runs] for _ in range(ROUNDS)]
    return [
        Cost(
            statistics.median(cost.work_s for cost in costs),
            statistics.median(cost.all_s for cost in costs),
            max(cost.peak_mb for cost in costs),
        )
        for costs in zip(*rounds, strict=True)
    ]


def tell(work_s: float) -> None:
    """What a measured part prints."""
    print(json.dumps({"work_s": work_s}))
