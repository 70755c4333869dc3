"""Column types that mean the same on every database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole microseconds since 1970 UTC: exact and comparable in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's)
        """Aware datetime to microseconds. Raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive datetime has no place in the database"
            raise ValueError(msg)
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's)
        """Microseconds to an aware datetime in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=int(value))
