"""`feedgen init` and `feedgen new`: asked at a terminal, and given options by a script."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from feedgen.cli import init as init_module
from feedgen.cli.app import run
from feedgen.sources.tree import read_profile, read_tree
from tests.cli.terminal import talk
from tests.sources.source_tree import write_tree


def outputs(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capfd.readouterr()
    return code, captured.out, captured.err


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A source tree in the working directory."""
    write_tree(tmp_path / "iocs")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_init_asks_for_what_is_missing_until_it_can_be_used(tmp_path: Path) -> None:
    code, screen = talk(
        ["init", "feed", "--formats", "stix,tables"],
        [
            ("Who publishes the feed [feed]:", 'ACME "CERT"\n'),
            ("Where the feed will be published [https://feed.example]:", "ftp://x\n"),
            ("is not a web address", "https://feed.acme-cert.org/\n"),
            ("Where subscribers report mistakes [security@feed.acme-cert.org]:", "\n"),
        ],
        tmp_path,
    )
    assert code == 0, screen
    assert "created feed with" in screen
    profile = read_profile(tmp_path / "feed/iocs")
    assert (profile.name, profile.contact, profile.base_url, profile.formats) == (
        'ACME "CERT"', "security@feed.acme-cert.org", "https://feed.acme-cert.org", ("stix", "tables")
    )  # fmt: skip


def test_init_that_is_broken_off_leaves_nothing(tmp_path: Path) -> None:
    code, screen = talk(["init", "feed"], [("Who publishes", "\x04")], tmp_path)
    assert (code, "interrupted" in screen) == (130, True)
    assert list(tmp_path.iterdir()) == []


def test_init_with_options_asks_nothing(tmp_path: Path) -> None:
    code, screen = talk(
        ["init", "feed", "--name", "A", "--contact", "b@c.test", "--base-url", "https://d.test",
         "--formats", "stix"], [], tmp_path,
    )  # fmt: skip
    assert (code, ":" in screen.partition("created")[0]) == (0, False)


def test_init_in_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = outputs(capfd, "init", "my-feed")
    assert (code, out) == (0, "")
    assert err.startswith("created my-feed with ")
    assert "to be replaced in iocs/feed.yml: base_url and contact" in err
    assert read_profile(tmp_path / "my-feed/iocs").name == "my-feed"
    assert outputs(capfd, "init", "my-feed")[0] == 2


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        (
            "--base-url",
            "feed.test",
            '--base-url: "feed.test" is not a web address; write https://…',
        ),
        ("--base-url", "https://a.test/?q", "has a query or fragment; write a plain address"),
        ("--name", " ", "--name: the value is empty"),
        ("--contact", "a\u202eb", "--contact: the value holds U+202E"),
        ("--formats", "stix,nope", "formats names nope, which no emitter makes: known are"),
        ("--formats", ",", "--formats names no format"),
        ("--feedgen", "feedgen==1.0", "is no address for pip; write git+https://…@COMMIT"),
        ("--feedgen", "https://a.test/x ; evil", "is no address for pip"),
    ],
)
def test_init_refuses_what_it_cannot_use(
    tmp_path: Path, option: str, value: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = outputs(capfd, "init", str(tmp_path / "feed"), option, value)
    assert (code, says in err) == (2, True), err
    assert list(tmp_path.iterdir()) == []


def test_init_goes_on_where_it_was(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "feed"), "--quiet", "--formats", "stix"]) == 0
    feed = tmp_path / "feed"
    (feed / ".feedgen-init").mkdir()
    (feed / "iocs").rename(feed / ".feedgen-init/iocs")
    code, _, err = outputs(capfd, "init", str(feed))
    assert (code, err.startswith("finished what an interrupted run began in ")) == (0, True)
    assert not (feed / ".feedgen-init").exists()
    assert read_tree(feed / "iocs").files


