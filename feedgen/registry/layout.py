"""How a publication lies in a repository: tags, media types, titles.

```
<version>   one release; never changes
latest      the release that the pointer names
pointer     latest.json and keys.json, each with its signature
```

A release's top-level files are layers of their own, and each folder is one archive, so that a
folder that did not change is the same blob in the next release.
"""

from __future__ import annotations

POINTER_TAG = "pointer"
LATEST_TAG = "latest"

RELEASE = "application/vnd.feedgen.release.v1+json"
POINTER = "application/vnd.feedgen.pointer.v1+json"
RELEASE_CONFIG = "application/vnd.feedgen.release.config.v1+json"
POINTER_CONFIG = "application/vnd.feedgen.pointer.config.v1+json"
FOLDER = "application/vnd.feedgen.release.folder.v1.tar+gzip"

_ARCHIVE = ".tar.gz"


def title_of(path: str) -> str:
    """The layer that holds a file of the release: the file, or the archive of its folder."""
    folder, slash, _ = path.partition("/")
    return f"{folder}{_ARCHIVE}" if slash else path


def is_folder(path: str) -> bool:
    """Whether a file of the release is in an archive."""
    return "/" in path
