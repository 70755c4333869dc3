"""Where compiled modules are kept while tests run."""

import os
import sys
from pathlib import Path


def keep(folder: Path) -> None:
    """In this folder, if none shall lie among the sources.

    With PYTHONDONTWRITEBYTECODE each of some two hundred processes would compile all that it imports.
    """
    if not sys.dont_write_bytecode:
        return
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(folder)
    sys.dont_write_bytecode = False
