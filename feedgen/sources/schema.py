"""The source format (DESIGN §3) as types. The JSON Schema is generated from these classes.

An unknown key is an error everywhere. What is optional here has its default here and nowhere
else. Turning entries into mentions is `feedgen.sources.mentions`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from feedgen.model.incident import Grade, Severity, Status
from feedgen.model.indicator import Action
from feedgen.model.tlp import Tlp
from feedgen.sources.entry_schema import Indicators, Strict
from feedgen.sources.fields import (
    Confidence,
    Day,
    Digest,
    ForgeRepository,
    GitRef,
    ImageRepository,
    ImageTagName,
    Instant,
    InstantOrOpen,
    Length,
    Prose,
    Size,
    Text,
    WebAddress,
)


class GoodCommon(Strict):
    """Optional keys of every known-good value."""

    note: Prose | None = None
    references: list[Text] = []


class GoodImage(GoodCommon):
    """A legitimate image."""

    repository: ImageRepository
    digest: Digest
    tag: ImageTagName | None = None


class GoodAction(GoodCommon):
    """A legitimate commit of an action."""

    repository: ForgeRepository
    commit: Text
    ref: GitRef | None = None


class GoodValue(GoodCommon):
    """A legitimate value of any other type."""

    type: Text
    """An observable type, as `domain`, `sha256`, `package`, `extension`."""
    value: Text
    label: Text | None = None


class KnownGoodEntries(Strict):
    """Legitimate siblings: no output may act on these."""

    images: list[GoodImage] = []
    actions: list[GoodAction] = []
    values: list[GoodValue] = []


class ReferenceEntry(Strict):
    """A cited publication."""

    title: Text
    url: WebAddress
    date: Day | None = None


class WindowEntry(Strict):
    """A span in which the bad thing was served."""

    start: Annotated[Instant, Field(alias="from")]
    until: InstantOrOpen
    """Exclusive; `open` while it lasts."""
    grade: Grade = Grade.CONFIRMED
    references: list[Text] = []
    note: Prose | None = None


class ExposureEntry(Strict):
    """When one component served the bad thing."""

    component: Text
    windows: Annotated[list[WindowEntry], Field(min_length=1)]
    cache_tail: Length | None = None
    """Caches and mirrors may serve the bad content this much longer."""


class CampaignEntry(Strict):
    """What ties incidents together; a bare name will do."""

    name: Text
    aliases: list[Text] = []
    description: Prose | None = None
    first_seen: Instant | None = None
    last_seen: Instant | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class MalwareEntry(Strict):
    """A malware family."""

    name: Text
    types: list[Text] = []
    aliases: list[Text] = []
    description: Prose | None = None


class ActorEntry(Strict):
    """Who is held responsible; a bare name will do."""

    name: Text
    aliases: list[Text] = []
    description: Prose | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"name": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class Defaults(Strict):
    """For indicators that do not say otherwise."""

    confidence: Confidence = 50
    action: Action = Action.DETECT
    role: Text | None = None
    references: list[Text] = []
    exposures: list[Text] = []


class YaraStringEntry(Strict):
    """A string with modifiers; a bare text will do."""

    text: Text
    modifiers: list[Literal["ascii", "wide", "nocase", "fullword"]] = []

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class YaraEntry(Strict):
    """A curated YARA rule; header, size limit and metadata are written around it."""

    name: Annotated[Text, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
    description: Annotated[Text, Field(min_length=60, max_length=400)]
    format: Literal["elf", "pe", "macho", "script", "any"] = "any"
    max_size: Annotated[Text, Field(pattern=r"^[1-9][0-9]{0,8}(KB|MB)?$")] | None = None
    score: Confidence = 80
    strings: Annotated[dict[str, YaraStringEntry], Field(min_length=1)]
    condition: Text
    references: list[Text] = []
    tags: list[Text] = []
    hashes: list[Text] = []


class RemediationEntry(Strict):
    """What a victim does."""

    credentials: list[Text] = []
    steps: list[Prose] = []


class Withdrawal(Strict):
    """Why an incident was withdrawn."""

    at: Instant
    reason: Text


class IncidentFile(Strict):
    """One incident: a file in iocs/<year>/ named after its id."""

    schema_version: Annotated[Literal["1"], Field(json_schema_extra={"enum": [1, "1"]})]
    id: Annotated[Text, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    status: Status
    title: Annotated[Text, Field(max_length=200)]
    summary: Prose
    tlp: Tlp
    severity: Severity
    published: Instant
    campaigns: list[CampaignEntry] = []
    actors: list[ActorEntry] = []
    malware: list[MalwareEntry] = []
    techniques: list[Text] = []
    vulnerabilities: list[Text] = []
    references: dict[Text, ReferenceEntry] = {}
    exposures: dict[Text, ExposureEntry] = {}
    notes: list[Prose] = []
    """Conflicts between reports and how they were resolved, and cautions."""
    defaults: Defaults = Defaults()
    indicators: Indicators = Indicators()
    known_good: KnownGoodEntries = KnownGoodEntries()
    yara: list[YaraEntry] = []
    remediation: RemediationEntry = RemediationEntry()
    withdrawn: Withdrawal | None = None


class KnownGoodFile(Strict):
    """iocs/known-good.yml: values no incident may list."""

    schema_version: Annotated[Literal["1"], Field(json_schema_extra={"enum": [1, "1"]})]
    references: dict[Text, ReferenceEntry] = {}
    known_good: KnownGoodEntries


class ProducerEntry(Strict):
    """Whose feed it is."""

    name: Text
    contact: Text
    description: Prose
    created: Instant
    """When the producer's identity was first published; part of its STIX object for good."""


class SidsEntry(Strict):
    """Where Suricata signature ids come from; see sidallocation.org."""

    first: Size
    last: Size


class FeedFile(Strict):
    """iocs/feed.yml."""

    schema_version: Annotated[Literal["1"], Field(json_schema_extra={"enum": [1, "1"]})]
    producer: ProducerEntry
    namespace: Annotated[Text, Field(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    """For all ids; never changes."""
    sids: SidsEntry
    base_url: WebAddress
    tlp_limit: Tlp
    licence: Text
    formats: Annotated[list[Text], Field(min_length=1)]
    validity: dict[Text, Length]
    """By observable type; `default` for the rest."""
