"""Files go in and come out: by hand, and with Slack's own files_upload_v2."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Json
from bot.sandbox.player import Person
from tests.sandbox.made import section
from tests.sandbox.quick import Quick
from tests.sandbox.running import BOT_TOKEN, Running, sandbox

PIXEL = bytes.fromhex("89504e470d0a1a0a")
JOURNEY = "C0JOURNEY"


@pytest.fixture(scope="module")
def served() -> Iterator[Running]:
    with sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def client(served: Running) -> WebClient:
    return WebClient(token=BOT_TOKEN, base_url=f"{served.url}/api/")


def upload(box: Quick, name: str = "map.png", content: bytes = PIXEL) -> str:
    """A file whose bytes are there but which is not completed."""
    ticket = announce(box, filename=name, length=len(content))
    assert box.client.post(ticket["upload_url"], content=content).text == f"OK - {len(content)}"
    ident: str = ticket["file_id"]
    return ident


def announce(box: Quick, **arguments: Any) -> Json:
    headers = {"authorization": f"Bearer {BOT_TOKEN}"}
    answer: Json = box.client.post("/api/files.getUploadURLExternal", data=arguments, headers=headers).json()
    return answer


def complete(box: Quick, *file_ids: str, **arguments: Any) -> Json:
    files = [{"id": ident, "title": "The map"} for ident in file_ids]
    return box.api("files.completeUploadExternal", files=files, **arguments)


def test_slacks_own_client_uploads_a_picture(served: Running, client: WebClient) -> None:
    ana = served.player.person("Ana")
    root = client.chat_postMessage(channel=JOURNEY, text="the map follows")
    blocks = json.dumps([section("Our map")])
    picture = {"content": PIXEL, "filename": "map.png", "title": "Map", "alt_txt": "stages"}
    client.files_upload_v2(channel=JOURNEY, thread_ts=root["ts"], blocks=blocks, **picture)  # type: ignore[arg-type]
    (file,) = served.player.wait_for(ana.files)
    assert (file["name"], file["title"], file["alt_txt"], file["size"]) == ("map.png", "Map", "stages", len(PIXEL))
    assert served.player.download(file["url"]) == PIXEL
    assert ana.reads_thread("the map follows") == ["Our map"]


def test_slacks_own_client_hears_why_a_file_cannot_be_shared(client: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.files_upload_v2(channel="C0SUPPORT", content=PIXEL, filename="map.png")


def test_the_kind_of_a_file_is_told_only_after_a_moment(box: Quick, ana: Person) -> None:
    box.workspace.scan_seconds = 0.05
    ident = upload(box)
    (told,) = complete(box, ident, channel_id=JOURNEY)["files"]
    assert (told["mimetype"], told["channels"], told["title"]) == ("", [], "The map")
    assert ana.files() == []
    box.player.wait_for(ana.files)
    info = box.api("files.info", file=ident)["file"]
    assert (info["mimetype"], info["channels"]) == ("image/png", [JOURNEY])


def test_a_picture_may_stand_in_blocks_once_it_is_known(box: Quick, ana: Person) -> None:
    picture = [{"type": "image", "alt_text": "map", "slack_file": {"id": upload(box)}}]
    early = box.api("chat.postMessage", channel=JOURNEY, text="x", blocks=picture)
    assert "invalid slack file" in early["response_metadata"]["messages"][0]
    complete(box, picture[0]["slack_file"]["id"])  # type: ignore[index]
    box.player.wait_for(lambda: box.api("chat.postMessage", channel=JOURNEY, text="x", blocks=picture)["ok"])


def test_an_svg_is_no_picture_for_blocks(box: Quick) -> None:
    ident = upload(box, "map.svg", b"<svg/>")
    complete(box, ident)
    box.player.wait_for(lambda: box.api("files.info", file=ident)["file"]["mimetype"])
    picture = [{"type": "image", "alt_text": "map", "slack_file": {"id": ident}}]
    assert box.api("chat.postMessage", channel=JOURNEY, text="x", blocks=picture)["error"] == "invalid_blocks"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"filename": "a.png"}, "missing_argument"),
        ({"filename": "a.png", "length": 0}, "missing_argument"),
        ({"length": 3}, "invalid_arguments"),
        ({"filename": "a.png", "length": 3, "alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
def test_an_upload_is_announced_properly(box: Quick, arguments: Json, error: str) -> None:
    assert announce(box, **arguments)["error"] == error


def test_bytes_come_once_and_as_many_as_announced(box: Quick) -> None:
    address = announce(box, filename="a.png", length=3)["upload_url"]
    assert box.client.post(address, content=b"four").status_code == 400
    assert box.client.post(address, files={"file": b"abc"}).text == "OK - 3"
    assert box.client.post(address, content=b"abc").status_code == 400
    assert box.client.post("/upload/made-up", content=b"abc").status_code == 400


def test_a_file_is_completed_once_and_after_its_bytes(box: Quick) -> None:
    announced = announce(box, filename="a.png", length=3)["file_id"]
    assert complete(box, announced)["error"] == "file_not_found"
    ident = upload(box)
    assert complete(box, ident)["ok"]
    assert complete(box, ident)["error"] == "file_not_found"
    assert complete(box, "F0MADEUP00")["error"] == "file_not_found"
    assert box.api("files.completeUploadExternal")["error"] == "invalid_arguments"


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("U0ANA0001", "channel_not_found"),
        ("C0SECRET0", "channel_not_found"),
        ("C0SUPPORT", "not_in_channel"),
    ],
)
def test_a_file_is_shared_only_where_the_bot_is(box: Quick, where: str, error: str) -> None:
    assert complete(box, upload(box), channel_id=where)["error"] == error


def test_a_map_can_be_changed_in_place(box: Quick, ana: Person) -> None:
    first, second = upload(box), upload(box, "map-2.png")
    complete(box, first, channel_id=JOURNEY, initial_comment="The map")
    complete(box, second)
    box.player.wait_for(ana.files)
    box.player.wait_for(lambda: box.api("files.info", file=second)["file"]["mimetype"])
    ts = ana.screen()["messages"][0]["ts"]
    assert box.api("chat.update", channel=JOURNEY, ts=ts, text="The new map", file_ids=[second])["ok"]
    assert ([file["name"] for file in ana.files()], ana.reads()) == (["map-2.png"], ["The new map"])
    assert box.api("chat.update", channel=JOURNEY, ts=ts, file_ids=["F0MADEUP00"])["error"] == "file_not_found"


def test_a_deleted_file_is_gone_everywhere(box: Quick, ana: Person) -> None:
    ident = upload(box)
    complete(box, ident, channel_id=JOURNEY)
    (file,) = box.player.wait_for(ana.files)
    assert box.api("files.delete", file=ident)["ok"]
    assert ana.files() == []
    assert box.client.get(file["url"]).status_code == 404


def test_nothing_in_a_file_can_run_in_the_page(box: Quick, ana: Person) -> None:
    complete(box, upload(box, "evil.svg", b"<svg onload='x()'/>"), channel_id=JOURNEY)
    (file,) = box.player.wait_for(ana.files)
    headers = box.client.get(file["url"]).headers
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
