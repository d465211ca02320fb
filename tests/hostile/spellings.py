r"""How a text becomes part of a value of each type: where a real value has room for it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from zlib import crc32

from packageurl import PackageURL

_HEX = "0123456789abcdef"
_ROOM: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "domain": ("{}", "{}.hostile.example", "a.{}"),
    "ip": ("{}", "192.0.2.7{}", "2001:db8::/{}"),
    "url": ("{}", "https://url.example/{}", "http://url.example:8080/p?q={}", "https://{}/"),
    "email": ("{}", "{}@mail.example", "a@{}.example"),
    "user_agent": ("{}", "Agent/1.0 {} x"),
    "http_header": ("X-Loot: {}", "{}: loot"),
    "certificate": ("{}", "sha256:{}"),
    "image_digest": ("{}", "sha256:{}"),
    "image_tag": ("{}", "docker.io/hostile/tag:{}", "registry.example/{}:v1", "{}.registry.example/a:v1"),
    "commit": ("{}",),
    "action_ref": ("{}", "github.com/hostile/action@{}", "github.com/hostile/{}@v1"),
    "carrier": ("{}", "github.com/hostile/{}", "github.com/{}/carrier"),
    "sha256": ("{}",),
    "sha1": ("{}",),
    "md5": ("{}",),
    "extension": ("{}", "open-vsx:{}.name@1", "open-vsx:hostile.{}@1", "open-vsx:hostile.name@{}"),
    "path": ("{}", "/opt/hostile/{}/x", "C:\\Users\\{}"),
    "process": ("{}", "hostile --run {} x", "hostile … {}"),
    "repository": ("{}", "loot-{}"),
    "repository_pattern": ("{}", "loot-({})"),
    "kubernetes": ("{}", "Pod/{}", "Secret/hostile/{}", "Pod/{}/x"),
    "systemd_unit": ("{}", "{}.service", "{}.timer"),
    "plugin": ("{}", "jenkins:{}@1.0", "jenkins:hostile@{}"),
    "account": ("{}", "github:{}", "{}:name"),
})  # fmt: skip
"""Where the braces are, the text goes."""
_DIGITS = {"md5": 32, "sha1": 40, "commit": 40, "sha256": 64}
_PREFIXED = {"certificate": "sha256:", "image_digest": "sha256:"}


def _digests(type_: str) -> list[str]:
    """Digits that a reader with types of its own takes for a number."""
    size, prefix = _DIGITS.get(type_, 64), _PREFIXED.get(type_, "")
    digits = [
        "0" * size,
        "1" * size,
        "1e" + "9" * (size - 2),
        "0" * (size - 3) + "1e5",
        "0e" + "0" * (size - 2),
    ]
    digits += ["e" * size, "f" * (size - 1) + "0", (_HEX * 8)[:size], "1" + "0" * (size - 1)]  # fmt: skip
    return [prefix + text for text in digits]


_ADDRESSES = (
    "::ffff:192.0.2.7", "2001:DB8::A", "2001:db8:0:0:0:0:0:1", "192.0.2.0/24", "2001:db8:1::/48", "192.0.2.9/32",
    "2001:db8::9/128", "0.0.0.0", "255.255.255.255", "::", "::1", "fe80::1%eth0", "192.0.2.010", "192.0.2.1.", "0.0.0.0/1",  # noqa: S104
    "0xc0.0.2.1", "192.0.2.1:80", "[2001:db8::b]", "2001:db8::192.0.2.1", "198.51.100.128/25", "192.0.2.200",
)  # fmt: skip
_ECOSYSTEMS = ("npm", "pypi", "golang", "docker", "maven", "generic")
_FREE = frozenset({"user_agent", "http_header", "path", "process", "url"})
"""Types that hold nearly any text: a long one is tried in one place, a short one in all."""


def _packages(text: str) -> list[str]:
    found = [text, f"pkg:{text}/a@1"]
    if len(text) <= 2:  # unquoted too
        found += [f"pkg:npm/{text}", f"pkg:pypi/hostile@{text}"]
    ecosystem = _ECOSYSTEMS[crc32(text.encode(errors="replace")) % len(_ECOSYSTEMS)]
    for kind, namespace, name, version in (
        (ecosystem, None, text, "1.0"), (ecosystem, None, "hostile", text), ("npm", f"@{text}", "scoped", "1")
    ):  # fmt: skip
        with suppress(ValueError, TypeError):  # what the reference library cannot write, nobody can
            found.append(PackageURL(kind, namespace, name, version).to_string())
    return found


def spellings(type_: str, text: str) -> list[str]:
    """What an editor may write as this type, with the text in it."""
    if type_ == "package":
        return _packages(text)
    rooms = _ROOM[type_]
    if type_ in _FREE and len(text) > 2:
        rooms = (rooms[crc32(text.encode(errors="replace")) % len(rooms)],)
    found = [room.replace("{}", text) for room in rooms]
    if text == "0":  # once, not for every text
        found += _digests(type_) if type_ in {*_DIGITS, *_PREFIXED} else []
        found += _ADDRESSES if type_ == "ip" else ()
    return found
