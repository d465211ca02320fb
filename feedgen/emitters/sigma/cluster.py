"""Objects of a Kubernetes cluster by kind, namespace and name, in the audit log.

`objectRef` is in https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-ObjectReference
and present from level Metadata on; the API server fills in the name of a new object from its
metadata. A manifest names a kind, the log a resource: its plural is made as Kubernetes' own
`meta.UnsafeGuessKindToResource` makes it, which holds for every built-in kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import Family, LogSource
from feedgen.errors import UnencodableError
from feedgen.model.indicator import Indicator
from feedgen.model.observables import KubernetesObject

_UNCOUNTED = "endpoints"
"""The one kind whose resource is the kind itself."""


def resource(kind: str) -> str:
    """The resource of a kind, as `daemonsets` of `DaemonSet`."""
    singular = kind.lower()
    if singular == _UNCOUNTED:
        return singular
    if singular.endswith("s"):
        return f"{singular}es"
    if singular.endswith("y"):
        return f"{singular[:-1]}ies"
    return f"{singular}s"


def _clauses(indicator: Indicator) -> Iterator[Clause]:
    found = indicator.observable
    if not isinstance(found, KubernetesObject):
        return
    pieces = tuple(piece for piece in found.name.split("*") if piece)
    if not pieces:
        raise UnencodableError("the name is nothing but wildcards")
    comparison = {
        (False, False): Comparison.EQUALS,
        (False, True): Comparison.STARTSWITH,
        (True, False): Comparison.ENDSWITH,
        (True, True): Comparison.CONTAINS,
    }[found.name.startswith("*"), found.name.endswith("*")]
    also = [_equals("objectRef.resource", resource(found.kind))]
    if found.namespace:
        also.append(_equals("objectRef.namespace", found.namespace))
    yield Clause(
        selection="object", field="objectRef.name", value=Pattern(pieces), comparison=comparison,
        also=tuple(also),
    )  # fmt: skip


def _equals(field: str, *values: str) -> Term:
    return Term(field, Comparison.EQUALS, tuple(Pattern.literal(value) for value in values))


FAMILIES = (
    Family(
        key="kubernetes_audit_object", stem="kubernetes_audit_{}_object",
        source=LogSource(
            product="kubernetes", service="audit",
            definition="Requirements: an audit policy that records writes of these resources at "
            "any level, see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/",
        ),
        types=frozenset({"kubernetes"}), clauses=_clauses,
        title="Kubernetes Object of Listed Name",
        detects="the creation and change of Kubernetes objects by the names",
        tactics=frozenset({"defense-evasion", "execution", "persistence", "privilege-escalation"}),
        scope=(_equals("verb", "create", "patch", "update"),),
        falsepositive="An object of one's own that has the same kind and name",
        hunt_falsepositive="Objects of one's own whose names are alike",
        documents=("https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/",),
    ),
)  # fmt: skip
"""In order of key."""
