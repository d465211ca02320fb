"""Suricata rules and the lists they load, also as the archive that suricata-update fetches.

What each kind of rule sees, and what it cannot see, is in docs/suricata.md.
"""

from __future__ import annotations

from feedgen.emitters.suricata.artifacts import claims, emit
from feedgen.emitters.suricata.drafts import DECLINES
from feedgen.model.artifact import Emitter
from feedgen.model.feed import DETECTION

EMITTER = Emitter(
    name="suricata",
    title="Suricata rules, datasets and the archive for suricata-update",
    url="https://docs.suricata.io/en/suricata-7.0.10/rules/index.html",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={
        "suricata/feedgen.rules.tar.gz": "Suricata rules",
        "suricata/rules/feedgen.rules": "Suricata rules, unpacked",
    },
    declines=DECLINES,
    claims=claims,
    bulk=True,
)
