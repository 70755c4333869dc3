"""Pictures as bytes: fetched, inspected, kept, made small enough to post. Knows no vendor and no Discord."""