class FakeDistribution:
    requires = ("idna>=3", "jinja2 >=3 ; extra == 'queries'", "no-such-thing; extra == 'serve'",
                'pytest; extra == "test"', "feedgen[queries]; extra == 'test'")  # fmt: skip

    def __init__(self, origin: str | None) -> None:
        self._origin = origin

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self._origin


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, None),
        ('{"url": "file:///home/x", "dir_info": {"editable": true}}', None),
        ('{"url": "https://forge.test/f.git", "vcs_info": {"vcs": "git", "commit_id": "c0ffee"}}',
         "git+https://forge.test/f.git@c0ffee"),
        ('{"url": "https://forge.test/f.whl", "archive_info": {}}', "https://forge.test/f.whl"),
    ],
)  # fmt: skip
def test_where_this_feedgen_came_from(
    origin: str | None, line: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(init_module, "distribution", lambda _: FakeDistribution(origin))
    assert init_module._installed_from() == line


def test_extras_that_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:

    def found(name: str) -> object:
        return FakeDistribution(None) if name == "feedgen" else distribution(name)

    monkeypatch.setattr(init_module, "distribution", found)
    assert init_module._extras() == "[queries]"


def test_new_asks_and_the_draft_passes(tree: Path) -> None:
    code, screen = talk(
        ["new", "acme-npm-2026-11", "--as-of", "2026-11-24T12:00:00Z"],
        [
            ("Title, one line [acme-npm-2026-11]:", "Malicious 'Acme': packages\n"),
            ("(informational | low | medium | high | critical) [high]:", "awful\n"),
            ('"awful" is none of: informational, low', "critical\n"),
            ("TLP (clear | green | amber | amber+strict | red) [clear]:", "\n"),
            ("First public report, its URL:", "nope\n"),
            ("is not a web address", "https://www.vendor.org/post?x=1\n"),
            ("Its title [https://www.vendor.org/post?x=1]:", "Vendor: a post\n"),
            ("Campaign, if it is part of one:", "Spring, campaign\n"),
            ("Actor, if known:", "\n"),
            ("What served it, as docker.io/owner/image:", "npm:@acme/x\n"),
            ("Since when (UTC) [2026-11-24T12:00:00Z]:", "2026-11-20T10:00:00Z\n"),
            ("Until when [open]:", "\n"),
        ],
        tree,
    )
    assert code == 0, screen
    assert "created iocs/2026/acme-npm-2026-11.yml" in screen
    incident = next(i for i in read_tree(tree / "iocs").incidents(drafts=True) if "npm" in i.id)
    assert (incident.title, incident.severity, incident.tlp, incident.status) == (
        "Malicious 'Acme': packages", "critical", "clear", "draft"
    )  # fmt: skip
    assert [c.name for c in incident.campaigns] == ["Spring, campaign"]
    assert incident.actors == ()
    (reference,), (exposure,) = incident.references, incident.exposures
    assert (reference.key, reference.title) == ("vendor", "Vendor: a post")
    assert (exposure.key, exposure.component, exposure.windows[0].end) == ("x", "npm:@acme/x", None)
    assert exposure.windows[0].references == (reference,)
    assert run(["check"]) == 0


def test_new_with_only_empty_answers_is_the_skeleton(tree: Path) -> None:
    code, screen = talk(
        ["new", "acme-npm-2026-11", "--as-of", "2026-11-24"],
        [
            (question, "\n")
            for question in ("Title", "Severity", "TLP", "First", "Camp", "Act", "What")
        ],
        tree,
    )
    assert code == 0, screen
    path = tree / "iocs/2026/acme-npm-2026-11.yml"
    asked = path.read_text()
    path.unlink()
    assert run(["new", "acme-npm-2026-11", "--as-of", "2026-11-24"]) == 0
    assert path.read_text() == asked


def test_new_refuses_an_id_before_anybody_answers(tree: Path) -> None:
    code, screen = talk(["new", "acme-2026-01"], [], tree)
    assert (code, 'the incident "acme-2026-01" exists already' in screen) == (2, True)


def test_new_can_be_told_not_to_ask(tree: Path) -> None:
    code, screen = talk(["new", "acme-npm-2026-11", "--no-input"], [], tree)
    assert (code, screen) == (0, "created iocs/2026/acme-npm-2026-11.yml\n")


def test_new_in_a_script_has_a_flag_for_everything(
    tree: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = outputs(
        capfd, "new", "zeta-oci-2026-11", "--title", "T", "--severity", "low", "--tlp", "green",
        "--reference", "https://blog.acme.co.uk/p", "--reference-title", "A: b", "--campaign", "C1",
        "--campaign", "C2", "--actor", "A1", "--component", "docker.io/acme/Scanner",
        "--from", "2026-11-01", "--until", "2026-11-02", "--as-of", "2026-11-24",
    )  # fmt: skip
    assert (code, out) == (0, "")
    document = yaml.safe_load((tree / "iocs/2026/zeta-oci-2026-11.yml").read_text())
    assert document["references"] == {"acme": {"title": "A: b", "url": "https://blog.acme.co.uk/p"}}
    assert document["exposures"]["scanner"]["component"] == "docker.io/acme/Scanner"
    assert document["campaigns"] == ["C1", "C2"]
    assert document["defaults"]["references"] == ["acme"]
    incident = next(i for i in read_tree(tree / "iocs").incidents(drafts=True) if "zeta" in i.id)
    assert (incident.severity, incident.tlp, incident.title) == ("low", "green", "T")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--reference-title", "x"], "--reference-title belongs to --reference"),
        (["--until", "2026-01-01"], "--until belongs to --from"),
        (["--from", "2026-01-01"], "--from belongs to --component"),
        (["--component", "x"], "--component needs --from"),
        (["--reference", "nope"], 'what was given cannot be used: "nope" is not a web address'),
        (["--component", "x", "--from", "soon"], "what was given cannot be used: "),
        (
            ["--component", "x", "--from", "2026-02-02", "--until", "2026-02-01"],
            "ends before it begins",
        ),
        (["--actor", "a\u202eb"], "what was given cannot be used: "),
    ],
)
def test_new_refuses_what_makes_no_sense(
    tree: Path, arguments: list[str], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, err = outputs(capfd, "new", "zeta-oci-2026-11", *arguments)
    assert (code, says in err) == (2, True), err
    assert not (tree / "iocs/2026/zeta-oci-2026-11.yml").exists()


@pytest.mark.parametrize(
    "text", ['"', "a: b # c", "{x}", "[y", "- z", "ünï", "null", "{title}", "%"]
)
def test_new_writes_any_answer(tree: Path, text: str) -> None:
    done = run(
        ["new", "zeta-oci-2026-11", "--title", text, "--actor", text, "--campaign", text,
         "--reference", "https://a.test/x", "--reference-title", text, "--component", text,
         "--from", "2026-11-01"]
    )  # fmt: skip
    assert done == 0
    incident = next(i for i in read_tree(tree / "iocs").incidents(drafts=True) if "zeta" in i.id)
    assert (incident.title, incident.actors[0].name, incident.campaigns[0].name) == (
        text,
        text,
        text,
    )
    assert (incident.references[0].title, incident.exposures[0].component) == (text, text)


@pytest.mark.parametrize("verb", ["init", "new"])
def test_help_names_every_flag(verb: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = outputs(capfd, verb, "--help")
    assert code == 0
    shown = re.sub(r"\s+", " ", out)
    for flag in ("--no-input", "--as-of", *{"init": ("--name", "--contact", "--base-url", "--formats"),
                                           "new": ("--severity", "--reference", "--component")}[verb]):  # fmt: skip
        assert flag in shown
