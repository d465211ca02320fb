"""The program: global options, the verbs, and how errors become messages and exit codes."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from feedgen import __version__
from feedgen.cli.console import Screen
from feedgen.cli.verbs import LazyVerbs
from feedgen.errors import (
    DriftError,
    FeedgenError,
    InternalError,
    SourceError,
    UnavailableError,
    UsageError,
)

_HELP = """Compile curated indicator sources into what defenders load.

\b
  iocs/ ──► feedgen check ──► feedgen build ──► out/
                                  feedgen release fixes a change as a version
                                  feedgen publish signs it and brings it to subscribers

Start with [bold]feedgen build[/bold] in a directory that has iocs/feed.yml.
Words for people go to standard error; what machines read goes to standard output.

Exit codes: 0 done · 1 a bug in feedgen · 2 usage · 3 the sources, or drift · 4 verification ·
5 unavailable.
"""

_CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""click's ClickException, over UsageError over BadParameter. Some versions of typer bring a click
of their own; this is the one that belongs to the typer at hand."""

app = typer.Typer(
    cls=LazyVerbs,
    help=_HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer's signature
    if value:
        typer.echo(f"feedgen {__version__}")
        raise typer.Exit


@app.callback()
def _global_options(
    context: typer.Context,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Every step.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="Plain text.")] = False,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show it.")
    ] = False,
) -> None:
    context.obj = Screen(quiet=quiet, verbose=verbose, no_color=no_color)


def main() -> None:
    """The `feedgen` command."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code; nothing escapes as a traceback."""
    arguments = _flags_first(arguments)
    screen = Screen(no_color="--no-color" in arguments)
    try:
        result = app(arguments, prog_name="feedgen", standalone_mode=False)
    except _CLICK_ERROR as error:
        error.show()  # type: ignore[attr-defined]  # every ClickException has it
        return UsageError.exit_code
    except typer.Abort:
        screen.complain("interrupted")
        return 130
    except FeedgenError as error:
        _show(screen, error, verbose=bool({"-v", "--verbose"} & set(arguments)))
        return error.exit_code
    except OSError as error:
        screen.complain(f"the system refused: {error}")
        return UnavailableError.exit_code
    except Exception:  # noqa: BLE001 - the last line of defence: a bug is told from a usage mistake
        screen.complain("this is a bug in feedgen; please report it with the lines below")
        _trace(screen)
        return InternalError.exit_code
    return result if isinstance(result, int) else 0


_FLAGS = ("--quiet", "-q", "--verbose", "-v", "--no-color")


def _flags_first(arguments: list[str]) -> list[str]:
    """Global flags may stand anywhere before `--`, as people write them."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    flags = [word for word in arguments[:end] if word in _FLAGS]
    return [*flags, *(word for word in arguments[:end] if word not in _FLAGS), *arguments[end:]]


def _show(screen: Screen, error: FeedgenError, *, verbose: bool) -> None:
    if isinstance(error, SourceError):
        for finding in error.findings:
            screen.console.print(str(finding), markup=False)
        screen.complain(f"the sources are refused: {_count(len(error.findings), 'finding')}")
    else:
        # A gate says on lines of its own how it is answered.
        first, *more = str(error).split("\n") if isinstance(error, DriftError) else [str(error)]
        screen.complain(first)
        for line in more:
            screen.console.print(line, markup=False)
    if verbose:
        _trace(screen)


def _trace(screen: Screen) -> None:
    screen.console.print(traceback.format_exc().rstrip("\n"), markup=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
