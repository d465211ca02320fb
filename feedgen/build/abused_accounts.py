"""The guard for victims: no finished artifact names an account that attackers abused.

Sources keep such names for the story (`standing: abused`). Whoever subscribes would read a name in
a feed of indicators as an accusation, so it comes out nowhere, not even in a note.
"""

from __future__ import annotations

import re

from feedgen.build.staging import Staged
from feedgen.errors import DriftError
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident
from feedgen.release.files import map_file


def refuse_abused_accounts(feed: Feed, staged: Staged) -> None:
    """Stop when an artifact holds the name of an abused account as a word of its own.

    Raises:
        DriftError: naming the file, the account and its incident.
    """
    abused = {
        account.name.encode(): incident
        for incident in feed.incidents
        for account in incident.abused_accounts
    }
    if not abused:
        return
    names = b"|".join(re.escape(name) for name in sorted(abused))
    pattern = re.compile(rb"(?<![\w.-])(?:" + names + rb")(?![\w-])", re.IGNORECASE)
    for file in staged.files:
        match = pattern.search(map_file(staged.directory / file.path))
        if match:
            raise _error(file.path, match[0].decode(), abused[match[0].lower()])


def _error(path: str, name: str, incident: Incident) -> DriftError:
    return DriftError(
        f'{path} would name the account "{name}", which {incident.location.path} lists as abused; '
        "word titles, notes and descriptions without it, and remove it from other entries"
    )
