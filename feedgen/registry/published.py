"""Reads what is published in a repository: artifacts by tag, files of a release by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedgen.errors import VerificationError
from feedgen.registry.artifact import Artifact
from feedgen.registry.client import Repository
from feedgen.registry.folders import Folder
from feedgen.registry.layout import is_folder, title_of


def artifact_at(
    repository: Repository, reference: str, artifact_type: str
) -> tuple[Artifact, bytes] | None:
    """What a tag or digest leads to, and its bytes; None where there is nothing.

    Raises:
        VerificationError: when it is something else than an artifact of this type.
        UnavailableError: when the registry does not answer.
    """
    data = repository.manifest(reference)
    if data is None:
        return None
    name = f"{repository.name}:{reference}"
    artifact = Artifact.parse(data, name)
    if artifact.artifact_type != artifact_type:
        found = artifact.artifact_type or artifact.config.media_type
        raise VerificationError(
            f"{name} is {found}, not {artifact_type}; a feed needs a repository of its own"
        )
    return artifact, data


class PublishedRelease:
    """The files of one release. Each folder is downloaded once."""

    def __init__(
        self, repository: Repository, artifact: Artifact, folder_limit: Callable[[str], int]
    ) -> None:
        """Nothing is downloaded yet.

        Args:
            repository: where it is.
            artifact: the release.
            folder_limit: how many bytes the archive of a folder has at most, decompressed. It is
                asked when the folder is needed.
        """
        self._repository, self._artifact = repository, artifact
        self._folder_limit = folder_limit
        self._folders: dict[str, Folder] = {}

    def document(self, path: str, limit: int) -> bytes | None:
        """A file at the top of the release, whole; None where there is none.

        Raises:
            VerificationError: when it is larger than it may be, or not what its digest says.
        """
        blob = self._artifact.layer(path)
        return None if blob is None else self._repository.document(blob, limit)

    def stream(self, path: str, start: int) -> Iterator[bytes] | None:
        """A file from an offset on; None where there is none.

        Raises:
            VerificationError: when the archive of its folder is not what its digest says.
        """
        blob = self._artifact.layer(title_of(path))
        if blob is None:
            return None
        if not is_folder(path):
            return self._repository.stream(blob, start)
        if blob.title not in self._folders:
            self._folders[blob.title] = Folder(
                self._repository.checked(blob),
                self._folder_limit(path.partition("/")[0]),
                f"{self._repository.name}: {blob.title}",
            )
        return self._folders[blob.title].read(path, start)
