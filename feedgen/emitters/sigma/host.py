"""Command lines, file paths, file hashes and editor extensions in the logs of endpoints.

Field names: Sigma taxonomy, section "Process Creation Events", and the Sysmon events behind
`file_event` (11) and `image_load` (7). Extensions unpack to `<publisher>.<name>-<version>` below an
`extensions` directory (https://code.visualstudio.com/docs/configure/extensions/extension-marketplace),
with the platform appended where a build is made for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import FILE_TACTICS, PROCESS_TACTICS, Family, LogSource
from feedgen.emitters.sigma.paths import System, forms
from feedgen.emitters.sigma.services import unit_command, unit_files
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Path, Process, SystemdUnit

_ALGORITHMS = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256"}
HASHES = frozenset(_ALGORITHMS)
"""Types of file hash."""
EDITOR_REGISTRIES = frozenset({"open-vsx", "vs-marketplace"})
"""Registries whose extensions unpack in the way this module looks for."""
_WINDOWS_COMMAND = re.compile(r"\.exe\b|\b[A-Za-z]:\\|%[A-Za-z]+%", re.IGNORECASE)
_SHORT = {System.LINUX: "lnx", System.MACOS: "macos", System.WINDOWS: "win"}
_TITLES = {System.LINUX: "Linux", System.MACOS: "macOS", System.WINDOWS: "Windows"}


def _process(system: System) -> Callable[[Indicator], Iterator[Clause]]:
    def clauses(indicator: Indicator) -> Iterator[Clause]:
        observable = indicator.observable
        if isinstance(observable, Process):
            windows_only = any(map(_WINDOWS_COMMAND.search, observable.fragments))
            if system is System.WINDOWS or not windows_only:
                # One value with wildcards keeps the fragments in order, which `all` would not.
                yield Clause(
                    selection="command", field="CommandLine", comparison=Comparison.CONTAINS,
                    value=Pattern(observable.fragments),
                )  # fmt: skip
        elif isinstance(observable, SystemdUnit):
            yield from unit_command(observable)
        elif system is not System.MACOS:
            yield from _hash(indicator)

    return clauses


def _hash(indicator: Indicator) -> Iterator[Clause]:
    yield Clause(
        selection="hash", field="Hashes", comparison=Comparison.CONTAINS,
        value=Pattern.literal(f"{_ALGORITHMS[indicator.type]}={indicator.value}"),
    )  # fmt: skip


def _file(system: System) -> Callable[[Indicator], Iterator[Clause]]:
    def clauses(indicator: Indicator) -> Iterator[Clause]:
        observable = indicator.observable
        if isinstance(observable, Path):
            for comparison, value in forms(observable, system):
                yield Clause(
                    selection="path", field="TargetFilename", comparison=comparison, value=value
                )
        elif isinstance(observable, SystemdUnit):
            yield from unit_files(observable)
        else:
            yield from _extension(indicator.value, "\\" if system is System.WINDOWS else "/")

    return clauses


def _extension(value: str, separator: str) -> Iterator[Clause]:
    registry, _, rest = value.partition(":")
    if registry not in EDITOR_REGISTRIES:
        return
    name, _, version = rest.rpartition("@")
    for end in (separator, "-"):
        folder = f"{separator}extensions{separator}{name}-{version}{end}"
        yield Clause(
            selection="extension", field="TargetFilename", comparison=Comparison.CONTAINS,
            value=Pattern.literal(folder),
        )  # fmt: skip


def _only_on_linux(system: System) -> frozenset[str]:
    return frozenset({"systemd_unit"} if system is System.LINUX else ())


def _processes(system: System) -> Family:
    return Family(
        key=f"proc_creation_{_SHORT[system]}", stem=f"proc_creation_{_SHORT[system]}_{{}}",
        source=LogSource(category="process_creation", product=system.value),
        types=frozenset({"process", *HASHES, *_only_on_linux(system)}), clauses=_process(system),
        title=f"Process Indicators - {_TITLES[system]}",
        detects=f"processes on {_TITLES[system]} with command lines or file hashes",
        tactics=PROCESS_TACTICS,
        hunt_falsepositive="Administrators and scripts that run the same command",
    )  # fmt: skip


def _files(system: System) -> Family:
    return Family(
        key=f"file_event_{_SHORT[system]}", stem=f"file_event_{_SHORT[system]}_{{}}",
        source=LogSource(category="file_event", product=system.value),
        types=frozenset({"path", "extension", *_only_on_linux(system)}), clauses=_file(system),
        title=f"File Indicators - {_TITLES[system]}",
        detects=f"the creation on {_TITLES[system]} of files and editor extensions",
        tactics=FILE_TACTICS,
        hunt_falsepositive="Unrelated files of the same name",
    )  # fmt: skip


FAMILIES = (
    *(_files(system) for system in System),
    Family(
        key="image_load", stem="image_load_{}",
        source=LogSource(category="image_load", product="windows"),
        types=HASHES, clauses=_hash, title="Library Load of Listed File",
        detects="the loading on Windows of libraries with file hashes", tactics=PROCESS_TACTICS,
    ),
    *(_processes(system) for system in System),
)  # fmt: skip
"""In order of key."""
