"""Windows of the one browser for all tests of the page; a fresh sandbox for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests import browsers
from tests.sandbox.page.desk import Desk
from tests.sandbox.page.desk import desk as fresh_desk
from tests.sandbox.page.windows import Windows
from tests.sandbox.running import free_port


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browsers.windows(browser))


@pytest.fixture(scope="session")
def port() -> int:
    return free_port()


@pytest.fixture
def desk(windows: Windows, port: int) -> Iterator[Desk]:
    with fresh_desk(windows, port) as here:
        yield here
