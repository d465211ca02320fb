"""The source format (DESIGN §3) as types. The JSON Schema is generated from these classes.

An unknown key is an error everywhere. What is optional here has its default here and nowhere
else. Turning entries into mentions is `feedgen.sources.mentions`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from feedgen.model.incident import Grade, Severity, Status
from feedgen.model.indicator import Action
from feedgen.model.tlp import Tlp
from feedgen.sources.entry_schema import Indicators, Short, Strict
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
    Text,
    WebAddress,
)

SchemaVersion = Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"]})]
"""YAML readers with types of their own see a number here."""


class GoodCommon(Strict):
    """Optional keys of every known-good value."""

    note: Prose | None = None
    """Why it is good, and how sure that is."""
    references: list[Text] = []
    """Keys of the file's `references` that show it."""


class GoodImage(GoodCommon):
    """A legitimate image."""

    repository: ImageRepository
    """With its registry, as `docker.io/owner/image`."""
    digest: Digest
    """Of the image index, or of the manifest where there is no index."""
    tag: ImageTagName | None = None
    """The tag that people know it by."""


class GoodAction(GoodCommon):
    """A legitimate commit of an action."""

    repository: ForgeRepository
    """With its forge, as `github.com/owner/name`."""
    commit: Text
    """All 40 or 64 hex digits."""
    ref: GitRef | None = None
    """The tag or branch that people know it by."""


class GoodValue(GoodCommon):
    """A legitimate value of any other type."""

    type: Text
    """An observable type, as `domain`, `sha256`, `package`, `extension`."""
    value: Text
    """Defanged or not."""
    label: Text | None = None
    """What people call it, as `v2.1.19` or `the vendor`."""


class KnownGoodEntries(Strict):
    """Legitimate siblings: no output may act on these."""

    images: list[GoodImage] = []
    """Clean images."""
    actions: list[GoodAction] = []
    """Clean commits of actions."""
    values: list[GoodValue] = []
    """Clean values of any other type."""


class ReferenceEntry(Strict):
    """A cited publication."""

    title: Text
    """As its publisher wrote it."""
    url: WebAddress
    """Where everybody can read it."""
    date: Day | None = None
    """When it was published."""


class WindowEntry(Strict):
    """A span in which the bad thing was served."""

    start: Annotated[Instant, Field(alias="from")]
    """The first instant at which it was bad."""
    until: InstantOrOpen
    """Exclusive; `open` while it lasts."""
    grade: Grade = Grade.CONFIRMED
    """`confirmed`, `approximate` where the report rounds, `disputed` where reports disagree."""
    references: list[Text] = []
    """Keys of `references` that give this window."""
    note: Prose | None = None
    """What a reader has to know of this window."""


class ExposureEntry(Strict):
    """When one component served the bad thing."""

    component: Text
    """What served it: an image repository, an action, a package."""
    windows: Annotated[list[WindowEntry], Field(min_length=1)]
    """When it did."""
    cache_tail: Length | None = None
    """Caches and mirrors may serve the bad content this much longer."""


class Named(Short):
    """Something with a name of its own; the bare name will do."""

    short_key = "name"
    short_schema = {"type": "string"}

    name: Text
    """As reports write it. Incidents that write the same name mean the same."""
    aliases: list[Text] = []
    """Other names of it."""


class CampaignEntry(Named):
    """What ties incidents together; a bare name will do."""

    description: Prose | None = None
    """What ties the incidents together."""
    first_seen: Instant | None = None
    """When it began."""
    last_seen: Instant | None = None
    """When it was last seen at work."""


class MalwareEntry(Named):
    """A malware family; a bare name will do."""

    types: list[Text] = []
    """Of STIX's malware types where one fits: `worm`, `spyware`, `dropper`, `backdoor`, …"""
    description: Prose | None = None
    """What it does."""


class ActorEntry(Named):
    """Who is held responsible; a bare name will do."""

    description: Prose | None = None
    """What is known of it."""


class Defaults(Strict):
    """For indicators that do not say otherwise."""

    confidence: Confidence = 50
    """0 to 100: how sure we are."""
    action: Action = Action.DETECT
    """`block`: everywhere; `detect`: never a blocklist; `hunt`: never an alert."""
    role: Text | None = None
    """What the values are for, as `c2` or `exfiltration`."""
    references: list[Text] = []
    """Keys of `references`."""
    exposures: list[Text] = []
    """Keys of `exposures`."""


