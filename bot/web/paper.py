"""A page as it is sent to a browser: its one style allowed by its hash, and nothing else that it could load or run."""

from base64 import b64encode
from hashlib import sha256

from starlette.responses import HTMLResponse

from journeybot.prompt_files import languages, spoken


def sent(
    html: str,
    style: str,
    *,
    status: int = 200,
    forms: bool = False,
    kept: int = 0,
    besides: dict[str, str] | None = None,
) -> HTMLResponse:
    """The page. `forms`: what is typed in it may be sent to us; `kept`: the seconds for which its browser, and nobody
    on the way, may show it again without asking us."""
    fingerprint = b64encode(sha256(style.encode()).digest()).decode()
    to_us = "'self'" if forms else "'none'"
    nothing_else = f"base-uri 'none'; form-action {to_us}; frame-ancestors 'none'"
    headers = {
        "content-security-policy": f"default-src 'none'; style-src 'sha256-{fingerprint}'; {nothing_else}",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cache-control": f"private, max-age={kept}" if kept else "no-store",
    }
    return HTMLResponse(html, status_code=status, headers=headers | (besides or {}))


def language_of(accepted: str) -> str:
    """The first language of ours that a browser asks for (its header Accept-Language)."""
    asked = [one.partition(";")[0].strip() for one in accepted[:200].split(",")]
    return next((spoken(tag) for tag in asked if tag.split("-")[0].lower() in languages()), spoken(""))
