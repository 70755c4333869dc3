"""`darkroom`, and `python -m bot`. Worker processes import this module again when they start, so it stays light."""


def main() -> None:
    """The command line."""
    from bot.cli import cli  # noqa: PLC0415 (see above)

    cli()


if __name__ == "__main__":
    main()
