"""`make bench`: measures every goal, prints it beside its figure, and writes build/bench.json."""

import argparse
import importlib
import json
import os
import pkgutil
import re
import shutil
import sys
import time
from pathlib import Path

import tests.bench
from tests.bench.goals import GOALS, Finding, look_at
from tests.bench.sidebyside import Bench, milliseconds

RESULT = Path("build/bench.json")


def main() -> int:
    """Everything, or what the arguments name. Returns 1 if a goal does not hold; the short form, of a few runs on a
    machine that may be busy, only says so, and returns 1 if one could not be measured at all."""
    asked = _arguments()
    for module in pkgutil.iter_modules(tests.bench.__path__, "tests.bench."):
        if re.search(r"\.p\d", module.name):
            importlib.import_module(module.name)
    bench = Bench(short=asked.short)
    started = time.monotonic()
    try:
        print(f"one fdatasync: {_fdatasync(bench.folder):.3f} ms; {os.cpu_count()} cores")
        goals = [one for one in GOALS if not asked.names or one.name.split()[0] in asked.names]
        findings = [look_at(one, bench) for one in goals]
    finally:
        shutil.rmtree(bench.folder, ignore_errors=True)
    print(f"\ngoals, measured in {time.monotonic() - started:.0f} s")
    print("\n".join(finding.line() for finding in findings))
    _write(findings)
    return int(any(finding.broke or (finding.holds is False and not asked.short) for finding in findings))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", help="only these goals: P13 P14")
    parser.add_argument("--short", action="store_true", help="fewer runs: a first impression in about a minute")
    return parser.parse_args()


def _fdatasync(folder: Path) -> float:
    """Milliseconds that this machine's disk takes to promise 4 KiB."""
    handle = os.open(folder / "fdatasync", os.O_CREAT | os.O_RDWR)

    def sync() -> None:
        os.pwrite(handle, b"x" * 4096, 0)
        os.fdatasync(handle)

    sync()
    took = milliseconds(sync, times=50)["ms"]
    os.close(handle)
    return took


def _write(findings: list[Finding]) -> None:
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([finding.as_json() for finding in findings], indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
