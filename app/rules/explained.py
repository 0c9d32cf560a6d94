"""A figure of a case with the steps that lead to it, as shown and printed (计算说明)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Explained:
    """A figure of a case: what it is called, what it comes to, how, and on what ground."""

    figure: str
    value: str
    steps: tuple[str, ...]
    grounds: tuple[str, ...]
