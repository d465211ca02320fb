"""Keeps looking at the publication while the server runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event

from feedgen.errors import VerificationError
from feedgen.serve.files import Files
from feedgen.serve.publication import Publication
from feedgen.serve.release_files import Report
from feedgen.serve.site import open_site


class Watcher:
    """A task of the event loop; what takes long runs in threads."""

    def __init__(
        self,
        publication: Publication,
        files: Files,
        *,
        clock: Callable[[], datetime],
        report: Report,
        poll_seconds: float,
    ) -> None:
        """Wait for `start`.

        Args:
            publication: started.
            files: whose pages are kept up to date.
            clock: when it is.
            report: told what an operator should know.
            poll_seconds: between two looks.
        """
        self._publication, self._files = publication, files
        self._clock, self._report, self._poll = clock, report, poll_seconds
        self._site_trouble = ""
        self._expired: int | None = None
        self._stopped = Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin, in the running event loop."""
        self.look_at_site()
        self._tasks = [
            asyncio.create_task(self._watch(), name="watch"),
            asyncio.create_task(asyncio.to_thread(self._read_all), name="read all"),
        ]

    async def stop(self) -> None:
        """End; a thread that is reading stops after the file it is at."""
        self._stopped.set()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._poll)
            await asyncio.to_thread(self.look)

    def look(self) -> None:
        """One look at everything."""
        self._publication.look()
        self.look_at_site()
        self._warn_of_expiry()

    def look_at_site(self) -> None:
        """Take up new pages, once they are of the release that is shown."""
        snapshot = self._publication.current
        try:
            site = open_site(self._publication.out, self._files.site)
        except VerificationError as error:
            if str(error) != self._site_trouble:
                self._site_trouble = str(error)
                self._report(f"{error}; the last good pages stay")
            return
        self._site_trouble = ""
        early = snapshot is not None and site.serial > snapshot.pointer.serial
        if not (early and self._files.site.is_held):
            self._files.site = site

    def _read_all(self) -> None:
        """Compare the whole release with its sums once, so that no client has to wait for it."""
        for snapshot in self._publication.snapshots:
            wrong = snapshot.release.files.verify_all(self._stopped.is_set)
            if wrong:
                self._report(
                    f"{len(wrong)} files of {snapshot.pointer.version} are damaged or missing, "
                    f"first {wrong[0]}; the others are served"
                )

    def _warn_of_expiry(self) -> None:
        snapshot = self._publication.current
        if snapshot is None or snapshot.pointer.expires > self._clock():
            return
        if self._expired != snapshot.pointer.serial:
            self._expired = snapshot.pointer.serial
            self._report(
                f"the pointer to {snapshot.pointer.version} has expired: subscribers that verify "
                "refuse it; run `feedgen publish --resign`"
            )
