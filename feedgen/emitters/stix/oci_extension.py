"""The property extension that says of a file hash which container image it is.

Its JSON Schema is docs/schema/oci-image-extension.schema.json.
"""

from __future__ import annotations

from feedgen.emitters.stix.objects import (
    SPEC_VERSION,
    Properties,
    StixObject,
    identity_id,
    millis,
    without_nothing,
)
from feedgen.model.feed import FeedProfile
from feedgen.model.ids import object_uuid
from feedgen.model.incident import Exposure, Window
from feedgen.model.indicator import ImageDetail, Indicator

SCHEMA_PATH = "schema/oci-image-extension.schema.json"
"""Below the feed's base URL."""
_VERSION = "1.0.0"
_TYPE = "property-extension"


def extension_id(profile: FeedProfile) -> str:
    """The id under which indicators carry the extension."""
    uuid = object_uuid(profile.namespace, "extension-definition", "oci-image")
    return f"extension-definition--{uuid}"


def extension_definition(profile: FeedProfile) -> StixObject:
    """The object that introduces the extension to a consumer (STIX 2.1 §7.3)."""
    return StixObject(
        id=extension_id(profile), key="oci-image",
        properties={
            "type": "extension-definition", "spec_version": SPEC_VERSION,
            "id": extension_id(profile), "created_by_ref": identity_id(profile),
            "name": "OCI image", "version": _VERSION, "extension_types": [_TYPE],
            "schema": f"{profile.base_url}/{SCHEMA_PATH}",
            "description": (
                "For an indicator whose pattern is a file hash: the OCI document with that digest,"
                " where it was served, under which tags, and when."
            ),
        },
    )  # fmt: skip


def extension_of(indicator: Indicator) -> Properties:
    """What the extension holds for an image digest."""
    details = dict.fromkeys(indicator.details(ImageDetail))
    return without_nothing(
        {
            "extension_type": _TYPE,
            "digest": indicator.value,
            "images": [_image(detail) for detail in details],
            "exposures": [_exposure(exposure) for exposure in indicator.exposures],
        }
    )


def _image(detail: ImageDetail) -> Properties:
    return without_nothing(
        {
            "kind": detail.kind.value,
            "platform": detail.platform,
            "index_digest": detail.index,
            "repositories": detail.repositories,
            "mirrors": detail.mirrors,
            "tags_created": detail.tags_created,
            "tags_overwritten": detail.tags_overwritten,
        }
    )


def _exposure(exposure: Exposure) -> Properties:
    cached = exposure.cache_end if exposure.cache_tail else None
    return without_nothing(
        {
            "incident": exposure.incident_id,
            "component": exposure.component,
            "windows": [_window(window) for window in exposure.windows],
            "cached_until": millis(cached) if cached else None,
        }
    )


def _window(window: Window) -> Properties:
    return without_nothing(
        {
            "start": millis(window.start),
            "end": millis(window.end) if window.end else None,
            "grade": window.grade.value,
        }
    )
