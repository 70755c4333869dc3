"""`python -m bot` is `darkroom`."""

from bot.cli import main

main()
