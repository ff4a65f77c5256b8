"""Names that read badly: long ones, those that say their group again, made-up ones, and numbers for names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from . import naming
from .jsondata import array_at, as_object, object_at, text_at
from .lint_finding import Action, Described, Finding, Subject, json_path, words_of
from .looseness import is_numbered
from .openapi import FACT, METHODS

_LONGEST: Final = 40
_VERBS: Final = frozenset({
    *METHODS, "list", "create", "update", "remove", "add", "set", "find", "search", "fetch", "read", "show", "retrieve",
    "replace", "insert", "check", "copy", "cancel", "start", "stop", "enable", "disable", "upload", "download",
})  # fmt: skip
_LINKS: Final = frozenset({"a", "all", "an", "by", "for", "from", "in", "of", "on", "the", "to", "with"})
"""Words that say nothing at the end of a name."""


def misnamed(subjects: list[Subject]) -> Iterator[Finding]:
    """A finding for each operation whose name is long or says its group again, where a shorter one is free."""
    taken = {one.operation.key for one in subjects}
    everywhere = _start([name for _, name in taken])
    for one in subjects:
        group, name = one.operation.key
        if text_at(one.declared.raw, f"{FACT}name"):
            continue
        bare = name.removeprefix(everywhere)
        short = _without(bare.split("_"), _forms(group), first=bare != name)
        long = len(name) > _LONGEST
        short = short or (bare if long else name).split("_")
        better = "_".join(_cut(short) if long else short)
        if better == name or not better or (group, naming.attribute(better)) in taken:
            continue
        taken.add((group, naming.attribute(better)))
        what = f"is called {group}.{name}, which "
        what += f"has {len(name)} characters" if long else "says its group again"
        reason = f"Reads better than {group}.{name}."
        yield one.finding("name", what, {f"{FACT}name": better}, reason)


def unidentified(subjects: list[Subject]) -> Iterator[Finding]:
    """A finding for each operation without operationId."""
    used = {text_at(one.declared.raw, "operationId") for one in subjects}
    for one in subjects:
        group, name = one.operation.key
        if text_at(one.declared.raw, "operationId"):
            continue
        wanted = f"{group}_{name}"
        while wanted in used:
            wanted += "_"
        used.add(wanted)
        what = f"has no operationId, so that {group}.{name} is made of its method and path, and changes with them"
        yield one.finding("operation-id", what, {"operationId": wanted}, f"Keeps the name {group}.{name}.")


def untitled(described: Described) -> Iterator[Finding]:
    """A finding for each class of the output that has a number for a name."""
    classes = {str(one.class_info.name) for one in [*described.data.models, *described.data.enums]}
    used: dict[str, set[str]] = {}
    for name, place in described.normalised.unnamed.items():
        if name not in classes or not is_numbered(name):
            continue
        try:
            target = json_path(place, described.document)
        except LookupError:  # it was put together of what stands in several places
            continue
        union = place.rpartition("/")[0]
        title = _title(described, place, used.setdefault(union, set()))
        used[union].add(title)
        what = f"the class of this schema is called {name}, as it has no title"
        action = Action(target, f"A name in place of {name}.", {"title": title})
        yield Finding("title", place, what, [action])


def _title(described: Described, place: str, used: set[str]) -> str:
    """A name for a member of a union, of what only it has: its properties, or the first value of its enum."""
    union, _, index = place.rpartition("/")
    members = [as_object(one) for one in described.references.get(union, place)]
    own, _ = described.references.follow_object(members.pop(int(index)), place)
    others: set[str] = set()
    for one in members:
        if not described.references.leads_nowhere(text_at(one, "$ref")):
            others.update(object_at(described.references.follow_object(one, place)[0], "properties"))
    keys = list(object_at(own, "properties"))
    values = [str(one) for one in array_at(own, "enum")]
    wanted = [f"With {key}" for key in keys if key not in others] + [f"Of {one}" for one in values]
    wanted += [f"With {' and '.join(keys[:3])}"] if keys else []
    found = (naming.pascal(one) for one in [*wanted, "Member"])
    return next((one for one in found if one and one not in used and not is_numbered(one)), f"Member{index}")


def _start(names: list[str]) -> str:
    """The first word, with its underscore, that all of several names begin with: the API's own name."""
    first, _, rest = names[0].partition("_") if names else ("", "", "")
    everywhere = rest and first not in METHODS and len(names) > 1
    return f"{first}_" if everywhere and all(one.startswith(f"{first}_") for one in names) else ""


def _without(words: list[str], group: list[list[str]], *, first: bool) -> list[str]:
    """The words of a name without those of its group; none if it does not say its group.

    Within a name the group may be part of something else (`server_size`), and a first word is what is done, unless
    there was the API's own name before it.
    """
    for form in group:
        for start in range(0 if first else 1, len(words) - len(form) + 1):
            end = start + len(form)
            stands_alone = start <= 1 or end == len(words) or words[end] in _LINKS
            if words[start:end] == form and stands_alone:
                return _unlinked(words[:start] + words[end:])
    return []


def _unlinked(words: list[str]) -> list[str]:
    """Words up to the last one that says something."""
    while words and words[-1] in _LINKS:
        words = words[:-1]
    return words


def _forms(group: str) -> list[list[str]]:
    """The words of a group, and the same with the last one in the singular and in the plural."""
    words = words_of(group)
    if not words:
        return []
    *first, last = words
    singular = f"{last[:-3]}y" if last.endswith("ies") else last.removesuffix("s")
    return [[*first, one] for one in (last, singular, f"{last}s")]


def _cut(words: list[str]) -> list[str]:
    """As many words as a name may be long, each once: the first ones if they begin with what is done, else the last."""
    if words[0] not in _VERBS:
        return _cut_front(words)
    kept: list[str] = []
    for word in dict.fromkeys(words):
        if len("_".join([*kept, word])) > _LONGEST:
            break
        kept.append(word)
    return _unlinked(kept)


def _cut_front(words: list[str]) -> list[str]:
    """The last words, without a link before them: `locations_keys_list`."""
    while words and (len("_".join(words)) > _LONGEST or words[0] in _LINKS):
        words = words[1:]
    return words
