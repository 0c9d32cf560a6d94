"""Sentences of the policy book as the window shows them: never without the article."""

from collections.abc import Iterable

from app.rules.policy import Finding, Ground


def with_ground(finding: Finding) -> str:
    """The sentence, and in brackets the article it rests on."""
    return cited(finding.text, finding.ground)


def cited(text: str, ground: Ground) -> str:
    """Other brackets where the article has round ones of its own."""
    words = str(ground)
    return f"{text}［{words}］" if "（" in words else f"{text}（{words}）"


def to_note(findings: Iterable[Finding]) -> str:
    """A line each, for what the clerk should think over."""
    return "\n".join(f"请注意：{with_ground(finding)}" for finding in findings)
