"""How a word of a page becomes a candidate: shared by those that judge words."""

from __future__ import annotations

from feedgen.authoring.prose.context import Surroundings
from feedgen.authoring.reading import Candidate, Reading
from feedgen.errors import InvalidValueError
from feedgen.model.observables import Domain, Observable


class Taker:
    """Adds what is judged to a reading."""

    def __init__(self, reading: Reading, cited_hosts: frozenset[str]) -> None:
        self.reading, self._cited = reading, cited_hosts

    def is_cited(self, host: str) -> bool:
        """Whether a host is that of a publication, which is no indicator."""
        return host.removeprefix("www.") in self._cited

    def take(
        self,
        cls: type[Observable],
        text: str,
        around: Surroundings,
        start: int,
        end: int,
        *,
        repositories: tuple[str, ...] = (),
        ports: tuple[int, ...] = (),
        same_file: str | None = None,
    ) -> None:
        """Add a value, or say why it is none of its type."""
        around.taken.append((start, end))
        try:
            observable = cls.parse(text)
        except InvalidValueError as error:
            self.reading.leave_out(text, error.problem, around.place)
            return
        if isinstance(observable, Domain) and self.is_cited(observable.value):
            self.reading.leave_out(text, "the site of a publication that is cited", around.place)
            return
        self.reading.take(
            Candidate(
                observable=observable, place=around.place, repositories=repositories, ports=ports,
                same_file=same_file,
            )
        )  # fmt: skip
