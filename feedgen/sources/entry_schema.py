"""Entries of an incident's `indicators` as types; see `feedgen.sources.schema`."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

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


class Short(Strict):
    """An entry that may be written as the bare text of one of its keys."""

    short_key: ClassVar[str] = "value"
    """The key whose text stands for the entry."""
    short_types: ClassVar[tuple[type, ...]] = (str,)
    """As what it may stand there."""
    short_schema: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {cls.short_key: data} if isinstance(data, cls.short_types) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [cls.short_schema, handler(core)]}


class HistoryEntry(Strict):
    """What happened to an indicator after publication."""

    at: Instant
    """When it happened."""
    event: HistoryEvent
    """`revoked`, or `relisted` after that."""
    reason: Text
    """Why; published."""
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
    """When somebody first saw it in use."""
    last_seen: Instant | None = None
    """When somebody last saw it in use; validity counts from here."""
    valid_for: Length | None = None
    """Instead of the feed's validity for the type, counted from last_seen or published."""
    valid_until: Instant | None = None
    """The same as an instant; exclusive."""
    exposures: Annotated[list[Text], BeforeValidator(_absent_is_empty)] | None = None
    """Keys of the incident's exposures in which this value was served."""
    references: Annotated[list[Text], BeforeValidator(_absent_is_empty)] | None = None
    """Keys of the incident's references that report this value."""
    note: Prose | None = None
    """What a reader of the feed must know. A reason for an editor is a comment."""
    labels: list[Text] = []
    """Free words."""
    tlp: Tlp | None = None
    """Stricter than the incident's."""
    history: list[HistoryEntry] = []
    """Revocations, in order of time; `feedgen revoke` writes them."""
    exceptions: dict[Text, Prose] = {}
    """A guard's code and the reason why it does not apply here."""


class Bare(Short, Common):
    """An entry that may be written as its bare value."""

    value: Text
    """Hosts, addresses, URLs and mailboxes may be defanged; everything else is word for word."""


class DomainEntry(Bare):
    """A domain; everything below it is meant too unless `match: exact`."""

    match: Literal["subdomains", "exact"] = "subdomains"
    """`subdomains` means everything below the name too."""


class ProcessEntry(Bare):
    """A command line: one literal fragment, or several that follow each other."""

    value: Annotated[list[Text], *one_or_many({"type": "string"}), Field(min_length=1)]  # type: ignore[assignment]
    """One fragment, or several that follow each other."""

    short_types = (str, list)


class AddressEntry(Bare):
    """An address or a network; on every port unless `ports` names some."""

    ports: Annotated[list[Port], *one_or_many({"type": "integer"})] = []
    """On which it counts; every port when left out."""


class RepositoryEntry(Short, Common):
    """Repositories that attackers create: a name, or a pattern that whole names match."""

    value: Text | None = None
    """The name without its owner."""
    pattern: Text | None = None
    """A regular expression over the whole name, instead of a value."""
    description: Text | None = None
    """What such repositories say of themselves, word for word."""
    match: Literal["prefix", "exact"] = "exact"
    """`prefix` means every name that begins so."""


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
    """As the service knows it."""
    versions: Annotated[list[Text], Field(min_length=1)]
    """The bad ones."""


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
    """Legitimate before and after: a hit only inside an exposure window."""
    created: list[GitRef] = []
    """Never legitimate: always a hit."""
    reissued: Instant | None = None
    """From then on the created refs are legitimate."""


class Platform(Strict):
    """What is known of one platform of an image index."""

    manifest: DigestOrUnpublished | None = None
    """Digest of the platform's image manifest; `unpublished` where no report gives it."""
    config: Digest | None = None
    """Digest of the config, which `docker images` shows as the image id."""
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
    """What document the digest is of."""
    platform: Text | None = None
    """Of a single manifest whose index is not known."""
    platforms: dict[Text, Platform] = {}
    """By platform, as `linux/amd64`."""
    tags: Tags = Tags()
    """Names that led to it."""
    mirrors: list[ImageRepository] = []
    """Repositories elsewhere that copied it."""


class CarrierEntry(Common):
    """What brings the bad thing along without naming it."""

    uses: ForgeRepository
    """The repository, as `github.com/owner/name`."""
    refs: Text
    """Which of its refs, in words: `before 98b796e9`, `all`."""
    because: Prose
    """How it brings the bad thing along."""


class FileEntry(Common):
    """A file by its hashes."""

    name: Text | None = None
    """What the report calls it."""
    sha256: Text | None = None
    """64 hex digits."""
    sha1: Text | None = None
    """40 hex digits."""
    md5: Text | None = None
    """32 hex digits."""
    size: Size | None = None
    """In bytes."""


