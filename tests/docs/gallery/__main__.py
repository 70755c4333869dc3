"""Makes the sheets. Exit status 1 if a tool made nothing."""

import argparse
import sys
from pathlib import Path

from tests.docs.gallery.opening import FOLDER, open_gallery
from tests.docs.gallery.rooms import rooms


def main() -> int:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.docs.gallery")
    parser.add_argument("tools", nargs="*", help="only these tools")
    parser.add_argument("--out", type=Path, default=FOLDER, help="where the sheets go")
    chosen = parser.parse_args()
    failures = open_gallery(rooms(only=chosen.tools), chosen.out)
    for failure in failures:
        print(failure, file=sys.stderr)  # noqa: T201 (a command says what failed)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
