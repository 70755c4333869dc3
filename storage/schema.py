"""The tables. Migrations create them; a test proves that both say the same."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from bot.domain.lifecycle import State
from storage.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_STATES = ", ".join(f"'{state}'" for state in State)

tasks = Table(
    "tasks",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("tool", String(32), nullable=False),
    Column("options", JSON, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("command_id", BigInteger, nullable=False, unique=True),
    Column("interaction_id", BigInteger, nullable=False),
    Column("application_id", BigInteger, nullable=False),
    Column("token_sealed", Text),
    Column("token_expires_at", Instant, nullable=False),
    Column("file_limit", BigInteger, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("locale", String(16), nullable=False),
    Column("age_restricted", Boolean, nullable=False),
    Column("inputs", JSON, nullable=False),
    Column("price", Integer, nullable=False),
    Column("wanted_provider", String(32)),
    Column("provider", String(32)),
    Column("offer", Text),
    Column("key_owner", String(16)),
    Column("round", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("polls", Integer, nullable=False),
    Column("upstream_id", Text),
    Column("memo", JSON, nullable=False),
    Column("results", JSON, nullable=False),
    Column("result_expires_at", Instant),
    Column("failure", JSON),
    Column("message_id", BigInteger),
    Column("reply_message_id", BigInteger),
    Column("created_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("confirmed_at", Instant),
    Column("finished_at", Instant),
    Column("posting_at", Instant),
    Column("delivered_at", Instant),
    Column("deadline_at", Instant, nullable=False),
    Column("due_at", Instant),
    Column("called_at", Instant),
    Column("agreed_at", Instant),
    Column("purge_at", Instant),
    Column("lease_owner", String(64)),
    Column("lease_until", Instant),
    CheckConstraint(f"state IN ({_STATES})", name="state"),
    CheckConstraint("price >= 0", name="price"),
)

_OPEN = tasks.c.due_at.is_not(None)
Index("ix_tasks_due_at", tasks.c.due_at, sqlite_where=_OPEN, postgresql_where=_OPEN)
_LEASED = tasks.c.lease_until.is_not(None)
Index("ix_tasks_lease_until", tasks.c.lease_until, sqlite_where=_LEASED, postgresql_where=_LEASED)
_PURGEABLE = tasks.c.purge_at.is_not(None)
Index("ix_tasks_purge_at", tasks.c.purge_at, sqlite_where=_PURGEABLE, postgresql_where=_PURGEABLE)
_PERSON = (tasks.c.user_id, tasks.c.guild_id)  # in this order, so that nobody looks for a guild's open tasks here
Index("ix_tasks_person", *_PERSON, tasks.c.created_at)
Index("ix_tasks_open_person", *_PERSON, tasks.c.due_at, sqlite_where=_OPEN, postgresql_where=_OPEN)

events = Table(
    "events",
    metadata,
    Column("task_id", ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("event", String(16), nullable=False),
    Column("source", String(16), nullable=False),
    Column("target", String(16), nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("task_id", String(32), primary_key=True),
    Column("phase", String(8), primary_key=True),
    Column("entry", String(8), nullable=False),
    Column("credits", Integer, nullable=False),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("held_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("(phase = 'hold') = (entry = 'hold')", name="phase"),
)
Index("ix_ledger_spent", ledger.c.guild_id, ledger.c.held_at, ledger.c.user_id, ledger.c.credits)

guilds = Table(
    "guilds",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("limits", JSON, nullable=False),
    Column("flagged", String(16)),
)

models = Table(
    "models",
    metadata,
    Column("task_id", String(32), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("user_id", BigInteger, nullable=False),
    Column("provider", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
)
Index("ix_models_guild_id", models.c.guild_id, models.c.user_id)

keys = Table(
    "keys",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("provider", String(32), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("last_four", String(4), nullable=False),
    Column("put_by", BigInteger, nullable=False),
    Column("put_at", Instant, nullable=False),
)

refused_keys = Table(
    "refused_keys",
    metadata,
    Column("guild_id", BigInteger, primary_key=True),
    Column("provider", String(32), primary_key=True),
    Column("digest", String(16), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("told_at", Instant),
    Column("telling_until", Instant),
)

timings = Table(
    "timings",
    metadata,
    Column("offer", Text, primary_key=True),
    Column("mean_s", Float, nullable=False),
    Column("samples", Integer, nullable=False),
)

circuits = Table(
    "circuits",
    metadata,
    Column("provider", String(32), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("open_until", Instant),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
