"""feedgen's own server as simulated subscribers meet it: real releases, real replicas, made time."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from feedgen.build.object_log import PastLog, find_past, write_object_log
from feedgen.build.staging import Staged
from feedgen.model.feed import ReleaseInfo
from feedgen.release.names import POINTER, RELEASE_MANIFEST, SUMS
from feedgen.release.object_log import segments_digest
from feedgen.release.pointer import EXPIRES_AFTER, Pointer
from feedgen.serve.exchange import Request
from feedgen.serve.publication import Publication as Served
from feedgen.serve.taxii import ROOT, Taxii
from tests.model.made_feeds import base
from tests.serve.subscribers.history import Json, Publication, instant
from tests.serve.subscribers.models import Answer
from tests.serve.subscribers.worlds import World

OBJECTS = f"{ROOT}collections/all/objects/"
_FEED = "made feed"


class Writer:
    """Writes releases of a made feed below a directory, and the pointer to the last."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.pointers: list[Pointer] = []
        self._log: str | None = None

    def write(self, made: Publication) -> Pointer:
        """Write one release and point to it."""
        version = f"{made.as_of:%Y.%m.%d}.{made.serial}"
        directory = self.out / "v1" / version
        directory.mkdir(parents=True)
        staged = Staged(directory)
        for path, hunting in (("stix/bundle.json", False), ("stix/hunt.json", True)):
            lines = ",\n".join(
                json.dumps(_plain(document), separators=(",", ":"))
                for document in made.objects
                if document.get("x_hunting", False) is hunting or document["type"] == "identity"
            )
            text = f'{{"id":"bundle--{made.serial}","objects":[\n{lines}\n]}}\n'
            staged.add(path, "application/json", [text.encode()], "stix")
        feed = replace(
            base(),
            release=ReleaseInfo(version=version, serial=made.serial, as_of=made.as_of),
        )
        segments = write_object_log(feed, staged, self._past(made.serial))
        self._log = segments_digest(segments) if segments else None
        return self._point(made, version, staged)

    def _past(self, serial: int) -> PastLog | None:
        if self._log is None:
            return None
        return find_past([self.out / self.pointers[-1].path], serial, self._log)

    def _point(self, made: Publication, version: str, staged: Staged) -> Pointer:
        told = [
            {"serial": p.serial, "version": p.version, "path": p.path, "sha256sums": p.sha256sums,
             "as_of": instant(p.as_of)}
            for p in self.pointers
        ]  # fmt: skip
        past = json.dumps({"feed": _FEED, "releases": told})
        staged.add("releases.json", "application/json", [past.encode()], "release")
        artifacts = [
            {"path": f.path, "media_type": f.media_type, "size": f.size} for f in staged.files
        ]
        serial = self.pointers[-1].serial + 1 if self.pointers else 1
        manifest = json.dumps(
            {"feed": _FEED, "version": version, "serial": serial, "artifacts": artifacts}
        )
        staged.add(RELEASE_MANIFEST, "application/json", [manifest.encode()], "release")
        sums = "".join(f"{file.sha256}  {file.path}\n" for file in staged.files).encode()
        staged.add(SUMS, "text/plain", [sums], "release")
        pointer = Pointer(
            feed=_FEED, version=version, serial=made.serial, as_of=made.as_of,
            activated=made.activated, expires=made.as_of + EXPIRES_AFTER, path=f"v1/{version}/",
            sha256sums=hashlib.sha256(sums).hexdigest(),
            earlier=self.pointers[-1].activations if self.pointers else (),
        )  # fmt: skip
        (self.out / POINTER).write_bytes(pointer.to_bytes())
        self.pointers.append(pointer)
        return pointer


class FeedgenWorld(World):
    """Replicas over one directory. Each looks for releases in its own time."""

    def __init__(self, out: Path, *, lags: tuple[float, ...] = (0.1, 0.9), **options: Any) -> None:
        """Serve what is written below a directory.

        Args:
            out: empty.
            lags: when each replica looks, as a part of the time before the activation.
            options: of any world.
        """
        super().__init__(**options)
        self.writer, self._lags = Writer(out), lags
        self._served: list[Served | None] = [None] * self.replicas
        self._looks: list[tuple[datetime, int]] = []
        self._taxii: dict[tuple[str, int], Taxii] = {}
        self.said: list[str] = []

    def take(self, made: Publication) -> None:
        self._look()
        self.writer.write(made)
        for replica in range(self.replicas):
            wait = (made.activated - made.as_of) / timedelta(milliseconds=1)
            lag = int(wait * self._lags[replica % len(self._lags)])
            self._looks.append((made.as_of + timedelta(milliseconds=lag), replica))
            if wait == 0:
                self._look()

    def restart(self, replica: int) -> None:
        """The process of a replica is replaced by another."""
        self._served[replica] = None

    def answer(self, replica: int, query: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        self._look()
        snapshot = self._replica(replica).current
        assert snapshot is not None
        assert snapshot.log is not None
        name = (snapshot.release.sums_digest, len(snapshot.log.segments))
        taxii = self._taxii.setdefault(
            name, Taxii(snapshot.log, release=snapshot.release.sums_digest)
        )
        # The server's own default of 5,000 objects would leave nothing to page through.
        told = query if "limit" in query else {**query, "limit": str(self.page)}
        raw = "&".join(f"{quote(name)}={quote(value)}" for name, value in told.items()).encode()
        for path in {segment.path for segment in snapshot.log.segments}:
            snapshot.release.files.verify(path)
        reply = taxii.answer(
            Request(method="GET", path=OBJECTS, query=raw, headers=headers), lambda _: True
        )
        return Answer(
            reply.status,
            {name.lower(): value for name, value in reply.headers},
            b"".join(map(bytes, reply.body)),
        )

    def _look(self) -> None:
        now = self.clock()
        due = sorted(look for look in self._looks if look[0] <= now)
        self._looks = [look for look in self._looks if look[0] > now]
        for when, replica in due:
            served = self._served[replica]
            if served is not None:
                self.clock.now = when
                served.look()
        self.clock.now = now

    def _replica(self, number: int) -> Served:
        served = self._served[number]
        if served is None:
            served = Served(self.writer.out, clock=self.clock, report=self.said.append)
            served.start()
            self._served[number] = served
        return served

    def close(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self.writer.out)


def _plain(document: Json) -> Json:
    """Without what only the simulation knows."""
    return {name: value for name, value in document.items() if name != "x_hunting"}