_VERSION = {"type": ["string", "number"]}
_ALL_OR_SOME = [{"const": "all"}, {"type": "array", "minItems": 1, "items": _VERSION}]


def _all_or_some(value: object) -> object:
    if isinstance(value, str) and value != "all":
        raise complain(InvalidValueError(f'"{value}" is no list', "write [1.2.3], or all"))
    return ["all"] if value == "all" else value


class PackageVersions(Common):
    """Versions of a package; the versions alone will do."""

    versions: Annotated[
        list[Text],
        BeforeValidator(_all_or_some),
        Field(min_length=1),
        WithJsonSchema({"anyOf": _ALL_OR_SOME}),
    ]
    """`all` where the package is the attacker's from the start."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [handler(core), *_ALL_OR_SOME]}


def _package_short_form(data: object) -> object:
    return {"versions": data} if isinstance(data, (str, list)) else data


Versions = Annotated[PackageVersions, BeforeValidator(_package_short_form)]


class ActionEntry(Common):
    """A GitHub Action: a commit where known, refs with windows where not."""

    repository: ForgeRepository
    """As `github.com/owner/name`."""
    commit: Text | None = None
    """All 40 or 64 hex digits."""
    refs: Refs = Refs()
    """Tags and branches that led to it."""


class ExtensionEntry(Common):
    """Versions of an editor extension."""

    registry: Annotated[list[Text], *one_or_many({"type": "string"}), Field(min_length=1)]
    """One or several: `vs-marketplace`, `open-vsx`, …"""
    id: Text
    """As `publisher.name`."""
    versions: Annotated[list[Text], Field(min_length=1)]
    """The bad ones."""


class AccountEntry(Common):
    """An account. Abused ones are the victims': they are kept for the story and never come out."""

    service: Text
    """As `github` or `npm`."""
    name: Text
    """As the service spells it; never the name of a person."""
    standing: Literal["attacker", "abused"]
    """`attacker`: made by them. `abused`: a victim's, which never comes out."""


class ListEntry(Common):
    """A bulk list: a file with one value a line, or CSV with a header."""

    type: Literal[
        "domain", "ip", "url", "sha256", "sha1", "md5", "image_digest", "commit", "purl", "email"
    ]
    """Of every value in the list."""
    path: Text
    """Relative to the folder of feed.yml, with forward slashes; ends in .txt or .csv."""
    match: Literal["subdomains", "exact"] | None = None
    """Of domains; everything below a name is meant too when left out."""


class Indicators(Strict):
    """Everything an incident lists."""

    images: list[ImageEntry] = []
    """Container images."""
    carriers: list[CarrierEntry] = []
    """What brings a bad thing along without naming it. Always a hunt."""
    domains: list[DomainEntry] = []
    """Host names."""
    ips: list[AddressEntry] = []
    """Addresses and networks."""
    urls: list[Bare] = []
    """Web addresses."""
    emails: list[Bare] = []
    """Mailboxes."""
    user_agents: list[Bare] = []
    """User-Agent headers, whole."""
    http_headers: list[Bare] = []
    """Other headers, as `Name: value`."""
    files: list[FileEntry] = []
    """Files by their hashes."""
    packages: dict[Text, dict[Text, Versions]] = {}
    """By ecosystem (`npm`, `pypi`, …), then by name: `[1.2.3]`, `all`, or a mapping."""
    actions: list[ActionEntry] = []
    """GitHub Actions."""
    extensions: list[ExtensionEntry] = []
    """Extensions of editors."""
    accounts: list[AccountEntry] = []
    """Accounts at services."""
    processes: list[ProcessEntry] = []
    """Command lines."""
    paths: list[Bare] = []
    """Names and paths of files; `*` stands for any run of characters, `~` for a home."""
    systemd_units: list[Bare] = []
    """Units that the attacker installs, as `pgmon.service`."""
    repositories: list[RepositoryEntry] = []
    """Repositories that attackers create."""
    certificates: list[Bare] = []
    """Fingerprints of TLS certificates: `sha256:` or `sha1:` and hex digits."""
    kubernetes: list[KubernetesEntry] = []
    """Objects that the attacker makes in a cluster."""
    plugins: list[PluginEntry] = []
    """Plugins of build servers."""
    lists: list[ListEntry] = []
    """Bulk lists."""

    @model_validator(mode="before")
    @classmethod
    def _absent_lists(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value is not None}
