"""What is remembered. One module per aggregate; SQLAlchemy Core on SQLite or PostgreSQL, and nothing of Discord."""
