"""'Am I affected?': what it recognises, what it does not, and that nothing leaves the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.benign.listed import read_listed
from tests.benign.test_logs_by_lists import texts
from tests.benign.web import requests
from tests.engines.conformance import FINDS, SILENT
from tests.site.browser import Site, Tab
from tests.site.made_site import LATEST, mention, publication, record, release

pytestmark = pytest.mark.engine

Open = Callable[..., Tab]
Check = Callable[[str], dict[str, str]]
DIGEST = "2588a44890263a8185bd5d9fadb6bc9220b60245dbcbc4da35e1b62a6f8c230d"
GOOD = "7b0a4d750acd491942ce9de52c1183fbf4451c1c936780ec2cfacd2650e7d84c"
KICS = "docker.io/checkmarx/kics"
LITELLM = "pkg:pypi/litellm@1.82.7"
BITWARDEN = "pkg:npm/%40bitwarden/cli@2026.4.0"
TRIVY_GO = {"pkg:golang/github.com/aquasecurity/trivy@0.69.4": "hit",
            "pkg:golang/github.com/aquasecurity/trivy@v0.69.4": "hit"}  # fmt: skip


def ready(page: Page) -> None:
    """Loads the matcher into the page, as its worker does."""
    page.evaluate("""async () => {
      const { Index, check } = await import("./assets/match.js");
      const index = new Index(await (await fetch("data/indicators.json")).json());
      window.look = (text) => check(index, text);
    }""")


def answers(page: Page, text: str) -> dict[str, str]:
    """Values and levels."""
    found: list[dict[str, Any]] = page.evaluate("(text) => look(text).findings", text)
    return {finding["record"]["v"]: finding["level"] for finding in found}


@pytest.fixture(scope="module")
def page(browser: Browser, real: Site) -> Iterator[Page]:
    context = browser.new_context()
    shown = context.new_page()
    shown.goto(real.url + "affected.html")
    ready(shown)
    yield shown
    context.close()


@pytest.mark.judged("indicators.ndjson", by="chromium", asks=FINDS)
@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Digests and hashes
        (f"sha256:{DIGEST}", {f"sha256:{DIGEST}": "hit"}),
        (f"  {DIGEST.upper()}  kics", {f"sha256:{DIGEST}": "hit"}),
        (f"image@sha256:{DIGEST}.", {f"sha256:{DIGEST}": "hit"}),
        (f"{DIGEST[:12]}   2 days ago", {f"sha256:{DIGEST}": "possible"}),
        (f"sha256:{GOOD}", {f"sha256:{GOOD}": "good"}),
        ("d47de3772f2d61a043e7047431ef4cf4  mcpAddon.js", {"d47de3772f2d61a043e7047431ef4cf4": "hit"}),
        ("uses: a/b@0891663bc55073747be0eb864fbec3727840945d", {"0891663bc55073747be0eb864fbec3727840945d": "hit"}),
        # Image references
        ("docker pull checkmarx/kics:v2.1.21", {f"{KICS}:v2.1.21": "hit"}),
        ("image: docker.io/checkmarx/kics:v2.1.20", {f"{KICS}:v2.1.20": "possible"}),
        ('"index.docker.io/checkmarx/kics:alpine",', {f"{KICS}:alpine": "possible"}),
        ("FROM mirror.gcr.io/checkmarx/kics:debian AS scan", {"mirror.gcr.io/checkmarx/kics:debian": "possible"}),
        ("FROM --platform=linux/amd64 checkmarx/kics\nRUN x", {f"{KICS}:latest": "possible"}),
        ("harbor.corp:5000/proxy/checkmarx/kics:v2.1.21", {f"{KICS}:v2.1.21": "possible"}),
        ("REPOSITORY        TAG\ncheckmarx/kics    v2.1.21   abc", {f"{KICS}:v2.1.21": "hit"}),
        ("v2.1.21: Pulling from checkmarx/kics", {f"{KICS}:v2.1.21": "hit"}),
        (f"checkmarx/kics:v2.1.20@sha256:{DIGEST}", {f"sha256:{DIGEST}": "hit"}),
        (f"checkmarx/kics:v2.1.20@sha256:{GOOD}", {f"sha256:{GOOD}": "good"}),
        # Packages
        ("litellm==1.82.7", {LITELLM: "hit"}),
        ("LiteLLM === 1.82.7 ; python_version > '3'", {LITELLM: "hit"}),
        ("Collecting litellm==1.82.7 (from x)", {LITELLM: "hit"}),
        ("  Downloading litellm-1.82.7-py3-none-any.whl (2 MB)", {LITELLM: "hit"}),
        ("litellm-1.82.7.tar.gz", {LITELLM: "hit"}),
        ("Successfully installed litellm-1.82.7 openai-1.0", {LITELLM: "hit"}),
        ("litellm            1.82.7", {LITELLM: "hit"}),
        ('[[package]]\nname = "litellm"\nversion = "1.82.7"', {LITELLM: "hit"}),
        ('"litellm": {"hashes": ["x"], "index": "pypi", "version": "==1.82.7"}', {LITELLM: "hit"}),
        ('{"purl": "pkg:pypi/litellm@1.82.7"}', {LITELLM: "hit"}),
        ('{"type":"library","name":"litellm","version":"1.82.7"}', {LITELLM: "hit"}),
        ("@bitwarden/cli@2026.4.0", {BITWARDEN: "hit"}),
        ('"@bitwarden/cli@npm:2026.4.0":', {BITWARDEN: "hit"}),
        ("  /@bitwarden/cli@2026.4.0:", {BITWARDEN: "hit"}),
        ('"node_modules/@bitwarden/cli": {\n  "version": "2026.4.0",', {BITWARDEN: "hit"}),
        ('"@bitwarden/cli@^2026.1.0":\n  version "2026.4.0"', {BITWARDEN: "hit"}),
        ('"@bitwarden/cli": "2026.4.0"', {BITWARDEN: "hit"}),
        ('"@bitwarden/cli": "^2026.3.0"', {BITWARDEN: "possible"}),
        ("https://registry.npmjs.org/@bitwarden/cli/-/cli-2026.4.0.tgz", {BITWARDEN: "hit"}),
        ('{"group":"@bitwarden","name":"cli","version":"2026.4.0"}', {BITWARDEN: "hit"}),
        ("pkg:npm/%40bitwarden/cli@2026.4.0?x=y", {BITWARDEN: "hit"}),
        ("github.com/aquasecurity/trivy v0.69.4 h1:abc=", TRIVY_GO),
        ("checkmarx-ast-scanner:2026.5.09", {"jenkins:checkmarx-ast-scanner@2026.5.09": "hit"}),
        ("checkmarx.cx-dev-assist-1.7.0-universal", {"open-vsx:checkmarx.cx-dev-assist@1.7.0": "hit"}),
        # Actions
        ("      - uses: Checkmarx/ast-github-action@2.3.35", {"github.com/checkmarx/ast-github-action@2.3.35": "hit"}),
        ("Download action repository 'aquasecurity/setup-trivy@v0.2.0' (SHA:1)", {"github.com/aquasecurity/setup-trivy@v0.2.0": "possible"}),
        ("- uses: checkmarx/kics-github-action@v9", {"github.com/checkmarx/kics-github-action": "possible"}),
        # Network
        ("audit.checkmarx.cx. IN A", {"audit.checkmarx.cx": "hit"}),
        ("GET https://AUDIT[.]checkmarx[.]cx/other", {"audit.checkmarx.cx": "hit"}),
        ("x.y.checkmarx.zone", {"checkmarx.zone": "hit"}),
        ("hxxps://audit[.]checkmarx[.]cx/v1/telemetry.", {"audit.checkmarx.cx": "hit", "https://audit.checkmarx.cx/v1/telemetry": "hit"}),
        ("POST audit.checkmarx.cx/v1/telemetry 200", {"audit.checkmarx.cx": "hit", "https://audit.checkmarx.cx/v1/telemetry": "hit"}),
        ("dst=94.154.172.43:443", {"94.154.172.43": "hit"}),
        ("checkmarx.com", {"checkmarx.com": "good"}),
        ('"KICS-Telemetry/2.0"', {"KICS-Telemetry/2.0": "hit"}),
        ("X-Filename: tpcp.tar.gz", {"x-filename: tpcp.tar.gz": "hit", "tpcp.tar.gz": "hit"}),
        # Hosts
        ("/home/u/.checkmarx/mcp/mcpAddon.js", {"~/.checkmarx/mcp/mcpAddon.js": "hit"}),
        ("created acme/gesserit-melange-813", {"gesserit-melange-813": "possible"}),
        ('cmd.exe /d /s /c "x gh auth token"', {"cmd.exe /d /s /c … gh auth token": "possible"}),
        ("daemonset.apps/host-provisioner-iran created", {"DaemonSet/kube-system/host-provisioner-iran": "hit"}),
    ],
)  # fmt: skip
def test_what_is_listed_is_found(page: Page, text: str, found: dict[str, str]) -> None:
    assert answers(page, text) == found


@pytest.mark.judged("indicators.ndjson", by="chromium", asks=SILENT)
@pytest.mark.parametrize(
    "text",
    [
        "notaudit.checkmarx.cx.example.org", "audit-checkmarx.cx", "notcheckmarx.zone", "checkmarx.cxx",
        "litellm==1.82.70", "litellm==1.82.7.post1", "litellm==1.82.7rc1", "litellm-1.82.70.tar.gz",
        "litellm-proxy==1.82.7", "my-litellm==1.82.7", "litellm-1.82.7.post1-py3-none-any.whl",
        "@other/cli@2026.4.0", "cli@2026.4.0", "cli-2026.4.0.tgz", "@bitwarden/cli@2026.4.01",
        "@bitwarden/cli@2026.4.0-beta.1", "someone/litellm@1.82.7", "@x/litellm@1.82.7",
        "checkmarx/kics:v2.1.210", "checkmarx/kics:v2.1.21-alpine", "notcheckmarx/kics:v2.1.21",
        "checkmarx/kicsy:v2.1.21", "checkmarx/kics", "quay.io/other/kics:v2.1.21",
        "uses: evil/ast-github-action@2.3.35", "uses: Checkmarx/ast-github-action@2.3.350",
        f"sha256:{DIGEST}0", f"x{DIGEST}", f"{DIGEST[:11]}", f"{DIGEST[:20]}0",
        "194.154.172.43", "94.154.172.430", "94.154.172.43.1", "1.94.154.172.43", "94.154.172.43.example.org",
        "https://elsewhere.test/v1/telemetry", "KICS-Telemetry/2.0.1", "MyKICS-Telemetry/2.0",
        "bw1.json", "x-bw1.js", "gesserit-melange-8130", "audit checkmarx cx", "",
        "https://example.org/?q=1.82.7&name=other",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_not(page: Page, text: str) -> None:
    assert answers(page, text) == {}


@pytest.mark.judged("indicators.ndjson", by="chromium", asks=FINDS)
def test_every_value_of_the_feed_is_found_as_it_stands(page: Page) -> None:
    looked_for = {}
    for line in (LATEST / "indicators.ndjson").read_bytes().splitlines():
        indicator = orjson.loads(line)
        value = indicator["value"].replace(" … ", " x ").replace("*", "x1")
        if indicator["type"] != "repository_pattern":
            said = f"uses: {value}@v1" if indicator["type"] == "carrier" else value
            looked_for[indicator["value"]] = said
    found = answers(page, "\n".join(looked_for.values()))
    assert sorted(looked_for.keys() - found.keys()) == []


@pytest.mark.judged("indicators.ndjson", by="chromium", asks=SILENT)
def test_whole_benign_logs_give_no_hit(page: Page) -> None:
    listed = read_listed(LATEST)
    # A search that quotes a value names it, and that is what the page says.
    visited = "".join(f"GET {request.url}\n" for request in requests(listed))
    for name, text in {**texts(listed), "access.log": visited}.items():
        assert [v for v, level in answers(page, text).items() if level == "hit"] == [], name


def test_a_time_on_the_line_is_compared_with_the_windows(page: Page) -> None:
    text = (
        "2026-04-22T12:40:00Z checkmarx/kics:latest\n2026-04-22 14:40:00+02:00 checkmarx/kics:latest\n"
        "2026-04-25T00:00:00Z checkmarx/kics:latest\n2026-03-01T00:00:00Z checkmarx/kics:latest\n"
        "checkmarx/kics:latest\n"
    )
    (found,) = page.evaluate("(text) => look(text).findings", text)
    assert [line["inside"] for line in found["lines"]] == [
        "inside",
        "inside",
        "tail",
        "outside",
        None,
    ]
    assert (found["inside"], found["tail"], found["outside"], found["count"]) == (2, 1, 1, 5)


def test_addresses_networks_and_ports(
    tmp_path: Path, serving: Callable[..., Site], tab: Open
) -> None:
    port = mention("alpha-2026", address={"ports": [8443]})
    records = [
        record("ip", "198.51.100.0/24"), record("ip", "2001:db8:1::/48"),
        record("ip", "2001:db8::7"), record("ip", "203.0.113.7", port),
        record("package", "pkg:npm/always-bad"), record("email", "a@evil.test"),
    ]  # fmt: skip
    there = serving(publication(tmp_path / "out", release(tmp_path / "r", records)))
    shown = tab(there.url + "affected.html").page
    ready(shown)
    told = {
        "198.51.100.255": {"198.51.100.0/24": "hit"}, "198.51.101.0": {},
        "[2001:DB8:1:0::5]:443": {"2001:db8:1::/48": "hit"}, "2001:db8:2::5": {},
        "from 2001:db8:0:0::7 to": {"2001:db8::7": "hit"}, "2001:db8::70": {},
        "203.0.113.7:8443": {"203.0.113.7": "hit"}, "203.0.113.7:443": {},
        "203.0.113.7": {"203.0.113.7": "possible"},
        "always-bad@1.2.3": {"pkg:npm/always-bad": "hit"},
        "mail a@evil.test.": {"a@evil.test": "hit"}, "ba@evil.test": {},
    }  # fmt: skip
    assert {text: answers(shown, text) for text in told} == told


def test_nothing_leaves_while_it_works(real: Site, tab: Open) -> None:
    shown = tab(real.url + "affected.html")
    page = shown.page
    expect(page.locator("#status")).to_contain_text("is loaded")
    shown.asked.clear()
    real.served.asked.clear()
    page.fill("#paste", f"a secret line\ncheckmarx/kics:latest {DIGEST}\nlitellm==1.82.7\n{GOOD}\n")
    page.click("#check")
    expect(page.locator("#status")).to_have_text(
        "2 hits. Start with the incident's page below. "
        "Looked through 5 lines: 2 hits, 1 possible, 1 known good."
    )
    page.keyboard.press("Tab")
    page.click("#clear")
    page.fill("#paste", "nothing here")
    page.focus("#paste")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status")).to_have_text(
        "Nothing that is listed was recognised in it. "
        "Looked through 1 line: 0 hits, 0 possible, 0 known good."
    )
    assert shown.asked == []
    assert real.served.asked == []
    assert page.url == real.url + "affected.html"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_file_is_read_in_the_browser(real: Site, tab: Open) -> None:
    page = tab(real.url + "affected.html").page
    lock = {"name": "requirements.txt", "mimeType": "text/plain", "buffer": b"litellm==1.82.8\n"}
    page.set_input_files("#file", lock)  # type: ignore[arg-type]
    expect(page.locator(".finding code.value")).to_have_text("pkg:pypi/litellm@1.82.8")


def test_a_large_paste_leaves_the_page_usable(real: Site, tab: Open) -> None:
    page = tab(real.url + "affected.html").page
    expect(page.locator("#status")).to_contain_text("is loaded")
    # A log, and one line that is long and hard for a backtracking expression.
    page.evaluate("""() => {
      const log = "2026-04-22T12:40:00Z node-7 pulled registry.example.org/team/app:1.2.3 in 3s\\n".repeat(50_000);
      const hard = "a-1.".repeat(200_000) + "\\n" + "name@".repeat(50_000) + "\\n" + "{".repeat(100_000) + "\\n";
      document.getElementById("paste").value = log + hard + "checkmarx/kics:v2.1.21\\n";
    }""")
    page.click("#check")
    assert page.locator("#check").is_disabled()
    assert page.evaluate("document.getElementById('status').textContent") == "Looking through it …"
    page.click("text=What the answers mean")  # the page answers while the worker works
    expect(page.locator(".finding code.value")).to_have_text(f"{KICS}:v2.1.21", timeout=60_000)


def test_bulk_lists_are_loaded_whole_and_only_when_asked(
    tmp_path: Path, serving: Callable[..., Site], tab: Open
) -> None:
    listed = mention("alpha-2026", list="lists/a.txt")
    records = [record("domain", "curated.test"), record("domain", "bulk.test", listed)]
    there = serving(publication(tmp_path / "out", release(tmp_path / "r", records)))
    shown = tab(there.url + "affected.html")
    page = shown.page
    page.fill("#paste", "bulk.test\ncurated.test\n")
    page.click("#check")
    expect(page.locator(".finding code.value")).to_have_text("curated.test")
    assert not [url for url in shown.asked if "/shards/" in url]
    page.check("#bulk")
    page.click("#check")
    expect(page.locator(".finding")).to_have_count(2)
    asked = [url.rsplit("/", 1)[1] for url in shown.asked if "/shards/" in url]
    assert asked == [f"{number:02x}.json" for number in range(256)]
