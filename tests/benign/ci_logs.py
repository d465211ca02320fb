"""Lines that CI systems, builders and package managers print while nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.packages import Dependency, dependencies
from tests.benign.pulls import YEAR, Pull, outside, pulls
from tests.benign.web import requests


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a job's log."""

    at: datetime
    system: str
    """Who prints it."""
    text: str
    """Without the time that the system puts before it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A step of a workflow that uses an action."""

    at: datetime
    repository: str
    """`owner/name`, without the host."""
    ref: str
    commit: str

    @property
    def written(self) -> str:
        """As it stands behind `uses:`."""
        return f"{self.repository}@{self.ref}"


ACTIONS = (
    ("actions/checkout", "v4"), ("actions/setup-node", "v4"), ("actions/setup-python", "v5"),
    ("actions/cache", "v4"), ("actions/upload-artifact", "v4"), ("docker/login-action", "v3"),
    ("docker/build-push-action", "v6"), ("github/codeql-action/init", "v3"),
    ("aquasecurity/tfsec-action", "v1.0.3"), ("Checkmarx/kics-github-action", "v2.1.3"),
    ("hashicorp/setup-terraform", "v3"), ("softprops/action-gh-release", "v2"),
)  # fmt: skip


def uses(listed: Listed) -> tuple[Use, ...]:
    """Popular actions, restored refs outside their windows, known-good commits at any time."""
    draws = Draws("uses")
    found = [
        Use(draws.instant(*YEAR), name, ref, draws.hexadecimal(40))
        for name, ref in ACTIONS
        if f"github.com/{name.lower()}@{ref}" not in listed.values["action_ref"]
        for _ in range(5)
    ]
    for value, windows in listed.restored("action_ref").items():
        repository, _, ref = value.removeprefix("github.com/").rpartition("@")
        found += [
            Use(at, repository, ref, draws.hexadecimal(40))
            for at in draws.some(outside(windows, draws), 4)
        ]
    for known in listed.good("commit"):
        name = known.repository.removeprefix("github.com/")
        found += [
            Use(draws.instant(*YEAR), name, known.value, known.value)
            for _ in range(4)
            if name
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda use: (use.at, use.written)))


def ci_log(listed: Listed) -> tuple[LogLine, ...]:
    """A year of jobs, in order of time."""
    draws = Draws("ci log")
    lines = [line for pull in pulls(listed) for line in _pulled(pull, draws)]
    lines += [line for use in uses(listed) for line in _used(use)]
    for package in dependencies(listed):
        lines += _installed(package, draws)
    lines += [
        LogLine(request.at, "curl", f"+ curl -fsSL {request.url}")
        for request in draws.some(requests(listed), 800)
    ]
    lines += [
        LogLine(draws.instant(*YEAR), "shell", text)
        for text in (*_CHATTER, f"HEAD is now at {draws.hexadecimal(40)[:8]} Fix the build")
        for _ in range(8)
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.system, line.text)))


_CHATTER = (
    "Cleaning up project directory and file based variables", "Job succeeded",
    "Finished: SUCCESS", "BUILD SUCCESSFUL in 42s", "+ kubectl rollout status deploy/app",
    "npm warn deprecated inflight@1.0.6: This module is not supported, and leaks memory",
    "Runner version: 2.320.0", "Running with gitlab-runner 17.5.0 (12030cf4)",
    "[Pipeline] sh", "+ trivy image --exit-code 1 registry.corp.example:5000/team/app:1.42.0",
    "+ kics scan -p . --report-formats sarif", "go: downloading go1.24.0 (linux/amd64)",
)  # fmt: skip


def _docker(pull: Pull) -> list[str]:
    tag = pull.tag or "latest"
    return [
        f"{tag}: Pulling from {pull.path}", f"Digest: {pull.digest}",
        f"Status: Downloaded newer image for {pull.short}", pull.reference,
    ]  # fmt: skip


def _buildkit(pull: Pull) -> list[str]:
    at = f"{pull.name}@{pull.digest}"
    return [
        f"#2 [internal] load metadata for {pull.name}", f"#5 [1/4] FROM {at}",
        f"#5 resolve {at} 0.0s done", f"#5 {pull.digest} 1.61kB / 1.61kB done",
    ]  # fmt: skip


_BUILDERS: dict[str, Callable[[Pull], list[str]]] = {
    "docker": _docker,
    "buildkit": _buildkit,
    "gitlab": lambda pull: [
        f"Pulling docker image {pull.short} ...",
        f"Using docker image sha256:{pull.digest[:6:-1]} for {pull.short} "
        f"with digest {pull.repository.removeprefix('docker.io/')}@{pull.digest} ...",
    ],
    "jenkins": lambda pull: [f"+ docker pull {pull.reference}", f"Digest: {pull.digest}"],
    "compose": lambda pull: [
        f" ✔ scanner Pulled {pull.short}",
        f"Container for {pull.name} Started",
    ],
    "containerd": lambda pull: [
        f'level=info msg="PullImage \\"{pull.reference}\\""',
        f'level=info msg="Pulled image \\"{pull.reference}\\" with image id '
        f'\\"sha256:{pull.digest[:6:-1]}\\", repo digest \\"{pull.repository}@{pull.digest}\\""',
    ],
    "kaniko": lambda pull: [
        f"INFO[0000] Retrieving image manifest {pull.reference}",
        f"INFO[0001] Built cross stage deps: map[] for {pull.name}@{pull.digest}",
    ],
    "podman": lambda pull: [f"Trying to pull {pull.reference}...", "Writing manifest to image"],
}


def _pulled(pull: Pull, draws: Draws) -> Iterator[LogLine]:
    for system in draws.some(sorted(_BUILDERS), 2):
        for text in _BUILDERS[system](pull):
            yield LogLine(pull.at, system, text)


def _used(use: Use) -> Iterator[LogLine]:
    yield LogLine(
        use.at, "github", f"Download action repository '{use.written}' (SHA:{use.commit})"
    )
    yield LogLine(use.at, "github", f"##[group]Run {use.written}")


def _installed(package: Dependency, draws: Draws) -> Iterator[LogLine]:
    name, version, at = package.name, package.version, draws.instant(*YEAR)
    texts = {
        "npm": [f"npm http fetch GET 200 https://registry.npmjs.org/{name} 31ms (cache miss)",
                f"+ {name}@{version}", f"├── {name}@{version}"],
        "pypi": [f"Collecting {name}=={version}", f"Successfully installed {name}-{version}"],
        "golang": [f"go: downloading {name} v{version.removeprefix('v')}"],
        "gem": [f"Installing {name} {version}"],
        "cargo": [f"  Downloaded {name} v{version}"],
        "maven": [f"[INFO] Downloaded from central: {name.replace('/', ':')}:jar:{version}"],
    }  # fmt: skip
    yield from (LogLine(at, package.ecosystem, text) for text in texts[package.ecosystem])
    yield LogLine(at, "sbom", f'"purl": "{package.purl}"')
