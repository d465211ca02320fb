"""FG306: values so wide or so common that they match what nobody meant.

Literals are judged by what is left once wildcards, separators and the names everybody has are
taken away. Common file names may be hunted for, never alerted on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from feedgen.checks import Check, is_excepted
from feedgen.checks._standing import standing
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Match, Mention
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Family,
    HttpHeader,
    Ip,
    KubernetesObject,
    Observable,
    Path,
    Process,
    Repository,
    RepositoryPattern,
    SystemdUnit,
    UserAgent,
)

CODE = "FG306"

LONGEST_PREFIX = {4: 24, 6: 48}
"""By address version: a network as long as one customer gets, and not longer."""
MIN_PROCESS = 6
"""Characters of a command line's fragments together, spaces apart."""
MIN_NAME = 4
"""Characters of a bare file name, a repository prefix, a user agent."""
MIN_PATH_PART = 3
"""Characters a path has besides directories that every system has."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOOLS = (
    "curl|wget|python-requests|python-urllib|python-httpx|aiohttp|python|go-http-client|okhttp|"
    "java|apache-httpclient|axios|node-fetch|node|undici|got|libwww-perl|ruby|php|git|npm|pip|uv|"
    "docker|containerd|skopeo|bun|deno|dart|reqwest|postmanruntime|powershell|winhttp"
)
_TOOL = re.compile(rf"(?:{_TOOLS})(?:[/ ]v?[0-9][\w.+-]*)?(?: \([^()]*\))?", re.IGNORECASE)
_PRODUCT = re.compile(
    r"(?:Mozilla|AppleWebKit|KHTML|Gecko|Chrome|Chromium|CriOS|Safari|Firefox|FxiOS|Version|Mobile|"
    r"Edge|Edg|EdgA|EdgiOS|OPR|Opera|SamsungBrowser|Trident)(?:/[\w.+-]*)?"
)
_COMMENT = re.compile(r"\(([^()]*)\)")
_PLATFORM = re.compile(
    r"(?:Windows|Macintosh|X11|Wayland|Linux|iPhone|iPad|iPod|Android|KHTML|compatible; MSIE)"
)

_COMMON_DIRECTORIES = _words(
    "~ %appdata% %localappdata% %temp% %userprofile% %programdata% appdata bin c: config .config "
    "cache .cache data dev documents downloads etc home lib lib64 local .local log mnt opt proc "
    "programdata public roaming root run sbin share srv sys system system32 systemd temp tmp user "
    "users usr var windows site-packages node_modules .github workflows .ssh"
)
COMMON_NAMES = _words(
    "__init__.py app.js app.py bun.js config.json docker-compose.yml dockerfile entrypoint.sh "
    "index.html index.js index.ts init.py install.ps1 install.sh main.go main.js main.py makefile "
    "package.json postinstall.js preinstall.js readme.md requirements.txt run.sh setup.js "
    "setup.py setup.sh setup.exe start.sh update.exe utils.js utils.py"
)
"""File names that thousands of innocent projects have."""

_COMMON_REPOSITORIES = _words(
    "api app awesome-list backend blog demo docs dotfiles example-app frontend hello-world "
    "infra my-app platform react test terraform-aws-vpc website web-app-2"
)
"""Names that thousands of innocent repositories have; a pattern that matches one matches more."""
_COMMON_OBJECTS = _words(
    "default kubernetes coredns kube-dns kube-proxy kube-root-ca.crt metrics-server aws-node "
    "calico-node cilium fluent-bit node-exporter nginx prometheus"
)
_COMMON_UNITS = _words(
    "apache2.service auditd.service containerd.service cron.service crond.service dbus.service "
    "docker.service getty@tty1.service kubelet.service networkmanager.service nginx.service "
    "podman.service rsyslog.service ssh.service sshd.service sysmon.service"
)
"""What ordinary machines run. Units of systemd's own begin with `systemd-`."""

_COMMON_HEADERS = _words(
    "accept accept-encoding accept-language cache-control connection content-length date host "
    "origin pragma upgrade-insecure-requests"
)
_COMMON_TYPES = _words(
    "application/json application/octet-stream application/x-www-form-urlencoded "
    "application/gzip application/zip application/xml multipart/form-data text/html "
    "text/plain"
)


