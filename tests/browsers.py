"""Finds a Chromium for the browser tests, and installs Debian's when it may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium")
LEFT_OUT = "The browser tests are left out: there is no Chromium or Chrome here; install one (on Debian: apt-get install chromium) and they run."


def find() -> str | None:
    """Return the path of a Chromium or Chrome, or None; CHROMIUM in the environment wins."""
    candidates = [os.environ.get("CHROMIUM", ""), *(shutil.which(name) or "" for name in NAMES), *ELSEWHERE]
    return next((path for path in candidates if path and Path(path).exists()), None)


def install() -> bool:
    """Install Debian's chromium if this is root on a Debian; True when that worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Installing Debian's chromium for the browser tests (once)...", flush=True)
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*apt, *step], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr.strip().splitlines()[-1:] or "apt-get failed", file=sys.stderr)
            return False
    return True


if __name__ == "__main__" and not find() and not (install() and find()):
    print(LEFT_OUT)
