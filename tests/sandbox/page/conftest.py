"""One browser for all tests of the page; a fresh sandbox for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.sandbox.page.desk import Desk
from tests.sandbox.page.desk import desk as fresh_desk


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    with fresh_desk(browser) as here:
        yield here
