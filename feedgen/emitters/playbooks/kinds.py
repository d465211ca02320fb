"""The sorts of lists: which values stand in which file, and how a line says one.

Each sort says it twice, in Python for a list that stands in the page, and in jq's language for one
that is read from the release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feedgen.emitters.playbooks.encoding import find_pattern, powershell_pattern
from feedgen.errors import UnencodableError
from feedgen.model.image_references import image_references
from feedgen.model.indicator import Indicator, Match, RepositoryDetail
from feedgen.model.observables import OBSERVABLE_TYPES, Path

_FORGE = "github.com/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListKind:
    """One sort of list."""

    name: str
    """The file's name without `.txt`, and without `hunt-`."""
    title: str
    types: tuple[str, ...]
    lines: Callable[[Indicator], Iterator[str]]
    """The lines of one indicator; none where this list is not for it."""
    filter: str
    """The same in jq's language, over a line of indicators.ndjson."""
    main: bool = True
    """Whether an indicator that stands here counts as carried; false for lists that repeat."""


def _value(indicator: Indicator) -> Iterator[str]:
    yield indicator.value


def _references(indicator: Indicator) -> Iterator[str]:
    try:
        yield from image_references(indicator)
    except UnencodableError:  # this list repeats; the value stands in another one
        return


def _action_ref(indicator: Indicator) -> Iterator[str]:
    yield indicator.value.removeprefix(_FORGE)


def _after_service(indicator: Indicator) -> Iterator[str]:
    yield indicator.value.partition(":")[2]


def _unix_path(indicator: Indicator) -> Iterator[str]:
    observable = indicator.observable
    if isinstance(observable, Path) and not observable.is_windows:
        yield find_pattern(observable.value)


def _windows_path(indicator: Indicator) -> Iterator[str]:
    observable = indicator.observable
    if isinstance(observable, Path) and observable.is_windows:
        yield powershell_pattern(observable.value)


def _repository_pattern(indicator: Indicator) -> Iterator[str]:
    if indicator.type == "repository_pattern":
        yield indicator.value
        return
    tail = ".*" if indicator.match is Match.PREFIX else ""
    yield indicator.value.replace(".", "\\.") + tail


def _descriptions(indicator: Indicator) -> Iterator[str]:
    yield from sorted({detail.description for detail in indicator.details(RepositoryDetail)})


def _whole_domain(indicator: Indicator) -> Iterator[str]:
    if indicator.match is Match.SUBDOMAINS:
        yield indicator.value


def _host(indicator: Indicator) -> Iterator[str]:
    if indicator.match is not Match.SUBDOMAINS:
        yield indicator.value


def _address(indicator: Indicator) -> Iterator[str]:
    if "/" not in indicator.value:
        ports = indicator.ports
        yield from (f"{indicator.value} {port}" for port in ports) if ports else (indicator.value,)


def _network(indicator: Indicator) -> Iterator[str]:
    if "/" in indicator.value:
        ports = indicator.ports
        yield from (f"{indicator.value} {port}" for port in ports) if ports else (indicator.value,)


_PORTS = (
    ".value as $v | ([.mentions[] | .address.ports] | if any(.[]; . == null) then [null]"
    ' else (add | unique) end)[] as $p | if $p then "\\($v) \\($p)" else $v end'
)
_PATHS = (
    r'.value | select(contains("\\") | not) | (startswith("/") as $a | ltrimstr("~/")'
    r' | gsub("(?<c>[\\[\\]?])"; "\\" + .c) | if $a then . else "*/" + . end)'
)
_WINDOWS = r'.value | select(contains("\\")) | gsub("(?<c>[`\\[\\]?])"; "`" + .c)'
_REFERENCES = (
    'if .type == "image_tag" then select(all(.mentions[].tag; .standing == "created" and'
    " .reissued == null)) | .value else .value as $d | .mentions[].image // empty"
    ' | select(.kind | IN("index", "manifest", "unknown"))'
    ' | (.repositories + .mirrors)[] + "@" + $d end'
)
_REPOSITORIES = (
    'if .type == "repository_pattern" then .value else (.value | gsub("\\\\."; "\\\\."))'
    ' + (if .match == "prefix" then ".*" else "" end) end'
)

