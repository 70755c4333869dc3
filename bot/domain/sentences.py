"""What a person may be told, by key: the words themselves are chosen in one place, for each language."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict

Value = str | int | float


class Reason(StrEnum):
    """Why something was refused, failed or ended. Each has a text in `bot.ui.messages`, with the values named here."""

    # the picture; values: slot, and as named
    NOT_AN_IMAGE = "not_an_image"  # slot
    WRONG_FORMAT = "wrong_format"  # slot, format, accepted
    ANIMATED = "animated"  # slot, frames
    BROKEN_PICTURE = "broken_picture"  # slot
    FILE_TOO_LARGE = "file_too_large"  # slot, size_bytes, max_bytes
    SIDE_TOO_SMALL = "side_too_small"  # slot, width, height, min_side
    SIDE_TOO_LARGE = "side_too_large"  # slot, width, height, max_side
    TOO_HIGH = "too_high"  # slot, width, height, max_height
    TOO_MANY_PIXELS = "too_many_pixels"  # slot, width, height, max_pixels
    TOO_LONG_AND_THIN = "too_long_and_thin"  # slot, width, height, max_ratio
    WITHOUT_COLOUR = "without_colour"  # slot
    FACE_UNSUITED = "face_unsuited"  # slot
    PICTURE_NEEDED = "picture_needed"  # slot
    PART_NEEDED = "part_needed"
    ONE_PART_ONLY = "one_part_only"
    RECTANGLE_INCOMPLETE = "rectangle_incomplete"
    NOTHING_FOUND = "nothing_found"  # finding, slot
    NO_SUBJECT = "no_subject"  # slot
    NO_FACE = "no_face"  # slot
    NO_FACE_SEEN = "no_face_seen"  # slot
    MASK_SIZE = "mask_size"  # slot, width, height, mask_width, mask_height
    TOO_FEW_PICTURES = "too_few_pictures"  # slot, given, least
    TOO_MANY_PICTURES = "too_many_pictures"  # slot, given, most
    INPUT_GONE = "input_gone"  # slot
    INPUT_UNREACHABLE = "input_unreachable"  # slot

    # money
    DAY_SPENT = "day_spent"  # price, left, limit
    MONTH_SPENT = "month_spent"  # price, left, limit
    GUILD_MONTH_SPENT = "guild_month_spent"  # price, left, limit

    TOO_MANY_OPEN = "too_many_open"  # open_tasks
    TOO_MANY_GIVEN_BACK = "too_many_given_back"  # given_back

    # set-up
    NOT_SET_UP = "not_set_up"  # tool
    PROVIDER_NOT_SET_UP = "provider_not_set_up"  # provider
    PROVIDER_LACKS_TOOL = "provider_lacks_tool"  # provider, tool
    OPTION_NOT_OFFERED = "option_not_offered"  # option, value, accepted
    OPTION_INVALID = "option_invalid"  # option, value
    OPTION_MALFORMED = "option_malformed"  # option, value, meaning
    OPTION_EMPTY = "option_empty"  # option
    OPTION_TOO_LONG = "option_too_long"  # option, length, most
    OPTION_OUT_OF_RANGE = "option_out_of_range"  # option, value, low, high
    OPTION_NOT_ONE_OF = "option_not_one_of"  # option, value, accepted
    OPTION_UNUSED = "option_unused"  # option, provider
    OPTION_NEEDED = "option_needed"  # option
    NOTHING_TO_EXTEND = "nothing_to_extend"
    NOT_ON_THE_LIST = "not_on_the_list"  # option, value
    FEATURE_OFF = "feature_off"  # provider, setting
    NO_OPERATOR_KEY = "no_operator_key"  # provider
    KEY_REJECTED = "key_rejected"  # provider
    OPERATOR_KEY_REJECTED = "operator_key_rejected"  # provider
    SERVER_KEY_REJECTED = "server_key_rejected"  # provider
    SERVER_OUT_OF_CREDITS = "server_out_of_credits"  # provider
    KEY_MALFORMED = "key_malformed"  # provider, field
    PROVIDER_DOWN = "provider_down"  # provider

    # upstream
    OUT_OF_CREDITS = "out_of_credits"  # provider
    CONTENT_REFUSED = "content_refused"  # provider
    PICTURE_REFUSED = "picture_refused"  # provider, code
    OPTIONS_REFUSED = "options_refused"  # provider, code
    TOOL_RETIRED = "tool_retired"  # provider
    UPSTREAM_REFUSED = "upstream_refused"  # provider, code
    UPSTREAM_FAILED = "upstream_failed"  # provider, code
    UPSTREAM_STUMBLED = "upstream_stumbled"  # provider
    UPSTREAM_GARBLED = "upstream_garbled"  # provider
    SUBMISSION_LOST = "submission_lost"  # provider
    SUBMISSION_UNCLEAR = "submission_unclear"  # provider
    NOT_STARTED = "not_started"  # minutes
    TIMED_OUT = "timed_out"  # provider, minutes
    RESULT_GONE = "result_gone"  # provider
    RESULT_NOT_AN_IMAGE = "result_not_an_image"  # provider
    TOO_SLOW = "too_slow"  # provider
    CRASHED = "crashed"  # provider
    FLAGGED = "flagged"  # provider
    FLAGGED_HERE = "flagged_here"  # provider

    # the task
    CANCELLED = "cancelled"
    TASK_UNKNOWN = "task_unknown"
    NOT_YOURS = "not_yours"
    TOO_LATE_TO_CANCEL = "too_late_to_cancel"
    RESULT_NOT_KEPT = "result_not_kept"
    NOT_COLLECTED = "not_collected"
    NOT_CHOSEN = "not_chosen"
    NOT_AGREED = "not_agreed"
    ALREADY_CHOSEN = "already_chosen"
    FACE_UNKNOWN = "face_unknown"  # face, faces
    SAME_FACE = "same_face"
    ONE_SOURCE_ONLY = "one_source_only"  # provider, faces
    INPUTS_GONE = "inputs_gone"
    STORAGE_FULL = "storage_full"
    STORAGE_DOWN = "storage_down"
    BUSY = "busy"
    INTERNAL = "internal"  # reference


class Sentence(BaseModel):
    """One thing to say: a key and the figures that belong into it. It is stored in the task's row."""

    model_config = ConfigDict(frozen=True)

    reason: Reason
    values: dict[str, Value] = {}

    @classmethod
    def of(cls, reason: Reason, **values: Value) -> Self:
        """A sentence about `reason`, with its values by name."""
        return cls(reason=reason, values=values)
