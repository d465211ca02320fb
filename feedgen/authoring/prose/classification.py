"""Which type a word of a page is a value of, by its shape and by the words around it.

Rather a question or a line among what was left out than a wrong indicator: a page is full of file
names, versions and links that look like hosts and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from feedgen.authoring.prose.artifact_words import ArtifactWords
from feedgen.authoring.prose.context import Surroundings
from feedgen.authoring.prose.network_words import NetworkWords
from feedgen.authoring.prose.taking import Taker
from feedgen.authoring.reading import Reading
from feedgen.model.attack import techniques
from feedgen.model.text import forbidden_character

_EDGES = ".,:;!?*~#&+…«»•-$\u201c\u201d\u2018\u2019\u2013\u2014"
PROMISING = re.compile(r"[\d.:/@=]|[0-9a-fA-F]{32}")
"""What a word holds if it is anything but a word."""
_VULNERABILITY = re.compile(
    r"CVE-\d{4}-\d{4,7}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}", re.IGNORECASE
)
_TECHNIQUE = re.compile(r"T\d{4}(?:\.\d{3})?")


class Classifier:
    """Judges one word after the other and adds what it is to a reading."""

    def __init__(
        self, reading: Reading, *, defangs: bool, page: str, cited_hosts: frozenset[str]
    ) -> None:
        """Start on a page.

        Args:
            reading: where everything goes.
            defangs: whether the page defangs its indicators; then nothing else is one.
            page: a part of the text that says which ecosystem it is about.
            cited_hosts: hosts of publications, which are never indicators.
        """
        self._reading = reading
        taker = Taker(reading, cited_hosts)
        self.artifacts = artifacts = ArtifactWords(taker, page)
        network = NetworkWords(taker, artifacts, defangs=defangs)
        self._judges: tuple[Callable[[Surroundings, str, int, int], bool], ...] = (
            network.url, artifacts.purl, artifacts.hash, artifacts.scoped, network.mailbox,
            artifacts.image, artifacts.action, artifacts.pinned, artifacts.versioned,
            network.address, network.host,
        )  # fmt: skip

    def word(self, around: Surroundings, start: int, end: int) -> None:
        """Judge the word at this place."""
        text = around.refanged.text
        if not PROMISING.search(text, start, end):
            return
        while start < end and text[start] in _EDGES + "_":
            start += 1
        while end > start and text[end - 1] in _EDGES + "_@=":
            end -= 1
        word = text[start:end]
        if len(word) < 4:
            return
        hidden = forbidden_character(word)
        if hidden:
            if "." in word or "/" in word:
                reason = f"holds {hidden}, which nobody can see and which changes what is read"
                self._reading.leave_out(word, reason, around.place)
            return
        if self._identifier(around, word):
            return
        for judge in self._judges:
            if judge(around, word, start, end):
                return

    def _identifier(self, around: Surroundings, word: str) -> bool:
        if _VULNERABILITY.fullmatch(word):
            prefix, _, rest = word.partition("-")
            upper = prefix.upper()
            self._reading.vulnerabilities[
                f"{upper}-{rest.lower() if upper == 'GHSA' else rest}"
            ] = None
            return True
        if _TECHNIQUE.fullmatch(word):
            if word in techniques():
                self._reading.techniques[word] = None
            else:
                self._reading.leave_out(word, "no ATT&CK technique of this version", around.place)
            return True
        return False
