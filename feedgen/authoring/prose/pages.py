"""Text, Markdown and PDF as lines with their surroundings: heading, table column, list."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from feedgen.errors import UsageError

MAX_BYTES = 16 * 1024 * 1024
"""Of a document that is pasted or imported."""
_BROKEN = (
    ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
"""What pypdf lets out of a broken file, beside its own errors."""
_MAX_PAGES = 2000
"""Of a PDF."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one cell of a table."""

    number: int
    text: str
    context: str
    """Lower case: the headings above, and the column's name for a cell."""
    row: tuple[tuple[str, str], ...] = ()
    """Of a cell: all cells of its row, each with its column's name in lower case."""
    row_text: str = ""
    """The same in one text."""


_HEADING = re.compile(r"#{1,6}\s+(.*)|\*\*([^*]{1,80})\*\*:?\s*")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_SETEXT = re.compile(r"(?:=+|-{3,})\s*")


def lines_of(text: str) -> Iterator[Line]:
    """Lines and cells, in order. Pipes and tabs make cells; the first row names the columns."""
    headings: dict[int, str] = {}
    columns: list[str] = []
    previous = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        heading = _HEADING.fullmatch(line[:200])
        if heading:
            level = line.count("#", 0, 6) or 7
            headings = {k: v for k, v in headings.items() if k < level}
            headings[level] = (heading[1] or heading[2] or "").lower()
        elif _SETEXT.fullmatch(line) and previous and "|" not in previous:
            headings = {1: previous[:200].lower()}
        context = " / ".join(headings.values())
        cells = _cells(line)
        if len(cells) < 2:
            columns = []
            yield Line(number, raw, context)
        elif not _RULE.fullmatch(line):
            columns = columns or [cell.lower() for cell in cells]
            names = [*columns, *[""] * len(cells)]
            row = tuple((names[n][:80], cell[:500]) for n, cell in enumerate(cells[:20]))
            told = " | ".join(f"{column} {cell}" for column, cell in row)
            for column, cell in zip(names, cells, strict=False):
                yield Line(number, cell, f"{context} / {column[:80]}", row, told)
        previous = line


def _cells(line: str) -> list[str]:
    if "|" in line:
        return [cell.strip() for cell in line.strip("|").split("|")]
    return [cell.strip() for cell in line.split("\t")] if "\t" in line else [line]


def is_pdf(data: bytes) -> bool:
    """By its first bytes."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def is_html(text: str) -> bool:
    """By a tag near its beginning."""
    beginning = text[:2048].lower()
    return any(tag in beginning for tag in ("<!doctype html", "<html", "<head", "<body", "<table"))


def pdf_text(data: bytes) -> str:
    """The words of a PDF, page by page.

    Raises:
        UsageError: when the library is missing, or the file is no PDF that it can read.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra
        from pypdf.errors import PyPdfError  # noqa: PLC0415 - the same
    except ImportError as error:
        raise UsageError(
            "reading a PDF needs pypdf: install feedgen's extra `import`, from a checkout with: "
            "pip install '.[import]', or paste what `pdftotext -layout FILE -` gives"
        ) from error
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        count = len(reader.pages)
        pages = [page.extract_text() or "" for page in islice(reader.pages, _MAX_PAGES)]
    except (PyPdfError, *_BROKEN) as error:
        raise UsageError(
            f"the PDF cannot be read ({type(error).__name__}); paste what "
            "`pdftotext -layout FILE -` gives"
        ) from error
    if count > _MAX_PAGES:
        raise UsageError(f"the PDF has more than {_MAX_PAGES:,} pages; cut out those that matter")
    return "\n".join(pages)
