"""Looks at the sandbox in a Chromium, as one person after another, and keeps what is seen as a small picture."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize

from bot.sandbox.player import Person, Sandbox

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"

WIDTH, HEIGHT = 1180, 760
TALL = 1700
"""Tall enough for the longest dialog."""

WHOLE = "#modal { max-height: none } #modal::backdrop { background: white }"
"""A dialog from its title to its buttons, without scrolling; and nothing dark behind its round corners."""

SCALE = 1.5
COLOURS = 128
CALM_MS = 700
"""How long the page is left alone before it is looked at: fonts and pictures arrive, and what moves comes to rest."""

LEFT = "n => [...document.querySelectorAll('#messages button')].filter(b => b.textContent === 'Dismiss').length < n"


class Camera:
    """Keeps pictures in a folder, each by its name without the ending."""

    def __init__(self, sandbox: Sandbox, browser: Browser, folder: Path) -> None:
        self._sandbox = sandbox
        self._browser = browser
        self._folder = folder

    def channel(self, name: str, who: Person, *, height: int = HEIGHT) -> None:
        """The channel as this person sees it, with what only they were told put away."""
        with self._looking(who, height) as page:
            _put_away(page)
            page.locator("#scroll").evaluate("it => it.scrollTo(0, it.scrollHeight)")
            page.wait_for_timeout(CALM_MS)
            self._keep(name, page.screenshot())

    def people(self, name: str, who: Person, *, height: int = HEIGHT) -> None:
        """The channel, with the list of whom one can be."""
        with self._looking(who, height) as page:
            _put_away(page)
            page.locator("#switch button").first.click()
            page.wait_for_timeout(CALM_MS)
            self._keep(name, page.screenshot())

    def thread(self, name: str, who: Person) -> None:
        """The thread of the card, from its first message on."""
        with self._looking(who, HEIGHT) as page:
            _put_away(page)
            page.locator("#messages button", has_text="repl").first.click()
            page.wait_for_timeout(CALM_MS)
            page.locator("#thread .scroll").evaluate("it => it.scrollTo(0, 0)")
            _step_back(page)
            self._keep(name, page.screenshot())

    def dialog(self, name: str, who: Person, values: Mapping[str, Any]) -> None:
        """The open dialog, filled in, from its title to its buttons; it is closed afterwards."""
        who.fills({field: value for field, value in values.items() if value})
        with self._looking(who, TALL) as page:
            page.add_style_tag(content=WHOLE)
            page.evaluate("document.activeElement.blur()")
            self._keep(name, page.locator("#modal").screenshot())
        who.closes(everything=True)

    def home(self, name: str, who: Person) -> None:
        """The page that the bot keeps for this person."""
        with self._looking(who, HEIGHT, place="home") as page:
            self._keep(name, page.screenshot())

    @contextmanager
    def _looking(self, who: Person, height: int, *, place: str = "journey") -> Iterator[Page]:
        size = ViewportSize(width=WIDTH, height=height)
        context = self._browser.new_context(
            viewport=size, device_scale_factor=SCALE, reduced_motion="reduce", bypass_csp=True
        )
        page = context.new_page()
        page.goto(f"{self._sandbox.url}/?as={who.name}&channel={place}")
        page.locator("#home > *, #messages > *").first.wait_for(state="attached")
        page.wait_for_timeout(CALM_MS)
        yield page
        context.close()

    def _keep(self, name: str, png: bytes) -> None:
        """A page needs few colours; fewer of them make a smaller file."""
        seen = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        path = self._folder / f"{name}.png"
        seen.save(path, optimize=True)
        print(f"{path.name}: {path.stat().st_size // 1024} kB", flush=True)


def _put_away(page: Page) -> None:
    """Dismiss what only this person was told, as people do who have read it."""
    dismiss = page.locator("#messages").get_by_role("button", name="Dismiss", exact=True)
    while left := dismiss.count():
        dismiss.last.click()
        page.wait_for_function(LEFT, arg=left)
    _step_back(page)


def _step_back(page: Page) -> None:
    """Take the hand off the mouse, so that nothing is lit up, and wait until all is calm."""
    page.mouse.move(0, 0)
    page.wait_for_timeout(CALM_MS)
