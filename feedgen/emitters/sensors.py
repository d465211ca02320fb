"""What no sensor on a network sees, whoever makes it."""

from __future__ import annotations

from collections.abc import Mapping

from feedgen.model.observables import Family

UNSEEN: Mapping[str | Family, str] = {
    "commit": "git and the forges' interfaces speak TLS, which hides commits",
    "action_ref": "Actions are fetched over TLS, which hides their refs",
    "carrier": "Actions are fetched over TLS, which hides their names",
    "extension": "extension registries speak TLS, which hides names and versions",
    "plugin": "update centres speak TLS, which hides names and versions",
    "systemd_unit": "units of systemd are not seen on the network",
    "repository_pattern": "forges speak TLS, which hides repository names",
    "account": "forges speak TLS, which hides account names",
    Family.PACKAGE: "package registries speak TLS, which hides names and versions",
    Family.HOST: "{plural} are not seen on the network",
    Family.CLUSTER: "a cluster's interface speaks TLS, which hides its objects",
    Family.FORGE: "forges speak TLS, which hides {plural}",
}
"""By type, or by family."""
