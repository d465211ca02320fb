"""What clients ask resolvers and proxies for, all day long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.names import neighbours, popular
from tests.benign.packages import Dependency, dependencies
from tests.benign.pulls import YEAR, Pull, pulls

AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "curl/8.10.1", "Wget/1.24.5", 'pip/24.3.1 {"ci":true,"cpu":"x86_64"}', "python-requests/2.32.3",
    "npm/10.9.0 node/v22.11.0 linux x64 workspaces/false ci/github-actions", "Go-http-client/2.0",
    "docker/27.3.1 go/go1.22.7 git-commit/41ca978 kernel/6.8.0 os/linux arch/amd64",
    "containerd/2.0.0", "skopeo/1.13.3", "git/2.47.0", "KICS/2.1.20", "trivy/0.69.3",
)  # fmt: skip
PATHS = ("/", "/favicon.ico", "/robots.txt", "/api/v1/status", "/login?next=%2F", "/static/app.js",
         "/v1/telemetry", "/raw", "/drop", "/assets/logo.svg", "/search?q=trivy")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DnsQuery:
    """One question to a resolver."""

    at: datetime
    client: str
    name: str


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as a proxy that opens TLS logs it."""

    at: datetime
    scheme: str
    host: str
    path: str
    agent: str

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.host}{self.path}"


def dns_queries(listed: Listed) -> tuple[DnsQuery, ...]:
    """Popular names and neighbours of listed ones, some in capitals."""
    draws = Draws("dns")
    names = [*popular(), *neighbours(listed)]
    return tuple(
        DnsQuery(
            at=draws.instant(*YEAR),
            client=f"10.0.{draws.below(8)}.{draws.below(250) + 1}",
            name=name.upper() if draws.below(9) == 0 else name,
        )
        for name in names
    )


def requests(listed: Listed) -> tuple[Request, ...]:
    """Pages of popular sites and of neighbours, downloads of packages, pulls of images.

    None holds a listed value: see `mentions`.
    """
    draws = Draws("requests")
    hosts = [*popular(), *neighbours(listed)]
    found = [_request(draws, host, draws.one(PATHS)) for host in hosts]
    for package in dependencies(listed):
        found += [_request(draws, host, path) for host, path in downloads(package)]
    found += [
        _request(
            draws, pull.registry, f"/v2/{pull.path}/manifests/{_asked(pull)}", "https", pull.at
        )
        for pull in pulls(listed)
    ]
    return tuple(found)


def downloads(package: Dependency) -> Iterator[tuple[str, str]]:
    """Host and path by which a package's file is fetched."""
    name, version = package.name, package.version
    last = name.rpartition("/")[2]
    if package.ecosystem == "npm":
        yield "registry.npmjs.org", f"/{name}/-/{last}-{version}.tgz"
        yield "registry.npmjs.org", f"/{quote(name, safe='@')}"
        yield "registry.yarnpkg.com", f"/{name}/-/{last}-{version}.tgz"
    elif package.ecosystem == "pypi":
        file = f"{name.replace('-', '_')}-{version}"
        yield "files.pythonhosted.org", f"/packages/ab/cd/{'e' * 60}/{file}-py3-none-any.whl"
        yield "files.pythonhosted.org", f"/packages/ab/cd/{'e' * 60}/{file}.tar.gz"
        yield "pypi.org", f"/simple/{name}/"
    elif package.ecosystem == "golang":
        yield "proxy.golang.org", f"/{name}/@v/v{version.removeprefix('v')}.zip"
    elif package.ecosystem == "gem":
        yield "rubygems.org", f"/downloads/{name}-{version}.gem"
    elif package.ecosystem == "cargo":
        yield "static.crates.io", f"/crates/{name}/{name}-{version}.crate"
    else:
        yield "repo1.maven.org", f"/maven2/{name.replace('.', '/')}/{version}/{last}-{version}.jar"


def mentions(listed: Listed) -> tuple[Request, ...]:
    """Requests whose address holds a listed value and is none.

    A person looks a value up, or asks a shared host for something next to a listed address. Whoever
    compares hosts and addresses is silent; whoever searches text cannot be.
    """
    draws = Draws("mentions")
    found = [
        _request(draws, draws.one(("duckduckgo.com", "www.virustotal.com")), f"/search?q={name}")
        for name in sorted(listed.domains)
    ]
    for url in sorted(listed.values["url"]):
        parts = urlsplit(url)
        host = parts.hostname or ""
        if listed.covers(host):
            # Whatever is asked of a listed host is malicious: the same path elsewhere is not.
            found.append(_request(draws, "www.example.org", parts.path))
            found.append(_request(draws, f"{host}.example.org", parts.path))
        elif not host[0].isdigit():
            paths = ("/", f"{parts.path}x", f"/x{parts.path[1:]}")
            found += [_request(draws, host, path) for path in paths]
    # Looking at a commit's page is not using it.
    commits = sorted(listed.values["commit"])
    found += [_request(draws, "github.com", f"/acme/app/commit/{commit}") for commit in commits]
    return tuple(found)


def _asked(pull: Pull) -> str:
    return pull.digest if pull.is_pinned else pull.tag or "latest"


def _request(
    draws: Draws, host: str, path: str, scheme: str = "", at: datetime | None = None
) -> Request:
    return Request(
        at=at or draws.instant(*YEAR),
        scheme=scheme or draws.one(("http", "https", "https", "https")),
        host=host,
        path=path,
        agent=draws.one(AGENTS),
    )
