"""Canonical forms: one spelling per thing, and a clear refusal for what is none."""

from __future__ import annotations

import ipaddress
import string
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.errors import InvalidValueError
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Account,
    ActionRef,
    Carrier,
    Certificate,
    Commit,
    Domain,
    Email,
    Extension,
    HttpHeader,
    ImageDigest,
    ImageTag,
    Ip,
    KubernetesObject,
    Md5,
    Observable,
    Package,
    Path,
    Plugin,
    Process,
    Repository,
    RepositoryPattern,
    Sha1,
    Sha256,
    SystemdUnit,
    Url,
    UserAgent,
)

HEX = "0123456789abcdef"
A64, A40, A32 = "A" * 64, "A" * 40, "A" * 32

CANONICAL = [
    (Domain, "Audit.Checkmarx.CX.", "audit.checkmarx.cx"),
    (Domain, "bücher.example", "xn--bcher-kva.example"),
    (Domain, "xn--bcher-kva.example", "xn--bcher-kva.example"),
    (Domain, "_dmarc.example.org", "_dmarc.example.org"),
    (Domain, "a\u3002b\uff0ec", "a.b.c"),
    (Ip, "2001:DB8:0:0::1", "2001:db8::1"),
    (Ip, "::ffff:203.0.113.7", "203.0.113.7"),
    (Ip, "203.0.113.7/32", "203.0.113.7"),
    (Ip, "2001:db8::/32", "2001:db8::/32"),
    (Url, "HTTPS://Host.Example:443/A%7eb?q=%c3%a4#frag", "https://host.example/A~b?q=%C3%A4"),
    (Url, "http://host.example:8080", "http://host.example:8080/"),
    (Url, "https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
    (Url, "http://bücher.example/ä", "http://xn--bcher-kva.example/%C3%A4"),
    (Url, "http://host.example/100%", "http://host.example/100%25"),
    (Email, "Some.One@Example.ORG", "Some.One@example.org"),
    (ImageDigest, f"SHA256:{A64}", f"sha256:{A64.lower()}"),
    (ImageTag, "checkmarx/kics:v2.1.21", "docker.io/checkmarx/kics:v2.1.21"),
    (ImageTag, "index.docker.io/alpine:3", "docker.io/library/alpine:3"),
    (ImageTag, "localhost:5000/a/b:T", "localhost:5000/a/b:T"),
    (Commit, A40, A40.lower()),
    (ActionRef, "github.com/Checkmarx/KICS-Action@v1.1", "github.com/checkmarx/kics-action@v1.1"),
    (Carrier, "github.com/Checkmarx/kics.git", "github.com/checkmarx/kics"),
    (Package, "pkg:npm/@bitwarden/cli@2026.4.0", "pkg:npm/%40bitwarden/cli@2026.4.0"),
    (Package, "pkg:PyPI/Some_Name@1.0", "pkg:pypi/some-name@1.0"),
    (Extension, "open-vsx:Checkmarx.ast-results@2.63.0", "open-vsx:checkmarx.ast-results@2.63.0"),
    (HttpHeader, "X-Filename:  tpcp.tar.gz ", "x-filename: tpcp.tar.gz"),
    (UserAgent, " KICS-Telemetry/2.0 ", "KICS-Telemetry/2.0"),
    (Sha256, A64, A64.lower()),
    (Sha1, A40, A40.lower()),
    (Md5, A32, A32.lower()),
    (Repository, "TPCP-docs", "tpcp-docs"),
    (Account, "GitHub:Mallory", "github:mallory"),
    (RepositoryPattern, r"^[a-z]+-[a-z]+-\d{1,3}$", r"[a-z]+-[a-z]+-\d{1,3}"),
    (RepositoryPattern, "(tpcp|docs)-x?", "(tpcp|docs)-x?"),
    (Certificate, "SHA256:" + A64, "sha256:" + A64.lower()),
    (Certificate, ":".join([A40[i : i + 2] for i in range(0, 40, 2)]), "sha1:" + A40.lower()),
    (Certificate, A64, "sha256:" + A64.lower()),
    (KubernetesObject, "DaemonSet/kube-system/host-*", "DaemonSet/kube-system/host-*"),
    (KubernetesObject, "Pod/node-setup", "Pod/node-setup"),
    (SystemdUnit, "pgmon.service", "pgmon.service"),
    (SystemdUnit, r"a\x2db@1.timer", r"a\x2db@1.timer"),
    (Plugin, "Jenkins:checkmarx-ast-scanner@2026.5.09", "jenkins:checkmarx-ast-scanner@2026.5.09"),
    (Path, "~/.config/sysmon.py", "~/.config/sysmon.py"),
    (Process, "gh auth token", "gh auth token"),
]


@pytest.mark.parametrize(("cls", "text", "canonical"), CANONICAL)
def test_canonical_form(cls: type[Observable], text: str, canonical: str) -> None:
    assert cls.parse(text).value == canonical


@pytest.mark.parametrize(("cls", "text", "canonical"), CANONICAL)
def test_a_canonical_form_is_its_own(cls: type[Observable], text: str, canonical: str) -> None:
    assert cls.parse(canonical) == cls.parse(text)


def test_every_type_has_an_example() -> None:
    assert {cls.type for cls, _, _ in CANONICAL} == OBSERVABLE_TYPES.keys()


REFUSED = [
    (Domain, "localhost", '"localhost" has no dot'),
    (Domain, "203.0.113.7", '"203.0.113.7" is an address, not a domain'),
    (Domain, "a..b", '"a..b" is not a domain name'),
    (Domain, "-a.example", '"-a.example" is not a domain name'),
    (Domain, f"{'a' * 64}.example", f'"{"a" * 64}.example" is not a domain name'),
    (Domain, ".".join(["a" * 60] * 5), "is not a domain name"),
    (Domain, "xn--zz-zz.example", '"xn--zz-zz.example" has broken punycode'),
    (Domain, "exa mple.org", '"exa mple.org" is not a domain name'),
    (Domain, "evil.example;drop", '"evil.example;drop" is not a domain name'),
    (Ip, "010.0.0.1", '"010.0.0.1" is not an address'),
    (Ip, "203.0.113.7/24", '"203.0.113.7/24" is not an address'),
    (Ip, "fe80::1%eth0", '"fe80::1%eth0" has a zone'),
    (Url, "audit.example/x", '"audit.example/x" is not an absolute URL'),
    (Url, "https://user:pw@host.example/", "holds credentials or a space"),
    (Url, "javascript:alert(1)", "is not an absolute URL"),
    (Url, "https://host.example:99999/", "is not a URL"),
    (Email, "no-at.example.org", "is not a mailbox"),
    (ImageDigest, A64, "is not an image digest"),
    (ImageDigest, "sha256:abc", '"sha256:abc" is not an image digest'),
    (ImageTag, "checkmarx/kics", '"checkmarx/kics" names no tag'),
    (ImageTag, "docker.io/UPPER/kics:1", '"docker.io/UPPER/kics" is not an image repository'),
    (ImageTag, "docker.io/a/b:-x", '"-x" is not an image tag'),
    (Commit, "98b796e9", '"98b796e9" is not a full git commit id'),
    (ActionRef, "github.com/a/b", '"github.com/a/b" names no ref'),
    (ActionRef, "github.com/a/b@x y", '"x y" is not a git ref'),
    (ActionRef, "a/b@v1", '"a/b" is not a repository'),
    (Package, "npm/left-pad", '"npm/left-pad" is not a package URL'),
    (Package, "pkg:--help/a@1", "is of no package type"),
    (Package, "pkg:npm/a@1%0A2", "stands for U+000A"),
    (Package, "pkg:npm/%ED%A0%80@1", "stands for U+FFFD"),
    (Package, "pkg:npm/a@1?x=y", '"pkg:npm/a@1?x=y" has qualifiers or a subpath'),
    (HttpHeader, "X Filename: a", '"X Filename: a" is not a header line'),
    (HttpHeader, "X-Filename:", '"X-Filename:" has no value'),
    (Sha256, A40, f'"{A40}" is not a SHA-256 hash'),
    (Repository, "a/b", '"a/b" is not a repository name'),
    (Extension, "open-vsx:checkmarx", "is not an extension version"),
    (Account, "mallory", '"mallory" is not an account'),
    (RepositoryPattern, "(?i)a", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "(?:a)", "is no pattern that every engine reads alike"),
    (RepositoryPattern, r"a\w", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a(b", "is no regular expression"),
    (RepositoryPattern, "a/b", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "[[a]]", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a++", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a*?", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a{,3}", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a||b", "is no pattern that every engine reads alike"),
    (RepositoryPattern, "a{99999999999}", "is no regular expression"),
    (Certificate, "sha256:abc", '"sha256:abc" is no fingerprint of a certificate'),
    (Certificate, A32, "is no fingerprint of a certificate"),
    (Certificate, "md5:" + A32, "is no fingerprint of a certificate"),
    (KubernetesObject, "daemonset/x", "is no Kubernetes object"),
    (KubernetesObject, "Pod/a/b/c", "is no Kubernetes object"),
    (KubernetesObject, "Pod/*", "is no Kubernetes object"),
    (KubernetesObject, "Pod/UPPER", "is no Kubernetes object"),
    (SystemdUnit, "pgmon", '"pgmon" is no systemd unit'),
    (SystemdUnit, "../x.service", "is no systemd unit"),
    (Plugin, "jenkins:x", "is not a plugin version"),
    (UserAgent, "", "the value is empty"),
    (UserAgent, "a\nb", "the value holds U+000A, which nobody can see"),
    (UserAgent, "a\u202eb", "the value holds U+202E, which nobody can see"),
    (UserAgent, "a\ud800b", "the value holds U+D800, which nobody can see"),
    (UserAgent, "a" * 4097, "the value has 4097 characters"),
]


@pytest.mark.parametrize(("cls", "text", "problem"), REFUSED)
def test_refused_with_a_reason(cls: type[Observable], text: str, problem: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        cls.parse(text)
    assert problem in caught.value.problem
    assert caught.value.remedy


@given(st.sampled_from(sorted(OBSERVABLE_TYPES)), st.text(max_size=80))
def test_parsing_is_total_and_idempotent(type_: str, text: str) -> None:
    cls = OBSERVABLE_TYPES[type_]
    try:
        once = cls.parse(text)
    except InvalidValueError:
        return
    assert cls.parse(once.value) == once
    assert "\n" not in once.value


LABEL = st.text(string.ascii_letters + string.digits, min_size=1, max_size=20)


@given(st.lists(LABEL, min_size=2, max_size=5).filter(lambda labels: not labels[-1].isdigit()))
def test_domains_differ_only_by_more_than_case_and_trailing_dot(labels: list[str]) -> None:
    name = ".".join(labels)
    assert Domain.parse(name.upper() + ".") == Domain.parse(name.lower())


@given(st.ip_addresses())
def test_addresses_are_as_the_standard_library_reads_them(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    canonical = Ip.parse(str(address)).value
    mapped = getattr(address, "ipv4_mapped", None)
    assert ipaddress.ip_address(canonical) == (mapped or address)


@given(st.text(min_size=1, max_size=60).map(lambda path: f"https://host.example/{path}"))
def test_url_paths_survive_in_meaning(url: str) -> None:
    try:
        canonical = Url.parse(url).value
    except InvalidValueError:
        return
    assert Url.parse(canonical).value == canonical
    assert canonical.isascii()
    assert unquote(canonical).startswith("https://host.example/")


def test_process_fragments() -> None:
    assert Process.parse("openssl enc … -pbkdf2").fragments == ("openssl enc", "-pbkdf2")
    assert Process.parse("one").fragments == ("one",)


def test_parts_of_values() -> None:
    tag = ImageTag.parse("localhost:5000/a/b:v1")
    assert (tag.repository, tag.tag) == ("localhost:5000/a/b", "v1")
    ref = ActionRef.parse("github.com/a/b@release/v1")
    assert (ref.repository, ref.ref) == ("github.com/a/b", "release/v1")
    header = HttpHeader.parse("X-A: b: c")
    assert (header.name, header.content) == ("x-a", "b: c")
    digest = ImageDigest.parse("sha256:" + "0" * 64)
    assert (digest.algorithm, digest.hex) == ("sha256", "0" * 64)
    assert (Ip.parse("10.0.0.0/8").version, Ip.parse("::1").version) == (4, 6)
    assert Ip.parse("10.0.0.0/8").is_network
    assert not Ip.parse("10.0.0.1").is_network
    assert Path.parse(r"C:\x").is_windows
    assert Path.parse("loot.tar.gz").is_bare_name
