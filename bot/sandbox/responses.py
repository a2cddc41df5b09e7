"""Messages that the bot sends as an answer: in the acknowledgement of a command, or later to a response_url."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox import Json
from bot.sandbox.block_rules import message_complaints
from bot.sandbox.messages import Message
from bot.sandbox.normal_form import blocks_filled_in
from bot.sandbox.people import BOT
from bot.sandbox.refusals import Refusal
from bot.sandbox.tickets import ResponseTicket
from bot.sandbox.well_formed import read_json
from bot.sandbox.workspace import Workspace


def answer(workspace: Workspace, ticket: ResponseTicket, given: Any) -> None:
    """Carries out one answer: `{text, blocks, response_type, replace_original, delete_original, thread_ts}` or a text.

    Refuses what Slack refuses there: `no_text`, `invalid_blocks`, `message_not_found`.
    """
    body: Json = given if isinstance(given, dict) else {"text": str(given)}
    if body.get("delete_original"):
        workspace.delete(_original(workspace, ticket))
        return
    text, blocks = _content(workspace, body)
    if body.get("replace_original") and ticket.message_ts:
        _replace(workspace, _original(workspace, ticket), text, blocks)
    elif body.get("response_type") == "in_channel":
        _post_publicly(workspace, ticket, Message("", ticket.channel, BOT, text, blocks), body)
    elif text or blocks:
        _post(workspace, Message("", ticket.channel, BOT, text, blocks, ephemeral_to=ticket.person), body)
    else:
        raise Refusal("no_text")


def routes(workspace: Workspace) -> list[Route]:
    """The response_urls."""

    async def respond(request: Request) -> Response:
        try:
            ticket = workspace.tickets.use_response(request.path_params["ticket"])
        except Refusal as refusal:
            return PlainTextResponse(refusal.error, status_code=404)
        try:
            answer(workspace, ticket, read_json(await request.body()))
        except (Refusal, ValueError) as refusal:
            return PlainTextResponse(refusal.error if isinstance(refusal, Refusal) else "invalid_payload", 400)
        return PlainTextResponse("ok")

    return [Route("/respond/{ticket}", respond, methods=["POST"])]


def _content(workspace: Workspace, body: Json) -> tuple[str, list[Json]]:
    blocks = body.get("blocks") or []
    complaints = message_complaints(blocks, is_image=workspace.files.is_image)
    if complaints:
        raise Refusal("invalid_blocks", *complaints)
    return str(body.get("text") or ""), blocks_filled_in(blocks)


def _original(workspace: Workspace, ticket: ResponseTicket) -> Message:
    message = workspace.find(ticket.channel, ticket.message_ts) if ticket.message_ts else None
    if message is None:
        raise Refusal("message_not_found")
    return message


def _replace(workspace: Workspace, message: Message, text: str, blocks: list[Json]) -> None:
    if not text and not blocks:
        raise Refusal("no_text")
    message.text, message.blocks = text, blocks
    message.edited_ts = workspace.clock.next_ts()
    workspace.changed(message)


def _post_publicly(workspace: Workspace, ticket: ResponseTicket, message: Message, body: Json) -> None:
    """A public answer to a command also shows the command, even when the answer itself is empty."""
    message.command = ticket.command
    if not message.text and not message.blocks:
        if not ticket.command:
            raise Refusal("no_text")
        message.user, message.text = ticket.person, ticket.command
    _post(workspace, message, body)


def _post(workspace: Workspace, message: Message, body: Json) -> None:
    message.ts = workspace.clock.next_ts()
    message.thread_ts = str(body["thread_ts"]) if body.get("thread_ts") else None
    workspace.post(message)
