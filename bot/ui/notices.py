"""What a person may be told that is not a refusal or a failure, by key."""

from enum import StrEnum


class Notice(StrEnum):
    """A thing to say. The words are in the language files, with the values named here."""

    # while a task is open
    ON_THE_LIST = "on_the_list"
    QUEUED = "queued"  # position
    WORKING = "working"  # since
    WORKING_AT = "working_at"  # since, provider
    USUALLY = "usually"  # usual_s
    WAITING = "waiting"  # why
    SHARE = "share"  # share
    CHECKING = "checking"
    TAKES_LONG = "takes_long"
    TAKES_LONG_PRIVATE = "takes_long_private"
    ALMOST_DONE = "almost_done"

    # when it ends
    DONE = "done"  # tool, taken_s, price
    DONE_FREE = "done_free"  # tool, taken_s
    FITTED_LOSSLESS = "fitted_lossless"
    FITTED_LOSSY = "fitted_lossy"
    FITTED_SMALLER = "fitted_smaller"  # width, height
    TOO_BIG_TO_POST = "too_big_to_post"
    MAYBE_SHOWN = "maybe_shown"
    FAILED = "failed"  # tool, why
    CREDITS_BACK = "credits_back"  # price
    SEED = "seed"  # seeds
    SEEDS = "seeds"  # seeds
    WITHHELD = "withheld"  # pictures
    SPOILERED = "spoilered"  # pictures
    TRAINED = "trained"  # name, option
    MORE_KEPT = "more_kept"  # more
    ANSWERED_BELOW = "answered_below"
    ANSWERED_DIRECTLY = "answered_directly"
    HERE_YOU_ARE = "here_you_are"

    # which face
    CHOOSE_FACE = "choose_face"  # faces, slot, source
    CHOOSE_FACES = "choose_faces"  # faces, slot
    FIRST_FACES = "first_faces"  # most
    FACES_ALT = "faces_alt"  # faces
    PICK_FACE = "pick_face"  # source
    FACE = "face"  # number

    # whether to do it
    WOULD_ERASE = "would_erase"  # price
    WOULD_REPLACE = "would_replace"  # price
    WOULD_CHANGE = "would_change"  # price
    SHALL_I = "shall_i"  # price
    COSTS = "costs"  # price, provider
    COSTS_NOTHING = "costs_nothing"  # provider
    MARKED_ALT = "marked_alt"
    AGREE = "agree"  # price
    AGREE_FREE = "agree_free"

    # buttons
    CANCEL = "cancel"
    DELETE = "delete"
    GET = "get"  # number
    AGAIN = "again"
    VARY = "vary"
    VARY_ONE = "vary_one"  # number
    GO_ON = "go_on"
    PROMPT_FORM = "prompt_form"
    PROMPT_LABEL = "prompt_label"
    CANCELLING = "cancelling"
    TOO_OLD = "too_old"
    FORM_TOO_OLD = "form_too_old"
    NOT_DELETED = "not_deleted"

    # forms
    PICTURE_FORM = "picture_form"  # tool
    PICTURES_FROM_TO = "pictures_from_to"  # first, last

    # lists
    NO_TASKS = "no_tasks"
    TASKS = "tasks"
    TASK_LINE = "task_line"  # number, tool, state, when, price
    QUOTA_DAY = "quota_day"  # bar, spent, limit
    QUOTA_MONTH = "quota_month"  # bar, spent, limit
    QUOTA_GUILD = "quota_guild"  # bar, spent, limit
    QUOTA_DAY_FREE = "quota_day_free"  # spent
    QUOTA_MONTH_FREE = "quota_month_free"  # spent
    QUOTA_GUILD_FREE = "quota_guild_free"  # spent

    # states, in a list
    STATE_WAITING = "state_waiting"
    STATE_WORKING = "state_working"
    STATE_POSTING = "state_posting"
    STATE_ASKING = "state_asking"
    STATE_KEPT = "state_kept"
    STATE_DONE = "state_done"
    STATE_ENDED = "state_ended"
    STATE_REFUNDED = "state_refunded"

    # set-up
    NOT_SET_UP_HERE = "not_set_up_here"
    OFF_HERE = "off_here"
    NOT_SET_UP_DIRECT = "not_set_up_direct"
    MANAGE_SERVER_NEEDED = "manage_server_needed"
    SERVER_ONLY = "server_only"
    OUT_OF_STEP = "out_of_step"
    UNKNOWN_PROVIDER = "unknown_provider"
    KEY_MODAL = "key_modal"  # provider
    KEY_TAKEN = "key_taken"  # provider, last_four
    KEY_KEPT = "key_kept"  # provider, last_four
    KEY_GOOD = "key_good"  # provider
    KEY_BAD = "key_bad"  # provider
    KEY_UNTESTED = "key_untested"  # provider
    KEY_LINE = "key_line"  # provider, last_four, person, when
    KEY_REMOVED = "key_removed"  # provider
    NO_KEY = "no_key"  # provider
    NO_KEYS = "no_keys"
    WARNING = "warning"  # server, why
    LIMITS = "limits"  # person_day, person_month, guild_month
    LIMITS_CHANGED = "limits_changed"  # person_day, person_month, guild_month
    POLICY_WITHHOLD = "policy_withhold"
    POLICY_SPOILER = "policy_spoiler"
    POLICY_AGE_RESTRICTED = "policy_age_restricted"
    POLICY_CHANGED = "policy_changed"  # policy

    # help
    HELP_SIGNS = "help_signs"  # works, needs_key, off
    HELP_MORE = "help_more"
    HELP_UNLISTED = "help_unlisted"  # options
    HELP_OFFER = "help_offer"  # sign, provider, offer, price, coverage
    HELP_OFFER_EACH = "help_offer_each"  # sign, provider, offer, price, coverage
    HELP_LIMITS = "help_limits"  # formats, max_bytes, max_side
    HELP_LEAST = "help_least"  # min_side
    HELP_HEIGHT = "help_height"  # max_height
    HELP_RATIO = "help_ratio"  # max_ratio
    HELP_PIXELS = "help_pixels"  # max_pixels
    ANY_FORMAT = "any_format"
    UNKNOWN_TOOL = "unknown_tool"
    FAMILY_PORTRAIT = "family_portrait"
    FAMILY_GENERATE = "family_generate"
    FAMILY_EDIT = "family_edit"
    FAMILY_ART = "family_art"
    FAMILY_UNDERSTAND = "family_understand"
    COVERAGE_DOCUMENTED = "coverage_documented"
    COVERAGE_PARTIAL = "coverage_partial"
    COVERAGE_OPERATOR_SUPPLIED = "coverage_operator_supplied"
    COVERAGE_RETIRED = "coverage_retired"
