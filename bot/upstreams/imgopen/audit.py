"""The provider's own check of what it has made."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.upstreams.lenient import Label, Truth, Wire

_MOST_LABELS = 20


class Audit(BaseModel):
    """Which marks mean that nothing was found: the only ones that any page shows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    clean_labels: frozenset[str] = Field(
        default=frozenset({"nonLabel"}), description="labels that mean that the content check found nothing"
    )
    clean_image_statuses: frozenset[int] = Field(
        default=frozenset({1}), description="`image_status` numbers of pictures that may be shown"
    )


class _Finding(Wire):
    label: Label = ""


class Marks(Wire):
    """What an answer says about one picture; all of it may be missing."""

    img_audit: Any = None
    img_audit_status: Truth = None
    image_status: Label = ""


def flags(marks: Marks, audit: Audit) -> tuple[str, ...]:
    """Why the picture is flagged; a field that is missing flags nothing."""
    found = [label for label in _labels(marks.img_audit) if label not in audit.clean_labels]
    if marks.img_audit_status is False:
        found.append("img_audit_status")
    if marks.image_status and marks.image_status not in {str(number) for number in audit.clean_image_statuses}:
        found.append(f"image_status {marks.image_status}")
    return tuple(dict.fromkeys(found))


def _labels(findings: Any) -> list[str]:
    entries = findings[:_MOST_LABELS] if isinstance(findings, list) else []
    labels = (_Finding.model_validate(entry).label for entry in entries if isinstance(entry, dict))
    return [label for label in labels if label]
