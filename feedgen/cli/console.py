"""What people see: words and tables on standard error, progress on long work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import (
    Console,
    ConsoleOptions,
    ConsoleRenderable,
    RenderableType,
    RenderHook,
    RenderResult,
)
from rich.highlighter import NullHighlighter
from rich.markup import escape
from rich.segment import Segment
from rich.theme import Theme

from feedgen.errors import shown

_THEME = Theme({"good": "green", "bad": "bold red", "note": "yellow", "dim": "dim"})


@dataclass(slots=True)
class Screen:
    """Standard error, as the global options want it."""

    quiet: bool = False
    verbose: bool = False
    no_color: bool = False
    console: Console = field(init=False)

    def __post_init__(self) -> None:
        """Open the console; colour and width follow the terminal, NO_COLOR and the options."""
        self.console = Console(
            stderr=True,
            theme=_THEME,
            no_color=self.no_color or None,
            highlighter=NullHighlighter(),
            emoji=False,
            soft_wrap=True,
        )
        self.console.push_render_hook(_Plain())

    def say(self, text: str) -> None:
        """A line for people, with rich markup; silent with --quiet. Escape what is not ours."""
        if not self.quiet:
            self.console.print(text)

    def detail(self, text: str) -> None:
        """A line only for --verbose."""
        if self.verbose and not self.quiet:
            self.console.print(f"[dim]{escape(text)}[/dim]")

    def complain(self, text: str) -> None:
        """An error; shown even with --quiet. It is one line, whoever wrote a part of it."""
        self.console.print(f"[bad]error:[/bad] {escape(shown(text))}")

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A spinner with the current step on a terminal; lines with --verbose elsewhere."""
        if self.quiet or not self.console.is_terminal:
            yield Progress(self, None)
            return
        with self.console.status("starting") as status:
            yield Progress(self, status.update)


class _Plain(RenderHook):
    """Spells out what nobody can see in all that is printed: texts are of servers and files too."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """See rich's RenderHook."""
        return [_Spelled(renderable) for renderable in renderables]


@dataclass(frozen=True, slots=True)
class _Spelled:
    what: RenderableType

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self.what, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                lines = (shown(line) for line in segment.text.split("\n"))
                yield Segment("\n".join(lines), segment.style)


class Progress:
    """Called with the name of each step as it begins."""

    def __init__(self, screen: Screen, update: object) -> None:
        self._screen, self._update = screen, update

    def __call__(self, step: str) -> None:
        """Show the step."""
        if callable(self._update):
            self._update(escape(step))
        self._screen.detail(step)


def write_out(text: str) -> None:
    """Machine-readable output. A reader that went away (`| head`) is no error of ours."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain again when it closes the stream at exit.
        sys.stdout = None
