"""What a plain client does: finds the collection, pages through it, asks for what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

import orjson
import requests

from .servers import HOST, Server

ACCEPT = {"Accept": "application/taxii+json;version=2.1"}


class Client:
    """One keep-alive connection to a server."""

    def __init__(self, server: Server, headers: Mapping[str, str]) -> None:
        self._root = f"http://{HOST}:{server.port}"
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update({"Accept-Encoding": "identity", **headers})

    def get(self, path: str) -> requests.Response:
        """Ask; raises HTTPError for whatever is not 200."""
        response = self._session.get(self._root + path, timeout=600)
        response.raise_for_status()
        return response

    def json(self, path: str) -> Any:
        """Ask, and parse the answer."""
        return orjson.loads(self.get(path).content)

    def objects_path(self) -> str:
        """Of the collection of indicators."""
        root = self.json("/taxii2/")["default"]
        root = "/" + root.removeprefix(self._root).strip("/")
        for collection in self.json(f"{root}/collections/")["collections"]:
            if "indicators" in (collection.get("alias"), collection["title"]):
                return f"{root}/collections/{collection['id']}/objects/"
        raise LookupError(f"no collection of indicators at {self._root}{root}")

    def pages(self, path: str, limit: int) -> Iterator[tuple[requests.Response, Any]]:
        """A full sync by the server's cursor: answers, and what they say."""
        query = {"limit": str(limit)}
        while True:
            response = self.get(f"{path}?{urlencode(query)}")
            envelope = orjson.loads(response.content)
            yield response, envelope
            if not envelope.get("more"):
                return
            query["next"] = envelope["next"]


def paths_of(client: Client, count: int) -> dict[str, str]:
    """Look through a collection of so many objects once, for what to ask of it.

    Raises:
        LookupError: when there are not as many.
    """
    path = client.objects_path()
    seen, middle, one, last = 0, "", "", ""
    for response, envelope in client.pages(path, 1000):
        seen += len(envelope["objects"])
        last = response.headers["X-TAXII-Date-Added-Last"]
        if not one and seen * 2 >= count:
            one = envelope["objects"][-1]["id"]
            middle = quote(envelope.get("next", ""))
    if seen != count:
        raise LookupError(f"{path} gives {seen} objects, not {count}")
    paths = {
        "page of 100": f"{path}?limit=100",
        "page of 1,000": f"{path}?limit=1000",
        "page of 1,000, middle": f"{path}?limit=1000&next={middle}",
        "nothing new": f"{path}?added_after={last}",
        "one object": f"{path}{one}/",
    }
    if not middle:
        del paths["page of 1,000, middle"]
    return paths
