"""Server-Sent Events read slowly, by the words of the HTML Living Standard, 9.2.5 and 9.2.6: all at once, as text."""

from __future__ import annotations


def lines_of(text: str) -> list[str]:
    """The complete lines of a stream: CRLF, LF or CR ends one."""
    lines, line, at = [], "", 0
    while at < len(text):
        if text[at] in "\r\n":
            lines.append(line)
            line = ""
            at += 2 if text[at : at + 2] == "\r\n" else 1
        else:
            line += text[at]
            at += 1
    return lines  # a line that nothing ends is no line


def events_of(stream: bytes) -> tuple[list[tuple[str, str, str]], str]:
    """Name, id and data of each event, and the last event ID at the end."""
    text = stream.decode("utf-8", "replace")
    text = text.removeprefix("\ufeff")
    found: list[tuple[str, str, str]] = []
    data, kind, id_buffer, last_id = "", "", "", ""
    for line in lines_of(text):
        if line == "":
            last_id = id_buffer
            if data == "":
                data, kind = "", ""
                continue
            if data[-1] == "\n":
                data = data[:-1]
            found.append((kind or "message", last_id, data))
            data, kind = "", ""
            continue
        if line[0] == ":":
            continue
        field, colon, value = line.partition(":")
        if colon and value[:1] == " ":
            value = value[1:]
        if field == "event":
            kind = value
        elif field == "data":
            data += value + "\n"
        elif field == "id" and "\0" not in value:
            id_buffer = value
    return found, last_id
