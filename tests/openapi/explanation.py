"""The innermost reasons of a validation error: of a union only the branch that the value meant to be."""

from collections import defaultdict
from collections.abc import Iterator

from jsonschema import ValidationError


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors that a reader can act on."""
    if not error.context:
        yield error
        return
    for inner in _meant_branch(error):
        yield from leaves(inner)


def pointer(error: ValidationError) -> str:
    """Where in the body the error is, as a JSON pointer."""
    return "".join(f"/{step}" for step in error.absolute_path)


def _meant_branch(error: ValidationError) -> list[ValidationError]:
    branches: dict[object, list[ValidationError]] = defaultdict(list)
    for inner in error.context or ():
        branches[inner.relative_schema_path[0]].append(inner)
    return min(branches.values(), key=lambda branch: _distance(error, branch))


def _distance(error: ValidationError, branch: list[ValidationError]) -> tuple[bool, bool, int]:
    """A branch for another JSON type is farthest, then one for another `type`, then the one with more errors."""
    other_json = any(inner.validator == "type" and inner.absolute_path == error.absolute_path for inner in branch)
    other_type = any(leaf.absolute_path == [*error.absolute_path, "type"] for inner in branch for leaf in _own(inner))
    return other_json, other_type, len(branch)


def _own(error: ValidationError) -> Iterator[ValidationError]:
    yield error
    yield from error.context or ()
