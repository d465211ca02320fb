"""Plain lists, as grep reads them: every line that does not begin with `#`, and HAProxy and grepcidr.

`grep -v '^#'` is the page's own first step. That no line is an empty pattern, which would match
everything, is seen from what HAProxy and grepcidr load of them.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from feedgen.model.indicator import ImageDetail, Indicator
from tests.engines.proxies import haproxy_configuration
from tests.engines.registry import require

_FILES = {
    "commit": "commits.txt", "domain": "domains.txt", "image_digest": "image-digests.txt",
    "image_tag": "image-references.txt", "ip": "ips.txt", "md5": "md5.txt", "package": "packages.txt",
    "sha1": "sha1.txt", "sha256": "sha256.txt", "url": "urls.txt",
}  # fmt: skip
"""The list of each type; an image's digest stands in the references too."""
_ALSO = {
    "domains.txt": "haproxy", "image-digests.txt": "haproxy", "ips.txt": "grepcidr",
    "urls.txt": "haproxy",
}  # fmt: skip
JUDGED = {
    f"blocklists/{file}": ("grep", *((_ALSO[file],) if file in _ALSO else ()))
    for file in sorted(_FILES.values())
}
"""Who judges which of the files."""
ARTIFACTS = tuple(JUDGED)
JUDGES = ("grep", "grepcidr", "haproxy")


def accept(folder: Path) -> None:
    """HAProxy takes its lists; grepcidr finds the first address of each network."""
    directory = folder / "blocklists"
    rules = [
        f"deny if {{ path -m str -f {file} }}" for file, by in _ALSO.items() if by == "haproxy"
    ]
    configuration = haproxy_configuration(directory, 8080, rules)
    done = _run(directory, "haproxy", "-c", "-f", str(configuration))
    assert done.returncode == 0, done.stderr
    assert "[WARNING]" not in done.stderr, done.stderr
    # grepcidr takes `::` for punctuation, in a log as in a list.
    addresses = [v.partition("/")[0] for v in _lines(directory, "ips.txt") if v != "::"]
    (directory / "access.log").write_text("".join(f"{address} x\n" for address in addresses))
    done = _run(directory, "grepcidr", "-f", "ips.txt", "access.log")
    assert done.stderr == ""
    assert done.stdout.split() == [word for address in addresses for word in (address, "x")]


def read_back(folder: Path) -> set[str]:
    """The lines of every list, with the list's name."""
    directory = folder / "blocklists"
    found = set()
    for file in _FILES.values():
        lines = _lines(directory, file)
        assert len(lines) == len(set(lines)), file
        assert all(lines), f"{file} has an empty line, and grep -f would find everything"
        found |= {f"{file} {line}" for line in lines}
    return found


def wanted(indicator: Indicator) -> set[str]:
    """The value in the list of its type; of an image, each repository with the digest too."""
    value = indicator.value
    found = {f"{_FILES[indicator.type]} {value}"}
    if indicator.type == "image_digest":
        for detail in indicator.details(ImageDetail):
            for name in (*detail.repositories, *detail.mirrors):
                found.add(f"image-references.txt {name}@{value}")
    return found


def _lines(directory: Path, file: str) -> list[str]:
    done = _run(directory, "grep", "-av", "^#", file)
    assert done.returncode in (0, 1), done.stderr
    assert not re.search(r"[^\n\x20-\x7e]", done.stdout), f"{file} has what does not show"
    return done.stdout.split("\n")[:-1]


def _run(directory: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [require(program), *arguments], cwd=directory, capture_output=True, text=True, check=False,
        errors="backslashreplace",
    )  # fmt: skip
