"""What AILabTools insists on."""

from enum import StrEnum


class Rule(StrEnum):
    """One demand of the documents. Each can be turned off by itself, by `AilabConfig.lenient`."""

    MULTIPART = "the body is multipart/form-data"
    UNKNOWN_FIELD = "no field but the page's own"
    REPEATED_FIELD = "each field once"
    MISSING_FIELD = "every required field"
    VALUE = "values from the page's list or range"
    FILE_BYTES = "files as large as the page allows"
    FILE_READABLE = "files that can be decoded"
    FILE_FORMAT = "formats from the page's list"
    FILE_NAME = "a file name whose extension fits the bytes"
    FILE_TYPE = "a content type that fits the bytes"
    TOO_SMALL = "no fewer pixels than the page allows"
    TOO_LARGE = "no more pixels than the page allows"
    TOO_LONG = "no longer and thinner than the page allows"
    COLOURS = "channels and depth as on the page"
    MASK_SIZE = "a mask as large as the picture"
    MASK_FORM = "an 8-bit mask without a profile, in grey"
