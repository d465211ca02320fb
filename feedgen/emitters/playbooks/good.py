"""Step 5: what is known to be good, and how to take it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from feedgen.emitters.playbooks.encoding import code, prose, shell_word
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, KnownGood

Values = dict[str, object]

_FORGE = "github.com/"
_ACTION = re.compile(r"[A-Za-z0-9._/-]+@[0-9a-f]{40,64}")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ -]{0,60}")
_IMAGE = re.compile(r"[a-z0-9][a-z0-9.:/_-]*@sha(?:256|512):[0-9a-f]+")


def good_values(feed: Feed, incident: Incident) -> Values:
    """The table of step 5, and lines for its commands by kind."""
    known = [good for good in feed.known_good if good.incident_id == incident.id]
    return {
        "good": [
            {
                "value": code(_name(good)),
                "label": code(good.label or ""),
                "note": prose(good.note or ""),
            }
            for good in known
        ],
        "good_images": list(dict.fromkeys(line for good in known for line in _image(good))),
        "good_actions": list(dict.fromkeys(line for good in known for line in _action(good))),
        "good_installs": list(dict.fromkeys(line for good in known for line in _install(good))),
    }


def _name(good: KnownGood) -> str:
    value = good.observable.value
    if good.observable.type in {"image_digest", "commit"} and good.repository:
        return f"{good.repository.removeprefix(_FORGE)}@{value}"
    return value.removeprefix(_FORGE)


def _image(good: KnownGood) -> Iterator[Encoded]:
    if good.observable.type == "image_digest" and _IMAGE.fullmatch(_name(good)):
        comment = f"   # {good.label}" if good.label and _LABEL.fullmatch(good.label) else ""
        yield Encoded(f"{_name(good)}{comment}")


def _action(good: KnownGood) -> Iterator[Encoded]:
    if good.observable.type == "commit" and _ACTION.fullmatch(_name(good)):
        comment = f" # {good.label}" if good.label and _LABEL.fullmatch(good.label) else ""
        yield Encoded(f"{_name(good)}{comment}")


def _install(good: KnownGood) -> Iterator[Encoded]:
    value = good.observable.value
    try:
        if good.observable.type == "package":
            yield from _package(value)
        elif good.observable.type == "extension":
            yield Encoded(f"code --install-extension {shell_word(value.partition(':')[2])}")
        elif good.observable.type == "plugin":
            id_, _, version = value.partition(":")[2].partition("@")
            yield Encoded(f"jenkins-plugin-cli --plugins {shell_word(f'{id_}:{version}')}")
    except UnencodableError:  # the table names it as well as prose can
        return


def _package(purl: str) -> Iterator[Encoded]:
    ecosystem, _, rest = purl.removeprefix("pkg:").partition("/")
    name, at, version = rest.rpartition("@")
    if not at or name.startswith("-"):
        return
    name, version = unquote(name), unquote(version)
    if ecosystem == "npm":
        yield Encoded(f"npm install --save-exact {shell_word(f'{name}@{version}')}")
    elif ecosystem == "pypi":
        yield Encoded(f"pip install {shell_word(f'{name}=={version}')}")
    elif ecosystem == "golang" and version.startswith("v"):
        yield Encoded(f"go get {shell_word(f'{name}@{version}')}")
