"""Where the same values stand for machines: the release's other files, by their paths."""

from __future__ import annotations

from feedgen.emitters.rendering import Encoded
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident

Values = dict[str, object]

FILES: tuple[tuple[str, str, str], ...] = (
    ("tables", "indicators.csv", "all indicators; the column `incidents` names this one"),
    ("tables", "indicators.ndjson", "the same with everything that is known"),
    ("tables", "exposures.csv", "tags and refs with their windows"),
    ("tables", "known-good.csv", "what is legitimate"),
    ("tables", "revoked.csv", "what was withdrawn"),
    ("stix", "stix/incidents/{id}.json", "this incident as STIX 2.1"),
    ("stix", "stix/hunt.json", "what only a person may look for"),
    ("misp", "misp/manifest.json", "MISP events"),
    ("sigma", "sigma/rules/", "Sigma rules; those of this incident have `{slug}` in their name"),
    ("sigma", "sigma/hunt/", "Sigma rules for hunting"),
    ("sigma_queries", "sigma/queries/", "the same rules as queries of SIEMs"),
    ("lookups", "lookups/", "lookup tables for SIEMs"),
    ("suricata", "suricata/rules/feedgen.rules", "Suricata rules"),
    ("zeek", "zeek/feedgen.intel", "Zeek intelligence file"),
    ("yara", "yara/feedgen.yar", "YARA rules"),
    ("yara", "yara/feedgen-hashes.yar", "YARA rules by hash"),
    ("clamav", "clamav/feedgen.hsb", "hashes for ClamAV"),
    ("wazuh", "wazuh/", "lists and rules for Wazuh"),
    ("blocklists", "blocklists/", "plain lists, one value a line"),
    ("dns", "blocklists/rpz.zone", "response policy zone; other forms for resolvers lie beside it"),
    ("firewalls", "blocklists/firewall/", "lists for firewalls"),
    ("containers_policy", "policies/containers-policy.json", "pull policy for podman and CRI-O"),
    ("github_actions", "policies/github-actions.txt", "GitHub's policy for allowed actions"),
    ("gatekeeper", "policies/gatekeeper.yaml", "admission policy for Gatekeeper"),
    ("kyverno", "policies/kyverno.yaml", "admission policy for Kyverno"),
    ("opa", "policies/opa/", "admission policy for Open Policy Agent"),
    (
        "validating_admission_policy",
        "policies/validating-admission-policy.yaml",
        "admission policy that Kubernetes enforces by itself",
    ),
    ("falco", "policies/falco_rules.yaml", "rules for Falco"),
    ("package_policy", "policies/packages.json", "packages to refuse"),
    ("osv", "osv/", "malicious packages as OSV"),
)
"""Format, path, and what it is: what a responder reaches for, where the feed publishes it.

A format that is not here is found in release.json, as every page says.
"""

_RULES = (
    ("sigma", "`sigma/rules/*{slug}*.yml`"),
    ("suricata", "`suricata/rules/feedgen.rules`"),
    ("zeek", "`zeek/feedgen.intel` and `zeek/feedgen.sig`"),
    ("sigma", "and to hunt for `sigma/hunt/*{slug}*.yml`"),
)


def _slug(incident: Incident) -> str:
    return incident.id.replace("-", "_")


def machine_files(feed: Feed, incident: Incident) -> list[Values]:
    """The release's files that hold this incident, for the list at the end."""
    return [
        {
            "path": Encoded(path.format(id=incident.id)),
            "title": Encoded(title.format(slug=_slug(incident))),
        }
        for format_, path, title in FILES
        if format_ in feed.profile.formats
    ]


def rule_files(feed: Feed, incident: Incident) -> Encoded:
    """The rules of step 6, by path; empty where the feed publishes none."""
    found = [
        path.format(slug=_slug(incident))
        for format_, path in _RULES
        if format_ in feed.profile.formats
    ]
    return Encoded(", ".join(found))
