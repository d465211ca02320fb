"""Suricata raises no alert on benign DNS, TLS and HTTP, and does on malicious traffic among it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.benign.conftest import RELEASES
from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.malicious import pull_by_digest
from tests.benign.names import neighbours, popular
from tests.benign.web import Request, mentions, requests
from tests.engines.conformance import FINDS, SILENT
from tests.engines.suricata_engine import Alert, Suricata
from tests.engines.suricata_traffic import Conversation, connect, dns_query, http, tls

pytestmark = pytest.mark.parametrize("name", RELEASES)
RULES = ("suricata/rules/*.rules", "suricata/rules/datasets/*")

Alerts = dict[str, list[Alert]]


@pytest.fixture(scope="session")
def alerts(
    release: Callable[[str], Path], listed: Callable[[str], Listed],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[str], Alerts]:  # fmt: skip
    """The alerts of a release's rules, by the conversation that raised them."""

    @cache
    def run(name: str) -> Alerts:
        folder = tmp_path_factory.mktemp("benign-traffic")
        shutil.copytree(release(name) / "suricata/rules", folder / "rules")
        engine = Suricata(folder / "rules/feedgen.rules", folder / "logs")
        return engine.alerts({**benign(listed(name)), **malicious(listed(name))})

    return run


def benign(listed: Listed) -> dict[str, Conversation]:
    """Names of neighbours and of the most popular, and requests of every kind."""
    draws = Draws("traffic")
    near = neighbours(listed)
    found = {f"dns {x}": dns_query(x) for x in (*near, *draws.some(popular(), 250))}
    found |= {f"tls {x}": tls(x) for x in (*draws.some(near, 15), *draws.some(popular(), 5))}
    asked = (*draws.some(requests(listed), 80), *draws.some(mentions(listed), 60))
    found |= {f"http {x.url}": _plain(x) for x in asked}
    found |= {f"host {x}": http(host=x) for x in draws.some(near, 60)}
    return found


def malicious(listed: Listed) -> dict[str, Conversation]:
    """One conversation of each kind with something that is listed."""
    domain = min(name for name, match in listed.domains.items() if match == "subdomains")
    manifest = f"/v2/x/manifests/{pull_by_digest(listed).digest}"
    return {
        "malicious dns": dns_query(f"a.{domain}"),
        "malicious tls": tls(domain),
        "malicious http": http(host=domain),
        "malicious pull": http(manifest, host="registry.corp.example"),
        "malicious address": connect(min(x for x in listed.values["ip"] if "/" not in x)),
        "malicious agent": http(headers=[f"User-Agent: {min(listed.values['user_agent'])}"]),
    }


def _plain(request: Request) -> Conversation:
    return http(request.path, host=request.host, headers=[f"User-Agent: {request.agent}"])


@pytest.mark.judged(*RULES, by="suricata", asks=SILENT)
def test_no_rule_alerts_on_benign_traffic(alerts: Callable[[str], Alerts], name: str) -> None:
    found = {talk: told for talk, told in alerts(name).items() if not talk.startswith("malicious")}
    assert len(found) > 350
    assert {talk: [x.message for x in told] for talk, told in found.items() if told} == {}


@pytest.mark.judged(*RULES, by="suricata", asks=FINDS)
def test_a_rule_alerts_on_malicious_traffic_among_it(
    alerts: Callable[[str], Alerts], name: str
) -> None:
    found = {talk: told for talk, told in alerts(name).items() if talk.startswith("malicious")}
    assert [talk for talk, told in found.items() if not told] == []
