"""Turns the entries of one incident file into mentions: one per value, with place and context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedgen.errors import Finding, InvalidValueError
from feedgen.model.indicator import Mention
from feedgen.model.observables import Package
from feedgen.sources import codes, entry_schema
from feedgen.sources.bulk_lists import list_mentions
from feedgen.sources.entry_context import EntryContext, FileContext, TreePath
from feedgen.sources.entry_values import EntryKind, EntryValue, entry_kinds


class MentionReader:
    """Reads all indicator entries of one file, collecting findings instead of stopping."""

    def __init__(self, source: FileContext) -> None:
        self._source = source

    def read(self) -> list[Mention]:
        """All mentions; the file's findings then hold what was wrong."""
        entries = self._source.file.indicators
        mentions: list[Mention] = []
        for kind in entry_kinds():
            for index, entry in enumerate(getattr(entries, kind.key)):
                mentions += self._entry(kind, entry, ("indicators", kind.key, index))
        mentions += self._packages()
        mentions += self._lists()
        return mentions

    def _lists(self) -> Iterator[Mention]:
        named: set[str] = set()
        for index, entry in enumerate(self._source.file.indicators.lists):
            path: TreePath = ("indicators", "lists", index)
            if entry.path in named:
                problem = f'"{entry.path}" is named twice'
                self._complain((*path, "path"), codes.LIST, problem, "merge the two entries")
                continue
            named.add(entry.path)
            yield from list_mentions(self._source, entry, path)

    def _entry(
        self, kind: EntryKind, entry: entry_schema.Common, path: TreePath
    ) -> Iterator[Mention]:
        try:
            values = list(kind.values(entry))
        except InvalidValueError as error:
            self._complain(path, codes.INVALID_VALUE, error.problem, error.remedy)
            return
        # What is there but wrong is reported where it stands.
        written = self._source.node.find(path).keys.keys()
        if kind.needs and not values and not set(kind.needs) & written:
            self._complain(path, codes.MISSING_KEY, *kind.without)
        yield from self._values(entry, path, values)

    def _packages(self) -> Iterator[Mention]:
        packages = self._source.file.indicators.packages
        for ecosystem in sorted(packages):
            for name in sorted(packages[ecosystem]):
                entry = packages[ecosystem][name]
                path: TreePath = ("indicators", "packages", ecosystem, name)
                every = entry.versions == ["all"]
                written = self._source.node.find(path)
                within: TreePath = ("versions",) if written.entries is not None else ()
                base = f"pkg:{ecosystem}/{name}"
                values = [
                    EntryValue(
                        Package,
                        base if every else f"{base}@{version}",
                        () if every else (*within, n),
                    )
                    for n, version in enumerate(entry.versions)
                ]
                yield from self._values(entry, path, values)

    def _values(
        self, entry: entry_schema.Common, path: TreePath, values: Iterable[EntryValue]
    ) -> Iterator[Mention]:
        context = EntryContext(self._source, entry, path)
        for value in values:
            where = self._source.node.place((*path, *value.path))
            try:
                observable = value.cls.parse(value.text)
                mention = context.mention(observable, where, value.match, value.detail)
            except InvalidValueError as error:
                self._complain(
                    (*path, *value.path), codes.INVALID_VALUE, error.problem, error.remedy
                )
                continue
            yield mention
        context.check_history()

    def _complain(self, path: TreePath, code: str, problem: str, remedy: str) -> None:
        where = self._source.node.place(path)
        self._source.complain(Finding(where, code, problem, remedy))
