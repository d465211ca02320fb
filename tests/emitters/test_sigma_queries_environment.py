"""Queries need their extra, which is said; and nothing of the machine shows in them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters import emitters
from feedgen.emitters.sigma_queries import EMITTER, conversion
from feedgen.emitters.sigma_queries.targets import MODULES
from feedgen.errors import UsageError
from feedgen.model.feed import Feed
from tests.conftest import TESTS
from tests.model.made_feeds import small


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"), EMITTER)


def test_a_missing_extra_is_an_error_that_says_what_to_install(
    feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "import_module", _missing)
    for call in (lambda: list(EMITTER.emit(feed)), lambda: list(EMITTER.claims(feed))):
        with pytest.raises(UsageError, match=re.escape("pip install '.[queries]'")):
            call()


def _missing(name: str) -> None:
    raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def test_the_formats_are_found_without_the_extra() -> None:
    program = (
        "import sys\n"
        "for name in ('sigma', 'sigma_backend_duckdb'): sys.modules[name] = None\n"
        "from feedgen.emitters import emitters\n"
        "print('sigma_queries' in emitters())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True\n"
    assert "sigma_queries" in emitters()
    assert all(module.startswith(("sigma.", "sigma_backend_duckdb")) for module in MODULES)


_DIGEST = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from tests.conftest import TESTS, emit
from tests.model.made_feeds import small
from feedgen.emitters.sigma_queries import EMITTER
files, omissions = emit(EMITTER, small(TESTS / "corpus" / "small", EMITTER))
whole = hashlib.sha256()
for path, content in files.items():
    whole.update(path.encode() + content)
whole.update(repr([(o.indicator.id, o.artifact, o.reason) for o in omissions]).encode())
print(whole.hexdigest())
"""


def test_bytes_are_the_same_with_any_hash_seed_locale_and_zone() -> None:
    digests = set()
    for seed, locale, zone in (("1", "C", "UTC"), ("4711", "tr_TR.UTF-8", "Asia/Kolkata")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _DIGEST, TESTS.parent], env=env, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        digests.add(done.stdout)
    assert len(digests) == 1
