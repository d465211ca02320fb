"""One module or package per output format; each declares one `EMITTER`. Nobody keeps the list.

Stage before: `feedgen.checks` have passed the feed. Stage after: `feedgen.release` writes what is
emitted here. An emitter is a pure function of the frozen feed: no clock, no network, no files.
Other distributions may bring formats of their own, see `feedgen.emitters.installed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from feedgen.emitters import installed
from feedgen.errors import UsageError
from feedgen.model.artifact import Emitter


class UnknownFormatError(UsageError):
    """A feed names a format that nothing here makes: a mistake in its feed.yml."""


@cache
def emitters() -> Mapping[str, Emitter]:
    """Every emitter of feedgen itself, by name."""
    found: dict[str, Emitter] = {}
    for module_info in sorted(iter_modules(__path__), key=lambda info: info.name):
        emitter = getattr(import_module(f"{__name__}.{module_info.name}"), "EMITTER", None)
        if isinstance(emitter, Emitter):
            found[emitter.name] = emitter
    return dict(sorted(found.items()))


def known() -> list[str]:
    """The formats that can be named, ours and those of other distributions, for people."""
    foreign = [
        f"{name} (of {' and '.join(installed.distribution(point) for point in points)})"
        for name, points in installed.declared().items()
        if name not in emitters()
    ]
    return [*emitters(), *foreign]


def named(names: Iterable[str]) -> tuple[Emitter, ...]:
    """The emitters of these formats, by name.

    What other distributions declare is loaded only where it is named, so that a broken one harms
    nobody else's feed.

    Raises:
        UnknownFormatError: for a format that no emitter has: a smaller release is no release.
        UsageError: when another distribution's emitter is broken, or takes a name that is taken.
    """
    wanted = sorted(set(names))
    missing = [n for n in wanted if n not in emitters() and n not in installed.declared()]
    if missing:
        raise UnknownFormatError(
            f"formats names {', '.join(missing)}, which no emitter makes: "
            f"known are {', '.join(known())}"
        )
    return tuple(_one(name) for name in wanted)


def _one(name: str) -> Emitter:
    foreign = installed.declared().get(name, ())
    if not foreign:
        return emitters()[name]
    makers = [installed.distribution(point) for point in foreign]
    if name in emitters():
        raise UsageError(
            f'the format "{name}" is feedgen\'s own, and {" and ".join(makers)} declares '
            "another of this name; uninstall that distribution"
        )
    if len(foreign) > 1:
        raise UsageError(
            f'the format "{name}" is declared by {" and by ".join(makers)}; uninstall all but one'
        )
    return installed.load(foreign[0])
