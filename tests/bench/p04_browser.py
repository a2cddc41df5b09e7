"""P4: the same map drawn by a browser that is warm: by mermaid, and as a page of HTML that is photographed.

Mermaid's own command line opens a page for each diagram, even where it is given a warm browser; so it is measured that
way, and for comparison in a page that stays open as well. Everybody is as polite as our process is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bot.errands.bounds import POLITE
from bot.errands.easel import Easel
from bot.errands.workbench import picture
from tests import browsers
from tests.bench import pages
from tests.bench.goals import goal
from tests.bench.journeys import journey
from tests.bench.sidebyside import Bench, Sample, Table, milliseconds

MEGABYTE = 2**20
WINDOW: ViewportSize = {"width": 1200, "height": 1400}
FLOOR, HTML, OURS = "floor: an empty page", "a page of HTML", "ours, from the easel"
MERMAID, KEPT = "mermaid, as its command line does", "mermaid, in a page that stays open"
DRAWN = "async text => { document.body.innerHTML = (await mermaid.render('drawn', text)).svg }"


@cache
def drawing(bench: Bench) -> Table | None:
    """Everything warm, in processes of its own; None where there is no browser, or no mermaid."""
    script = pages.mermaid_script()
    if browsers.find() is None or script is None:
        return None
    with warm_browser() as browser, easel() as (place, painter):
        others = [process for process in psutil.Process().children(recursive=True) if process != painter]
        for process in others:
            process.nice(POLITE)
        page, kept = new_page(browser), mermaid_page(browser, script)

        def ours() -> None:
            place.do(picture, journey(), "png", None)

        def command_line() -> None:
            fresh = mermaid_page(browser, script)
            diagram(fresh)
            fresh.close()

        contenders = {
            FLOOR: lambda: worked(others, lambda: photographed(page, "")),
            HTML: lambda: worked(others, lambda: photographed(page, pages.page(journey()))),
            KEPT: lambda: worked(others, lambda: diagram(kept)),
            MERMAID: lambda: worked(others, command_line),
            OURS: lambda: worked([painter], ours),
        }
        return bench.compare("a map by a warm browser, and by us", contenders, runs=2 if bench.short else 9)


@contextmanager
def warm_browser() -> Iterator[Browser]:
    """Chromium, running."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.find(), args=["--no-sandbox"])
        yield browser
        browser.close()


def new_page(browser: Browser) -> Page:
    """An empty page, as fine as our pictures."""
    return browser.new_page(viewport=WINDOW, device_scale_factor=2)


def mermaid_page(browser: Browser, script: Path) -> Page:
    """A page that knows mermaid."""
    page = new_page(browser)
    page.set_content("<body>")
    page.add_script_tag(path=script)
    return page


def photographed(page: Page, text: str) -> bytes:
    """A page of HTML as PNG."""
    page.set_content(text)
    return page.screenshot(full_page=True)


def diagram(page: Page) -> bytes:
    """A new map drawn by mermaid, as PNG."""
    page.evaluate(DRAWN, pages.diagram(journey()))
    return page.screenshot(full_page=True)


@contextmanager
def easel() -> Iterator[tuple[Easel, psutil.Process]]:
    """An easel whose one process has drawn before, and that process."""
    place = Easel()
    try:
        for _ in range(5):
            place.do(picture, journey(), "png", None)
        yield place, psutil.Process(place.do(process_id))
    finally:
        place.stop()


def process_id() -> int:
    """Of whoever is asked."""
    return psutil.Process().pid


def worked(processes: Iterable[psutil.Process], do: Callable[[], object]) -> Sample:
    """What doing something takes: time, processor time of those processes, and the memory that they hold then."""
    before = _processor(processes)
    sample = milliseconds(do)
    memory = sum(process.memory_full_info().pss for process in processes if process.is_running())
    return {**sample, "cpu ms": (_processor(processes) - before) * 1000, "MB": memory / MEGABYTE}


def _processor(processes: Iterable[psutil.Process]) -> float:
    times = [process.cpu_times() for process in processes if process.is_running()]
    return float(sum(time.user + time.system for time in times))


def ratio(bench: Bench, peer: str, what: str) -> float | None:
    """How many times as much a browser takes."""
    table = drawing(bench)
    return None if table is None else table.ratio(peer, OURS, what)


@goal("P4 times as fast as mermaid in a warm browser", at_least=8.0)
def beside_mermaid(bench: Bench) -> float | None:
    return ratio(bench, MERMAID, "ms")


@goal("P4 times less processor than mermaid in a warm browser", at_least=8.0)
def processor_beside_mermaid(bench: Bench) -> float | None:
    return ratio(bench, MERMAID, "cpu ms")


@goal("P4 times as fast as a page of HTML, photographed", at_least=2.0)
def beside_html(bench: Bench) -> float | None:
    return ratio(bench, HTML, "ms")


@goal("P4 memory of the drawing process, beside the browser's", at_most=0.4)
def memory(bench: Bench) -> float | None:
    table = drawing(bench)
    return None if table is None else table.ratio(OURS, MERMAID, "MB")
