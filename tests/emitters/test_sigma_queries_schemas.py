"""Where products keep what a rule looks for: names, tables, and what they cannot be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from feedgen.emitters.sigma.family import LogSource
from feedgen.emitters.sigma_queries import EMITTER
from feedgen.emitters.sigma_queries.logs import Log, Schema
from feedgen.emitters.sigma_queries.schemas import ASIM, CROWDSTRIKE, ECS, ECS_SINGLE, SPLUNK, XDR
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.indicator import TagDetail, TagStanding
from feedgen.model.observables import ImageTag, Ip
from tests.conftest import emit
from tests.model.made_feeds import listed, small

Files = Mapping[str, bytes]
ALPHA = "alpha_registry_2026_04"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


@pytest.fixture(scope="module")
def files(feed: Feed) -> Files:
    return emit(EMITTER, feed)[0]


def query(files: Files, path: str) -> str:
    """Without its head."""
    lines = files[f"sigma/queries/{path}"].decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith(("//", "```", "# ")))


def test_a_field_no_event_has_is_never_searched_for() -> None:
    source = LogSource(category="process_creation", product="linux")
    log = XDR.log(source)
    assert XDR.names(log, "CommandLine") == ("ProcessCommandLine",)
    with pytest.raises(UnencodableError, match="has no field for CurrentDirectory"):
        XDR.names(log, "CurrentDirectory")
    with pytest.raises(UnencodableError, match="no table for the log source okta audit"):
        XDR.log(LogSource(product="okta", service="audit"))


def test_arrays_are_named_as_the_product_names_them() -> None:
    audit = LogSource(product="kubernetes", service="audit")
    image = "requestObject.spec.containers.image"
    assert SPLUNK.names(SPLUNK.log(audit), image) == ("requestObject.spec.containers{}.image",)
    assert ECS.names(ECS.log(audit), image) == (f"kubernetes.audit.{image}",)
    nothing = Schema(title="x", logs=(Log(),), arrays=None)
    with pytest.raises(UnencodableError, match="no lists inside an event"):
        nothing.names(nothing.logs[0], image)


def test_splunk_asks_both_sources_of_sysmon(files: Files) -> None:
    text = query(files, f"splunk/rules/dns_query_win_{ALPHA}.spl")
    for source in ("WinEventLog", "XmlWinEventLog"):
        assert f'"{source}:Microsoft-Windows-Sysmon/Operational"' in text
    assert 'EventCode="22"' in text


def test_hashes_of_a_library_are_where_sysmon_and_elastic_defend_have_them() -> None:
    log = ECS.log(LogSource(category="image_load", product="windows"))
    assert ECS.names(log, "sha256") == ("file.hash.sha256", "dll.hash.sha256")


@pytest.mark.parametrize("product", ["elasticsearch-lucene", "elasticsearch-esql"])
def test_elastic_is_asked_for_hashes_in_their_own_fields(files: Files, product: str) -> None:
    suffix = product.rpartition("-")[2]
    text = query(files, f"{product}/rules/proc_creation_win_{ALPHA}.{suffix}")
    assert "process.hash.sha256" in text
    assert "Hashes" not in text, "Sysmon writes capitals there, and Elastic's pipeline drops it"


def test_eql_names_no_field_that_must_exist_and_compares_addresses_with_case(feed: Feed) -> None:
    files, _ = emit(EMITTER, listed(feed, Ip("192.0.2.7"), Ip("192.0.2.9"), emitter=EMITTER))
    text = query(files, f"elasticsearch-eql/rules/net_firewall_{ALPHA}.eql")
    assert text == 'any where ?destination.ip in ("192.0.2.7", "192.0.2.9")'


def test_tags_of_crowdstrike_are_compared_by_equality(files: Files) -> None:
    text = query(files, f"crowdstrike/rules/proc_creation_win_{ALPHA}.cql")
    assert '#event_simpleName="ProcessRollup2"' in text
    assert 'event_platform="Win"' in text
    assert "#event_simpleName=/" not in text


@pytest.mark.parametrize(
    ("path", "source", "column"),
    [
        (f"defender-xdr/rules/net_connection_lnx_{ALPHA}.kql", "RemoteUrl", "RemoteHost"),
        (f"sentinel/rules/proxy_{ALPHA}.yaml", "Url", "UrlHost"),
    ],
)
def test_a_host_is_taken_out_of_a_url(files: Files, path: str, source: str, column: str) -> None:
    text = query(files, path)
    match = re.search(rf'\| extend {column} = extract\(@"([^"]+)", 1, {source}\)', text)
    assert match
    expression = re.compile(match[1])
    for value in ("a.example", "https://a.example/x?y", "a.example:443", "http://a.example:8080/x",
                  "a.example/http://b.example", "HTTPS://a.example#x"):  # fmt: skip
        found = expression.search(value)
        assert found
        assert found[1] == "a.example", value
    assert f'{column} endswith ".audit.alpha.example"' in text


def test_web_servers_have_the_names_of_the_product() -> None:
    source = LogSource(category="webserver")
    for schema, method, path in (
        (SPLUNK, "http_method", "uri_path"),
        (ECS, "http.request.method", "url.path"),
        (CROWDSTRIKE, "http.request.method", "url.path"),
    ):
        log = schema.log(source)
        assert schema.names(log, "cs-method") == (method,)
        assert schema.names(log, "cs-uri-stem") == (path,)


def test_pulls_from_azure_are_in_its_own_table(files: Files) -> None:
    text = query(files, f"sentinel/rules/azure_acr_{ALPHA}_image.yaml")
    assert "ContainerRegistryRepositoryEvents\n    | where" in text
    log = ASIM.log(LogSource(product="azure", service="containerregistry"))
    assert ASIM.names(log, "Digest") == ("Digest",)
    hunt = query(files, f"sentinel/hunt/azure_acr_{ALPHA}_image_hub.kql")
    assert "TimeGenerated >= datetime(2026-04-22T12:31:00Z)" in hunt


def test_a_flattened_field_is_asked_for_whole_values_only(feed: Feed) -> None:
    tag = ImageTag("docker.io/alpha/tool:v2")
    detail = TagDetail(standing=TagStanding.CREATED)
    files, omissions = emit(EMITTER, listed(feed, tag, emitter=EMITTER, detail=detail))
    stem = f"aws_cloudtrail_ecr_{ALPHA}_image_tag"
    text = query(files, f"elasticsearch-lucene/rules/{stem}.lucene")
    assert "request_parameters.repositoryName:alpha\\/tool" in text
    assert "*" not in text, "the whole query would be refused"
    reason = (
        "the Elastic Common Schema keeps this field in a form that is searched for whole values"
    )
    assert any(o.artifact == "sigma/queries/elasticsearch-lucene" and o.reason.startswith(reason)
               for o in omissions)  # fmt: skip
    assert not [path for path in files if "elasticsearch-eql" in path and "cloudtrail" in path]
    log = ECS_SINGLE.log(LogSource(product="aws", service="cloudtrail"))
    with pytest.raises(UnencodableError, match="has no field"):
        ECS_SINGLE.names(log, "requestParameters.layerDigest")


def test_suricata_in_elastic_is_below_its_own_name() -> None:
    log = ECS.log(LogSource(product="suricata", service="tls"))
    assert ECS.names(log, "tls.fingerprint") == ("suricata.eve.tls.fingerprint",)
