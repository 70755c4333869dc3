"""A connection to PostgreSQL: what it asks of the server, and what its errors may say."""

from sqlalchemy import URL, ExceptionContext, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_CONNECTIONS = 20
"""Of one process, at most; opened as they are needed."""
_WAIT_FOR_CONNECTION_S = 10
_STOPPED_AFTER_S = 60
"""A process that says nothing for so long in the middle of a transaction loses it, with all that it has locked."""
_LIBPQ = {
    "fallback_application_name": "darkroom",
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}


def open_postgres(url: URL, *, busy_timeout_s: float) -> AsyncEngine:
    """An engine for `postgresql+psycopg`; what the URL's own query sets goes before our defaults.

    `busy_timeout_s`: how long a statement waits for what another transaction has locked.
    """
    patience = {
        "lock_timeout": round(busy_timeout_s * 1000) or 1,  # 0 would be for ever
        "idle_in_transaction_session_timeout": _STOPPED_AFTER_S * 1000,
    }
    options = " ".join(f"-c {name}={value}" for name, value in patience.items())
    engine = create_async_engine(
        url.set(query={**_LIBPQ, "options": options, **url.query}),
        hide_parameters=True,
        isolation_level="READ COMMITTED",  # every lock of ours counts on a fresh look after it
        max_overflow=0,
        pool_pre_ping=True,
        pool_size=_CONNECTIONS,
        pool_timeout=_WAIT_FOR_CONNECTION_S,
    )
    event.listen(engine.sync_engine, "handle_error", _quote_no_row)
    return engine


def _quote_no_row(context: ExceptionContext) -> None:
    """PostgreSQL says in its first line what is wrong, and in the others with which values."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])
