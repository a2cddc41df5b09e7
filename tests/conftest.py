"""What every test shares."""

import pytest

from tests import browsers


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser."""
    if browsers.find():
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=without)
    items[:] = [item for item in items if item not in without]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the Chromium to drive; ask for it only in tests marked `browser`."""
    path = browsers.find()
    assert path, browsers.LEFT_OUT
    return path
