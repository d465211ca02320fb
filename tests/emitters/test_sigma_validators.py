"""pySigma parses every published rule, and SigmaHQ's validators have nothing to say of it."""

from __future__ import annotations

from functools import cache

import pytest
from sigma.collection import SigmaCollection
from sigma.validation import SigmaValidator
from sigma.validators.core import validators as core_validators
from sigma.validators.sigmahq import validators as sigmahq_validators

from tests.emitters.sigma.log_sources import SOURCES
from tests.emitters.sigma.published import Published, published
from tests.engines.conformance import LOADS

RULES = ("sigma/rules/*", "sigma/hunt/*")
VALIDATORS = {**core_validators, **sigmahq_validators}
_NETWORK = "fetches data when it runs; test_sigma.py and test_sigma_tags.py ask what it would"
LEFT_OUT = {
    "attacktag": _NETWORK,
    "d3_fendtag": _NETWORK,
    "sigmahq_category_event_id": _NETWORK,
    "sigmahq_category_windows_provider_name": _NETWORK,
    "sigmahq_fieldname_cast": _NETWORK,
    "sigmahq_filename_prefix": _NETWORK,
    "sigmahq_invalid_fieldname": _NETWORK,
    "sigmahq_logsource_unknown": _NETWORK,
    "sigmahq_redundant_field": _NETWORK,
    "sigmahq_tags_techniques_without_tactics": _NETWORK,
}
"""Validators that cannot run without a network."""
ACCEPTED = {
    "escaped_wildcard": "asks whether an escaped ? is meant: in URLs it is",
    "number_as_string": "a header's value is a text, also where it is made of digits",
    "sigmahq_unknown_field": "holds for SigmaHQ's own repository; the specification allows fields "
    "of one's own, and feedgen's rules have exactly one",
    "tlpv1_tag": "wants TLP 1, where CLEAR was WHITE; tlpv2_tag is asked",
}
"""Validators that do find something, and why that is right as it is. Each is asserted to find it."""


@cache
def parsed() -> tuple[tuple[Published, SigmaCollection], ...]:
    return tuple((rule, SigmaCollection.from_yaml(rule.content)) for rule in published())


def issues(validator: str) -> list[str]:
    """By origin: the corpora stand for feeds of their own, which give the same ids."""
    said = []
    for origin in ("release", "corpus", "made"):
        rules = [found.rules[0] for rule, found in parsed() if rule.origin == origin]
        assert rules
        asked = SigmaValidator([VALIDATORS[validator]])
        found = asked.validate_rules(iter(rules))  # type: ignore[arg-type] # takes correlations too
        said += [str(issue) for issue in found]
    return said


@pytest.mark.judged(*RULES, by="pysigma", asks=LOADS)
@pytest.mark.parametrize("source", SOURCES)
def test_every_rule_is_one_rule_to_pysigma_without_errors(source: str) -> None:
    found = [(rule, collection) for rule, collection in parsed() if rule.source == source]
    assert found
    for rule, collection in found:
        assert len(collection.rules) == 1, str(rule)
        assert collection.errors == collection.rules[0].errors == [], str(rule)


@pytest.mark.judged(*RULES, by="pysigma-validators-sigmahq", asks=LOADS)
@pytest.mark.parametrize("validator", sorted(VALIDATORS.keys() - LEFT_OUT.keys() - ACCEPTED.keys()))
def test_a_validator_has_nothing_to_say(validator: str) -> None:
    assert issues(validator) == []


@pytest.mark.judged(*RULES, by="pysigma-validators-sigmahq", asks=LOADS)
@pytest.mark.parametrize("validator", sorted(ACCEPTED))
def test_what_is_accepted_is_still_found(validator: str) -> None:
    """Whatever a validator stops finding leaves the list."""
    assert issues(validator)


def test_the_only_field_that_sigmahq_does_not_know_is_ours() -> None:
    for rule, collection in parsed():
        assert collection.rules[0].custom_attributes.keys() == {"feedgen"}, str(rule)


def test_every_validator_left_out_exists() -> None:
    assert not (LEFT_OUT.keys() | ACCEPTED.keys()) - VALIDATORS.keys()


@pytest.mark.judged("sigma/hunt/*", by="pysigma", asks=LOADS)
def test_custom_fields_reach_whoever_reads_the_rule() -> None:
    (hunt,) = (
        found.rules[0] for rule, found in parsed()
        if rule.stem == "kubernetes_audit_alpha_registry_2026_04_image_hub"
    )  # fmt: skip
    assert hunt.custom_attributes["feedgen"]["windows"][0]["until"] == "2026-04-29T15:42:00Z"
