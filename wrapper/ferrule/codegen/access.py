"""What changed in where an API is and in what it asks callers to show: servers, security schemes and requirements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .jsondata import JSONObject, array_at, as_object, is_object, object_at

_SHOWN = {"apiKey": ("in", "name"), "http": ("scheme",), "openIdConnect": ("openIdConnectUrl",)}


def server_changes(old: Sequence[Any], new: Sequence[Any]) -> Iterator[tuple[str, bool]]:
    """Servers that came and went, each change breaking or not. The first is the one that clients call."""
    before, after = _urls(old), _urls(new)
    gone, come = [url for url in before if url not in after], [url for url in after if url not in before]
    if before and after and before[0] in gone and after[0] in come:
        yield f"server {after[0]} instead of {before[0]}", True
        gone, come = gone[1:], come[1:]
    elif before and after and before[0] != after[0]:
        yield f"server {after[0]} is the first, was {before[0]}", True
        come = [url for url in come if url != after[0]]
        gone = [url for url in gone if url != before[0]]
    yield from ((f"server {url} removed", True) for url in gone)
    yield from ((f"server {url} added", False) for url in come)
    for url, name, values in _variables(old):
        for _, _, others in (one for one in _variables(new) if one[:2] == (url, name)):
            if lost := sorted(set(values) - set(others)) if others else []:
                yield f"server {url}, variable {name}: no longer {', '.join(lost)}", True


def security_changes(
    old: Sequence[Mapping[str, Sequence[str]]], new: Sequence[Mapping[str, Sequence[str]]]
) -> bool | None:
    """Whether callers who showed enough may now show too little; None if nothing changed."""
    before, after = (_alternatives(one) for one in (old, new))
    if before == after:
        return None
    return not all(any(_satisfies(had, wanted) for wanted in after) for had in before)


def scheme_changes(old: JSONObject, new: JSONObject) -> Iterator[tuple[str, str]]:
    """Security schemes that are in both documents, and work otherwise now: name, and what changed."""
    before, after = (object_at(object_at(one, "components"), "securitySchemes") for one in (old, new))
    for name in sorted(before.keys() & after.keys()):
        was, now = _scheme(as_object(before[name])), _scheme(as_object(after[name]))
        if was != now:
            yield name, f"{now} instead of {was}"


def servers_of(document: JSONObject) -> list[Any]:
    """The servers of a document."""
    return array_at(document, "servers")


def _urls(servers: Sequence[Any]) -> list[str]:
    """URLs with the defaults of their variables."""
    found: list[str] = []
    for server in filter(is_object, servers):
        url = str(server.get("url", ""))
        for name, about in object_at(server, "variables").items():
            url = url.replace(f"{{{name}}}", str(as_object(about).get("default", "")))
        found.append(url)
    return list(dict.fromkeys(found))


def _variables(servers: Sequence[Any]) -> Iterator[tuple[str, str, list[str]]]:
    for server in filter(is_object, servers):
        for name, about in object_at(server, "variables").items():
            yield str(server.get("url", "")), name, [str(value) for value in array_at(as_object(about), "enum")]


def _alternatives(security: Sequence[Mapping[str, Sequence[str]]]) -> list[dict[str, frozenset[str]]]:
    return [{name: frozenset(map(str, scopes or ())) for name, scopes in one.items()} for one in security] or [{}]


def _satisfies(had: Mapping[str, frozenset[str]], wanted: Mapping[str, frozenset[str]]) -> bool:
    return all(name in had and scopes <= had[name] for name, scopes in wanted.items())


def _scheme(scheme: JSONObject) -> str:
    kind = str(scheme.get("type", "unknown"))
    if kind == "oauth2":
        flows = (
            f"{name} at {as_object(flow).get('tokenUrl') or as_object(flow).get('authorizationUrl')}"
            for name, flow in sorted(object_at(scheme, "flows").items())
        )
        return f"oauth2 ({', '.join(flows)})"
    shown = " ".join(
        str(scheme.get(key, "")).lower() if key == "scheme" else str(scheme.get(key, ""))
        for key in _SHOWN.get(kind, ())
    )
    return f"{kind} {shown}".strip()
