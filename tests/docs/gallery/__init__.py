"""The README's gallery: each tool before and after, made by the real bot. `python -m tests.docs.gallery [TOOL …]`."""
