"""`make soak`: the long reliability runs; prints each figure beside its goal and writes build/soak.json."""

import argparse
import importlib
import json
import pkgutil
import re
import sys
import tempfile
from pathlib import Path

from hypothesis import settings

import tests.soak
from tests.soak.trials import TRIALS

RESULT = Path("build/soak.json")


def main() -> int:
    """Every trial, or those that are named. Returns 1 if one does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=main.__doc__)
    parser.add_argument("names", nargs="*", help="only these goals: R5 R13")
    parser.add_argument("--short", action="store_true", help="a few of each: seconds instead of minutes")
    asked = parser.parse_args()
    for module in pkgutil.iter_modules(tests.soak.__path__, "tests.soak."):
        if re.search(r"\.r\d", module.name):
            importlib.import_module(module.name)
    if asked.short:  # what everybody must pass is the same for everybody
        settings.register_profile("short", derandomize=True, database=None)
        settings.load_profile("short")
    findings = []
    for one in TRIALS:
        if asked.names and one.name.split()[0] not in asked.names:
            continue
        if asked.short and not one.short:
            continue
        with tempfile.TemporaryDirectory(prefix="soak-") as folder:
            findings.append(one.held(Path(folder), short=asked.short))
        print(findings[-1].line(), flush=True)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps([finding.as_json() for finding in findings], indent=1) + "\n")
    return int(any(finding.holds is False for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
