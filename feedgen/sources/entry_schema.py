"""Entries of an incident's `indicators` as types; see `feedgen.sources.schema`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from feedgen.errors import InvalidValueError
from feedgen.model.indicator import Action, HistoryEvent, ImageKind
from feedgen.model.tlp import Tlp
from feedgen.sources.fields import (
    Confidence,
    Digest,
    DigestOrUnpublished,
    ForgeRepository,
    GitRef,
    ImageRepository,
    ImageTagName,
    Instant,
    Length,
    Port,
    Prose,
    Size,
    Text,
    complain,
    one_or_many,
)


def _absent_is_empty(value: object) -> object:
    return [] if value is None else value


class Strict(BaseModel):
    """Base of every part of the format: frozen, and deaf to nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class HistoryEntry(Strict):
    """What happened to an indicator after publication."""

    at: Instant
    event: HistoryEvent
    reason: Text
    value: Text | None = None
    """Which of an entry's values is meant; all of them when left out."""


class Common(Strict):
    """Optional keys of every indicator. What is left out comes from `defaults`."""

    confidence: Confidence | None = None
    """0 to 100: how sure we are."""
    role: Text | None = None
    """c2, exfiltration, payload, dropper, persistence, …"""
    action: Action | None = None
    """block: everywhere; detect: never a blocklist; hunt: never an alert."""
    first_seen: Instant | None = None
    last_seen: Instant | None = None
    valid_for: Length | None = None
    """Instead of the feed's validity for the type, counted from last_seen or published."""
    valid_until: Instant | None = None
    exposures: Annotated[list[Text], BeforeValidator(_absent_is_empty)] | None = None
    """Keys of the incident's exposures in which this value was served."""
    references: Annotated[list[Text], BeforeValidator(_absent_is_empty)] | None = None
    """Keys of the incident's references that report this value."""
    note: Prose | None = None
    labels: list[Text] = []
    tlp: Tlp | None = None
    """Stricter than the incident's."""
    history: list[HistoryEntry] = []
    exceptions: dict[Text, Prose] = {}
    """A guard's code and the reason why it does not apply here."""


class Bare(Common):
    """An entry that may be written as its bare value."""

    value: Text

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"value": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        schema = handler(core)
        return {"anyOf": [{"type": ["string", "number"]}, schema]}


class DomainEntry(Bare):
    """A domain; everything below it is meant too unless `match: exact`."""

    match: Literal["subdomains", "exact"] = "subdomains"


class ProcessEntry(Bare):
    """A command line: one literal fragment, or several that follow each other."""

    value: Annotated[list[Text], *one_or_many({"type": "string"}), Field(min_length=1)]  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"value": data} if isinstance(data, (str, list)) else data


class AddressEntry(Bare):
    """An address or a network; on every port unless `ports` names some."""

    ports: Annotated[list[Port], *one_or_many({"type": "integer"})] = []


class RepositoryEntry(Common):
    """Repositories that attackers create: a name, or a pattern that whole names match."""

    value: Text | None = None
    pattern: Text | None = None
    """A regular expression over the whole name, instead of a value."""
    description: Text | None = None
    """What such repositories say of themselves, word for word."""
    match: Literal["prefix", "exact"] = "exact"

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"value": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": ["string", "number"]}, handler(core)]}


class KubernetesEntry(Common):
    """An object that the attacker makes in a cluster."""

    kind: Text
    """As manifests write it: DaemonSet, Pod, Secret."""
    name: Text
    """`*` stands for any run of characters."""
    namespace: Text | None = None
    """Any, when left out."""


class PluginEntry(Common):
    """Versions of a build server's plugin."""

    service: Text
    """Whose plugin it is, as jenkins."""
    id: Text
    versions: Annotated[list[Text], Field(min_length=1)]


class Tags(Strict):
    """Movable names of an image."""

    overwritten: list[ImageTagName] = []
    """Legitimate before and after: a hit only inside an exposure window."""
    created: list[ImageTagName] = []
    """Never legitimate: always a hit."""
    reissued: Instant | None = None
    """From then on the created tags are legitimate."""


class Refs(Strict):
    """Movable names in a git repository."""

    overwritten: list[GitRef] = []
    created: list[GitRef] = []
    reissued: Instant | None = None


