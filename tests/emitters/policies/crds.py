"""Kyverno's custom resource definitions, as cloudcoil has them."""

from __future__ import annotations

from typing import Any


def cluster_policy(document: Any) -> Any:
    """The document as a ClusterPolicy.

    Raises:
        pydantic.ValidationError: if it does not have the form of one.
    """
    # The models take two seconds to import, which every worker would pay for one.
    from cloudcoil.models.kyverno import v1  # noqa: PLC0415

    return v1.ClusterPolicy.model_validate(document)
