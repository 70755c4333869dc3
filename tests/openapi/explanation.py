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


def _distance(error: ValidationError, branch: list[ValidationError]) -> tuple[bool, bool, bool, int]:
    """Null is farthest, then another JSON type, then another `type`, then a branch that fails nearer to the surface."""
    is_null = any(inner.validator_value == "null" for inner in branch)
    other_json = any(inner.validator == "type" and inner.absolute_path == error.absolute_path for inner in branch)
    found = [leaf for inner in branch for leaf in (inner, *(inner.context or ()))]
    other_type = any(list(leaf.absolute_path) == [*error.absolute_path, "type"] for leaf in found)
    depth = min(len(leaf.absolute_path) for inner in branch for leaf in leaves(inner))
    return is_null, other_json, other_type, -depth
