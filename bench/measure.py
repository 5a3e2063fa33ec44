"""Stopwatch: whole processes with their memory, and functions; always several times, always the median."""

import gc
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Run:
    """A finished process: seconds from start to end, peak memory in MB (None where not known), its words."""

    seconds: float
    peak: float | None
    said: tuple[str, ...] = ()


def program(name: str) -> str:
    """Path of a command installed beside the running Python."""
    return str(Path(sys.executable).with_name(name))


def process(command: Command, *, codes: Sequence[int] = (0,)) -> Run:
    """Run `command`. Raises CalledProcessError on an exit code that is not in `codes`."""
    # Files, not pipes: nothing has to be read while the process runs.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=errors)
        peak = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            # Kilobytes on Linux, bytes on macOS.
            peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1024)
        code = child.wait()
        spent = time.perf_counter() - start
        out.seek(0)
        errors.seek(0)
        if code not in codes:
            raise subprocess.CalledProcessError(code, command, stderr=errors.read().decode())
        return Run(spent, peak, tuple(out.read().decode().split()))


def processes(
    times: int,
    command: Command,
    *,
    codes: Sequence[int] = (0,),
    before: Callable[[], object] = lambda: None,
) -> Run:
    """The run of median time among `times` runs of `command`, `before` being called ahead of each."""
    runs = []
    for _ in range(times):
        before()
        runs.append(process(command, codes=codes))
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def seconds(times: int, work: Callable[[], object]) -> float:
    """Median processor time of `times` calls of `work`, which stays in memory and in one thread.

    Unlike the time on the wall, it does not depend on what else the machine does meanwhile.
    """
    spent = []
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def remover(folder: Path) -> Callable[[], None]:
    """A function that removes `folder`, if it is there."""
    return lambda: shutil.rmtree(folder, ignore_errors=True)
