"""The verbs, each imported when it is asked for: a server need not load what reads advisories."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

_SOURCES, _AUTHORING = "From sources to a release", "Authoring"
_PUBLISHING, _SUBSCRIBING = "Signed publication", "Subscribing"
VERBS = {
    "check": _SOURCES,
    "build": _SOURCES,
    "release": _SOURCES,
    "diff": _SOURCES,
    "explain": _SOURCES,
    "keygen": _PUBLISHING,
    "keys": _PUBLISHING,
    "publish": _PUBLISHING,
    "verify": _SUBSCRIBING,
    "fetch": _SUBSCRIBING,
    "serve": _SUBSCRIBING,
    "init": _AUTHORING,
    "new": _AUTHORING,
    "add": _AUTHORING,
    "import": _AUTHORING,
    "revoke": _AUTHORING,
    "schema": _AUTHORING,
}
"""In the order of the help, with the panel in which each stands."""


class LazyVerbs(TyperGroup):
    """A group whose commands are the modules beside this one."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - passed on to typer
        super().__init__(**settings)
        # The names are there for the help and for what a misspelt verb is compared with.
        self.commands = dict.fromkeys(VERBS)  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - of the click that typer brings
        """The command of a verb; None where there is none of that name."""
        if cmd_name in VERBS and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _command(cmd_name)
        return super().get_command(ctx, cmd_name)


def _command(verb: str) -> Any:  # noqa: ANN401 - of the click that typer brings
    word = f"{verb}_" if verb == "import" else verb
    module = import_module(f"feedgen.cli.{word}")
    alone = getattr(module, "app", None)
    if alone is None:
        alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
        alone.command(verb)(getattr(module, word))
    command: Any = get_command(alone)
    command.name, command.rich_help_panel = verb, VERBS[verb]
    return command
