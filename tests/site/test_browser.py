"""The pages in a browser: clean, readable everywhere, and asking nobody but their own host."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.site.browser import Site, Tab
from tests.site.made_site import HOSTILE, mention, publication, record, release

pytestmark = pytest.mark.engine

Open = Callable[..., Tab]
KICS = "incidents/checkmarx-kics-dockerhub-2026-04.html"
JENKINS = "incidents/checkmarx-jenkins-plugin-2026-05.html"
PAGES = ("index.html", JENKINS, "affected.html", "search.html", "subscribe.html")
VIEWS = {
    "desktop, light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "phone, dark": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}


@pytest.mark.parametrize(("path", "view"), list(zip(PAGES, cycle(sorted(VIEWS)))))
def test_a_page_is_clean(real: Site, tab: Open, path: str, view: str) -> None:
    shown = tab(real.url + path, **VIEWS[view])
    if path == "search.html":
        shown.page.fill("#query", "litellm 1.82.7")
    if path == "affected.html":
        shown.page.fill(
            "#paste",
            "checkmarx/kics:latest\nlitellm==1.82.7\n"
            "7b0a4d750acd491942ce9de52c1183fbf4451c1c936780ec2cfacd2650e7d84c",
        )
        shown.page.click("#check")
    if path in {"search.html", "affected.html"}:
        expect(shown.page.locator(".finding").first).to_be_visible()
    shown.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(shown.page).response
    assert found["passes"]
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not shown.page.evaluate(wider)
    assert shown.complaints == []
    assert {url for url in shown.asked if not url.startswith(real.url)} == set()


@pytest.mark.long
@pytest.mark.parametrize("view", sorted(VIEWS))
@pytest.mark.parametrize("path", PAGES)
def test_so_is_every_page_on_every_screen(real: Site, tab: Open, path: str, view: str) -> None:
    test_a_page_is_clean(real, tab, path, view)


def test_pages_work_at_the_root_of_a_host_too(
    tmp_path: Path, serving: Callable[..., Site], tab: Open
) -> None:
    made = release(tmp_path / "r", [record("domain", "evil.test")])
    there = serving(publication(tmp_path / "out", made))
    shown = tab(there.url)
    shown.page.click("text=Alpha >> nth=-1")
    expect(shown.page.locator("code.value")).to_have_text("evil.test")
    shown.page.click("text=Search")
    shown.page.fill("#query", "evil")
    expect(shown.page.locator(".finding")).to_have_count(1)
    shown.page.click(".finding a")
    expect(shown.page).to_have_url(f"{there.url}incidents/alpha-2026.html")
    assert shown.complaints == []


def test_reading_needs_no_script(real: Site, tab: Open) -> None:
    shown = tab(real.url + KICS, java_script_enabled=False)
    for words in ("audit.checkmarx.cx", "12:31", "docker images --all"):
        assert shown.page.get_by_text(words).count()
    shown.page.click("text=2. Check CI logs")
    expect(shown.page.get_by_text("GitHub Actions. It keeps logs")).to_be_visible()
    shown.page.goto(real.url + "search.html")
    expect(shown.page.get_by_text("The search needs JavaScript.")).to_be_visible()
    expect(shown.page.locator("#query")).to_be_hidden()
    shown.page.goto(real.url + "affected.html")
    expect(shown.page.get_by_text("This page needs JavaScript.")).to_be_visible()


def test_the_keyboard_gets_everywhere(real: Site, tab: Open) -> None:
    page = tab(real.url + KICS).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "All incidents"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_copy_button_gives_the_real_value(real: Site, tab: Open) -> None:
    page = tab(real.url + KICS, permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_role("button", name="Copy audit.checkmarx.cx", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()") == "audit.checkmarx.cx"
    page.get_by_role("button", name="Copy all 2 values").first.click()
    expect(page.locator("button", has_text="Copied").first).to_be_visible()
    assert len(page.evaluate("navigator.clipboard.readText()").splitlines()) == 2


def test_a_link_to_a_step_opens_it(real: Site, tab: Open) -> None:
    page = tab(f"{real.url}{KICS}#step-4").page
    expect(page.locator("#step-4")).to_have_attribute("open", "")


def test_an_expired_copy_is_told(tmp_path: Path, serving: Callable[..., Site], tab: Open) -> None:
    made = release(tmp_path / "r", [record("domain", "evil.test")])
    shown = tab(serving(publication(tmp_path / "out", made)).url)
    told = (
        "This copy may be believed until 8 May 2026 12:00 UTC, which is past. Look for a newer one."
    )
    expect(shown.page.locator("#freshness")).to_have_text(told)


def test_the_policy_stops_what_is_not_the_pages_own(real: Site, tab: Open) -> None:
    shown = tab(real.url + "affected.html")
    page = shown.page
    page.evaluate("""() => {
      window.blocked = [];
      addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend",
        '<p style="color: red"><img src="https://elsewhere.test/x.png"><form action="/x"></form>');
      document.forms[0].submit();
      fetch("https://elsewhere.test/").catch(() => {});
    }""")
    # No string is evaluated to wait for it: the policy stops that too, at times.
    deadline = time.monotonic() + 60
    while len(set(page.evaluate("() => blocked"))) < 5 and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert sorted(set(page.evaluate("blocked"))) == [
        "connect-src", "form-action", "img-src", "script-src-elem", "style-src-attr",
    ]  # fmt: skip
    assert page.evaluate("window.ran") is None
    assert page.url == real.url + "affected.html"


@pytest.fixture
def hostile(tmp_path: Path, serving: Callable[..., Site]) -> Site:
    records = [
        record("process", HOSTILE, mention("alpha-2026", note=HOSTILE)),
        record("domain", "evil.test", mention("alpha-2026", note=HOSTILE, action="hunt")),
    ]
    made = release(tmp_path / "r", records, title=HOSTILE, feed=HOSTILE,
                   good=[["domain", HOSTILE, HOSTILE, HOSTILE, "alpha-2026", "", HOSTILE]])  # fmt: skip
    return serving(publication(tmp_path / "out", made))


def test_hostile_text_runs_nowhere(hostile: Site, tab: Open) -> None:
    shown = tab(hostile.url)
    page = shown.page
    expect(page.get_by_role("row").filter(has_text="alert(1)")).to_have_count(1)
    page.goto(hostile.url + "incidents/alpha-2026.html")
    assert HOSTILE in page.locator("code.value").all_text_contents()
    expect(page.locator(".unseen").first).to_have_attribute("title", "U+202E")
    page.goto(hostile.url + "search.html")
    page.fill("#query", "alert(1)")
    expect(page.locator(".finding code.value").first).to_have_text(HOSTILE)
    page.goto(hostile.url + "affected.html")
    page.fill("#paste", f"evil.test {HOSTILE}\n")
    page.click("#check")
    expect(page.locator(".finding code.value").first).to_have_text(HOSTILE)
    assert page.locator("img").count() == 0
    assert shown.complaints == []
