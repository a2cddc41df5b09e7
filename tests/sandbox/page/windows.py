"""Browser windows that tests hand on to each other: to open a new one takes longer than most tests do."""

from playwright.sync_api import BrowserContext, Page


class Windows:
    """The windows of one context, and what went wrong in any of them."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._own: list[Page] = []
        self._free: list[Page] = []
        self.wrong: list[str] = []

    def take(self) -> Page:
        """An empty window."""
        return self._free.pop() if self._free else self._opened()

    def give_back(self) -> None:
        """All of them, as empty as they came; those that the page itself opened are closed."""
        for page in self._context.pages:
            if page not in self._own:
                page.close()
            elif page not in self._free:
                _emptied(page)
                self._free.append(page)

    def _opened(self) -> Page:
        page = self._context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._heard(said.text))
        self._own.append(page)
        return page

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.wrong.append(text)


def _emptied(page: Page) -> None:
    """What a window keeps from one page to the next: its memory, its mouse, and what a test asked of it."""
    page.evaluate("sessionStorage.clear()")
    page.unroute_all()
    page.emulate_media(color_scheme="null", reduced_motion="null")
    page.mouse.move(0, 0)
    page.goto("about:blank")
