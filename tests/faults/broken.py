"""What ends a cell badly."""


class Broken(Exception):
    """The promise does not hold; the text says how."""
