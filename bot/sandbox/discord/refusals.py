"""Discord's named refusals. Codes are documented (topics/opcodes-and-status-codes), their HTTP status is observed."""

from enum import IntEnum

from bot.sandbox.discord.rules import Refusal


class Code(IntEnum):
    """Discord's own error numbers."""

    GENERAL = 0
    UNKNOWN_CHANNEL = 10003
    UNKNOWN_GUILD = 10004
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_USER = 10013
    UNKNOWN_WEBHOOK = 10015
    UNKNOWN_INTERACTION = 10062
    UNKNOWN_COMMAND = 10063
    TOO_MANY_COMMAND_CREATES = 30034
    REQUEST_TOO_LARGE = 40005
    ALREADY_ACKNOWLEDGED = 40060
    TOO_MANY_FOLLOWUPS = 40094
    MISSING_ACCESS = 50001
    NOT_THE_AUTHOR = 50005
    CANNOT_MESSAGE_USER = 50007
    MISSING_PERMISSIONS = 50013
    INVALID_TOKEN = 50027
    INVALID_RECIPIENTS = 50033
    INVALID_FORM = 50035
    INVALID_JSON = 50109
    UPLOAD_NOT_FOUND = 50146
    NO_MUTUAL_GUILD = 50278


_ANSWERS = {
    Code.UNKNOWN_CHANNEL: (404, "Unknown Channel"),
    Code.UNKNOWN_GUILD: (404, "Unknown Guild"),
    Code.UNKNOWN_MESSAGE: (404, "Unknown Message"),
    Code.UNKNOWN_USER: (404, "Unknown User"),
    Code.UNKNOWN_WEBHOOK: (404, "Unknown Webhook"),
    Code.UNKNOWN_INTERACTION: (404, "Unknown interaction"),
    Code.UNKNOWN_COMMAND: (404, "Unknown application command"),
    Code.TOO_MANY_COMMAND_CREATES: (400, "Max number of daily application command creates has been reached (200)"),
    Code.REQUEST_TOO_LARGE: (413, "Request entity too large"),
    Code.ALREADY_ACKNOWLEDGED: (400, "Interaction has already been acknowledged."),
    Code.TOO_MANY_FOLLOWUPS: (400, "Maximum number of follow up messages reached"),
    Code.MISSING_ACCESS: (403, "Missing Access"),
    Code.NOT_THE_AUTHOR: (403, "Cannot edit a message authored by another user"),
    Code.CANNOT_MESSAGE_USER: (403, "Cannot send messages to this user"),
    Code.MISSING_PERMISSIONS: (403, "Missing Permissions"),
    Code.INVALID_TOKEN: (401, "Invalid Webhook Token"),
    Code.INVALID_RECIPIENTS: (400, "Invalid Recipient(s)"),
    Code.INVALID_FORM: (400, "Invalid Form Body"),
    Code.INVALID_JSON: (400, "The request body contains invalid JSON."),
    Code.UPLOAD_NOT_FOUND: (400, "Uploaded file not found."),
    Code.NO_MUTUAL_GUILD: (403, "Cannot send messages to this user due to having no mutual guilds"),
}


def refusal(code: Code) -> Refusal:
    """The refusal with Discord's usual status and text for this code."""
    status, message = _ANSWERS[code]
    return Refusal(status=status, code=int(code), message=message)


def unauthorized() -> Refusal:
    """No bot token, or a wrong one."""
    return Refusal(status=401, code=int(Code.GENERAL), message="401: Unauthorized")


def invalid_form(field: str, code: str, message: str) -> Refusal:
    """A form error at one field, in Discord's nested shape."""
    return Refusal(
        status=400,
        code=int(Code.INVALID_FORM),
        message="Invalid Form Body",
        errors={field: {"_errors": [{"code": code, "message": message}]}},
    )
