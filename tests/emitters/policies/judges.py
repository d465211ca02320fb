"""Engines that read the policies for container images, each as "what is denied of this request"."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import cel
import jmespath
import jmespath.functions
import regorus
import yaml

Review = dict[str, Any]
"""The `request` of an AdmissionReview: `object`, and `oldObject` for an update."""
Judge = Callable[[Review], bool]

CREATE = "CREATE"


def pod(*images: str, **changes: Any) -> dict[str, Any]:
    """A pod with these images in its containers."""
    containers = [{"name": f"c{n}", "image": image} for n, image in enumerate(images)]
    return {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": containers, **changes}}


def review(manifest: Any, old: Any = None) -> Review:
    """A request to create the object, or to update it where there is an old one."""
    return {
        "operation": "UPDATE" if old else CREATE,
        "kind": {"kind": manifest["kind"]},
        "object": manifest,
        "oldObject": old,
    }


def opa(rule: bytes, data: bytes, *, v0: bool = False) -> Judge:
    """The rule in regorus, in either dialect."""
    engine = regorus.Engine()
    engine.set_rego_v0(v0)
    engine.add_policy("image_denylist.rego", rule.decode())
    engine.add_data_json(data.decode())

    def judge(request: Review) -> bool:
        engine.set_input_json(json.dumps({"request": request}))
        return bool(json.loads(engine.eval_rule_as_json("data.feedgen.image_denylist.deny")))

    return judge


def opa_messages(rule: bytes, data: bytes, document: Any, *, v0: bool = False) -> list[str]:
    """What the rule says about any input."""
    engine = regorus.Engine()
    engine.set_rego_v0(v0)
    engine.add_policy("image_denylist.rego", rule.decode())
    engine.add_data_json(data.decode())
    engine.set_input_json(json.dumps(document))
    messages: list[str] = json.loads(engine.eval_rule_as_json("data.feedgen.image_denylist.deny"))
    return messages


def gatekeeper(policy: bytes) -> Judge:
    """The template's rule in regorus, given the Constraint's parameters as Gatekeeper gives them."""
    template, constraint = yaml.safe_load_all(policy)
    (target,) = template["spec"]["targets"]
    engine = regorus.Engine()
    engine.set_rego_v0(True)
    engine.add_policy("template.rego", target["rego"])
    parameters = constraint["spec"]["parameters"]

    def judge(request: Review) -> bool:
        engine.set_input_json(json.dumps({"review": request, "parameters": parameters}))
        return bool(json.loads(engine.eval_rule_as_json("data.feedgendeniedimages.violation")))

    return judge


def cel_variables(policy: dict[str, Any], request: Review) -> dict[str, Any]:
    """The values of a policy's variables, evaluated in order as Kubernetes does."""
    values: dict[str, Any] = {}
    for variable in policy["spec"]["variables"]:
        values[variable["name"]] = _cel(variable["expression"], request, values)
    return values


def cel_policy(policy: dict[str, Any]) -> Judge:
    """A ValidatingAdmissionPolicy or ValidatingPolicy: denied when a validation is not true."""

    def judge(request: Review) -> bool:
        values = cel_variables(policy, request)
        verdicts = [
            _cel(validation["expression"], request, values)
            for validation in policy["spec"]["validations"]
        ]
        assert all(isinstance(verdict, bool) for verdict in verdicts)
        for validation in policy["spec"]["validations"]:
            assert isinstance(_cel(validation["messageExpression"], request, values), str)
        return not all(verdicts)

    return judge


def _cel(expression: str, request: Review, values: dict[str, Any]) -> Any:
    context = cel.Context(
        variables={
            "object": request["object"],
            "oldObject": request["oldObject"],
            "variables": values,
        },
        functions={
            "split": lambda text, by: text.split(by),
            "join": lambda texts, by: by.join(texts),
            "indexOf": lambda text, part: text.find(part),
            "substring": lambda text, *ends: text[
                slice(*ends) if len(ends) > 1 else slice(ends[0], None)
            ],
            "lowerAscii": lambda text: text.lower(),
        },
    )
    return _compiled(expression).execute(context)


@cache
def _compiled(expression: str) -> cel.Program:
    return cel.compile(expression)


class _Functions(jmespath.functions.Functions):  # type: ignore[misc]  # without types
    """What Kyverno adds to JMESPath, as far as the policy uses it."""

    @jmespath.functions.signature({"types": ["string"]}, {"types": ["string"]})  # type: ignore[untyped-decorator]  # without types
    def _func_split(self, text: str, by: str) -> list[str]:
        return text.split(by)


def kyverno(policy: bytes) -> Judge:
    """A ClusterPolicy of deny rules with one AnyIn condition each, as Kyverno's sources read them.

    No Kyverno can be installed here. This follows pkg/utils/image/infos.go (the variable `images`),
    pkg/utils/api/image.go (where images stand) and pkg/engine/variables/operator/anyin.go.
    """
    rules = yaml.safe_load(policy)["spec"]["rules"]

    def judge(request: Review) -> bool:
        context = {"request": request, "images": _images(request["object"])}
        for rule in rules:
            (match,) = rule["match"]["any"]
            assert match["resources"]["operations"] == ["CREATE", "UPDATE"]
            if request["kind"]["kind"] not in match["resources"]["kinds"]:
                continue
            assert rule["validate"]["failureAction"] == "Enforce"
            (condition,) = rule["validate"]["deny"]["conditions"]["any"]
            assert condition["operator"] == "AnyIn"
            (expression,) = re.findall(r"^\{\{([^{}]*)\}\}$", condition["key"])
            options = jmespath.Options(custom_functions=_Functions())
            keys = jmespath.search(expression, context, options)
            assert isinstance(keys, list)
            assert all(isinstance(key, str) for key in keys)
            if any(_wild(v, k) or _wild(k, v) for k in keys for v in condition["value"]):
                return True
        return False

    return judge


def _wild(pattern: str, text: str) -> bool:
    literal = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(literal, text, re.DOTALL) is not None


_SPECS = {"Pod": "spec", "CronJob": "spec.jobTemplate.spec.template.spec"}


def _images(manifest: dict[str, Any]) -> dict[str, Any]:
    spec = jmespath.search(_SPECS.get(manifest["kind"], "spec.template.spec"), manifest) or {}
    found: dict[str, Any] = {}
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        infos = {c["name"]: _image(c["image"]) for c in spec.get(kind, []) if c.get("image")}
        if infos:
            found[kind] = infos
    return found


def _image(image: str) -> dict[str, str]:
    first, slash, _ = image.partition("/")
    if not slash or not (set(".:") & set(first) or first == "localhost" or first != first.lower()):
        image = f"docker.io/{image}"
    name, _, digest = image.partition("@")
    repository, colon, tag = name.rpartition(":")
    if not colon or "/" in tag:
        repository, tag = name, ""
    if not tag and not digest:
        tag = "latest"
    info = {"registry": repository.partition("/")[0], "path": repository.partition("/")[2]}
    info["referenceWithTag"] = f"{repository}:{tag}"
    return info | ({"tag": tag} if tag else {}) | ({"digest": digest} if digest else {})
