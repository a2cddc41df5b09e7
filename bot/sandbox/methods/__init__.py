"""The Web API methods that the sandbox knows, with the scopes Slack asks for (docs.slack.dev, reference/methods)."""

from collections.abc import Mapping

from bot.sandbox.methods import chat, directory, files, history, scheduling, views
from bot.sandbox.methods.call import Method

_CHAT = ("chat:write",)
_FILES = ("files:write",)
_PEOPLE = ("users:read",)
_REACTIONS = ("reactions:write",)

METHODS: Mapping[str, Method] = {
    "auth.test": Method(directory.auth_test),
    "apps.connections.open": Method(directory.open_connection, needs_app_token=True),
    "chat.postMessage": Method(chat.post_message, _CHAT),
    "chat.postEphemeral": Method(chat.post_ephemeral, _CHAT),
    "chat.update": Method(chat.update, _CHAT),
    "chat.delete": Method(chat.delete, _CHAT),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.scheduleMessage": Method(scheduling.schedule, _CHAT),
    "chat.deleteScheduledMessage": Method(scheduling.delete_scheduled, _CHAT),
    "chat.scheduledMessages.list": Method(scheduling.list_scheduled),
    "conversations.history": Method(history.history),
    "conversations.replies": Method(history.replies),
    "conversations.info": Method(directory.conversation_info),
    "conversations.members": Method(directory.conversation_members),
    "conversations.open": Method(directory.open_conversation, ("im:write",)),
    "files.completeUploadExternal": Method(files.complete_upload, _FILES),
    "files.delete": Method(files.delete_file, _FILES),
    "files.getUploadURLExternal": Method(files.get_upload_url, _FILES, form_only=True),
    "files.info": Method(files.file_info, ("files:read",)),
    "reactions.add": Method(chat.add_reaction, _REACTIONS),
    "reactions.remove": Method(chat.remove_reaction, _REACTIONS),
    "users.info": Method(directory.user_info, _PEOPLE),
    "users.list": Method(directory.list_users, _PEOPLE),
    "views.open": Method(views.open_view),
    "views.publish": Method(views.publish_view),
    "views.push": Method(views.push_view),
    "views.update": Method(views.update_view),
}
