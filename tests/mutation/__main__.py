"""Runs the check and prints a table and all survivors.

Nothing is written into the project: the tests run in a copy of it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TextIO

from .children import ChildError, end_with_parent
from .mutants import Module, enums_of
from .report import Result, Score, survivors, table
from .targets import Target, targets, together
from .trials import Subject, try_together

ROOT = Path(__file__).parent.parent.parent
HEAVY = (
    "pytest", "_pytest.assertion.rewrite", "hypothesis", "hypothesis.strategies", "pydantic", "jinja2", "orjson", "yaml",
    "ruamel.yaml", "stix2", "yara", "yara_x", "duckdb", "sigma.collection", "pymisp", "jsonschema",
    "pymispwarninglists", "publicsuffixlist", "regorus", "cel", "typer", "rich",
)  # fmt: skip
"""Imported once, for all forks; what is missing is imported by who needs it."""
FIRM = (
    "feedgen.model.feed",
    "feedgen.sources.tree",
    "feedgen.build.staging",
    "feedgen.durable",
    "tests.hostile.values",
)
"""Of the project, what never imports a module that gets faults."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument(
        "--module", default="", metavar="REGEX", help="only paths with this expression"
    )
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="faults per module; 0: all"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the sample")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the report there as well")
    options = parser.parse_args()
    if sys.platform == "win32" or not hasattr(os, "fork"):
        parser.error("needs a system that can fork")
    with tempfile.TemporaryDirectory(prefix="feedgen-mutation-") as name:
        scratch = Path(name)
        root = copy_of(ROOT, scratch / "project")
        prepare(root, scratch)
        enums = enums_of(root / "feedgen")
        before = state_of(root)
        groups = together(targets(root, options.module))
        results: list[Result] = []
        work = partial(group, root, enums, options.sample, options.seed, scratch)
        with get_context("fork").Pool(options.jobs, end_with_parent, maxtasksperchild=1) as pool:
            for found in pool.imap(work, groups, chunksize=1):
                results += found
                for result in found:
                    tell(Score.of(result.path, [result]).line(), sys.stderr)
                if options.keep:
                    options.keep.write_text(report(results, options))
        if state_of(root) != before:
            tell("a fault has changed the copy of the project: the verdicts are not to be trusted")
            return 2
    tell(report(results, options))
    return 0


def tell(text: str, stream: TextIO = sys.stdout) -> None:
    stream.write(f"{text}\n")
    stream.flush()


def report(results: list[Result], options: argparse.Namespace) -> str:
    sampled = f"{options.sample} faults a module" if options.sample else "all faults"
    return f"{sampled}, seed {options.seed}\n\n{table(results)}\n\n{survivors(results)}"


def group(
    root: Path,
    enums: dict[str, list[str]],
    sample: int,
    seed: int,
    scratch: Path,
    chosen: list[Target],
) -> list[Result]:
    """Everything about modules with the same tests, in a process that ends with them."""
    subjects = []
    for target in chosen:
        module = Module(target.path, (root / target.path).read_text(encoding="utf-8"), enums)
        mutants = module.sample(sample, seed)
        subjects.append(Subject(target, str(root / target.path), module, mutants))
    subjects = [subject for subject in subjects if subject.mutants]
    if not subjects:
        return []
    try:
        verdicts, failing = try_together(root, subjects, scratch)
    except ChildError as error:
        return [Result(subject.target.path, (), (), str(error)) for subject in subjects]
    return [
        Result(subject.target.path, tuple(found), tuple(failing))
        for subject, found in zip(subjects, verdicts, strict=True)
    ]


def copy_of(project: Path, root: Path) -> Path:
    """What git tracks or would track, without the releases that have been superseded."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=project, capture_output=True, check=True,
    )  # fmt: skip
    for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
        source = project / name
        if source.is_file() and not (name.startswith("out/v1/") and "/latest/" not in name):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, root / name)
    return root


def state_of(root: Path) -> dict[str, tuple[int, int]]:
    """Sizes and times of all files."""
    states = {path: path.stat() for path in sorted(root.rglob("*")) if path.is_file()}
    return {str(path): (state.st_size, state.st_mtime_ns) for path, state in states.items()}


def prepare(root: Path, scratch: Path) -> None:
    """Imports what all forks need, and keeps them from writing anything but temporary files."""
    os.chdir(root)
    sys.dont_write_bytecode = True
    import_from(root)
    for name in (*HEAVY, *FIRM):
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    from hypothesis import HealthCheck, Phase, configuration, settings  # noqa: PLC0415

    configuration.set_hypothesis_home_dir(scratch / "hypothesis")
    settings.register_profile(
        "mutation", database=None, derandomize=True, deadline=None,
        phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutation")
    from pytest_regressions.file_regression import FileRegressionFixture  # noqa: PLC0415

    FileRegressionFixture.check = _compared  # type: ignore[method-assign, assignment] # the original writes files


def import_from(root: Path) -> None:
    """From here on, what is not imported yet comes from this tree, not from the one of this program."""
    sys.path[:] = [str(root), *(entry for entry in sys.path if entry not in {"", str(ROOT)})]
    sys.modules["tests"].__path__ = [str(root / "tests")]


def _compared(_: object, contents: bytes, *, fullpath: Path, **__: object) -> None:
    assert fullpath.read_bytes() == contents


if __name__ == "__main__":
    sys.exit(main())
