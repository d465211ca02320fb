"""Container images, and objects of the clusters that run them."""

from __future__ import annotations

import re

from feedgen.errors import InvalidValueError
from feedgen.model import oci
from feedgen.model.observables.base import Family, Observable


class ImageDigest(Observable):
    """The digest of an OCI document: image index, image manifest, config, layer or signature."""

    __slots__ = ()
    type = "image_digest"
    title = "image digest"
    plural = "image digests"
    key = "images"
    family = Family.IMAGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        return oci.parse_digest(text)

    @property
    def hex(self) -> str:
        """The digits without the algorithm."""
        return self.value.partition(":")[2]

    @property
    def algorithm(self) -> str:
        """`sha256` or `sha512`."""
        return self.value.partition(":")[0]


class ImageTag(Observable):
    """A movable name, `registry/repository:tag`. Says nothing without a time, unless created."""

    __slots__ = ()
    type = "image_tag"
    title = "image tag"
    plural = "image tags"
    key = "images"
    family = Family.IMAGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        repository, separator, tag = text.rpartition(":")
        if not separator or "/" in tag:
            raise InvalidValueError(f'"{text}" names no tag', "write registry/repository:tag")
        return f"{oci.parse_repository(repository)}:{oci.parse_tag(tag)}"

    @property
    def repository(self) -> str:
        """Registry and repository, `docker.io/checkmarx/kics`."""
        return self.value.rpartition(":")[0]

    @property
    def tag(self) -> str:
        """The tag alone."""
        return self.value.rpartition(":")[2]


class KubernetesObject(Observable):
    """An object of a cluster: `Kind/namespace/name`, or `Kind/name` in any namespace.

    `*` in the name stands for any run of characters.
    """

    __slots__ = ()
    type = "kubernetes"
    title = "Kubernetes object"
    plural = "Kubernetes objects"
    key = "kubernetes"
    family = Family.CLUSTER

    @classmethod
    def _canonical(cls, text: str) -> str:
        kind, *names = text.split("/")
        name = r"[a-z0-9*](?:[a-z0-9.*-]{0,251}[a-z0-9*])?"
        well_formed = re.fullmatch(r"[A-Z][A-Za-z0-9]{0,62}", kind) and (
            (len(names) == 1 and re.fullmatch(name, names[0]))
            or (
                len(names) == 2
                and re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", names[0])
                and re.fullmatch(name, names[1])
            )
        )
        if not well_formed or not names[-1].strip("*.-"):
            raise InvalidValueError(
                f'"{text}" is no Kubernetes object',
                "write Kind/namespace/name, or Kind/name for any namespace",
            )
        return text

    @property
    def kind(self) -> str:
        """As manifests write it, `DaemonSet`."""
        return self.value.split("/")[0]

    @property
    def namespace(self) -> str | None:
        """None where any is meant, or the kind has none."""
        parts = self.value.split("/")
        return parts[1] if len(parts) == 3 else None

    @property
    def name(self) -> str:
        """May hold `*`."""
        return self.value.split("/")[-1]
