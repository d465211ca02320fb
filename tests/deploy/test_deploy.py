"""deploy/: what an operator applies says what it means, and calls feedgen as it can be called."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from feedgen.cli.app import app

ROOT = Path(__file__).parents[2]
CONTAINERFILE = (ROOT / "deploy" / "Containerfile").read_text()
DOCUMENTS: dict[str, Any] = {
    document["kind"]: document
    for document in yaml.safe_load_all((ROOT / "deploy" / "kubernetes.yaml").read_text())
}
POD: dict[str, Any] = DOCUMENTS["Deployment"]["spec"]["template"]["spec"]
CONTAINERS: dict[str, Any] = {
    each["name"]: each for each in (*POD["initContainers"], *POD["containers"])
}


def options_of(verb: str) -> set[str]:
    """The options that a verb knows, as its parser has them."""
    command: Any = typer.main.get_command(app)
    return {option for param in command.get_command(None, verb).params for option in param.opts}


def test_the_manifest_has_what_several_replicas_need() -> None:
    assert {kind: document["apiVersion"] for kind, document in DOCUMENTS.items()} == {
        "Deployment": "apps/v1",
        "Service": "v1",
        "PodDisruptionBudget": "policy/v1",
        "NetworkPolicy": "networking.k8s.io/v1",
    }
    replicas = DOCUMENTS["Deployment"]["spec"]["replicas"]
    assert replicas > DOCUMENTS["PodDisruptionBudget"]["spec"]["minAvailable"] >= 1


def test_every_selector_selects_the_pods() -> None:
    labels = DOCUMENTS["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert DOCUMENTS["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert DOCUMENTS["Service"]["spec"]["selector"] == labels
    assert DOCUMENTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert DOCUMENTS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels


@pytest.mark.parametrize("name", sorted(CONTAINERS))
def test_every_container_is_confined(name: str) -> None:
    container = CONTAINERS[name]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["limits"]["memory"]
    volumes = {volume["name"] for volume in POD["volumes"]}
    assert {mount["name"] for mount in container["volumeMounts"]} <= volumes


def test_the_pod_is_nobody_and_has_no_token() -> None:
    context = POD["securityContext"]
    assert (context["runAsNonRoot"], context["seccompProfile"]) == (
        True,
        {"type": "RuntimeDefault"},
    )
    assert POD["automountServiceAccountToken"] is False
    assert re.search(r"^USER (\d+):", CONTAINERFILE, re.MULTILINE)[1] == str(context["runAsUser"])  # type: ignore[index]


def test_probes_and_services_use_ports_that_there_are() -> None:
    serve = CONTAINERS["serve"]
    ports = {port["name"]: port["containerPort"] for port in serve["ports"]}
    assert {f"--port={ports['http']}", f"--metrics-port={ports['metrics']}"} <= set(serve["args"])
    for probe in ("startupProbe", "readinessProbe"):
        assert serve[probe]["httpGet"] == {"path": "/healthz", "port": "http"}
    assert serve["livenessProbe"]["tcpSocket"]["port"] in ports
    used = {port["targetPort"] for port in DOCUMENTS["Service"]["spec"]["ports"]}
    for rule in DOCUMENTS["NetworkPolicy"]["spec"]["ingress"]:
        used |= {port["port"] for port in rule["ports"]}
    assert used == set(ports)


def test_the_pod_is_given_the_time_that_answers_under_way_have() -> None:
    from feedgen.serve.settings import Limits  # noqa: PLC0415

    assert POD["terminationGracePeriodSeconds"] > Limits().shutdown_seconds + 5


def test_feedgen_is_called_as_it_can_be_called() -> None:
    (command,) = re.findall(r"^CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)
    calls = [
        json.loads(command),
        CONTAINERS["serve"]["args"],
        CONTAINERS["first-copy"]["args"],
        *(line.split()[1:] for line in CONTAINERS["next-copies"]["args"][0].splitlines()
          if "feedgen " in line),
    ]  # fmt: skip
    for verb, *words in calls:
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options
        assert options <= options_of(verb)
        assert "/publication" in " ".join(words)


def test_the_image_is_made_of_what_the_tree_has() -> None:
    for sources in re.findall(r"^COPY (?!--from)(.*) \S+$", CONTAINERFILE, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists()
    assert "HEALTHCHECK" in CONTAINERFILE
    assert "/healthz" in CONTAINERFILE
