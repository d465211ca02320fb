"""Container images in audit logs and on command lines: as written, as resolved, as config digest.

Where the fields are documented:

- Kubernetes: `requestObject` is in https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
  (its paths, without array marks, are how Elastic's integration and SigmaHQ name them). The
  kubelet reports `containerStatuses[].imageID` by patching `pods/status`; containerd gives the
  digest of the index there, with the repository, and the config digest where it knows none
  (containerd internal/cri/server/container_status.go).
- Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html,
  example "Image pull action": what the client asked for, never what it was served.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import SUPPLY_TACTICS, Family, LogHolds, LogSource
from feedgen.emitters.sigma.paths import System
from feedgen.emitters.sigma.time_bounds import TimeField
from feedgen.model.image_references import image_kind
from feedgen.model.indicator import ImageKind, Indicator
from feedgen.model.observables import ImageTag

_HUB = "docker.io"
_HUB_HOSTS = ("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")
"""Other names under which clients reach Docker Hub."""
_POD = "requestObject.spec"
_TEMPLATE = f"{_POD}.template.spec"
_WRITTEN_IN = (
    f"{_POD}.containers.image", f"{_POD}.ephemeralContainers.image", f"{_POD}.initContainers.image",
    f"{_POD}.jobTemplate.spec.template.spec.containers.image",
    f"{_POD}.jobTemplate.spec.template.spec.initContainers.image",
    f"{_POD}.jobTemplate.spec.template.spec.volumes.image.reference",
    f"{_TEMPLATE}.containers.image", f"{_TEMPLATE}.initContainers.image",
    f"{_TEMPLATE}.volumes.image.reference", f"{_POD}.volumes.image.reference",
    "requestObject.template.spec.containers.image",
    "requestObject.template.spec.initContainers.image",
    "requestObject.template.spec.volumes.image.reference",
)  # fmt: skip
_REPORTED_IN = tuple(
    f"requestObject.status.{kind}Statuses.imageID"
    for kind in ("container", "ephemeralContainer", "initContainer")
)
_TOOLS = ("buildah", "crane", "crictl", "ctr", "docker", "nerdctl", "podman", "skopeo")


def spellings(tag: ImageTag, *, hosts: tuple[str, ...] = _HUB_HOSTS) -> tuple[str, ...]:
    """Every way to write the tag, sorted: Docker Hub without its host, and `latest` left out."""
    registry, _, path = tag.repository.partition("/")
    names = {tag.repository}
    if registry == _HUB:
        paths = {path, path.removeprefix("library/")}
        names |= paths | {f"{host}/{each}" for each in paths for host in (_HUB, *hosts)}
    left_out = names if tag.tag == "latest" else set()
    return tuple(sorted({f"{name}:{tag.tag}" for name in names} | left_out))


def _in_kubernetes(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        values, comparison = spellings(indicator.observable), Comparison.EQUALS
    elif image_kind(indicator).is_pullable:
        values, comparison = (f"@{indicator.value}",), Comparison.ENDSWITH
    else:
        return
    for field in _WRITTEN_IN:
        for value in values:
            yield Clause(
                selection="image", field=field, value=Pattern.literal(value), comparison=comparison
            )


def _as_resolved(indicator: Indicator) -> Iterator[Clause]:
    if image_kind(indicator).is_pullable:
        for field in _REPORTED_IN:
            yield Clause(
                selection="image", field=field, value=Pattern.literal(f"@{indicator.value}"),
                comparison=Comparison.ENDSWITH,
            )  # fmt: skip


def _as_config(indicator: Indicator) -> Iterator[Clause]:
    if image_kind(indicator) is ImageKind.CONFIG:
        for field in _REPORTED_IN:
            for value in (indicator.value, f"docker://{indicator.value}"):
                yield Clause(selection="image", field=field, value=Pattern.literal(value))


def _in_ecr(indicator: Indicator) -> Iterator[Clause]:
    if image_kind(indicator).is_pullable:
        field = "requestParameters.imageIds.imageDigest"
        yield Clause(selection="image", field=field, value=Pattern.literal(indicator.value))


def _on_command_line(indicator: Indicator) -> Iterator[Clause]:
    def clause(text: str, comparison: Comparison) -> Clause:
        value = Pattern.literal(text)
        return Clause(selection="image", field="CommandLine", value=value, comparison=comparison)

    if isinstance(indicator.observable, ImageTag):
        # Whole words only: "scanner:v1.1" must not match "scanner:v1.10" or "notscanner:v1.1".
        for spelling in spellings(indicator.observable, hosts=()):
            yield clause(f" {spelling}", Comparison.ENDSWITH)
            yield clause(f" {spelling} ", Comparison.CONTAINS)
    elif image_kind(indicator).is_pullable:
        yield clause(f"@{indicator.value}", Comparison.CONTAINS)


def _family(
    key: str,
    source: LogSource,
    clauses: Callable[[Indicator], Iterator[Clause]],
    *,
    stem: str,
    title: str,
    detects: str,
    scope: tuple[Term, ...],
    log_holds: LogHolds,
    time: TimeField | None = None,
) -> Family:
    types = {"image_digest"} | ({"image_tag"} if time else set())
    return Family(
        key=key, stem=stem, source=source, types=frozenset(types), clauses=clauses,
        title=title, detects=detects, scope=scope, log_holds=log_holds, time=time,
        tactics=SUPPLY_TACTICS,
        hunt_falsepositive="Pulls that were served the legitimate image, from a cache or a mirror",
    )  # fmt: skip


def _term(field: str, *values: str, comparison: Comparison = Comparison.EQUALS) -> Term:
    return Term(field, comparison, tuple(Pattern.literal(value) for value in sorted(values)))


def _audit(what: str) -> LogSource:
    return LogSource(
        product="kubernetes", service="audit",
        definition=f"Requirements: an audit policy that records {what} at level Request or "
        "RequestResponse, see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/",
    )  # fmt: skip


_CLOUDTRAIL = LogSource(
    product="aws", service="cloudtrail",
    definition="Requirements: management events of Amazon ECR, see "
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html",
)  # fmt: skip
_WRITES = _term("verb", "create", "patch", "update")
_STATUS = (
    _term("objectRef.resource", "pods"), _term("objectRef.subresource", "status"),
    _term("verb", "patch", "update"),
)  # fmt: skip
_REPORTED = "containers, as the node reports them to Kubernetes, that run images"
_AUDIT_TIME = TimeField(name="requestReceivedTimestamp")
_SYSMON_TIME = TimeField(name="UtcTime", separator=" ", digits="milliseconds", zone="")


def _command(system: System, short: str, title: str) -> Family:
    tools = (f"\\{tool}.exe" if short == "win" else f"/{tool}" for tool in _TOOLS)
    return _family(
        f"proc_creation_{short}_image",
        LogSource(category="process_creation", product=system.value), _on_command_line,
        stem=f"proc_creation_{short}_{{}}_image", title=f"Image on Command Line - {title}",
        detects=f"commands on {title} that name images",
        scope=(_term("Image", *tools, comparison=Comparison.ENDSWITH),),
        log_holds=LogHolds.REFERENCE, time=_SYSMON_TIME,
    )  # fmt: skip


FAMILIES = (
    _family(
        "aws_cloudtrail_ecr", _CLOUDTRAIL, _in_ecr, stem="aws_cloudtrail_ecr_{}_image",
        title="Image Pulled from Amazon ECR",
        detects="requests to Amazon ECR for the digests of images",
        scope=(_term("eventName", "BatchGetImage"), _term("eventSource", "ecr.amazonaws.com")),
        log_holds=LogHolds.REFERENCE,
    ),
    _family(
        "kubernetes_audit_image", _audit("pods and workloads"), _in_kubernetes,
        stem="kubernetes_audit_{}_image", title="Image in Kubernetes Workload",
        detects="pods and workloads that name images", scope=(_WRITES,),
        log_holds=LogHolds.REFERENCE, time=_AUDIT_TIME,
    ),
    _family(
        "kubernetes_audit_image_config", _audit("pods/status"), _as_config,
        stem="kubernetes_audit_{}_image_config", title="Image Config in Kubernetes Pod Status",
        detects=_REPORTED, scope=_STATUS, log_holds=LogHolds.CONFIG,
    ),
    _family(
        "kubernetes_audit_image_resolved", _audit("pods/status"), _as_resolved,
        stem="kubernetes_audit_{}_image_resolved", title="Image Resolved in Kubernetes Pod Status",
        detects=_REPORTED, scope=_STATUS, log_holds=LogHolds.RESOLVED,
    ),
    _command(System.LINUX, "lnx", "Linux"),
    _command(System.MACOS, "macos", "macOS"),
    _command(System.WINDOWS, "win", "Windows"),
)  # fmt: skip
"""In order of key."""
