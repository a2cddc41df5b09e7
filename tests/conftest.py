"""What every test shares."""

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from bot.errands import bounds
from bot.sandbox.player import PATIENCE
from tests import browsers
from tests.examples import USUAL

CALM = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)
settings.register_profile("same", CALM, derandomize=True, max_examples=USUAL)
settings.register_profile(
    "search", CALM, derandomize=False, max_examples=int(os.environ.get("EXAMPLES", USUAL)), print_blob=True
)
settings.load_profile("same")  # the same examples for everybody; `make soak` searches with other ones

MEMORY = Path("/dev/shm")
ROOMY = 2 * 1024**3


def _has_room(folder: Path) -> bool:
    """Whether all that the tests write fits in there, and may be run from there."""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return False
    return shutil.disk_usage(folder).free > ROOMY and not os.statvfs(folder).f_flag & os.ST_NOEXEC


if "TMPDIR" not in os.environ and _has_room(MEMORY):  # thousands of commits wait for a disk that no test is about
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


def pytest_collection_finish() -> None:
    """What was imported and collected lives as long as the tests do: garbage is looked for among all the rest."""
    gc.collect()
    gc.freeze()


def pytest_itemcollected(item: pytest.Item) -> None:
    """One browser for all who drive it: a second one, of another worker, would have to get warm too."""
    if item.get_closest_marker("browser"):
        item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser."""
    if browsers.find():
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


@pytest.fixture(scope="session", autouse=True)
def nobody_stands_back() -> Iterator[None]:
    """Who draws lets others go first; beside as many tests as there are processors the turn might never come."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bounds, "POLITE", 0)
        yield


@pytest.fixture(autouse=True)
def nobody_logs_to_the_screen_of_a_test_before() -> Iterator[None]:
    """A command that ran in our process has set its log up; what pytest reads logs with are handlers of its own."""
    yield
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if type(handler) is logging.StreamHandler]:
        root.removeHandler(handler)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to drive; ask for it only in tests marked `browser`."""
    path = browsers.find()
    assert path, browsers.LEFT_OUT
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """The one browser of all tests: in one process Playwright cannot be started twice."""
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()
