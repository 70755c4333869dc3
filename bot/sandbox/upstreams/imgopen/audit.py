"""The content check of drawings: three fields, of which the documents show only the harmless values."""

from dataclasses import dataclass
from typing import Literal

from bot.sandbox.upstreams.edits import Json

Mark = Literal["label", "audit_status", "image_status"]
_CLEAN_LABEL, _CLEAN_IMAGE_STATUS = "nonLabel", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """A prompt with one of `words` (lower case) has its pictures flagged: all, or the first only.

    `marks` says by which fields; what is in them then is made up.
    """

    words: frozenset[str] = frozenset()
    pictures: Literal["all", "first"] = "all"
    marks: frozenset[Mark] = frozenset({"label", "audit_status", "image_status"})
    label: str = "pornographic"
    image_status: int = 2

    def is_flagged(self, prompt: str, picture: int) -> bool:
        """Whether the picture of that index is flagged."""
        return (self.pictures == "all" or picture == 0) and any(word in prompt.lower() for word in self.words)

    def fields(self, *, is_flagged: bool) -> Json:
        """What is said of one picture."""
        marks = self.marks if is_flagged else frozenset()
        label = self.label if "label" in marks else _CLEAN_LABEL
        return {
            "img_audit": [{"confidence": None, "label": label}],
            "img_audit_status": "audit_status" not in marks,
            "image_status": self.image_status if "image_status" in marks else _CLEAN_IMAGE_STATUS,
        }
