"""From `/journey ask` to what customers said, and to their curve on the picture, through the real bot, a strict Slack
and the pages beside it."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from bot.sandbox.player import PATIENCE
from bot.serving import answering_http
from bot.web.watching import only_these
from tests import browsers
from tests.drawing.test_code import read
from tests.sandbox.running import free_port
from tests.slack.at_work import at_work

PHONE = {"width": 360, "height": 740}


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_team_asks_its_customers_hears_them_and_sees_their_curve(tmp_path: Path, browser: Browser) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with at_work(tmp_path, public_url=address) as work:
        ana = work.begins(work.room())
        ana.types("/journey touchpoints").submits({"Your own, one on each line": "The till"})
        ana.closes(everything=True)
        ana.types("/journey ask").submits(
            {
                "At which touchpoint?": "The till",
                "What do you want to know?": "How satisfied they are, 1 to 5 (CSAT)",
                "When do they read it, and in which language?": "After a call",
            }
        )
        work.until(ana, "Customers can be asked now.")
        work.player.wait_for(ana.files)
        (code,) = ana.files()
        link = read(work.player.download(code["url"]))
        assert link.startswith(f"{address}/q/")
        assert link in code["alt_txt"]
        work.until(ana, link)
        with answering_http(only_these(work.bot.watch.watched(), work.bot.pages), "127.0.0.1", port=port):
            answers_on_a_phone(browser, link)
            for _ in range(4):
                answer(link)
        ana.types("/journey ask results")
        work.until(
            ana,
            "*The till* · CSAT: 5 of 5 satisfied (100 %); of all customers probably between 57 and 100 %. Mean 5 of 5.",
        )
        work.until(ana, ": “Nobody kept me waiting <!here>”")
        ana.types("/journey export svg")
        work.player.wait_for(lambda: len(ana.files()) > 1)
        picture = "".join(re.sub("<[^>]+>", "", work.player.download(ana.files()[-1]["url"]).decode()).split())
        assert "Whatcustomerssay(5answers)" in picture


def answers_on_a_phone(browser: Browser, link: str) -> None:
    """A customer answers on a small screen, without JavaScript."""
    with browsers.windows(browser, viewport=PHONE, java_script_enabled=False, has_touch=True, is_mobile=True) as phone:
        page = phone.new_page()
        page.goto(link)
        page.get_by_role("radio", name="Very satisfied").tap()
        page.get_by_role("button", name="Send my answer").tap()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def answer(link: str, comment: str = "Nobody kept me waiting <!here>") -> None:
    """A customer opens the page and answers."""
    shown = httpx.get(link, timeout=PATIENCE).text
    assert "At most 1,000 characters." in shown
    page = re.search(r'name="page" value="([^"]+)"', shown)
    assert page
    typed = {"answer": "5", "comment": comment, "page": page[1]}
    came = httpx.post(f"{link}/answer", data=typed, timeout=PATIENCE)
    assert (came.status_code, came.headers["location"]) == (303, httpx.URL(f"{link}/thanks").path)
