"""Endpoints that an operator describes in tables, without code: what is sent, and where the result is in the answer."""
