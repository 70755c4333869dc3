"""Keys that a provider has refused are remembered, and that a person has agreed to a task's price."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward only."""
    op.add_column("tasks", sa.Column("agreed_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "refused_keys",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("telling_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "provider", name=op.f("pk_refused_keys")),
    )
