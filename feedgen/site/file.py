"""One file of the site, and what browsers are told about all of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""Nothing inline, nothing from elsewhere, no form that could send anything."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file at the publication's root."""

    path: str
    media_type: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of its bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()
