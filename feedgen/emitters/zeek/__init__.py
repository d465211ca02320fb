"""Zeek: an intelligence file, signatures, and the scripts that load both and raise notices.

What each of them sees, and what it cannot see, is in docs/zeek.md.
"""

from __future__ import annotations

from feedgen.emitters.zeek.artifacts import emit
from feedgen.emitters.zeek.coverage import DECLINES
from feedgen.model.artifact import Emitter
from feedgen.model.feed import DETECTION

EMITTER = Emitter(
    name="zeek",
    title="Zeek intelligence file, signatures and scripts, as a zkg package",
    url="https://docs.zeek.org/en/master/frameworks/intel.html",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={"zeek/feedgen.intel": "Zeek intel"},
    declines=DECLINES,
    bulk=True,
)
