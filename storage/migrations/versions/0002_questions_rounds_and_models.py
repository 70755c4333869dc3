"""A task can rest in `asking` and go round again; servers have trained models and a policy for flagged pictures."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_ADDED: dict[str, tuple[sa.types.TypeEngine[Any], str]] = {
    "command_id": (sa.BigInteger(), "interaction_id"),
    "round": (sa.Integer(), "1"),
    "age_restricted": (sa.Boolean(), "false"),
}
"""The new columns of tasks: their type, and what a row of before has there."""
_STATES = (
    "state IN ('accepted', 'submitting', 'uncertain', 'running', 'finished', "
    "'saved', 'asking', 'parked', 'delivered', 'failed', 'cancelled', 'expired', 'refunded')"
)


def upgrade() -> None:
    """Forward only."""
    op.add_column("guilds", sa.Column("flagged", sa.String(length=16), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        _rebuild_tasks()
    else:
        _alter_tasks()
    _create_models()


def _alter_tasks() -> None:
    for name, (type_, _) in _ADDED.items():
        op.add_column("tasks", sa.Column(name, type_, nullable=True))
    values = ", ".join(f"{name} = {value}" for name, (_, value) in _ADDED.items())
    op.execute(f"UPDATE tasks SET {values}")  # noqa: S608 (constants)
    for name in _ADDED:
        op.alter_column("tasks", name, nullable=False)
    op.drop_constraint(op.f("uq_tasks_interaction_id"), "tasks", type_="unique")
    op.create_unique_constraint(op.f("uq_tasks_command_id"), "tasks", ["command_id"])
    op.drop_constraint(op.f("ck_tasks_state"), "tasks", type_="check")
    op.create_check_constraint(op.f("ck_tasks_state"), "tasks", _STATES)


def _rebuild_tasks() -> None:
    """SQLite cannot change a constraint: a new table gets the rows, the name and the indexes of the old one.

    With foreign keys on, which no transaction can change, to drop a table deletes what refers to its rows. So the
    events move too, before, to a table that refers to the new one; its reference follows when that is renamed.
    """
    indexes = _indexes()
    _copy_tasks()
    _copy_events()
    for name in ("events", "tasks"):
        op.drop_table(name)
    for name in ("tasks", "events"):
        op.rename_table(f"new_{name}", name)
    for index in indexes:
        op.execute(index)


def _indexes() -> list[str]:
    """The statements that made them; a constraint's own index has none."""
    made = "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'tasks' AND sql IS NOT NULL"
    return list(op.get_bind().scalars(sa.text(made)))


def _copy_tasks() -> None:
    kept = _columns("tasks")
    op.create_table(
        "new_tasks",
        *kept,
        *(sa.Column(name, type_, nullable=False) for name, (type_, _) in _ADDED.items()),
        sa.CheckConstraint(_STATES, name=op.f("ck_tasks_state")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_tasks_price")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("command_id", name=op.f("uq_tasks_command_id")),
    )
    names = ", ".join(column.name for column in kept)
    values = ", ".join(value for _, value in _ADDED.values())
    copying = f"INSERT INTO new_tasks ({names}, {', '.join(_ADDED)}) SELECT {names}, {values} FROM tasks"  # noqa: S608 (constants)
    op.execute(copying)


def _copy_events() -> None:
    kept = _columns("events")
    op.create_table(
        "new_events",
        *kept,
        sa.ForeignKeyConstraint(["task_id"], ["new_tasks.id"], name=op.f("fk_events_task_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "version", name=op.f("pk_events")),
    )
    names = ", ".join(column.name for column in kept)
    op.execute(f"INSERT INTO new_events ({names}) SELECT {names} FROM events")  # noqa: S608 (constants)


def _columns(table: str) -> list[sa.Column[Any]]:
    """As the first revision made them."""
    found = sa.inspect(op.get_bind()).get_columns(table)
    return [sa.Column(column["name"], column["type"], nullable=column["nullable"]) for column in found]


def _create_models() -> None:
    op.create_table(
        "models",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_models")),
    )
    op.create_index("ix_models_guild_id", "models", ["guild_id", "user_id"], unique=False)
