"""The browser for the tests is found, or the person is told in one line how to get it."""

import runpy
import shutil
from pathlib import Path

import pytest

from tests import browsers


def test_the_environment_decides_which_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = tmp_path / "chromium"
    mine.touch()
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert browsers.find() == str(mine)


def test_without_a_browser_one_line_tells_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "is_file", lambda path: False)
    runpy.run_path(browsers.__file__, run_name="__main__")
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "left out" in said
    assert "apt-get install chromium" in said
