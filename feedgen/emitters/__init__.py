"""One module or package per output format; each declares one `EMITTER`. Nobody keeps the list.

Stage before: `feedgen.checks` have passed the feed. Stage after: `feedgen.release` writes what is
emitted here. An emitter is a pure function of the frozen feed: no clock, no network, no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from feedgen.errors import UsageError
from feedgen.model.artifact import Emitter

ENTRY_POINTS = "feedgen.emitters"
"""Where other distributions declare emitters of their own."""


@cache
def emitters() -> Mapping[str, Emitter]:
    """Every emitter by name: ours, and those of installed distributions.

    Raises:
        UsageError: when two have the same name.
    """
    found: dict[str, Emitter] = {}
    for module_info in sorted(iter_modules(__path__), key=lambda info: info.name):
        emitter = getattr(import_module(f"{__name__}.{module_info.name}"), "EMITTER", None)
        if isinstance(emitter, Emitter):
            found[emitter.name] = emitter
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        emitter = point.load()
        if emitter.name in found:
            raise UsageError(f'two emitters are named "{emitter.name}"; uninstall one')
        found[emitter.name] = emitter
    return dict(sorted(found.items()))


def named(names: Iterable[str]) -> tuple[Emitter, ...]:
    """The emitters of these formats, by name.

    Raises:
        UsageError: for a format that no emitter has: a smaller release is no release.
    """
    known = emitters()
    missing = sorted(set(names) - known.keys())
    if missing:
        raise UsageError(
            f"formats names {', '.join(missing)}, which no emitter makes: "
            f"known are {', '.join(known)}"
        )
    return tuple(known[name] for name in sorted(set(names)))
