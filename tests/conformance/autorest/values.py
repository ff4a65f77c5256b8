"""What the test server expects and no description says, as its own sources have it."""

from __future__ import annotations

import base64
from typing import Any

_LIST = ["ArrayQuery1", "begin!*'();:@ &=+$,/?#[]end", None, ""]
_BYTES = base64.b64encode("啊齄丂狛狜隣郎隣兀﨩".encode()).decode()

PARAMETERS: dict[str, list[Any]] = {
    "scenario": ["positive", "negative", "true", "false", "valid", "null", "empty", "min", "max"],
    "arrayQuery": [_LIST, ["hello", "nihao", "bonjour"], []],
    "arrayPath": [["ArrayPath1", *_LIST[1:]]],
    "bytePath": [_BYTES],
    "byteQuery": [_BYTES, ""],
    "base64UrlPath": ["bG9yZW0"],
    "unixTimeUrlPath": [1460505600],
    "enumPath": ["green color"],
    "enumQuery": ["green color"],
    **{
        f"{name}String{place}": [f"{name}String{place}"]
        for name in ("global", "pathItem", "local")
        for place in ("Path", "Query")
    },
    "petId": ["tommy", "coyoteUgly", "django", "alien123", "casper", "scooby"],
    "whatAction": ["stay", "jump", "fetch"],
    "models": ["value1"],
    "url": ["foo"],
    "headerParameters": ["x"],
    "queryParameters": [["one", "two"]],
    "parameter1": ["foo"],
}
"""By the parameter's name."""

BODIES: dict[str, list[Any]] = {
    "/int/max/32": [2147483647],
    "/int/min/32": [-2147483648],
    "/int/max/64": [9223372036854775807],
    "/int/min/64": [-9223372036854775808],
    "/nonStringEnums/float/put": [429.1],
    "/nonStringEnums/int/put": [200],
    "/multipleInheritance/horse": [{"name": "General", "isAShowHorse": False}],
    "/multipleInheritance/pet": [{"name": "Butter"}],
    "/multipleInheritance/feline": [{"meows": False, "hisses": True}],
    "/multipleInheritance/cat": [{"name": "Boots", "meows": True, "hisses": False, "likesMilk": False}],
    "/multipleInheritance/kitten": [
        {"name": "Kitty", "meows": True, "hisses": False, "likesMilk": False, "eatsMiceYet": False}
    ],
    "/complex/basic/valid": [{"id": 2, "name": "abc", "color": "Magenta"}],
    "/extensibleenums/pet/addPet": [{"name": "Retriever", "DaysOfWeek": "Friday", "IntEnum": "1"}],
    "/duration/positiveduration": ["P123DT22H14M12.011S"],
    "/datetime/max/utc": ["9999-12-31T23:59:59.999Z"],
    "/datetime/max/utc7ms": ["9999-12-31T23:59:59.9999999Z"],
    "/datetimerfc1123/max": ["Fri, 31 Dec 9999 23:59:59 GMT"],
}
"""By the operation's path."""
