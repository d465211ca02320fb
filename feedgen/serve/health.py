"""What `/healthz` says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from feedgen.model.instants import format_instant
from feedgen.serve.exchange import Reply
from feedgen.serve.publication import Publication


def health(publication: Publication, now: datetime, *, in_detail: bool) -> Reply:
    """200 as long as something is shown, though it be old: restarting would not help.

    Args:
        publication: what is served.
        now: decides about expiry.
        in_detail: whether the asker may read what the disk looks like.
    """
    snapshot = publication.current
    document: dict[str, Any] = {"status": "waiting" if snapshot is None else "ok"}
    if snapshot is not None:
        pointer = snapshot.pointer
        if publication.trouble:
            document["status"] = "stale"
        elif pointer.expires <= now:
            document["status"] = "expired"
        document |= {
            "version": pointer.version,
            "serial": pointer.serial,
            "activated": format_instant(pointer.activated),
            "expires": format_instant(pointer.expires),
        }
    if publication.next_switch is not None:
        document["next"] = format_instant(publication.next_switch)
    if in_detail and publication.trouble:
        document["trouble"] = publication.trouble
    if in_detail and snapshot is not None:
        document["damaged_files"] = snapshot.release.files.damaged
    return Reply(
        status=503 if snapshot is None else 200,
        media_type="application/json",
        body=(orjson.dumps(document) + b"\n",),
    )
