"""Pages beside a release: what `build` and `release` do when there is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from feedgen.build.pipeline import Build, Outcome
from feedgen.site import place_site, render_site


def write_pages(result: Build, out: Path, progress: Callable[[str], None]) -> None:
    """Make the publication's pages those of its current release; a preview has none."""
    if result.outcome is not Outcome.PREVIEW:
        progress("writing pages")
        release = result.compiled.feed.release
        place_site(render_site(result.path), out, version=release.version, serial=release.serial)
