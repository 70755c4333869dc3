"""`python -m tests.faults`. The processes of this run import this module again when they start, so it stays light."""


def main() -> None:
    """The command line."""
    from tests.faults.command import cli  # noqa: PLC0415 (see above)

    cli()


if __name__ == "__main__":
    main()
