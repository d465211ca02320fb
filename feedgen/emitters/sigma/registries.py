"""Container images in the logs of registries, and of proxies before them.

A client asks for a tag, then fetches manifests, config and layers by their digests, each in a
request of its own: `/v2/<name>/manifests/<tag or digest>` and `/v2/<name>/blobs/<digest>`
(https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md). So a registry's log holds
digests of every kind even of a pull by tag. What a registry of one's own calls a repository is the
listed path, alone or below a prefix: a pull-through cache, a proxy project, a copy. Its name does
not say which registry it came from, so a tag may be another repository's of the same path.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import SUPPLY_TACTICS, Family, LogHolds, LogSource
from feedgen.emitters.sigma.registry_requests import (
    any_of,
    by_name,
    by_url,
    image_clause,
    is_blob,
    repository_path,
)
from feedgen.emitters.sigma.time_bounds import TimeField
from feedgen.model.indicator import Indicator
from feedgen.model.observables import ImageTag

_SAME_PATH = "For tags: a repository of the same path that is no copy of the listed one"
_SERVED = "Pulls that were served the legitimate image, from a cache or a mirror"
_HUB = "docker.io"
_HUB_HOSTS = ("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")
_EQ, _ENDS, _CONTAINS = Comparison.EQUALS, Comparison.ENDSWITH, Comparison.CONTAINS


def _ecr_tag(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        named = by_name("requestParameters.repositoryName", "requestParameters.imageIds.imageTag")
        yield from named(indicator.observable)


def _ecr_layer(indicator: Indicator) -> Iterator[Clause]:
    if is_blob(indicator):
        yield image_clause("requestParameters.layerDigest", indicator.value, _EQ)


def _azure(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        yield from by_name("Repository", "Tag")(indicator.observable)
    elif not is_blob(indicator):
        yield image_clause("Digest", indicator.value, _EQ)


def _distribution(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        yield from by_name("vars.name", "vars.reference")(indicator.observable)
    else:
        field = "vars.digest" if is_blob(indicator) else "vars.reference"
        yield image_clause(field, indicator.value, _EQ)


def _harbor(indicator: Indicator) -> Iterator[Clause]:
    entry = (any_of("operation", "pull"), any_of("resource_type", "artifact"))
    said = "action:pull, resource:"
    if isinstance(indicator.observable, ImageTag):
        asked = f"{repository_path(indicator.observable)}:{indicator.observable.tag}"
        yield image_clause("resource", asked, _EQ, *entry)
        yield image_clause("resource", f"/{asked}", _ENDS, *entry)
        starts: tuple[tuple[str, ...], ...] = ((f"{said}{asked}",), (said, f"/{asked}"))
    elif is_blob(indicator):
        return
    else:
        yield image_clause("resource", f":{indicator.value}", _ENDS, *entry)
        starts = ((said, f":{indicator.value}"),)
    for *before, last in starts:
        # Harbor 2.13 puts a description behind the resource, older ones end there.
        for end, comparison in (("", _ENDS), (",", _CONTAINS)):
            yield Clause(
                selection="image", field="msg", value=Pattern((*before, f"{last}{end}")),
                comparison=comparison,
            )  # fmt: skip


def _artifactory(indicator: Indicator) -> Iterator[Clause]:
    read = any_of("request_method", "GET", "HEAD")
    for clause in by_url("request_url", query=True)(indicator):
        yield replace(clause, also=(read,))


def _artifactory_path(indicator: Indicator) -> Iterator[Clause]:
    # `<repository>:<image>/<tag>/manifest.json`; what came by digest is filed under the digest.
    tag = indicator.observable
    if isinstance(tag, ImageTag):
        yield image_clause("repo_path", f":{repository_path(tag)}/{tag.tag}/", _CONTAINS)
    else:
        for text in (f"/{indicator.value}/", f"/{indicator.value.replace(':', '__')}"):
            yield image_clause("repo_path", text, _CONTAINS)


def _proxy(indicator: Indicator) -> Iterator[Clause]:
    for clause in by_url("c-uri", query=True)(indicator):
        yield replace(clause, also=_hosts(indicator))


def _hosts(indicator: Indicator) -> tuple[Term, ...]:
    if not isinstance(indicator.observable, ImageTag):
        return ()  # a digest is the same content wherever it is served
    host = indicator.observable.repository.partition("/")[0]
    return (any_of("cs-host", host, *(_HUB_HOSTS if host == _HUB else ())),)


def _family(
    key: str,
    source: LogSource,
    clauses: Callable[[Indicator], Iterator[Clause]],
    words: tuple[str, str],
    *,
    documents: tuple[str, ...],
    time: TimeField | None,
    scope: tuple[Term, ...] = (),
    stem: str | None = None,
    types: tuple[str, ...] = ("image_digest", "image_tag"),
    log_holds: LogHolds = LogHolds.REQUESTED,
    falsepositive: str = _SAME_PATH,
) -> Family:
    return Family(
        key=key, stem=stem or f"{key}_{{}}_image", source=source, clauses=clauses, title=words[0],
        types=frozenset(types), detects=words[1], scope=scope, tactics=SUPPLY_TACTICS,
        log_holds=log_holds, time=time, documents=documents, falsepositive=falsepositive,
        hunt_falsepositive=_SERVED,
    )  # fmt: skip


def _ecr(
    end: str,
    event: str,
    clauses: Callable[[Indicator], Iterator[Clause]],
    words: tuple[str, str],
    *,
    type_: str,
    falsepositive: str,
) -> Family:
    return _family(
        f"aws_cloudtrail_ecr_{end}",
        LogSource(product="aws", service="cloudtrail",
                  definition="Requirements: management events of Amazon ECR"),
        clauses, words, stem=f"aws_cloudtrail_ecr_{{}}_image_{end}", types=(type_,),
        documents=(
            "https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html",
            f"https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_{event}.html",
        ),
        time=TimeField(name="eventTime", digits="auto", zone=""),
        scope=(any_of("eventName", event), any_of("eventSource", "ecr.amazonaws.com")),
        falsepositive=falsepositive,
    )  # fmt: skip


_API = "https://distribution.github.io/distribution/spec/api/"
_ACR = (
    "https://learn.microsoft.com/en-us/azure/azure-monitor/reference/tables/"
    "containerregistryrepositoryevents"
)
_PULLED_FROM = "requests to {} for images"
FAMILIES = (
    _family(
        "artifactory",
        LogSource(product="artifactory", service="request",
                  definition="Requirements: artifactory-request.log, with the field names of "
                  "JFrog's log analytics"),
        _artifactory, ("Image Pulled from Artifactory", _PULLED_FROM.format("JFrog Artifactory")),
        documents=(
            "https://jfrog.com/help/r/jfrog-platform-administration-documentation/request-log",
        ),
        time=TimeField(name="timestamp", digits="auto", zone=""),
    ),
    _family(
        "artifactory_access",
        LogSource(product="artifactory", service="access",
                  definition="Requirements: artifactory-access.log, with the field names of "
                  "JFrog's log analytics"),
        _artifactory_path,
        ("Image Downloaded from Artifactory", "downloads from JFrog Artifactory of images"),
        documents=("https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-log",),
        time=None, scope=(any_of("action_response", "ACCEPTED DOWNLOAD"),),
    ),
    _ecr(
        "layer", "GetDownloadUrlForLayer", _ecr_layer,
        ("Image Layer Fetched from Amazon ECR",
         "requests to Amazon ECR for the layers and configs of images"),
        type_="image_digest", falsepositive="Another image that shares a listed layer",
    ),
    _ecr(
        "tag", "BatchGetImage", _ecr_tag,
        ("Image Tag Pulled from Amazon ECR", "requests to Amazon ECR for the tags of images"),
        type_="image_tag", falsepositive=_SAME_PATH,
    ),
    _family(
        "azure_acr",
        LogSource(product="azure", service="containerregistry",
                  definition="Requirements: a diagnostic setting of the registry for "
                  "ContainerRegistryRepositoryEvents"),
        _azure, ("Image Pulled from Azure Container Registry",
                 _PULLED_FROM.format("Azure Container Registry")),
        documents=(_ACR,),
        time=TimeField(name="TimeGenerated", digits="auto", zone=""),
        scope=(any_of("OperationName", "Pull"),),
    ),
    _family(
        "distribution",
        LogSource(product="distribution", service="registry",
                  definition="Requirements: the registry's log at level info, its keys as fields"),
        _distribution,
        ("Image Pulled from Own Registry", _PULLED_FROM.format("a CNCF Distribution registry")),
        documents=("https://distribution.github.io/distribution/about/configuration/",),
        time=TimeField(name="time", digits="auto", zone=""),
        scope=(any_of("http.request.method", "GET", "HEAD"),),
    ),
    _family(
        "gcp_audit_artifactregistry",
        LogSource(product="gcp", service="gcp.audit",
                  definition="Requirements: Data Access audit logs (Data Read) of Artifact "
                  "Registry"),
        by_url("protoPayload.request.requestUrl", query=True),
        ("Image Pulled from Google Artifact Registry",
         _PULLED_FROM.format("Google Artifact Registry")),
        stem="gcp_audit_{}_image",
        documents=("https://cloud.google.com/artifact-registry/docs/audit-logging",),
        time=TimeField(name="timestamp", digits="auto", zone=""),
        scope=(
            any_of("protoPayload.methodName", "Docker-GetManifest", "Docker-HeadManifest",
                  "Docker-ServeBlob"),
            any_of("protoPayload.serviceName", "artifactregistry.googleapis.com"),
        ),
    ),
    _family(
        "harbor",
        LogSource(product="harbor", service="audit",
                  definition="Requirements: Harbor's audit log, read over its API or forwarded "
                  "with its key msg as a field"),
        _harbor, ("Image Pulled from Harbor", _PULLED_FROM.format("Harbor")),
        documents=("https://goharbor.io/docs/latest/administration/audit-log/",),
        time=TimeField(name="op_time", digits="auto", zone=""),
    ),
    _family(
        "proxy_image", LogSource(category="proxy",
                                 definition="Requirements: a proxy that opens TLS"),
        _proxy, ("Image Pulled Through Proxy", "pulls through a proxy of images"),
        stem="proxy_{}_image", time=None,
        documents=(_API,),
        falsepositive="Unlikely",
    ),
    _family(
        "web_registry", LogSource(category="webserver",
                                  definition="Requirements: the access log of a registry, or of a "
                                  "web server before it"),
        by_url("cs-uri-stem", query=False),
        ("Image Pulled Through Web Server", "requests to a registry's web server for images"),
        stem="web_{}_image", time=None, scope=(any_of("cs-method", "GET", "HEAD"),),
        documents=(_API,),
    ),
)  # fmt: skip
"""In order of key."""