def _repository_pattern(pattern: str, action: Action) -> str | None:
    compiled = re.compile(pattern, re.IGNORECASE)
    common = next((name for name in sorted(_COMMON_REPOSITORIES) if compiled.fullmatch(name)), None)
    if common is None or action is Action.HUNT:
        return None
    return f'matches innocent repositories, as "{common}"'


def _kubernetes(object_: KubernetesObject, action: Action) -> str | None:
    if len(object_.name.replace("*", "")) < MIN_NAME:
        return f"names an object by fewer than {MIN_NAME} characters"
    if object_.name in _COMMON_OBJECTS and action is not Action.HUNT:
        return "is an object that innocent clusters have too"
    return None


def _network(ip: Ip) -> str | None:
    limit = LONGEST_PREFIX[ip.version]
    length = int(ip.value.partition("/")[2]) if ip.is_network else limit
    return f"is wider than a /{limit}" if length < limit else None


def _user_agent(agent: UserAgent) -> str | None:
    if len(agent.value) < MIN_NAME:
        return f"has fewer than {MIN_NAME} characters"
    if _TOOL.fullmatch(agent.value):
        return "is what a common tool sends"
    if agent.value.startswith("Mozilla/") and _is_browser(agent.value):
        return "is what a common browser sends"
    return None


def _is_browser(value: str) -> bool:
    if not all(_PLATFORM.match(comment) for comment in _COMMENT.findall(value)):
        return False
    return all(_PRODUCT.fullmatch(product) for product in _COMMENT.sub(" ", value).split())


def _header(header: HttpHeader) -> str | None:
    if header.name in _COMMON_HEADERS:
        return "is a header that every client sends"
    if header.name == "content-type" and header.content.lower() in _COMMON_TYPES:
        return "is a media type that many clients send"
    return None


def _process(process: Process) -> str | None:
    letters = sum(len(fragment.replace(" ", "")) for fragment in process.fragments)
    return f"has fewer than {MIN_PROCESS} characters" if letters < MIN_PROCESS else None


def _name(path: Path, action: Action) -> str | None:
    if len(path.value.replace("*", "")) < MIN_NAME:
        return f"has fewer than {MIN_NAME} characters"
    if path.value.lower() in COMMON_NAMES and action is not Action.HUNT:
        return "is a file name that innocent projects have too"
    return None


def _path(path: Path) -> str | None:
    parts = re.split(r"[/\\]", path.value.lower())
    own = sum(len(part.replace("*", "")) for part in parts if part not in _COMMON_DIRECTORIES)
    return "names no file of its own" if own < MIN_PATH_PART else None


def _repository(repository: Repository, mention: Mention) -> str | None:
    if mention.match is Match.PREFIX and len(repository.value) < MIN_NAME:
        return f"is a prefix of fewer than {MIN_NAME} characters"
    return None


def _unit(unit: SystemdUnit, mention: Mention) -> str | None:
    name = unit.value.lower()
    common = name in _COMMON_UNITS or name.startswith("systemd-")
    if common and mention.action is not Action.HUNT:
        return "is a unit that innocent machines have too"
    return None


def _short(observable: Observable) -> str | None:
    return f"has fewer than {MIN_NAME} characters" if len(observable.value) < MIN_NAME else None


_JUDGES: dict[str, Callable[[Any, Mention], str | None]] = {
    HttpHeader.type: lambda header, _: _header(header),
    Ip.type: lambda ip, _: _network(ip),
    KubernetesObject.type: lambda object_, mention: _kubernetes(object_, mention.action),
    Path.type: lambda path, mention: (
        _name(path, mention.action) if path.is_bare_name else _path(path)
    ),
    Process.type: lambda process, _: _process(process),
    Repository.type: _repository,
    RepositoryPattern.type: lambda one, mention: _repository_pattern(one.value, mention.action),
    SystemdUnit.type: _unit,
    UserAgent.type: lambda agent, _: _user_agent(agent),
}
_JUDGES |= {
    cls.type: lambda one, _: _short(one)
    for cls in OBSERVABLE_TYPES.values()
    if cls.family is Family.HOST and cls.type not in _JUDGES
}


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, *_JUDGES):
        problem = _JUDGES[mention.observable.type](mention.observable, mention)
        if problem is not None and not is_excepted(mention, CODE):
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" {problem}',
                f"narrow it, or write exceptions: {{{CODE}: reason}}",
            )


CHECK = Check(code=CODE, name="too_broad", title="values that match what nobody meant", run=_run)
