"""Fetches a file that somebody handed in at a dialog: from Slack alone, and not more of it than can be read."""

import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from bot.slack.delivery import is_here
from bot.slack.inputs import field_of
from journeybot.exports.imports.opening import LARGEST
from journeybot.forms import Attached

IN_TIME = 2.0
"""Seconds for all of it: Slack takes the dialog back within three."""

CHUNK = 65_536


class NotFetched(Exception):
    """A file that cannot be had. `why` names a sentence of prompts/<language>/slack.toml; `field` is
    where it was handed in."""

    def __init__(self, why: str, *, field: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.field = field


def handed_in(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The first file of each field of a dialog, as Slack describes it."""
    values = (view.get("state") or {}).get("values") or {}
    return {
        field_of(block_id): state["files"][0]
        for block_id, elements in values.items()
        for state in elements.values()
        if state.get("type") == "file_input" and state.get("files")
    }


def fetched(view: Mapping[str, Any], token: str, *, base_url: str) -> dict[str, Attached]:
    """The files of a dialog by the names of their fields. Raises NotFetched."""
    found: dict[str, Attached] = {}
    for field, file in handed_in(view).items():
        try:
            data = _bytes(str(file.get("url_private") or ""), token, base_url=base_url)
        except NotFetched as error:
            raise NotFetched(error.why, field=field) from error
        found[field] = Attached(str(file.get("name") or ""), data)
    return found


def is_slacks(address: str, base_url: str) -> bool:
    """Whether an address is of the Slack we talk to, so that our token may be shown there: by TLS and on its host or
    one below it; or on this machine, exactly where the sandbox is."""
    there, ours = urlsplit(address), urlsplit(base_url)
    if is_here(base_url):
        return (there.scheme, there.hostname, there.port) == (ours.scheme, ours.hostname, ours.port)
    host = (ours.hostname or "").removeprefix("www.")
    found = there.hostname or ""
    return there.scheme == "https" and (found == host or found.endswith(f".{host}"))


def _bytes(address: str, token: str, *, base_url: str) -> bytes:
    import httpx  # noqa: PLC0415  a quarter of a second that only who hands in a file waits for

    if not is_slacks(address, base_url):
        raise NotFetched("files.elsewhere")
    until, found = time.monotonic() + IN_TIME, bytearray()
    headers = {"Authorization": f"Bearer {token}"}
    try:
        with (
            httpx.Client(timeout=IN_TIME, follow_redirects=False, trust_env=not is_here(base_url)) as client,
            client.stream("GET", address, headers=headers) as answer,
        ):
            if answer.status_code != HTTPStatus.OK or _is_a_page(answer.headers.get("content-type", "")):
                raise NotFetched("files.not_allowed")  # Slack shows its sign-in page to who may not read files
            for chunk in answer.iter_bytes(CHUNK):
                found += chunk
                if len(found) > LARGEST or time.monotonic() > until:
                    break
    except httpx.HTTPError as error:
        raise NotFetched("files.unreachable") from error
    if time.monotonic() > until and len(found) <= LARGEST:
        raise NotFetched("files.unreachable")
    return bytes(found)


def _is_a_page(kind: str) -> bool:
    return kind.partition(";")[0].strip() == "text/html"