class Platform(Strict):
    """What is known of one platform of an image index."""

    manifest: DigestOrUnpublished | None = None
    config: Digest | None = None
    layers: list[Digest] = []
    """Only layers that are bad themselves, never a shared base."""


class ImageEntry(Common):
    """A container image: what was pushed, where, under which names."""

    repository: Annotated[
        list[ImageRepository], *one_or_many({"type": "string"}), Field(min_length=1)
    ]
    """One, or several that the publisher itself filled with the same image."""
    digest: Digest | None = None
    """Absent where only a tag is known."""
    kind: ImageKind = ImageKind.UNKNOWN
    platform: Text | None = None
    """Of a single manifest whose index is not known."""
    platforms: dict[Text, Platform] = {}
    tags: Tags = Tags()
    mirrors: list[ImageRepository] = []


class CarrierEntry(Common):
    """What brings the bad thing along without naming it."""

    uses: ForgeRepository
    refs: Text
    because: Prose


class FileEntry(Common):
    """A file by its hashes."""

    name: Text | None = None
    sha256: Text | None = None
    sha1: Text | None = None
    md5: Text | None = None
    size: Size | None = None


_VERSION = {"type": ["string", "number"]}


def _all_or_some(value: object) -> object:
    if isinstance(value, str) and value != "all":
        raise complain(InvalidValueError(f'"{value}" is no list', "write [1.2.3], or all"))
    return ["all"] if value == "all" else value


class PackageVersions(Common):
    """Versions of a package with keys of their own."""

    versions: Annotated[
        list[Text],
        BeforeValidator(_all_or_some),
        Field(min_length=1),
        WithJsonSchema(
            {"anyOf": [{"const": "all"}, {"type": "array", "minItems": 1, "items": _VERSION}]}
        ),
    ]
    """`all` where the package is the attacker's from the start."""


def _package_short_form(data: object) -> object:
    return {"versions": data} if isinstance(data, (str, list)) else data


Versions = Annotated[PackageVersions, BeforeValidator(_package_short_form)]


class ActionEntry(Common):
    """A GitHub Action: a commit where known, refs with windows where not."""

    repository: ForgeRepository
    commit: Text | None = None
    refs: Refs = Refs()


class ExtensionEntry(Common):
    """Versions of an editor extension."""

    registry: Annotated[list[Text], *one_or_many({"type": "string"}), Field(min_length=1)]
    id: Text
    versions: Annotated[list[Text], Field(min_length=1)]


class AccountEntry(Common):
    """An account. Abused ones are the victims': they are kept for the story and never come out."""

    service: Text
    name: Text
    standing: Literal["attacker", "abused"]


class ListEntry(Common):
    """A bulk list: a file with one value a line, or CSV with a header."""

    type: Literal[
        "domain", "ip", "url", "sha256", "sha1", "md5", "image_digest", "commit", "purl", "email"
    ]
    path: Text
    """Relative to the folder of feed.yml, with forward slashes; ends in .txt or .csv."""
    match: Literal["subdomains", "exact"] | None = None
    """Of domains; everything below a name is meant too when left out."""


class Indicators(Strict):
    """Everything an incident lists."""

    images: list[ImageEntry] = []
    carriers: list[CarrierEntry] = []
    domains: list[DomainEntry] = []
    ips: list[AddressEntry] = []
    urls: list[Bare] = []
    emails: list[Bare] = []
    user_agents: list[Bare] = []
    http_headers: list[Bare] = []
    files: list[FileEntry] = []
    packages: dict[Text, dict[Text, Versions]] = {}
    actions: list[ActionEntry] = []
    extensions: list[ExtensionEntry] = []
    accounts: list[AccountEntry] = []
    processes: list[ProcessEntry] = []
    paths: list[Bare] = []
    systemd_units: list[Bare] = []
    repositories: list[RepositoryEntry] = []
    certificates: list[Bare] = []
    kubernetes: list[KubernetesEntry] = []
    plugins: list[PluginEntry] = []
    lists: list[ListEntry] = []

    @model_validator(mode="before")
    @classmethod
    def _absent_lists(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None}
