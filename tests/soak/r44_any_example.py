"""R44: the property tests of `make test`, which always take the same examples there, with others each time."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.soak.trials import trial

BROKEN = re.compile(r"^(?:FAILED|ERROR) .*$", re.MULTILINE)
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "hypothesis", "--hypothesis-profile=search")


@trial("R44 property tests that another example breaks; examples of each", at_most=0, times=300, short=0)
def broken(folder: Path, times: int) -> float:
    """Property tests that failed; what they said, with the example to keep, is printed."""
    told = folder / "told.txt"
    with told.open("w") as file:
        values = {**os.environ, "EXAMPLES": str(times)}
        done = subprocess.run([sys.executable, *PYTEST], env=values, stdout=file, stderr=file, check=False)
    said = told.read_text("utf-8")
    found = BROKEN.findall(said)
    if done.returncode:
        print(said)
    return len(found) if found or not done.returncode else 1
