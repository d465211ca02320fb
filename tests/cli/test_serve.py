"""`feedgen serve` as it is called."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
import yaml

from feedgen.cli import serve
from feedgen.cli.app import run
from tests.publish.publications import signing_key
from tests.serve.served_publication import published


def feedgen(*arguments: str | Path) -> int:
    return run(["--no-color", "serve", *map(str, arguments)])


def test_a_server_says_where_it_is_logs_and_ends_with_the_signal(tmp_path: Path) -> None:
    out = published(tmp_path / "out").out
    with subprocess.Popen(
        [sys.executable, "-m", "feedgen", "--no-color", "serve", "--out", out, "--port", "0",
         "--metrics-port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        line = process.stderr.readline()
        match = re.fullmatch(
            rf"serving {re.escape(str(out))} at (http://127\.0\.0\.1:\d+/)\n", line
        )
        assert match, line
        assert requests.get(f"{match[1]}taxii2/", timeout=60).status_code == 200
        process.send_signal(signal.SIGTERM)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stderr) == (0, "")
    (logged,) = map(json.loads, stdout.splitlines())
    assert (logged["method"], logged["path"], logged["status"]) == ("GET", "/taxii2/", 200)


def test_nothing_to_serve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert feedgen("--out", tmp_path, "--port", "0") == 2
    assert "holds no publication: there is no latest.json" in capsys.readouterr().err


def test_a_taken_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = published(tmp_path / "out").out
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert feedgen("--out", out, "--port", str(port)) == 5
    assert capsys.readouterr().err == (
        f"error: 127.0.0.1 port {port} cannot be used: Address already in use; choose another "
        "--port\n"
    )


def test_a_wrong_signature(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = published(tmp_path / "out").out
    signing_key(tmp_path)
    assert feedgen("--out", out, "--port", "0", "--key", tmp_path / "release.pub") == 4
    assert capsys.readouterr().err == f"error: {out / 'latest.json'} is not signed\n"


def test_passwords_never_cross_the_network_in_the_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = published(tmp_path / "out").out
    access = tmp_path / "access.yml"
    access.write_text("schema_version: 1\n")
    assert feedgen("--out", out, "--access", access, "--host", "0.0.0.0") == 2  # noqa: S104
    assert capsys.readouterr().err == (
        "error: --access: passwords and tokens would cross the network in the clear at 0.0.0.0; "
        "give --tls-cert and --tls-key, or put a proxy with TLS in front and name it with "
        "--trust-proxy\n"
    )


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--tls-cert", "x.pem"], "--tls-cert and --tls-key belong together"),
        (["--trust-proxy", "10.0.0.1/8"],
         "--trust-proxy: 10.0.0.1/8 has host bits set; write 10.0.0.0/8 or one address"),
        (["--public-url", "feed.example"],
         "--public-url: 'feed.example' is no address such as https://feed.example"),
        (["--public-url", "https://a.example/?q"],
         "--public-url: 'https://a.example/?q' is no address such as https://feed.example"),
        (["--access", "none.yml"], "none.yml cannot be read: No such file or directory"),
        (["--access-log", "/none/log"], "--access-log /none/log: No such file or directory"),
        (["--new-secret", "Two Words"],
         "--new-secret: 'Two Words' is no name; use lower-case letters and `-`"),
    ],
)  # fmt: skip
def test_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], problem: str
) -> None:
    out = published(tmp_path / "out").out
    assert feedgen("--out", out, "--port", "0", *arguments) == 2
    assert capsys.readouterr().err == f"error: {problem}\n"


def test_new_secrets_are_made_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert feedgen("--new-secret", "soc") == 0
    first = capsys.readouterr()
    assert feedgen("--new-secret", "soc") == 0
    second = capsys.readouterr()
    entry = yaml.safe_load(first.out)
    assert list(entry) == ["soc"]
    assert sorted(entry["soc"]) == ["basic", "bearer"]
    tokens = [re.findall(r"feedgen_\S{43}", said.err) for said in (first, second)]
    assert len({*tokens[0], *tokens[1]}) == 2
    assert tokens[0][0] not in first.out


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "_NEEDS", ("json", "no_such_module"))
    assert feedgen() == 2
    assert capsys.readouterr().err == (
        "error: `feedgen serve` needs no_such_module, which is not installed; install feedgen's "
        "extra `serve`, from a checkout with: pip install '.[serve]'\n"
    )


def test_suricata_update_takes_the_source_from_the_index(tmp_path: Path) -> None:
    """The real program, where it is installed."""
    program = Path("/usr/bin/suricata-update")
    if not program.is_file():
        pytest.skip("suricata-update is not installed")
    from tests.serve.served_publication import running  # noqa: PLC0415

    data = tmp_path / "data"
    with running(published(tmp_path / "out").out) as server:
        for verb in ("update-sources", "enable-source"):
            done = subprocess.run(
                [program, verb, "-D", data, *(["made-feed/rules"] if verb[0] == "e" else [])],
                env=os.environ | {"SOURCE_INDEX_URL": f"{server.url}/suricata/index.yaml"},
                capture_output=True, text=True, check=False, timeout=60,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr
        (enabled,) = (data / "update" / "sources").glob("*.yaml")
        assert yaml.safe_load(enabled.read_text())["source"] == "made-feed/rules"
