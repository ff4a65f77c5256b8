"""What reads badly in a description once it is generated. Each rule is a function of the description, and acts not."""

from __future__ import annotations

from collections.abc import Iterator

from .lint_facts import keyed, streamed
from .lint_finding import Described, Finding
from .lint_names import misnamed, unidentified, untitled
from .lint_pages import paginated


def lint(described: Described) -> Iterator[Finding]:
    """All findings, those about what a client can do before those about names."""
    subjects = described.subjects
    for subject in subjects:
        if found := paginated(subject, described):
            yield found
    for subject in subjects:
        if found := streamed(subject, described):
            yield found
    for subject in subjects:
        yield from keyed(subject)
    yield from misnamed(subjects)
    yield from unidentified(subjects)
    yield from untitled(described)
