"""Hosts, addresses, URLs and mailboxes on a page, and what only looks like them."""

from __future__ import annotations

import ipaddress
import re

from feedgen.authoring.prose import context
from feedgen.authoring.prose.artifact_words import VERSIONED, ArtifactWords
from feedgen.authoring.prose.context import Surroundings
from feedgen.authoring.prose.taking import Taker
from feedgen.authoring.reading import shown
from feedgen.checks._public_suffixes import public_suffixes
from feedgen.model.observables import Domain, Email, Ip, Url

_FILE_ENDINGS = frozenset(
    [
        "app",
        "bar",
        "bin",
        "cab",
        "cc",
        "cfg",
        "dev",
        "doc",
        "exe",
        "go",
        "id",
        "jar",
        "java",
        "js",
        "json",
        "lib",
        "lock",
        "md",
        "mo",
        "mov",
        "name",
        "pl",
        "pm",
        "ps",
        "py",
        "rs",
        "sh",
        "so",
        "sys",
        "tar",
        "top",
        "ts",
        "txt",
        "win",
        "xml",
        "yml",
        "zip",
    ]
)
"""Endings of file names; several are top-level domains too."""
_RATHER_FILES = frozenset({"md", "mov", "py", "rs", "zip"})
"""Top-level domains that are nearly always the end of a file's name, even where defanged."""
_CODE = frozenset(
    [
        "app",
        "console",
        "crypto",
        "document",
        "env",
        "fs",
        "module",
        "os",
        "path",
        "process",
        "self",
        "socket",
        "sys",
        "this",
        "value",
        "window",
    ]
)
"""First parts of dotted names in code."""
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?P<host>[^@/:\s]+\.[^@/:\s]+)")
_V4 = re.compile(r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?)(?::(?P<port>\d{1,5}))?", re.ASCII)
_V6 = re.compile(
    r"(?=.{8})(?=[^\d]*\d)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:/\d{1,3})?", re.IGNORECASE
)
_HOST = re.compile(
    r"(?P<host>(?:\w(?:[\w-]{0,61}\w)?\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,63}))"
    r"(?::(?P<port>\d{1,5}))?(?P<path>/\S*)?",
    re.IGNORECASE,
)
_COMMIT_URL = re.compile(
    r"https?://github\.com/([A-Za-z0-9-]+/[\w.-]+?)/(?:commit|tree|blob|raw)/([0-9a-f]{40})(?![0-9a-f])",
    re.IGNORECASE,
)
_A_NAME = "a name in a sentence; defang it, or write it on a line of its own, if it is an indicator"
_A_LINK = "a link that is not defanged; defang it if it is an indicator"


class NetworkWords:
    """Judges words; each method says whether the word was its own, taken or not."""

    def __init__(self, taker: Taker, artifacts: ArtifactWords, *, defangs: bool) -> None:
        self._taker, self._artifacts, self._defangs = taker, artifacts, defangs

    def url(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A URL: an indicator where it is defanged, else a link."""
        if "://" not in word:
            return False
        word = _balanced(word)
        end = start + len(word)
        commit = _COMMIT_URL.match(word)
        if commit:
            self._artifacts.take_commit(around, commit[2], start, end, commit[1])
        if around.refanged.was_defanged(start, end):
            if not commit:
                self._taker.take(Url, word, around, start, end)
            return True
        title = _link_words(around.before(start))
        if word.startswith("http"):
            known = self._taker.reading.links.get(word)
            self._taker.reading.links[word] = known or title
        host = word.partition("://")[2].partition("/")[0].partition(":")[0].lower()
        if commit or self._taker.is_cited(host):
            return True
        if not self._defangs and not title and around.stands_alone(start, end):
            self._taker.take(Url, word, around, start, end)
        else:
            self._taker.reading.leave_out(word, _A_LINK, around.place)
        return True

    def mailbox(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A mailbox."""
        match = _EMAIL.fullmatch(word)
        if match is None or VERSIONED.fullmatch(word) or "==" in word:
            return False
        if not public_suffixes().is_delegated(match["host"].lower()):
            return False
        if around.refanged.was_defanged(start, end) or (
            not self._defangs and around.stands_alone(start, end)
        ):
            self._taker.take(Email, word, around, start, end)
        else:
            self._taker.reading.leave_out(
                word, "a mailbox in a sentence, not defanged", around.place
            )
        return True

    def address(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """An address or a network, perhaps with a port."""
        match = _V4.fullmatch(word)
        if match is None and not (_V6.fullmatch(word) and _is_v6(word)):
            return False
        text = match["ip"] if match else word
        port = int(match["port"]) if match and match["port"] else 0
        if not around.refanged.was_defanged(start, end):
            if context.VERSION.search(around.before(start)):
                self._taker.reading.leave_out(word, "a version number", around.place)
                return True
            near = around.near(start, end)
            if not around.stands_alone(start, end) and not context.ADDRESS.search(near):
                self._taker.reading.leave_out(
                    word, "numbers that nothing calls an address", around.place
                )
                return True
        ports = (port,) if 0 < port < 65536 else ()
        self._taker.take(Ip, text, around, start, end, ports=ports)
        return True

    def host(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A host, perhaps with a port and a path."""
        match = _HOST.fullmatch(word.removeprefix("*."))
        if match is None:
            return False
        host, place = match["host"].lower(), around.place
        ending = host.rpartition(".")[2]
        defanged = around.refanged.was_defanged(start, end)
        is_known = public_suffixes().is_delegated(host) or not ending.isascii() or ending == "onion"
        looks_like_code = host.partition(".")[0] in _CODE or ending in _FILE_ENDINGS
        if defanged and ending in _RATHER_FILES and host.count(".") == 1:
            self._taker.reading.ask(f"{host} ({place}): a host, or the name of a file?")
        elif defanged and is_known:
            self._taker.take(Domain, host, around, start, end)
            if (match["path"] or "/").strip("/"):
                self._taker.reading.ask(
                    f"{host}{match['path']} ({place}): http or https? add it to urls"
                )
        elif defanged:
            self._taker.reading.leave_out(word, "ends in no top-level domain that exists", place)
        elif not is_known or self._taker.is_cited(host):
            return is_known
        elif looks_like_code:
            self._taker.reading.leave_out(word, "looks like a file name or code, not a host", place)
        elif match["path"] or self._defangs or not around.stands_alone(start, end):
            self._taker.reading.leave_out(word, _A_NAME, place)
        else:
            self._taker.take(Domain, host, around, start, end)
        return True


def _is_v6(word: str) -> bool:
    try:
        ipaddress.IPv6Interface(word)
    except ValueError:
        return False
    return True


def _balanced(url: str) -> str:
    """The URL without the closing brackets of the sentence around it."""
    while url and (
        url[-1] in ".,;:!?*'"
        or (url[-1] in ")]" and url.count(url[-1]) > url.count("(["[url[-1] == "]"]))
    ):
        url = url[:-1]
    return url


def _link_words(before: str) -> str:
    """The words of a Markdown link whose address comes next."""
    match = re.search(r"\[([^\[\]]{0,100})\]\($", before)
    return shown(match[1]) if match else ""
