"""The source index that `suricata-update update-sources` reads."""

from __future__ import annotations

import re

import yaml

from feedgen.release.names import LATEST, LAYOUT
from feedgen.serve.snapshot import Snapshot

SURICATA_INDEX = "suricata/index.yaml"
_RULES = "suricata/feedgen.rules.tar.gz"


def suricata_index(snapshot: Snapshot, base: str) -> bytes | None:
    """The index, with this feed as its only source; None where the release has no rules.

    Args:
        snapshot: what is current.
        base: the address of the publication's root, without a slash at the end.
    """
    if _RULES not in snapshot.release.files.sums:
        return None
    feed = snapshot.pointer.feed
    name = re.sub(r"[^a-z0-9]+", "-", feed.lower()).strip("-") or "feed"
    document = {
        "version": 1,
        "sources": {
            f"{name}/rules": {
                "vendor": feed,
                "summary": f"{feed}: rules for Suricata",
                "license": snapshot.release.manifest.licence or "unknown",
                "url": f"{base}/{LAYOUT}/{LATEST}/{_RULES}",
            }
        },
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=False).encode()
