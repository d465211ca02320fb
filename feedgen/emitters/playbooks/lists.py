"""The lists of a playbook: which values its commands look for, one file each.

A list of up to forty lines stands in the page. A longer one is read from the release's own
`indicators.ndjson`, by a filter that gives the same lines; where one of its values was refused, the
filter would not, and the list stands in the page whatever its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedgen.emitters.playbooks.encoding import END_OF_LIST, jq_string, list_line, shell_word
from feedgen.emitters.playbooks.kinds import KINDS, ListKind
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.indicator import Action, Indicator

MOST_INLINE = 40
"""Lines of a list that stand in the page itself."""
HUNT = "hunt-"
"""Begins the name of a list whose values ordinary work can produce too."""

NETWORK = frozenset(
    {"domains", "hosts", "addresses", "networks", "urls", "user-agents", "http-headers"}
    | {"certificates", "emails"}
)
"""Lists that step 6 works on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkList:
    """One list of one playbook."""

    name: Encoded
    """With `hunt-` where it is one."""
    title: Encoded
    count: int
    command: Encoded
    """The command that writes the file."""
    inline: bool


def checked(indicator: Indicator) -> None:
    """Refuse a value that one of its lists could not hold.

    Raises:
        UnencodableError: with the reason.
    """
    observable = indicator.observable
    canonical = re.fullmatch(r"[!-~]+", observable.value) is not None
    if not canonical and indicator.type not in _FREE_TEXT:
        raise UnencodableError("the value has characters that its type does not have")
    for kind in KINDS:
        if indicator.type in kind.types:
            for line in kind.lines(indicator):
                list_line(line)


_FREE_TEXT = frozenset({"user_agent", "http_header", "path", "process", "email", "url"})


def work_lists(
    incident_id: str, indicators: Iterable[Indicator], refused: frozenset[str] = frozenset()
) -> Iterator[WorkList]:
    """The lists that are not empty, those to hunt for after the others.

    Args:
        incident_id: whose lists they are.
        indicators: its active values, each of which `checked` has passed.
        refused: types of which it has a value that `checked` has refused.
    """
    chosen = sorted(indicators, key=_order)
    for hunting in (False, True):
        some = [i for i in chosen if (i.action is Action.HUNT) is hunting]
        for kind in KINDS:
            lines = dict.fromkeys(
                list_line(line) for i in some if i.type in kind.types for line in kind.lines(i)
            )
            if lines:
                whole = refused.isdisjoint(kind.types)
                yield _work_list(incident_id, kind, hunting, list(lines), whole=whole)


_KINDS_OF_IMAGES = {"index": 0, "manifest": 1}


def _order(indicator: Indicator) -> tuple[int, str, str]:
    """Image indexes first: a registry does not delete what an index still names."""
    kinds = [getattr(mention.detail, "kind", None) for mention in indicator.mentions]
    rank = min((_KINDS_OF_IMAGES.get(str(kind), 2) for kind in kinds), default=2)
    return (rank if indicator.type == "image_digest" else 0, indicator.type, indicator.value)


def _work_list(
    incident_id: str,
    kind: ListKind,
    hunting: bool,  # noqa: FBT001
    lines: list[str],
    *,
    whole: bool,
) -> WorkList:
    name = f"{HUNT if hunting else ''}{kind.name}"
    inline = len(lines) <= MOST_INLINE or not whole
    return WorkList(
        name=Encoded(name),
        title=Encoded(kind.title),
        count=len(lines),
        command=_here_document(name, lines)
        if inline
        else _filter(incident_id, kind, hunting, name),
        inline=inline,
    )


def _here_document(name: str, lines: list[str]) -> Encoded:
    body = "\n".join(lines)
    return Encoded(f"cat > {name}.txt <<'{END_OF_LIST}'\n{body}\n{END_OF_LIST}")


def _filter(incident_id: str, kind: ListKind, hunting: bool, name: str) -> Encoded:  # noqa: FBT001
    types = ", ".join(jq_string(type_) for type_ in kind.types)
    wanted = f'(.type | IN({types})) and (.action {"==" if hunting else "!="} "hunt")'
    program = f"select({wanted} and (.incidents | index({jq_string(incident_id)}))) | {kind.filter}"
    return Encoded(
        f"jq -r {shell_word(program)} \\\n"
        f"  \"$RELEASE/indicators.ndjson\" | awk '!seen[$0]++' > {name}.txt"
    )
