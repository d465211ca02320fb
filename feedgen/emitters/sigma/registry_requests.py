"""What a client asks a registry for, as clauses: by repository and tag, or by the request's path.

`registries` says how the paths are made, and why a repository is found below a prefix too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.model.image_references import image_kind
from feedgen.model.indicator import ImageKind, Indicator
from feedgen.model.observables import ImageTag


def image_clause(field: str, text: str, comparison: Comparison, *also: Term) -> Clause:
    """One way an image shows in a field, and what the same event must hold besides."""
    value = Pattern.literal(text)
    return Clause(selection="image", field=field, value=value, comparison=comparison, also=also)


def any_of(field: str, *values: str) -> Term:
    """The field is one of these values."""
    return Term(field, Comparison.EQUALS, tuple(Pattern.literal(value) for value in sorted(values)))


def repository_path(tag: ImageTag) -> str:
    """The repository without its registry."""
    return tag.repository.partition("/")[2]


def is_blob(indicator: Indicator) -> bool:
    """Whether a client asks for it as a blob, like a layer; what else there is are manifests."""
    return image_kind(indicator) in (ImageKind.CONFIG, ImageKind.LAYER)


def by_name(name: str, reference: str) -> Callable[[ImageTag], Iterator[Clause]]:
    """A log with the repository's name in one field and the tag in another."""

    def clauses(tag: ImageTag) -> Iterator[Clause]:
        asked = any_of(reference, tag.tag)
        yield image_clause(name, repository_path(tag), Comparison.EQUALS, asked)
        yield image_clause(name, f"/{repository_path(tag)}", Comparison.ENDSWITH, asked)

    return clauses


def by_url(field: str, *, query: bool) -> Callable[[Indicator], Iterator[Clause]]:
    """A log with the path of each request in one field, with or without its query."""

    def clauses(indicator: Indicator) -> Iterator[Clause]:
        tag = indicator.observable
        if isinstance(tag, ImageTag):
            end = f"/{repository_path(tag)}/manifests/{tag.tag}"
        else:
            end = f"/{'blobs' if is_blob(indicator) else 'manifests'}/{indicator.value}"
        yield image_clause(field, end, Comparison.ENDSWITH)
        if query:  # containerd asks a mirror with ?ns=<the registry of the reference>
            yield image_clause(field, f"{end}?", Comparison.CONTAINS)

    return clauses
