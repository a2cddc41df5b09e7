"""Finds a Chromium for the browser tests, and installs Debian's when it may."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from bot.sandbox.player import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
LEFT_OUT = (
    "The browser tests are left out: no Chromium or Chrome was found. "
    "Install one (on Debian: apt-get install chromium) or say where it is with CHROMIUM=/path/to/chromium."
)


def find() -> str | None:
    """Return the path of a Chromium or Chrome, or None; CHROMIUM in the environment wins."""
    candidates = [os.environ.get("CHROMIUM", ""), *(shutil.which(name) or "" for name in NAMES), *MAC]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def windows(browser: Browser, **options: Any) -> BrowserContext:
    """Windows of their own, as patient as all our tests; `options` as for `new_context`."""
    context = browser.new_context(**options)
    context.set_default_timeout(1000 * PATIENCE)
    return context


def install() -> bool:
    """Install Debian's chromium if this is root on a Debian; True when that worked."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print("Installing Debian's chromium for the browser tests, once ...", flush=True)
    return apt_get("update") and apt_get("install", "-y", "--no-install-recommends", "chromium")


def apt_get(*words: str) -> bool:
    """Run apt-get without questions, waiting for its lock; True when it worked, else its last line is shown."""
    command = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"apt-get {words[0]}: {(done.stderr.strip() or 'failed').splitlines()[-1]}", file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__" and not find() and not (install() and find()):
    print(LEFT_OUT)