_KINDS = (
    ListKind(
        name="digests",
        title="image digests",
        types=("image_digest",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="references",
        title="images by repository, mirrors included",
        types=("image_digest", "image_tag"),
        lines=_references,
        filter=_REFERENCES,
        main=False,
    ),
    ListKind(
        name="image-tags", title="image tags", types=("image_tag",), lines=_value, filter=".value"
    ),
    ListKind(name="commits", title="commits", types=("commit",), lines=_value, filter=".value"),
    ListKind(
        name="action-refs",
        title="tags and branches of GitHub Actions",
        types=("action_ref",),
        lines=_action_ref,
        filter='.value | ltrimstr("github.com/")',
    ),
    ListKind(
        name="carriers",
        title="repositories that bring the bad thing along",
        types=("carrier",),
        lines=_action_ref,
        filter='.value | ltrimstr("github.com/")',
    ),
    ListKind(
        name="packages",
        title="packages, as package URLs; one without a version means every version",
        types=("package",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="extensions",
        title="editor extensions",
        types=("extension",),
        lines=_after_service,
        filter='.value | sub("^[^:]*:"; "")',
    ),
    ListKind(
        name="plugins",
        title="plugins of build servers",
        types=("plugin",),
        lines=_after_service,
        filter='.value | sub("^[^:]*:"; "")',
    ),
    ListKind(
        name="sha256", title="SHA-256 of files", types=("sha256",), lines=_value, filter=".value"
    ),
    ListKind(name="sha1", title="SHA-1 of files", types=("sha1",), lines=_value, filter=".value"),
    ListKind(name="md5", title="MD5 of files", types=("md5",), lines=_value, filter=".value"),
    ListKind(
        name="paths",
        title="file paths, as patterns of find",
        types=("path",),
        lines=_unix_path,
        filter=_PATHS,
    ),
    ListKind(
        name="windows-paths",
        title="Windows paths, as patterns of PowerShell",
        types=("path",),
        lines=_windows_path,
        filter=_WINDOWS,
    ),
    ListKind(
        name="command-lines",
        title="command lines; the pieces between … stand in this order",
        types=("process",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="units", title="systemd units", types=("systemd_unit",), lines=_value, filter=".value"
    ),
    ListKind(
        name="kubernetes",
        title="Kubernetes objects",
        types=("kubernetes",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="repositories",
        title="names of repositories, as regular expressions",
        types=("repository", "repository_pattern"),
        lines=_repository_pattern,
        filter=_REPOSITORIES,
    ),
    ListKind(
        name="repository-descriptions",
        title="descriptions of such repositories",
        types=("repository", "repository_pattern"),
        lines=_descriptions,
        filter="[.mentions[].repository.description // empty] | unique[]",
        main=False,
    ),
    ListKind(name="accounts", title="accounts", types=("account",), lines=_value, filter=".value"),
    ListKind(
        name="domains",
        title="domains, with everything below them",
        types=("domain",),
        lines=_whole_domain,
        filter='select(.match == "subdomains") | .value',
    ),
    ListKind(
        name="hosts",
        title="hosts, exactly these names",
        types=("domain",),
        lines=_host,
        filter='select(.match != "subdomains") | .value',
    ),
    ListKind(
        name="addresses",
        title="addresses, with a port where only that one is meant",
        types=("ip",),
        lines=_address,
        filter=f'select(.value | contains("/") | not) | {_PORTS}',
    ),
    ListKind(
        name="networks",
        title="networks, with a port where only that one is meant",
        types=("ip",),
        lines=_network,
        filter=f'select(.value | contains("/")) | {_PORTS}',
    ),
    ListKind(name="urls", title="URLs", types=("url",), lines=_value, filter=".value"),
    ListKind(
        name="user-agents",
        title="User-Agent headers",
        types=("user_agent",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="http-headers",
        title="HTTP headers",
        types=("http_header",),
        lines=_value,
        filter=".value",
    ),
    ListKind(
        name="certificates",
        title="fingerprints of certificates",
        types=("certificate",),
        lines=_after_service,
        filter='.value | sub("^[^:]*:"; "")',
    ),
    ListKind(name="emails", title="mailboxes", types=("email",), lines=_value, filter=".value"),
)
_WITHOUT = OBSERVABLE_TYPES.keys() - {type_ for kind in _KINDS if kind.main for type_ in kind.types}
KINDS = (
    *_KINDS,
    *(
        ListKind(
            name=type_.replace("_", "-"), title=cls.plural, types=(type_,), lines=_value,
            filter=".value",
        )
        for type_, cls in OBSERVABLE_TYPES.items()
        if type_ in _WITHOUT
    ),
)  # fmt: skip
"""In the order of the page. Every observable type is in one that is `main`: in one of its bare
values where nothing else is known of it."""
