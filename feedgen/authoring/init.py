"""Makes the repository of a feed of one's own, whole and ready to build.

The files stand in `templates/init`. They are written aside, inside the directory, read back as
sources, and then moved into place, the sources last. An interrupted run is finished by the next.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from feedgen.authoring.writing import yaml_text
from feedgen.emitters.rendering import Encoded, one_visible_line, render
from feedgen.errors import InternalError, SourceError, UnavailableError, UsageError
from feedgen.model.instants import format_instant
from feedgen.shipped import template_directory
from feedgen.sources.files import display_path
from feedgen.sources.json_schema import Document, schema_json
from feedgen.sources.reference_page import reference_page
from feedgen.sources.tree import read_tree

IOCS = "iocs"
_DRAFT = ".feedgen-init.new"
_WHOLE = ".feedgen-init"
_MAY_BE_THERE = frozenset({".git", _DRAFT})
_SIDS = 10_000
"""A block of them is plenty for a feed of one's own."""

_FILES: Mapping[str, str] = {
    ".editorconfig": "editorconfig",
    ".gitattributes": "gitattributes",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/workflows/check.yml": "workflow-check.yml",
    ".github/workflows/release.yml": "workflow-release.yml.j2",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".vscode/extensions.json": "vscode-extensions.json",
    ".vscode/settings.json": "vscode-settings.json",
    "README.md": "README.md.j2",
    "requirements.txt": "requirements.txt.j2",
    "iocs/README.md": "iocs.md",
    "iocs/feed.yml": "feed.yml.j2",
    "iocs/known-good.yml": "known-good.yml",
    "iocs/lists/README.md": "lists.md",
}
"""What is written, by its template; the ending `.j2` marks one with values in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSettings:
    """Whose feed it is, as somebody answered, and what the environment adds."""

    name: str
    contact: str
    base_url: str
    licence: str
    formats: tuple[str, ...]
    namespace: UUID
    created: datetime
    origin: str | None
    """Where the feed's workflows get feedgen, as pip reads it; None where nobody knows yet."""
    extras: str = ""
    """Of feedgen, in brackets."""
    pins: tuple[str, ...] = ()
    """Further lines of the requirements."""


def refuse_occupied(directory: Path) -> None:
    """Refuse a directory that holds anything but a git repository without a file.

    Raises:
        UsageError: when there is something that could be lost.
    """
    if not directory.exists():
        return
    if not directory.is_dir():
        raise UsageError(f"{directory} is a file; name a directory that is new or empty")
    there = sorted(path.name for path in directory.iterdir() if path.name not in _MAY_BE_THERE)
    if there and not interrupted(directory):
        shown = ", ".join(there[:3]) + (", …" if len(there) > 3 else "")
        raise UsageError(
            f"{display_path(directory)} is not empty ({shown}); name a directory that is new, "
            "empty, or holds nothing but .git"
        )


def interrupted(directory: Path) -> bool:
    """Whether an earlier run wrote everything and was stopped while it moved it into place."""
    return (directory / _WHOLE).is_dir()


def create_feed(directory: Path, settings: FeedSettings) -> list[str]:
    """Write the repository.

    Args:
        directory: new, empty, or with nothing but .git.
        settings: what goes into feed.yml and requirements.txt.

    Returns:
        The files, relative to the directory, sorted.

    Raises:
        UsageError: when the directory is occupied or a setting cannot be used.
        UnavailableError: when the disk refuses.
    """
    refuse_occupied(directory)
    files = scaffold(settings)
    draft = directory / _DRAFT
    new = not directory.exists()
    try:
        if draft.exists():
            shutil.rmtree(draft)
        _write(draft, files)
        _read_back(draft)
        draft.rename(directory / _WHOLE)
    except OSError as error:
        raise UnavailableError(f"{directory} cannot be written: {error.strerror}") from error
    finally:
        if draft.exists():
            shutil.rmtree(directory if new else draft, ignore_errors=True)
    finish(directory)
    return sorted(files)


def finish(directory: Path) -> None:
    """Move what was written whole into place; `iocs`, which makes it a feed, comes last.

    Raises:
        UnavailableError: when the disk refuses; run again, it goes on.
    """
    whole = directory / _WHOLE
    try:
        for path in sorted(whole.iterdir(), key=lambda path: (path.name == IOCS, path.name)):
            path.rename(directory / path.name)
        whole.rmdir()
    except OSError as error:
        raise UnavailableError(f"{directory} cannot be written: {error.strerror}") from error


def scaffold(settings: FeedSettings) -> dict[str, str]:
    """Every file of the repository, by path."""
    values = _values(settings)
    example = f"example-{settings.created:%Y-%m}"
    files = {path: _filled(template, values) for path, template in _FILES.items()}
    files[f"{IOCS}/{settings.created:%Y}/{example}.yml"] = _filled("incident.yml.j2", values)
    for document in Document:
        files[f"docs/schema/{document.value}.schema.json"] = schema_json(document)
    files["docs/source-format.md"] = reference_page()
    return files


def _filled(template: str, values: Mapping[str, object]) -> str:
    if not template.endswith(".j2"):
        return (template_directory() / "init" / template).read_text(encoding="utf-8")
    return render(f"init/{template}", **values)


def _values(settings: FeedSettings) -> dict[str, object]:
    """What the templates ask for, each in the form of YAML, or of a line for people."""
    first = 1_000_000 + settings.namespace.int % 100 * _SIDS
    day = settings.created.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "name": _yaml(settings.name),
        "contact": _yaml(settings.contact),
        "description": one_visible_line(f"Curated indicators of compromise by {settings.name}."),
        "created": _yaml(format_instant(day)),
        "published": _yaml(format_instant(settings.created.replace(microsecond=0))),
        "day": Encoded(f"{settings.created:%Y-%m-%d}"),
        "year": Encoded(f"{settings.created:%Y}"),
        "example": Encoded(f"example-{settings.created:%Y-%m}"),
        "namespace": Encoded(settings.namespace),
        "first_sid": first,
        "last_sid": first + _SIDS - 1,
        "base_url": _yaml(settings.base_url),
        "licence": _yaml(settings.licence),
        "formats": [_yaml(name) for name in settings.formats],
        "title": one_visible_line(settings.name),
        "placed": settings.origin is not None,
        "requirement": one_visible_line(
            f"feedgen{settings.extras} @ {settings.origin or _NOWHERE}"
        ),
        "pins": [one_visible_line(pin) for pin in settings.pins],
        # Not everybody at once, and never on the full hour, when schedulers are late.
        "minute": 5 + settings.namespace.int % 50,
    }


_NOWHERE = f"git+https://to-be-replaced.invalid/feedgen@{'0' * 40}"
"""A name that can lead nowhere: installing fails until somebody decides."""


def _yaml(text: str) -> Encoded:
    return Encoded(yaml_text.scalar(text, flow=False))


def _write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in sorted(files.items()):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _read_back(root: Path) -> None:
    """What was written is read as feedgen reads it, before it counts."""
    try:
        read_tree(root / IOCS)
    except SourceError as error:
        finding = error.findings[0]
        if not finding.location.path.endswith("feed.yml"):
            raise InternalError(f"the scaffold is refused: {finding}") from error
        raise UsageError(
            f"a setting cannot be used: {finding.problem}; {finding.remedy}"
        ) from error
