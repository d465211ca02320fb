"""Hostile files are refused quickly, with a place and a remedy, in bounded memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from feedgen.errors import SourceError
from feedgen.sources import files
from feedgen.sources.files import read_text
from feedgen.sources.yaml_tree import parse_yaml


def refusal(path: Path, root: Path | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        parse_yaml(read_text(path, root or path.parent), path)
    return str(caught.value).replace(str(path), "x.yml")


HOSTILE = [
    (b"a: &b [1]\nc: *b\n", 'x.yml:1:4: FG012 uses the anchor or alias "b"'),
    (b"a: *b\n", 'x.yml:1:4: FG012 uses the anchor or alias "b"'),
    (b"a:\n  <<: {b: 1}\n", "x.yml:2:3: FG012 a key is not a plain name"),
    (b"? [a, b]\n: 1\n", "x.yml:1:3: FG012 a key is not a plain name"),
    (b"a: !!python/object/apply:os.system [id]\n", "x.yml:1:4: FG012 uses the tag"),
    (b"a: 1\nb: 2\na: 3\n", 'x.yml:3:1: FG011 the key "a" is already on line 1'),
    (b"a: 1\n---\nb: 1\n", "x.yml:2:1: FG010 a second document starts"),
    (b"- 1\n", "x.yml:1:1: FG103 holds no mapping"),
    (b"", "x.yml:1:1: FG103 holds no mapping"),
    (b"a: b: c\n", "x.yml:1:5: FG010 is not YAML: mapping values are not allowed"),
    (b'a: "b\n', "x.yml:2:1: FG010 is not YAML: found unexpected end of stream"),
    (b"a:\n\tb: 1\n", "x.yml:2:1: FG003 a tab; indent and separate with spaces"),
    (b"a: b\xff\n", "x.yml:1:1: FG003 byte 4 is not UTF-8; save the file as UTF-8"),
    ("a: b\n".encode("utf-16"), "x.yml:1:1: FG003 byte 0 is not UTF-8"),
    (b"a: b\x00c\n", "x.yml:1:5: FG003 holds U+0000, which nobody can see"),
    ("a: b\u202ec\n".encode(), "x.yml:1:5: FG003 holds U+202E, which nobody can see"),
    ("a: b\u200bc\n".encode(), "x.yml:1:5: FG003 holds U+200B, which nobody can see"),
    (b"\x7fELF\x02\x01\x01\x00", "x.yml:1:1: FG003 holds U+007F"),
    (b"a: " + b"[" * 100_000, "FG013 is nested too deeply"),
    (b"a: " + b"{b: " * 100_000, "FG013 is nested too deeply"),
    (b"a:\n" + b"".join(b" " * n + b"- \n" for n in range(1, 60)), "FG013 is nested too deeply"),
    (b"a: [" + b"1," * 500_000 + b"]\n", "FG013 is nested too deeply or has too many values"),
]


@pytest.mark.parametrize(("content", "expected"), HOSTILE)
def test_hostile_content(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(content)
    assert expected in refusal(path)


def test_an_alias_bomb_does_not_expand(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{c}: &{c} [{', '.join(['*' + p] * 9)}]"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    path.write_text("\n".join(lines))
    assert refusal(path).startswith('x.yml:1:4: FG012 uses the anchor or alias "a"')


def test_several_repeated_keys_are_all_reported(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert refusal(path).splitlines() == [
        'x.yml:2:1: FG011 the key "a" is already on line 1; merge the two or remove one',
        'x.yml:3:11: FG011 the key "c" is already on line 3; merge the two or remove one',
    ]


SPELLINGS = {
    "a space after": (
        '"evil-pkg-a": [1.0.1]\n"evil-pkg-a ": [1.0.2]\n',
        'x.yml:2:1: FG011 the key "evil-pkg-a" is already on line 1, and the two differ only in '
        "spaces around it or in Unicode form; merge the two or remove one",
    ),
    "a space before, first": (
        '" a": 1\na: 2\n',
        'x.yml:1:1: FG014 the key " a" has spaces around it or is not in Unicode form NFC; '
        'write "a"\n'
        'x.yml:2:1: FG011 the key "a" is already on line 1; merge the two or remove one',
    ),
    "a space that cannot be told": (
        "a: 1\na\u00a0: 2\n",
        'x.yml:2:1: FG011 the key "a" is already on line 1, and the two differ only in spaces '
        "around it or in Unicode form; merge the two or remove one",
    ),
    "Unicode forms": (
        "caf\u00e9: 1\ncafe\u0301: 2\n",
        'x.yml:2:1: FG011 the key "caf\u00e9" is already on line 1, and the two differ only in '
        "spaces around it or in Unicode form; merge the two or remove one",
    ),
    "alone, with spaces": (
        'b: {"report ": 1}\n',
        'x.yml:1:5: FG014 the key "report " has spaces around it or is not in Unicode form NFC; '
        'write "report"',
    ),
    "alone, in another Unicode form": (
        "cafe\u0301: 1\n",
        'x.yml:1:1: FG014 the key "cafe\u0301" has spaces around it or is not in Unicode form NFC; '
        'write "caf\u00e9"',
    ),
    "alone, with a line end": (
        '"a\\n": 1\n',
        'x.yml:1:1: FG014 the key "a\\n" has spaces around it or is not in Unicode form NFC; '
        'write "a"',
    ),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_key_has_one_spelling(tmp_path: Path, name: str) -> None:
    """Values are trimmed and brought to NFC, so two spellings would be one key, and lose a value."""
    text, expected = SPELLINGS[name]
    path = tmp_path / "x.yml"
    path.write_text(text)
    assert refusal(path) == expected


def test_keys_that_differ_inside_are_two(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a b: 1\na  b: 2\nab: 3\n")
    assert parse_yaml(read_text(path, tmp_path), path).plain() == {
        "a b": "1",
        "a  b": "2",
        "ab": "3",
    }


def test_a_large_file_is_refused_after_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    with path.open("wb") as file:
        file.truncate(1024**3)  # one sparse line of a gigabyte
    assert refusal(path) == (
        "x.yml:1:1: FG002 the file has more than 4,194,304 bytes; "
        "split it, or move long lists of values into a bulk list"
    )


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    os.mkfifo(path)
    assert refusal(path) == "x.yml:1:1: FG001 is not a regular file; replace it by a file"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_no_source(tmp_path: Path, device: str) -> None:
    path = tmp_path / "x.yml"
    path.symlink_to(device)
    assert "FG001 the link leads out of the tree" in refusal(path)
    assert "FG001 is not a regular file" in refusal(path, Path("/"))


def test_a_directory_and_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "x.yml").mkdir()
    assert "FG001" in refusal(tmp_path / "x.yml")
    assert "FG001 cannot be read: No such file or directory" in refusal(tmp_path / "y.yml")


def test_links_out_of_the_tree_are_refused_and_inside_are_fine(tmp_path: Path) -> None:
    root = tmp_path / "iocs"
    root.mkdir()
    (tmp_path / "secret.yml").write_text("a: 1\n")
    (root / "x.yml").symlink_to(tmp_path / "secret.yml")
    assert "FG001 the link leads out of the tree" in refusal(root / "x.yml")
    (root / "real.yml").write_text("a: 1\n")
    (root / "in.yml").symlink_to(root / "real.yml")
    assert read_text(root / "in.yml", root) == "a: 1\n"


def test_a_link_loop(tmp_path: Path) -> None:
    (tmp_path / "x.yml").symlink_to(tmp_path / "y.yml")
    (tmp_path / "y.yml").symlink_to(tmp_path / "x.yml")
    with pytest.raises(SourceError, match="FG001"):
        read_text(tmp_path / "x.yml", tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_text(path, tmp_path) == "a: 1\nb: 2\n"


def test_memory_stays_bounded_on_the_largest_hostile_files(tmp_path: Path) -> None:
    """Each file is read in a process that may hold 400 MB of memory and no more."""
    contents = {
        "flat.yml": b"a: [" + b"1," * (files.MAX_BYTES // 2 - 8) + b"]\n",
        "keys.yml": b"".join(b"k%d: 1\n" % n for n in range(360_000)),
        "line.yml": b"a: " + b"x" * (files.MAX_BYTES - 8) + b"\n",
        "deep.yml": b"a: " + b"[" * (files.MAX_BYTES - 8),
        "comment.yml": b"#" + b"x" * (files.MAX_BYTES - 8) + b"\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from feedgen.errors import SourceError\n"
        "from feedgen.sources.files import read_text\n"
        "from feedgen.sources.yaml_tree import parse_yaml\n"
        "limit = 400 * 1024 * 1024\n"
        "resource.setrlimit(resource.RLIMIT_AS, (limit, limit))\n"
        "path = Path(sys.argv[1])\n"
        "try:\n"
        "    parse_yaml(read_text(path, path.parent), path)\n"
        "except SourceError:\n"
        "    pass\n"
    )
    assert resource.RLIMIT_AS
    for name in contents:
        done = subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / name)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        )
        assert done.returncode == 0, (name, done.stderr[-500:])
