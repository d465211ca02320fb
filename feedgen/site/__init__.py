"""Pages for people, made of one finished release: overview, incidents, search, "am I affected?".

Before: `release`, whose directory `v1/<version>/` is all that is read. After: `publish` and
`serve`, which find the pages through `site.json`.
"""

from __future__ import annotations

from feedgen.release.names import SITE_MANIFEST
from feedgen.site.file import CONTENT_SECURITY_POLICY, SiteFile
from feedgen.site.pages import render_site
from feedgen.site.placing import place_site

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "SITE_MANIFEST",
    "SiteFile",
    "place_site",
    "render_site",
]
