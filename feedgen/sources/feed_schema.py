"""feed.yml as types; see `feedgen.sources.schema`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from feedgen.model.gates import Gate
from feedgen.model.tlp import Tlp
from feedgen.sources.entry_schema import Strict
from feedgen.sources.fields import Instant, Length, Prose, Size, Text, WebAddress
from feedgen.sources.schema import SchemaVersion


class ProducerEntry(Strict):
    """Whose feed it is."""

    name: Text
    """Stands in STIX as the identity, and in rules as the author."""
    contact: Text
    """Where subscribers report mistakes; published."""
    description: Prose
    """What the feed is, for subscribers."""
    created: Instant
    """When the producer's identity was first published; part of its STIX object for good."""


class SidsEntry(Strict):
    """Where Suricata signature ids come from; see sidallocation.org."""

    first: Size
    """The lowest that may be given."""
    last: Size
    """The highest that may be given."""


class OverrideEntry(Strict):
    """Opens a gate once, for a change that is meant. Published with the release."""

    gate: Gate
    """Which."""
    after: Annotated[Text, Field(pattern=r"^[0-9]{4}(\.[0-9]{1,9}){3}$")]
    """The version that is published now; the override says nothing of any other."""
    reason: Text
    """Why the change is right."""


class GatesEntry(Strict):
    """How much may change between two publications; see docs/publish.md."""

    removed_percent: Size = 20
    """Of the published indicators, how many may leave at once."""
    added_percent: Size = 100
    """In percent of the published indicators, how many may come at once."""
    shrink_percent: Size = 30
    """How much smaller a list may get."""
    growth_percent: Size = 100
    """How much larger a list may get."""
    at_least: Size = 20
    """A change of fewer values than this passes, whatever its share."""
    minimum: dict[Text, Size] = {}
    """Entries that a file must have, by its path in the release."""
    overrides: list[OverrideEntry] = []
    """What is meant although a gate refuses it."""


class FeedFile(Strict):
    """iocs/feed.yml: whose feed it is, and what it publishes."""

    schema_version: SchemaVersion
    """Of this format."""
    producer: ProducerEntry
    """Who publishes it."""
    namespace: Annotated[Text, Field(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    """For all ids; never changes."""
    sids: SidsEntry
    """The range of Suricata signature ids."""
    base_url: WebAddress
    """Where the publication will be; rules and STIX objects name it."""
    tlp_limit: Tlp
    """A value that is stricter than this refuses the build."""
    licence: Text
    """Of the data, as an SPDX id."""
    formats: Annotated[list[Text], Field(min_length=1)]
    """What is published: names of emitters, each with a page in docs/."""
    validity: dict[Text, Length]
    """By observable type; `default` for the rest."""
    gates: GatesEntry = GatesEntry()
    """What stops a publication that looks like a mistake."""