class YaraStringEntry(Short):
    """A string with modifiers; a bare text will do."""

    short_key = "text"
    short_schema = {"type": "string"}

    text: Text
    """Word for word; not defanged."""
    modifiers: list[Literal["ascii", "wide", "nocase", "fullword"]] = []
    """Of YARA's modifiers for text."""


class YaraEntry(Strict):
    """A curated YARA rule; header, size limit and metadata are written around it."""

    name: Annotated[Text, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,127}$")]
    """Of the rule: `MAL_Name_Platform_Format_Date`."""
    description: Annotated[Text, Field(min_length=60, max_length=400)]
    """What it detects, beginning with `Detects`."""
    format: Literal["elf", "pe", "macho", "script", "any"] = "any"
    """Which header test stands in front."""
    max_size: Annotated[Text, Field(pattern=r"^[1-9][0-9]{0,8}(KB|MB)?$")] | None = None
    """Larger files are not looked at: `200MB`."""
    score: Confidence = 80
    """0 to 100, for scanners that rank."""
    strings: Annotated[dict[str, YaraStringEntry], Field(min_length=1)]
    """By identifier: `$x1` alone is proof, `$s1` only together with others."""
    condition: Text
    """Over the strings only."""
    references: list[Text] = []
    """Keys of `references`."""
    tags: list[Text] = []
    """Of the rule."""
    hashes: list[Text] = []
    """SHA-256 of samples that it was written for."""


class RemediationEntry(Strict):
    """What a victim does."""

    credentials: list[Text] = []
    """Kinds of credentials that were in scope and have to be rotated."""
    steps: list[Prose] = []
    """In order."""


class Withdrawal(Strict):
    """Why an incident was withdrawn."""

    at: Instant
    """When."""
    reason: Text
    """Published with every tombstone."""


class IncidentFile(Strict):
    """One incident: a file in iocs/<year>/ named after its id."""

    schema_version: SchemaVersion
    """Of this format."""
    id: Annotated[Text, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    """Lower case and dashes, as `acme-npm-2026-11`; the file has the same name. Never changes."""
    status: Status
    """`draft`: checked, never published. `withdrawn`: revokes all that the file names."""
    title: Annotated[Text, Field(max_length=200)]
    """One line for people."""
    summary: Prose
    """What happened, to whom, and how a reader knows whether it concerns them."""
    tlp: Tlp
    """How far it may go; an indicator may be stricter."""
    severity: Severity
    """How bad it is for those whom it hits."""
    published: Instant
    """When it became known. Validity counts from here where nothing else is said."""
    campaigns: list[CampaignEntry] = []
    """What it is part of."""
    actors: list[ActorEntry] = []
    """Who is held responsible."""
    malware: list[MalwareEntry] = []
    """What was delivered."""
    techniques: list[Text] = []
    """ATT&CK ids, as `T1195.002`."""
    vulnerabilities: list[Text] = []
    """CVE, GHSA and other ids."""
    references: dict[Text, ReferenceEntry] = {}
    """Public reports by a key of your choice, which the rest of the file uses."""
    exposures: dict[Text, ExposureEntry] = {}
    """When what was bad, by a key of your choice."""
    notes: list[Prose] = []
    """Conflicts between reports and how they were resolved, and cautions."""
    defaults: Defaults = Defaults()
    """What indicators say that do not say otherwise."""
    indicators: Indicators = Indicators()
    """What is bad."""
    known_good: KnownGoodEntries = KnownGoodEntries()
    """Legitimate siblings of what is bad."""
    yara: list[YaraEntry] = []
    """Curated YARA rules."""
    remediation: RemediationEntry = RemediationEntry()
    """What a victim does, beyond what follows from the indicators."""
    withdrawn: Withdrawal | None = None
    """Belongs to `status: withdrawn`, and only there."""


class KnownGoodFile(Strict):
    """iocs/known-good.yml: values no incident may list."""

    schema_version: SchemaVersion
    """Of this format."""
    references: dict[Text, ReferenceEntry] = {}
    """Public reports by a key of your choice."""
    known_good: KnownGoodEntries
    """The values."""
