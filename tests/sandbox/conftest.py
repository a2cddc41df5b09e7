"""What the sandbox's tests share."""

import pytest

from bot.sandbox.player import Person
from tests.sandbox.quick import Quick


@pytest.fixture
def box() -> Quick:
    return Quick()


@pytest.fixture
def ana(box: Quick) -> Person:
    return box.player.person("Ana")
