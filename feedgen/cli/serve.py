"""`feedgen serve`: TAXII 2.1, the release's files and the pages over HTTP."""

from __future__ import annotations

import logging
import resource
import secrets
import sys
import time
from contextlib import ExitStack
from importlib import import_module
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer
from rich.markup import escape

from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import DEFAULT_OUT, instant
from feedgen.errors import MissingExtraError, UsageError
from feedgen.release.signature import PublicKey

if TYPE_CHECKING:
    from feedgen.serve.access_file import AccessFile
    from feedgen.serve.origins import Network

_NEEDS = ("uvicorn", "uvloop", "httptools", "prometheus_client", "zstandard", "isal")


def serve(
    context: typer.Context,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="DIR", help="A publication: out/, or what `publish` or `fetch` wrote."
        ),
    ] = DEFAULT_OUT,
    host: Annotated[
        str, typer.Option("--host", metavar="H", help="The address to listen at.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="P", min=0, max=65_535, help="0: any that is free.")
    ] = 8080,
    key: Annotated[
        list[Path] | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help=(
                "Serve only what this release key, or a root key's list, allows. Several: keys.json"
                " has to be there."
            ),
        ),
    ] = None,
    access: Annotated[
        Path | None,
        typer.Option(
            "--access", metavar="FILE", help="Who may read what; left out, everything is public."
        ),
    ] = None,
    new_secret: Annotated[
        str | None,
        typer.Option(
            "--new-secret", metavar="NAME", help="Print credentials for an access file, and end."
        ),
    ] = None,
    tls_cert: Annotated[
        Path | None,
        typer.Option("--tls-cert", metavar="FILE", help="Certificate and chain, PEM."),
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key, PEM.")
    ] = None,
    trust_proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--trust-proxy",
            metavar="CIDR",
            help="Believe X-Forwarded-For and -Proto from here. May repeat.",
        ),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            "--public-url", metavar="URL", help="The address that subscribers use; else Host."
        ),
    ] = None,
    metrics_port: Annotated[
        int | None,
        typer.Option(
            "--metrics-port", metavar="P", min=0, max=65_535,
            help="Serve /metrics there, to everybody; else only to this machine.",
        ),
    ] = None,
    access_log: Annotated[
        str, typer.Option("--access-log", metavar="FILE", help="`-`: standard output; `off`.")
    ] = "-",
    empty_list: Annotated[
        bool,
        typer.Option("--empty-list", help='Empty TAXII pages have "objects":[], for old clients.'),
    ] = False,
    connections: Annotated[
        int, typer.Option("--connections", metavar="N", min=1, help="At once; more get 503.")
    ] = 1000,
    poll: Annotated[
        float,
        typer.Option("--poll", metavar="SECONDS", min=0.05, help="How often to look for news."),
    ] = 1.0,
) -> int:  # fmt: skip
    """Serve a publication to SIEMs, threat-intelligence platforms and people.

    \b
      feedgen serve                                        out/ at http://127.0.0.1:8080
      feedgen serve --out /srv/feed --key release.pub --host 0.0.0.0 \\
          --tls-cert feed.pem --tls-key feed.key --port 443
      feedgen serve --new-secret soc >> access.yml         then: --access access.yml

    \b
      /taxii2/            TAXII 2.1: discovery; the API root is /taxii2/feed/
      /v1/latest/…        the release's files; /v1/<version>/… never change
      /                   pages, feed.atom, latest.json, releases.json
      /misp/              a MISP feed;  /suricata/index.yaml  for suricata-update
      /healthz  /metrics

    A new release is taken up without a restart: it is read and checked when its pointer appears,
    and shown from the instant at which it is activated. What is damaged is never served; the last
    good release stays. Nothing is kept in the process, so replicas give the same answers.

    Everything is public unless --access says otherwise. Credentials need TLS, here or in a proxy
    that --trust-proxy names. SIGTERM ends the server after the answers under way. docs/serve.md
    tells the rest.

    Exit code 2: there is nothing to serve, or the access file is wrong. 4: what is there is
    damaged or not signed by --key. 5: the port is taken.
    """
    screen: Screen = context.obj
    _need_extra()
    if new_secret is not None:
        return _print_secret(screen, new_secret)
    if (tls_cert is None) != (tls_key is None):
        raise UsageError("--tls-cert and --tls-key belong together")
    from feedgen.serve import composing, running, settings  # noqa: PLC0415 - the extra

    proxies = tuple(_network(text) for text in trust_proxy or ())
    allowed = _access(access, host, is_protected=tls_cert is not None or bool(proxies))
    limits = settings.Limits(connections=connections)
    tls = None
    if tls_cert is not None and tls_key is not None:
        tls = running.tls_context(settings.Tls(certificate=tls_cert, key=tls_key))
    with ExitStack() as closing:
        sockets = [closing.enter_context(running.listen(host, port))]
        if metrics_port is not None:
            sockets.append(closing.enter_context(running.listen(host, metrics_port)))
        bound, *others = (each.getsockname()[1] for each in sockets)
        app = composing.compose(
            out,
            settings.Settings(
                public_url=settings.checked_public_url(public_url) if public_url else None,
                empty_list=empty_list,
                proxies=proxies,
                metrics_port=others[0] if others else None,
                poll_seconds=poll,
                limits=limits,
            ),
            composing.Surroundings(
                clock=lambda: instant("now"),
                elapsed=time.perf_counter,
                report=lambda text: screen.say(f"[note]note:[/note] {escape(text)}"),
                random=secrets.token_bytes,
            ),
            keys=[PublicKey.read(path) for path in key or ()],
            access=allowed,
            log=_log_file(access_log),
        )
        _allow_files(2 * connections)
        _show_faults()
        shown = f"[{host}]" if ":" in host else host
        address = f"{'https' if tls else 'http'}://{shown}:{bound}"
        screen.say(f"[good]serving[/good] {escape(str(out))} at {escape(address)}/")
        running.run(running.make_server(app, limits, tls), sockets)
    return 0


