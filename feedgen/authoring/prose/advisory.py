"""Reads an advisory: text, Markdown, HTML or PDF, as people paste and download them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from feedgen.authoring.prose.classification import PROMISING, Classifier
from feedgen.authoring.prose.context import Surroundings
from feedgen.authoring.prose.defanging import refang_prose
from feedgen.authoring.prose.html_pages import html_text
from feedgen.authoring.prose.pages import is_html, is_pdf, lines_of, pdf_text
from feedgen.authoring.reading import Candidate, Reading
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.observables import UserAgent

_WORD = re.compile(
    r"(?P<url>(?:https?|ftps?|wss?)://[^\s\"'<>|`\\^{}]+)"
    r"|[^\s\"'<>|`,;(){}\[\]\\^“”]+",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(?:https?|ftps?|wss?)://", re.IGNORECASE)
_MAX_WORD = 4096
_AGENT = re.compile(
    r"user[- ]agents?(?:\s+(?:string|header))?(?:\s+is)?\s*[:=]?\s*"
    r"(?:[`\"'“](?P<quoted>[^`\"”]{4,300})[`\"'”]|(?<=[:=] )(?P<bare>\S[^`\"|]{3,300}))",
    re.IGNORECASE,
)
_NAME_COLUMN = re.compile(r"(?:package|module|library)(?: name)?s?|name", re.IGNORECASE)
_VERSION_COLUMN = re.compile(r".*\bversions?\b.*", re.IGNORECASE)
_PACKAGE_NAME = re.compile(r"(?:@[a-z0-9~][\w.~-]*/)?[A-Za-z0-9][\w.~-]*")
_TITLE = re.compile(r"#{1,2}\s+(\S.{3,190})")


def read_advisory(data: bytes, cited_hosts: Iterable[str] = ()) -> Reading:
    """What an advisory names.

    Args:
        data: the document, UTF-8 or PDF.
        cited_hosts: hosts of publications that are no indicators: the advisory's own.

    Raises:
        UsageError: for what is no text, and for limits.
    """
    reading = Reading()
    if is_pdf(data):
        return _read(pdf_text(data), reading, cited_hosts)
    text = decoded(data)
    if is_html(text):
        text, links = html_text(text)
        for url, words in links.items():
            reading.links.setdefault(url, words)
    return _read(text, reading, cited_hosts)


def decoded(data: bytes) -> str:
    """The document's text.

    Raises:
        UsageError: when it is not UTF-8.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError(
            f"the document is not UTF-8 text: byte {error.start}; save it as UTF-8"
        ) from error
    if "\0" in text:
        raise UsageError("the document is no text: it holds NUL characters")
    return text


def _read(text: str, reading: Reading, cited_hosts: Iterable[str]) -> Reading:
    hosts = frozenset(host.lower().removeprefix("www.") for host in cited_hosts)
    defangs = bool(refang_prose(text).marks)
    classifier = Classifier(reading, defangs=defangs, page=text[:200_000], cited_hosts=hosts)
    for line in lines_of(text):
        if not reading.title and (title := _TITLE.fullmatch(line.text.strip()[:200])):
            reading.title = title[1].strip("*_ #")
        # A row that labels its cells is read whole, a line without signs and digits is not.
        labels = line.row_text.lower()
        if "agent" not in labels and "version" not in labels and not PROMISING.search(line.text):
            continue
        around = Surroundings(line, refang_prose(line.text))
        if not _package(classifier, around):
            _words(classifier, around, _agent(reading, around))
    return reading


def _words(classifier: Classifier, around: Surroundings, agent: str | None) -> None:
    """All words of a line but those of a user agent."""
    if agent is not None:
        around.refanged = refang_prose(around.line.text.replace(agent, "", 1))
    text = around.refanged.text
    position = 0
    while (match := _WORD.search(text, position)) is not None:
        start, end = match.span()
        if match["url"] is None and "://" in match[0]:
            scheme = _SCHEME.search(text, start, end)
            if scheme and scheme.start() > start:
                end = scheme.start()
        position = end
        if end - start <= _MAX_WORD:
            # `name=value` and `digest=sha256:…` are two words, `name==1.0` is one.
            for first, last in _sides(text, start, end, is_url=match["url"] is not None):
                classifier.word(around, first, last)


def _sides(text: str, start: int, end: int, *, is_url: bool) -> list[tuple[int, int]]:
    word = text[start:end]
    if is_url or "==" in word or "=" not in word:
        return [(start, end)]
    middle = start + word.index("=")
    return [(start, middle), (middle + 1, end)]


def _agent(reading: Reading, around: Surroundings) -> str | None:
    """The user agent that a line or a row labels as one. Its words are no values of their own."""
    raw = around.line.text
    match = _AGENT.search(raw[:2000])
    found = (match["quoted"] or match["bare"]) if match else _agent_cell(around)
    if not found:
        return None
    try:
        agent = UserAgent.parse(found.strip("`\"'“”* "))
    except InvalidValueError as error:
        reading.leave_out(found, error.problem, around.place)
        return found
    around.taken.append((0, 0))
    reading.take(Candidate(observable=agent, place=around.place))
    return found


def _agent_cell(around: Surroundings) -> str | None:
    """The cell of a row whose first cell says `user agent`, or of a column that does."""
    row, raw = around.line.row, around.line.text
    if not row or raw == row[0][1] or not raw.strip("`* -"):
        return None
    label = row[0][1].strip("`*: ").lower().replace("-", " ")
    return raw if label in ("user agent", "user agents", "useragent") and raw == row[1][1] else None


def _package(classifier: Classifier, around: Surroundings) -> bool:
    """A cell of a table of packages. The name's cell speaks for its row, the versions' is done."""
    row = around.line.row
    names = [cell for column, cell in row if _NAME_COLUMN.fullmatch(column)]
    versions = [cell for column, cell in row if _VERSION_COLUMN.fullmatch(column)]
    if len(names) != 1 or not versions or around.line.text not in (names[0], versions[0]):
        return False
    name = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", names[0]).strip("`* ")
    ecosystem = classifier.artifacts.package_ecosystem(around.near(0, 0))
    if ecosystem is None or not _PACKAGE_NAME.fullmatch(name):
        return False
    if _NAME_COLUMN.fullmatch(name) or around.line.text == versions[0] != names[0]:
        return True
    classifier.artifacts.package_row(name, versions[0], around, ecosystem)
    return True


def host_of(url: str) -> str:
    """The host of a reference, to know the publisher's own site by."""
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
