"""The engines that judge feedgen's outputs: what each is, where it comes from, which version is here.

`docs/conformance.md` is written from this table and from the tests' `judged` markers.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import metadata
from types import MappingProxyType

import pytest

DEMANDED = "FEEDGEN_ENGINES"
"""Names of engines, by spaces, that must be here: a workflow's job says what it brings along."""


class Origin(Enum):
    """Where an engine comes from."""

    DEBIAN = "Debian"
    PYPI = "PyPI"
    CONTAINER = "official container"
    OURS = "feedgen's tests"


@dataclass(frozen=True, slots=True)
class Engine:
    """One judge."""

    name: str
    origin: Origin
    package: str
    """The Debian package, PyPI's project, the container image, or the file of a reader of our own."""
    version_of: tuple[str, ...] = ()
    """The command that prints a program's version."""

    @property
    def is_program(self) -> bool:
        """Whether it is looked for on the PATH."""
        return self.origin in {Origin.DEBIAN, Origin.CONTAINER}

    def path(self) -> str | None:
        """A program's path; Debian keeps servers where users do not look."""
        return shutil.which(self.name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")

    def missing(self) -> str | None:
        """Why it cannot judge here, as one line; None if it can."""
        if not self.is_program or self.path():
            return None
        if self.origin is Origin.CONTAINER:
            return (
                f"{self.name} is in no package; a workflow runs it in the container {self.package}"
            )
        return (
            f"{self.name} is not installed; `make engines` installs it as root on Debian and Ubuntu"
        )

    def is_demanded(self) -> bool:
        """Whether its absence is a failure: in CI whatever a package brings, and what a job names."""
        if self.name in os.environ.get(DEMANDED, "").split():
            return True
        return self.origin is Origin.DEBIAN and os.environ.get("CI") == "true"

    def version(self) -> str:
        """The version, shortened for a program to what a security update does not change."""
        return _version(self)


@cache
def _version(engine: Engine) -> str:
    if engine.origin is Origin.OURS:
        return ""
    if engine.origin is Origin.PYPI:
        return metadata.version(engine.package)
    if not engine.version_of:
        return ""  # a browser's security updates change all of its version
    command = [engine.path() or engine.name, *engine.version_of[1:]]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+\.\d+", run.stdout + run.stderr)
    assert found, f"{command} printed no version: {run.stdout}{run.stderr}"
    return found[0]


def _debian(name: str, package: str, *options: str) -> Engine:
    return Engine(name, Origin.DEBIAN, package, (name, *(options or ("--version",))))


def _pypi(name: str, package: str = "") -> Engine:
    return Engine(name, Origin.PYPI, package or name)


def _container(name: str, image: str, *options: str) -> Engine:
    return Engine(name, Origin.CONTAINER, image, (name, *(options or ("--version",))))


def _ours(name: str, file: str) -> Engine:
    return Engine(name, Origin.OURS, file)


ENGINES: Mapping[str, Engine] = MappingProxyType({
    engine.name: engine
    for engine in (
        # Programs that scripts/engines.sh installs; both lists are compared by a test.
        _debian("suricata", "suricata", "-V"),
        _debian("suricata-update", "suricata-update"),
        _debian("skopeo", "skopeo"),
        _debian("podman", "podman"),
        _debian("docker-registry", "docker-registry"),
        _debian("jq", "jq"),
        _debian("sysdig", "sysdig"),
        _debian("named", "bind9", "-v"),
        _debian("named-checkzone", "bind9-utils", "-v"),
        _debian("dig", "bind9-dnsutils", "-v"),
        _debian("unbound", "unbound", "-V"),
        _debian("unbound-checkconf", "unbound", "-h"),
        _debian("unbound-control", "unbound", "-h"),
        _debian("dnsmasq", "dnsmasq-base"),
        _debian("squid", "squid"),
        _debian("nft", "nftables"),
        _debian("ip", "iproute2", "-V"),
        _debian("clamscan", "clamav"),
        _debian("bash", "bash"),
        Engine("chromium", Origin.DEBIAN, "chromium"),
        _debian("pdns_recursor", "pdns-recursor"),
        _debian("kresd", "knot-resolver"),
        _debian("getent", "libc-bin"),
        _debian("haproxy", "haproxy", "-v"),
        _debian("grepcidr", "grepcidr", "-V"),
        _debian("git", "git"),
        _debian("comm", "coreutils"),
        _debian("awk", "mawk", "-W", "version"),
        _debian("grep", "grep"),
        _debian("sha256sum", "coreutils"),
        _debian("busybox", "busybox", "--help"),
        _debian("caddy", "caddy", "version"),
        _debian("curl", "curl"),
        _debian("dash", "dash"),
        _debian("minisign", "minisign", "-v"),
        _debian("nginx", "nginx-light", "-v"),
        _debian("openssl", "openssl", "version"),
        # Libraries, in the versions of requirements/test.txt.
        _pypi("adblock"),
        _pypi("appthreat-vulnerability-db"),
        _pypi("cel", "common-expression-language"),
        _pypi("cloudcoil-models-kyverno"),
        _pypi("duckdb"),
        _pypi("duckdb-kql"),
        _pypi("eql"),
        _pypi("feedparser"),
        _pypi("jsonschema"),
        _pypi("luqum"),
        _pypi("markdown-it-py"),
        _pypi("misp-feed-manager"),
        _pypi("pymisp"),
        _pypi("pysigma"),
        _pypi("pysigma-backend-sqlite"),
        _pypi("pysigma-validators-sigmahq"),
        _pypi("regorus", "gordon-to-regorus"),
        _pypi("sqlglot"),
        _pypi("stix2"),
        _pypi("stix2-matcher"),
        _pypi("stix2-patterns"),
        _pypi("stix2-validator"),
        _pypi("taxii2-client"),
        _pypi("tree-sitter-zeek"),
        _pypi("yara-python"),
        _pypi("yara-x"),
        _pypi("pip"),
        _pypi("uv"),
        _pypi("zeekscript"),
        _pypi("zizmor"),
        _pypi("zkg"),
        # What no package brings: jobs of .github/workflows/engines.yml run these.
        _container("zeek", "zeek/zeek:8.2.1"),
        _container("falco", "falcosecurity/falco:0.44.1"),
        _container("kyverno", "ghcr.io/kyverno/kyverno-cli:v1.19.1", "version"),
        # Readers of our own, where no engine can be had, and the standard library.
        _ours("own Zeek reader", "tests/engines/zeek_grammar.py"),
        _ours("own Sigma reader", "tests/engines/sigma_meaning.py"),
        _ours("own query readers", "tests/engines/query_readers.py"),
        _ours("own Wazuh reader", "tests/engines/wazuh_reader.py"),
        _ours("own Kyverno reader", "tests/emitters/policies/judges.py"),
        _ours("own Falco reader", "tests/emitters/policies/falco_conditions.py"),
        _ours("own object log reader", "tests/engines/object_log_reader.py"),
        _ours("csv", "Python's csv module"),
        _ours("own MISP subscriber", "tests/emitters/misp/subscriber.py"),
        _ours("own OSV reader", "tests/emitters/osv/reader.py"),
        _ours("own appliance readers", "tests/engines/appliance_lists.py"),
        _ours("own GitHub patterns", "tests/engines/github_patterns.py"),
    )
})  # fmt: skip
"""Every engine by its name."""


def require(name: str) -> str:
    """The path of a program among the engines.

    Without it the test is skipped on a laptop, and fails where the engine is demanded.
    """
    engine = ENGINES[name]
    reason = engine.missing()
    if reason is None:
        path = engine.path()
        assert path
        return path
    if engine.is_demanded():
        pytest.fail(reason)
    pytest.skip(reason)
