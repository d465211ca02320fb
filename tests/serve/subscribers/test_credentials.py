"""Clients with credentials: what `--new-secret` prints is what they log in with."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from requests.exceptions import HTTPError
from taxii2client.common import TokenAuth
from taxii2client.v21 import ApiRoot

from tests.engines.registry import require
from tests.serve.subscribers.real_server import ROOT, Publications, Running, running


@dataclass(frozen=True, slots=True)
class Restricted:
    """A server that shows hunting and files to one subscriber, and what it was given."""

    server: Running
    password: str
    token: str


@pytest.fixture(scope="module")
def restricted(
    publications: Publications, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Restricted]:
    folder = tmp_path_factory.mktemp("restricted")
    made = subprocess.run(
        [sys.executable, "-m", "feedgen", "--no-color", "serve", "--new-secret", "soc"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (folder / "access.yml").write_text(
        f"schema_version: 1\nprincipals:\n{made.stdout}"
        "restricted:\n  collections:\n    hunt: [soc]\n  files: [soc]\n"
    )
    told = re.search(r"bearer token +(\S+)\n +user, password +soc +(\S+)\n", made.stderr)
    assert told
    options = ("--access", str(folder / "access.yml"))
    with running(publications.second, folder / "access.log", *options) as server:
        yield Restricted(server, password=told[2], token=told[1])
    assert told[1] not in server.log.read_text()
    assert told[2] not in server.log.read_text()


def aliases(root: ApiRoot) -> list[str]:
    return [each.alias for each in root.collections]


def test_without_credentials_the_rest_is_there(restricted: Restricted) -> None:
    root = ApiRoot(f"{restricted.server.url}/taxii2/feed/")
    assert aliases(root) == ["all", "indicators"]
    assert root.collections[0].get_objects(limit=3)["more"]


@pytest.mark.parametrize("way", ["basic", "bearer"])
def test_taxii2_client_logs_in(restricted: Restricted, way: str) -> None:
    address = f"{restricted.server.url}/taxii2/feed/"
    if way == "basic":
        root = ApiRoot(address, user="soc", password=restricted.password)
    else:
        root = ApiRoot(address, auth=BearerAuth(restricted.token))
    assert aliases(root) == ["all", "indicators", "hunt"]
    assert root.collections[2].get_objects()["objects"]


def test_wrong_credentials_are_refused(restricted: Restricted) -> None:
    address = f"{restricted.server.url}/taxii2/feed/"
    with pytest.raises(HTTPError, match="401"):
        aliases(ApiRoot(address, user="soc", password=f"{restricted.password}x"))
    with pytest.raises(HTTPError, match="401"):
        aliases(ApiRoot(address, auth=BearerAuth("feedgen_x")))


def test_curl_logs_in(restricted: Restricted) -> None:
    address = f"{restricted.server.url}/v1/latest/indicators.csv"

    def status(*options: str) -> str:
        command = [require("curl"), "-sS", "-o", "/dev/null", "-w", "%{http_code}", *options]
        told = subprocess.run([*command, address], capture_output=True, text=True, check=True)
        return told.stdout

    assert status() == "401"
    assert status("-u", f"soc:{restricted.password}") == "200"
    assert status("-H", f"Authorization: Bearer {restricted.token}") == "200"
    assert status("-u", "soc:wrong") == "401"


class BearerAuth(TokenAuth):  # type: ignore[misc]
    """taxii2-client writes `Token`; this is what RFC 6750 says."""

    def __call__(self, request):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN204 - the library's
        request.headers["Authorization"] = f"Bearer {self.key}"
        return request
