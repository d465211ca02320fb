"""Ids: the recipe is fixed for ever, and no two things share one."""

from __future__ import annotations

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from feedgen.model.ids import indicator_uuid, object_uuid
from feedgen.model.observables import OBSERVABLE_TYPES

NAMESPACE = UUID("0b6a8c6e-2f0d-4c39-9a44-6a5f3f6b0d51")
OTHER = UUID("00000000-0000-4000-8000-000000000001")
VALUES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
NAMES = st.tuples(st.sampled_from(sorted(OBSERVABLE_TYPES)), VALUES, st.integers(1, 9))


def test_the_recipe_never_changes() -> None:
    id_ = indicator_uuid(NAMESPACE, "domain", "audit.checkmarx.cx", 1)
    assert id_ == "b586776c-edd3-50ee-be1b-16a8644c5e1c"
    assert UUID(id_).version == 5


@given(st.uuids(), st.lists(VALUES, min_size=1, max_size=4))
def test_ids_are_those_of_the_standard_library(namespace: UUID, parts: list[str]) -> None:
    wanted = str(uuid5(namespace, "\x1f".join(parts)))
    assert object_uuid(namespace, parts[0], *parts[1:]) == wanted


@given(NAMES, NAMES)
def test_different_things_have_different_ids(
    one: tuple[str, str, int], two: tuple[str, str, int]
) -> None:
    assert (indicator_uuid(NAMESPACE, *one) == indicator_uuid(NAMESPACE, *two)) == (one == two)


@given(NAMES)
def test_kinds_and_namespaces_keep_apart(name: tuple[str, str, int]) -> None:
    type_, value, generation = name
    id_ = indicator_uuid(NAMESPACE, *name)
    assert id_ != indicator_uuid(OTHER, *name)
    assert id_ != object_uuid(NAMESPACE, "report", type_, value, str(generation))
    assert id_ != object_uuid(NAMESPACE, "indicator", type_ + value, str(generation))