def _need_extra() -> None:
    for name in _NEEDS:
        try:
            import_module(name)
        except ModuleNotFoundError as error:
            raise MissingExtraError("`feedgen serve`", error, "serve") from error


def _print_secret(screen: Screen, name: str) -> int:
    from feedgen.serve.access_file import PRINCIPAL_NAME  # noqa: PLC0415 - the extra
    from feedgen.serve.secrets import new_secret  # noqa: PLC0415

    if not PRINCIPAL_NAME.fullmatch(name):
        raise UsageError(f"--new-secret: {name!r} is no name; use lower-case letters and `-`")
    made = new_secret(name, secrets.token_bytes(72))
    screen.say("Give these to the subscriber; they are shown only now, and kept nowhere:")
    screen.console.print(f"  bearer token    {made.token}", markup=False)
    screen.console.print(f"  user, password  {name}  {made.password}", markup=False)
    screen.say("The entry for the access file, under `principals:`, is on standard output.")
    write_out(made.entry)
    return 0


def _access(path: Path | None, host: str, *, is_protected: bool) -> AccessFile | None:
    if path is None:
        return None
    from feedgen.serve.access_file import read_access_file  # noqa: PLC0415 - the extra

    if not is_protected and not _is_loopback(host):
        raise UsageError(
            f"--access: passwords and tokens would cross the network in the clear at {host}; give "
            "--tls-cert and --tls-key, or put a proxy with TLS in front and name it with "
            "--trust-proxy"
        )
    return read_access_file(path)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _network(text: str) -> Network:
    try:
        return ip_network(text)
    except ValueError as error:
        raise UsageError(f"--trust-proxy: {error}; write 10.0.0.0/8 or one address") from error


def _log_file(name: str) -> BinaryIO | None:
    if name == "off":
        return None
    if name == "-":
        return sys.stdout.buffer
    try:
        return Path(name).open("ab")
    except OSError as error:
        raise UsageError(f"--access-log {name}: {error.strerror}") from error


def _allow_files(wanted: int) -> None:
    """Connections are files; many systems allow only 1024 until a program asks for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + 256
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, hard), hard))


def _show_faults() -> None:
    """What uvicorn says about our bugs; it has nothing else to say that `serve` does not."""
    logger = logging.getLogger("uvicorn.error")
    logger.setLevel(logging.ERROR)
    logger.addHandler(logging.StreamHandler(sys.stderr))
    logger.propagate = False
