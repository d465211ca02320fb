"""Who may read what: the access file, credentials, and who is refused how."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from pathlib import Path

import orjson
import pytest

from feedgen.errors import UsageError
from feedgen.serve import access as access_module
from feedgen.serve.access import Access, TooManyFailuresError, WrongCredentialsError
from feedgen.serve.access_file import AccessFile, read_access_file
from feedgen.serve.secrets import HashedPassword, NewSecret, new_secret
from tests.release.object_log.made_logs import Made
from tests.serve.served_publication import Client, Clock, Served, client_of, published

SOC = new_secret("soc", bytes(range(72)))
PEER = new_secret("peer", bytes(range(72, 144)))
PRINCIPALS = f"schema_version: 1\nprincipals:\n{SOC.entry}{PEER.entry}"
OBJECTS = "/taxii2/feed/collections/{}/objects/"
TAXII = "application/taxii+json;version=2.1"


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def bearer(secret: NewSecret) -> str:
    return f"Bearer {secret.token}"


def parsed(tmp_path: Path, text: str) -> AccessFile:
    path = tmp_path / "access.yml"
    path.write_text(text)
    return read_access_file(path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Served:
    made = Served(tmp_path_factory.mktemp("made"))
    made.release(
        Made(name="who", type="identity", tlp=None), Made(name="a"), Made(name="h", hunting=True)
    )
    return made


def over_tls(made: Served, tmp_path: Path, restricted: str) -> Client:
    client = client_of(made.out, access=parsed(tmp_path, PRINCIPALS + restricted))
    client.scheme = "https"
    return client


def test_everything_is_public_without_an_access_file(made: Served) -> None:
    client = client_of(made.out)
    for alias in ("all", "indicators", "hunt"):
        assert client.get(OBJECTS.format(alias)).status == 200
    got = client.get(OBJECTS.format("all"), authorization="Basic nonsense")
    assert got.status == 200
    assert got.headers["cache-control"] == "public, max-age=30"


def test_nobody_has_an_account_unless_it_was_made(tmp_path: Path) -> None:
    file = parsed(tmp_path, "schema_version: 1\n")
    assert file == AccessFile(principals={}, collections={}, files=None)


@pytest.mark.parametrize(
    ("credentials", "hunt", "files", "listed"),
    [
        (None, 401, 401, ["all", "indicators"]),
        (bearer(SOC), 200, 200, ["all", "indicators", "hunt"]),
        (basic("soc", SOC.password), 200, 200, ["all", "indicators", "hunt"]),
        (bearer(PEER), 404, 403, ["all", "indicators"]),
        (basic("peer", PEER.password), 404, 403, ["all", "indicators"]),
    ],
)
def test_who_may_read_what(
    made: Served, tmp_path: Path, credentials: str | None, hunt: int, files: int,
    listed: list[str],
) -> None:  # fmt: skip
    restricted = "restricted:\n  collections: {hunt: [soc]}\n  files: [soc]\n"
    client = over_tls(made, tmp_path, restricted)
    headers = {"authorization": credentials} if credentials else {}
    for path in ("", "manifest/", "objects/", "objects/x/", "objects/x/versions/"):
        status = client.get(f"/taxii2/feed/collections/hunt/{path}", **headers).status
        assert status == (404 if hunt == 200 and path.startswith("objects/x") else hunt)
    for path in ("/v1/latest/VERSION.txt", "/v1/2026.11.24.1/VERSION.txt", "/", "/latest.json",
                 "/misp/manifest.json", "/suricata/index.yaml", "/feed.atom"):  # fmt: skip
        assert client.get(path, **headers).status == files
    assert client.get("/nothing", **headers).status == (404 if files == 200 else files)
    found = orjson.loads(client.get("/taxii2/feed/collections/", **headers).body)
    assert [each["alias"] for each in found["collections"]] == listed
    for path in ("/taxii2/", "/taxii2/feed/", OBJECTS.format("all")):
        assert client.get(path, **headers).status == 200


def test_a_refusal_says_how_to_get_in(made: Served, tmp_path: Path) -> None:
    client = over_tls(made, tmp_path, "restricted: {collections: {hunt: [soc]}, files: [soc]}\n")
    for path, kind in ((OBJECTS.format("hunt"), TAXII), ("/", "text/plain; charset=utf-8")):
        for headers in ({}, {"authorization": "Bearer guess"}):
            got = client.get(path, **headers)
            assert (got.status, got.headers["content-type"]) == (401, kind)
            assert got.headers["www-authenticate"] == (
                'Bearer realm="feedgen", Basic realm="feedgen", charset="UTF-8"'
            )
            assert got.headers["cache-control"] == "no-store"
    document = orjson.loads(client.get(OBJECTS.format("hunt")).body)
    assert document["http_status"] == "401"


def test_where_everything_is_restricted_nothing_is_listed(made: Served, tmp_path: Path) -> None:
    client = over_tls(made, tmp_path, 'restricted: {collections: {"*": [soc]}}\n')
    assert client.get("/taxii2/feed/collections/").status == 401
    assert client.get(OBJECTS.format("all")).status == 401
    peer = client.get("/taxii2/feed/collections/", authorization=bearer(PEER))
    assert (peer.status, peer.body) == (200, b"{}")
    assert client.get(OBJECTS.format("all"), authorization=bearer(SOC)).status == 200


def test_a_named_collection_is_an_exception_to_the_others(made: Served, tmp_path: Path) -> None:
    client = over_tls(
        made, tmp_path, 'restricted: {collections: {"*": [soc], indicators: [soc, peer]}}\n'
    )
    headers = {"authorization": bearer(PEER)}
    assert client.get(OBJECTS.format("indicators"), **headers).status == 200
    assert client.get(OBJECTS.format("all"), **headers).status == 404


def test_by_id_is_no_way_around(made: Served, tmp_path: Path) -> None:
    client = over_tls(made, tmp_path, "restricted: {collections: {hunt: [soc]}}\n")
    found = orjson.loads(client.get("/taxii2/feed/collections/", authorization=bearer(SOC)).body)
    (hunt,) = (each["id"] for each in found["collections"] if each["alias"] == "hunt")
    assert client.get(OBJECTS.format(hunt)).status == 401
    assert client.get(OBJECTS.format(hunt), authorization=bearer(PEER)).status == 404


def test_what_depends_on_who_asks_is_kept_out_of_shared_caches(
    made: Served, tmp_path: Path
) -> None:
    client = over_tls(made, tmp_path, "restricted: {collections: {hunt: [soc]}, files: [soc]}\n")
    for path in (OBJECTS.format("all"), "/v1/latest/big.ndjson"):
        got = client.get(path, authorization=bearer(SOC))
        assert got.headers["cache-control"].startswith("private, ")
        assert "authorization" in got.headers["vary"]


@pytest.mark.parametrize(
    "credentials",
    [
        "", "Bearer", "Bearer ", "Basic", "Basic !", "Digest x", bearer(SOC)[:-1],
        bearer(SOC) + "x", basic("soc", PEER.password), basic("peer", SOC.password),
        basic("soc", ""), basic("", SOC.password), basic("SOC", SOC.password),
        basic("soc", SOC.token), f"Bearer {SOC.password}", "Basic " + "A" * 100_000,
        "Basic " + base64.b64encode(b"\xff\xfe:\x00").decode(), f"Basic soc:{SOC.password}",
    ],
)  # fmt: skip
def test_wrong_credentials_are_refused_everywhere(
    made: Served, tmp_path: Path, credentials: str
) -> None:
    client = over_tls(made, tmp_path, "restricted: {files: [soc]}\n")
    assert client.get(OBJECTS.format("all"), authorization=credentials).status == 401


def test_credentials_are_not_taken_in_the_clear(made: Served, tmp_path: Path) -> None:
    client = over_tls(made, tmp_path, "restricted: {files: [soc]}\n")
    client.scheme = "http"
    got = client.get("/", authorization=bearer(SOC))
    assert (got.status, got.text) == (403, "credentials are taken over https only\n")
    client.peer = "127.0.0.1"
    assert client.get("/", authorization=bearer(SOC)).status == 200


def test_whoever_guesses_has_to_wait_and_others_do_not(made: Served, tmp_path: Path) -> None:
    client = over_tls(made, tmp_path, "restricted: {files: [soc]}\n")
    statuses = [client.get("/", authorization=f"Bearer {n}").status for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    got = client.get("/", authorization=bearer(SOC))
    assert (got.status, got.headers["retry-after"]) == (429, "60")
    client.peer = "192.0.2.2"
    assert client.get("/", authorization=bearer(SOC)).status == 200


def test_a_minute_later_one_may_guess_again(tmp_path: Path) -> None:
    now = 0.0
    access = Access(parsed(tmp_path, PRINCIPALS), key=b"k", elapsed=lambda: now)

    async def tried(authorization: str) -> str:
        try:
            return (await access.client(authorization, "192.0.2.1")).name or ""
        except WrongCredentialsError:
            return "wrong"
        except TooManyFailuresError:
            return "wait"

    async def all_of_it() -> list[str]:
        nonlocal now
        found = [await tried("Bearer x") for _ in range(11)]
        now = 61.0
        return [*found[9:], await tried(bearer(SOC))]

    assert asyncio.run(all_of_it()) == ["wrong", "wait", "soc"]


def test_a_password_is_compared_slowly_only_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    real = HashedPassword.matches

    def counted(self: HashedPassword, password: bytes) -> bool:
        compared.append(password)
        return real(self, password)

    monkeypatch.setattr(HashedPassword, "matches", counted)
    access = Access(parsed(tmp_path, PRINCIPALS), key=b"k", elapsed=lambda: 0.0)

    async def several() -> list[str | None]:
        right = basic("soc", SOC.password)
        return [(await access.client(right, "")).name for _ in range(3)]

    assert asyncio.run(several()) == ["soc"] * 3
    assert compared == [SOC.password.encode()]
    assert SOC.password.encode() not in repr(vars(access)).encode()


def test_an_unknown_user_costs_as_much_as_a_wrong_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def wrong(_: HashedPassword, password: bytes) -> bool:
        compared.append(password)
        return False

    monkeypatch.setattr(HashedPassword, "matches", wrong)
    access = Access(parsed(tmp_path, PRINCIPALS), key=b"k", elapsed=lambda: 0.0)
    for user in ("soc", "nobody"):
        with pytest.raises(WrongCredentialsError):
            asyncio.run(access.client(basic(user, "p"), ""))
    assert compared == [b"p", b"p"]


def test_what_is_remembered_of_clients_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access_module, "_KEPT", 3)
    access = Access(parsed(tmp_path, PRINCIPALS), key=b"k", elapsed=lambda: 0.0)

    async def many() -> None:
        for number in range(10):
            with pytest.raises(WrongCredentialsError):
                await access.client("Bearer x", f"192.0.2.{number}")

    asyncio.run(many())
    assert len(access._failed) == 3


def test_two_tokens_while_one_is_replaced(tmp_path: Path) -> None:
    digests = [hashlib.sha256(t).hexdigest() for t in (b"old", b"new")]
    file = parsed(
        tmp_path,
        f"schema_version: 1\nprincipals:\n  soc: {{bearer: [sha256:{digests[0]}, "
        f"sha256:{digests[1]}]}}\n",
    )
    access = Access(file, key=b"k", elapsed=lambda: 0.0)
    for token in ("old", "new"):
        assert asyncio.run(access.client(f"Bearer {token}", "")).name == "soc"


def test_a_new_secret_is_told_once_and_kept_nowhere() -> None:
    assert SOC.token.startswith("feedgen_")
    assert len(SOC.token) == 51
    assert SOC.token not in SOC.entry
    assert SOC.password not in SOC.entry
    assert SOC.entry.startswith("  soc:\n    bearer: sha256:")
    again = new_secret("soc", bytes(range(72)))
    assert again == SOC
    assert new_secret("soc", bytes(range(1, 73))).token != SOC.token


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ": schema_version must be 1"),
        ("schema_version: 2\n", ":1:17: schema_version must be 1"),
        ("- a\n", ":1:1: keys and values are expected"),
        ("schema_version: 1\nusers: {}\n",
         ":2:1: unknown key 'users'; known are principals, restricted, schema_version"),
        ("schema_version: 1\nschema_version: 1\n", ":2:1: 'schema_version' stands here twice"),
        ("schema_version: 1\nprincipals: {Soc: {}}\n",
         ":2:14: 'Soc' is no name; use lower-case letters and `-`"),
        ("schema_version: 1\nprincipals: {soc: {}}\n",
         ":2:19: soc has neither `bearer` nor `basic`"),
        ("schema_version: 1\nprincipals: {soc: {password: x}}\n",
         ":2:20: unknown key 'password'; known are basic, bearer"),
        ("schema_version: 1\nprincipals: {soc: {bearer: token}}\n",
         ":2:28: it is no `sha256:…` of `feedgen serve --new-secret`"),
        (f"schema_version: 1\nprincipals: {{soc: {{bearer: 'sha256:{'x' * 64}'}}}}\n",
         ":2:28: it is no `sha256:…` of `feedgen serve --new-secret`"),
        ("schema_version: 1\nprincipals: {soc: {basic: 'scrypt:AA==:AA=='}}\n",
         ":2:27: it is no `scrypt:…` of `feedgen serve --new-secret`"),
        ("schema_version: 1\nprincipals: {soc: {basic: secret}}\n",
         ":2:27: it is no `scrypt:…` of `feedgen serve --new-secret`"),
        ("schema_version: 1\nrestricted: {files: [soc]}\n",
         ":2:22: 'soc' is not among the principals"),
        ("schema_version: 1\nrestricted: {files: }\n",
         ":2:20: a list of principals is expected, such as [soc]"),
        ("schema_version: 1\nrestricted: {collections: {hunt: soc}}\n",
         ":2:34: a list of principals is expected, such as [soc]"),
        ("schema_version: 1\nrestricted: {pages: []}\n",
         ":2:14: unknown key 'pages'; known are collections, files"),
        ("schema_version: 1\nrestricted: {collections: {'a b': []}}\n",
         ":2:28: 'a b' is no name; use lower-case letters and `-`"),
        ("schema_version: [1]\n", ":1:17: a text is expected"),
    ],
)  # fmt: skip
def test_mistakes_in_an_access_file_have_a_place(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(tmp_path, text)
    assert str(caught.value) == f"{tmp_path / 'access.yml'}{problem}"


@pytest.mark.parametrize(
    "text", ["a: b: c", "\t", "&a [*a, *a]: {", "!!python/object:os.x {}", "\0"]
)
def test_what_is_no_yaml_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError):
        parsed(tmp_path, text)


def test_a_file_that_is_not_there_or_huge(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file or directory"):
        read_access_file(tmp_path / "none.yml")
    with pytest.raises(UsageError, match="is larger than 1048576 bytes; it is no access file"):
        parsed(tmp_path, "#" * 1_048_577)


def test_a_misspelt_collection_is_refused_rather_than_left_open(tmp_path: Path) -> None:
    out = published(tmp_path / "out").out
    file = parsed(tmp_path, PRINCIPALS + "restricted: {collections: {hnut: [soc]}}\n")
    with pytest.raises(UsageError) as caught:
        client_of(out, access=file)
    assert str(caught.value) == (
        "the access file restricts hnut, but the collections are all, hunt, indicators"
    )


def test_restricted_objects_in_public_files_are_pointed_out(tmp_path: Path) -> None:
    out = published(tmp_path / "out").out
    file = parsed(tmp_path, PRINCIPALS + "restricted: {collections: {hunt: [soc]}}\n")
    client = client_of(out, access=file, clock=Clock())
    assert client.reports == [
        "collections are restricted but files are not: the same objects are in v1/latest/stix/ "
        "for everybody; restrict `files` too if that is not meant"
    ]
