r"""One corpus of hostile texts, by family, and what of it a source can hold as each observable type.

A family is named after the reader that its texts are meant for. Add a text here and every emitter,
every reader and the source layer is tried with it. What is `accepted` passes the first wall, the parsers
of `feedgen.model.observables`; what is `refused` is behind it, for the encoders of each format, the second wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from zlib import crc32

from feedgen.errors import InvalidValueError
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from tests.hostile.spellings import spellings

LONG = "long" * 2_560
"""10 kB."""

FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "quotes": (
        '"', "'", '""', "''", "'''", '"""', '\\"', "\\'", 'a"b', "it's", '" or "1"="1', "a' b", "\u201cquoted\u201d",
    ),
    "separators": (";", "a;b", "|", "a|b", "||", "&&", "a,b", ",,", ":", "a:b", "a : b", "=", "a=b", "!", "!a", "a&b"),
    "brackets": ("(a)", "[a]", "{a}", "<a>", "(", ")", "[", "]", "{", "}", "<", ">", "[[a]]", "]]>", "})", "*/", "/*"),
    "backslashes": ("\\", "\\\\", "\\\\\\", "a\\", "\\n", "\\x41", "\\u0041", "\\0", "\\t\\r", "C:\\new\\table", "\\\\host\\share"),
    "shell": (
        "$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "\\'; touch pwned #", "!!", "$HOME",
        "${IFS}", "$((1+1))", "<(id)", "> pwned", "-exec touch pwned ;", "--help", "-rf", "~root", "END_OF_LIST", "END_OF_LIST_",
        "EOF", "$'\\x41'", "a & touch pwned", "%COMSPEC%", "^&calc",
    ),
    "globs": ("*", "?", "**", "a*b", "a?b", "[a-z]", "[!a]", "{a,b}", "+(a)", "*.*", "**/*"),
    "templates": ("{{ 7*7 }}", "{{7*7}}", "{% raw %}", "{# c #}", "{{ config }}", "${7*7}", "#{7*7}", "<%= 7 %>", "{0}", "{x!r}", "@{x}"),
    "printf": ("%s%n%x", "%", "%%", "%(x)s", "%100000d", "100%"),
    "escapes": ("%00", "%0a", "%0d%0aX: y", "%22", "%2e%2e%2f", "%zz", "%C0%AF", "%u0041", "a+b", "%25%32%35"),
    "lines": ("a\nb", "a\r\nb", "a\rb", "\n", "a\n", "\na", "a\n\nb", "a\x0bb", "a\x0cb", "a\u2028b", "a\u2029b", "a\x85b"),
    "controls": ("a\x00b", "\x00", "a\tb", "\t", "a\x01b", "\x1b[31m", "a\x7fb", "a\x80b", "a\x9fb", "\x1a", "\x04", "a\x08b"),
    "invisible": (
        "a\u202eb", "a\u200eb", "a\u200fb", "a\u2066b\u2069", "a\u200bb", "a\u200db", "\ufeffa", "a\u00adb", "a\u2060b",
        "a\u061cb", "a\u180eb", "a\U000e0041b", "a\ufe0fb", "a\u3164b",
    ),
    "spaces": ("", " ", "  ", " a", "a ", "a  b", "\u00a0", "a\u00a0b", "\u3000", "a\u3000b", "a\u2003b", "\u2800"),
    "unicode": (
        "\u00e9", "e\u0301", "\u540d\u524d", "\U0001f4a5", "\u212a", "\u0130", "\u0131", "\u00df", "\u1e9e", "\ufb01", "\uff0e",
        "\uff1b", "\u2024", "\u05d0", "\u0627", "a\u0300\u0301\u0302", "\U0010ffff", "\ue000", "\ufdd0", "\ufffd",
    ),
    "surrogates": ("\ud800", "a\udcffb", "\udc00\ud800"),
    "homoglyphs": ("p\u0430ypal", "\u0430pple", "g\u043e\u043egle", "\u0455ecure", "\uff45vil", "\u03b1lpha", "1l0O"),
    "names": (
        "xn--", "xn--80ak6aa92e", "xn--a", "xn--zca", "stra\u00dfe", "fa\u00df", "a" * 63, "a" * 64, ".".join(["a" * 60] * 4),
        ".".join(["a" * 60] * 5), "-a", "a-", "_a", "a..b", ".a", "a.", "1", "0x7f", "0177", "1.2", "127.1", "4294967295",
        "localhost", "local", "arpa", "a--b", "ab--c", "rpz-drop", "rpz-passthru", "*.a", "@", "com",
    ),
    "long": (LONG, "a" * 255, "a" * 256, "a" * 1_000, "a" * 4_096, "\u00e9" * 300, "\\" * 300, '"' * 300, "a " * 200, "*" * 100),
    "spreadsheets": ("=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://evil.example")', "\uff1d1"),
    "csv": ('a,"b', '"a"', '","', 'a""b', "a;b;c", "\u00a6", "#a", "sep=;"),
    "yaml": (
        "a: b", "- a", "&a", "*a", "!!python/object/apply:os.system", "!a", "---", "...", "yes", "no", "on", "off", "null", "~",
        "true", "1e3", "0o7", "0x1F", "1_000", "12:30:45", "2026-01-02", ".inf", ".nan", "<<", "? a", "| a", "> a", "a #b", "#b",
        "%YAML 1.1", "[a, b]", "{a: b}", "=", "a:", "'a", '"a',
    ),
    "json": ('"}', '","x":"', '{"a":1}', "\\u0022", "\\ud800", "__proto__", "</script>", "NaN", "1E400", "null", "//", "/* c */"),
    "numbers": ("0", "-0", "00", "007", "1.0", "1.10", "1e5", "+1", ".5", "Infinity", "9007199254740993", "1,000", "\u0661", "1d", "0b1"),
    "dates": ("2026-04-22", "1/2", "MARCH1", "2026-04-22T12:31:00Z", "12:30", "1-2-3"),
    "rego": ('"]} default allow := true', "`raw`", "package x", "import data", 'data["x"]', "input", "not x", "x := 1", "# metadata"),
    "cel": ("'] || true || ['", '" + "', 'r"a"', "has(x)", "\\a\\v", "size(x) > 0"),
    "jmespath": ("`1`", "'a'", "a[?b]", "@", "a | b", "{{ images.* }}", "{{request.object}}"),
    "nftables": ("} ; flush ruleset", "{ 0.0.0.0/0 }", "$x", 'include "x"', "define x = 1", "accept", "drop; accept", "0.0.0.0/0", "::/0"),
    "zones": ("; c", "$INCLUDE /etc/passwd", "$TTL 1", "$GENERATE 1-9", "\\032", "\\.", "a\\;b", "IN A 127.0.0.1", "CNAME .", "(", '" "'),
    "resolvers": ("/a/", "address=/a/1.2.3.4", 'local-zone: "."', "||a^", "@@||a^", "##a", "$important", "|a", "a^b", "0.0.0.0 a", "#@#a"),
    "suricata": (
        'a"; sid:99; msg:"b', "a|41|b", "|41|", "a|", "|zz|", "; pcre:/a/", 'content:"a"', "a\\;b", "a\\:b", '!"a"', "$HOME_NET", "any",
        "/etc/passwd", "string,save", ";)", "nocase;", "# alert", "a;)\nalert",
    ),
    "zeek": ("(empty)", "-", "}\nsignature x {", "/i", "/ && /", "\\x41", "#fields", "#close", "@load x", "{2}", "<...>", "a\tb"),
    "yara": ("} rule x {", "$a", "condition: true", '" nocase', "{ 41 42 }", "/a/i", 'include "x"', 'import "pe"', "// c", "??"),
    "sigma": ("a*", "\\*", "\\?", "\\\\*", "a\\*b", "|contains", "%placeholder%", "1 of them", "null", "''", "all of selection*"),
    "splunk": ("| delete", "`macro`", '" | outputlookup x', "[ search x ]", '*" OR *', "$token$", "index=*", "TERM(a)", "NOT"),
    "kusto": ("' | take 1 //", '" | take 1 //', "@'a'", "h'a'", "```a```", "let x=1;", "has_any", "\\' or true", "!in"),
    "lucene": ('" OR *:*', "a OR b", "AND", "a~1", "a^2", "+a -b", "[a TO b]", "/a.*/", "field:x", "\\:", "\\u002a", "_exists_:a"),
    "sql": ("'; DROP TABLE x; --", "' OR '1'='1", "a_b", "50%", "\\'", "--", "/* */", "x' ESCAPE '\\", "E'a'", "$$a$$", ":bind", "?", '"x"'),
    "esql": ('like "*"', '"""a"""', "rlike", '{app="x"}', "|= `a`", '|~ "a"', "`a` | json"),
    "stix": ("']", "\\'", "' OR domain-name:value != '", "a' AND b", "FOLLOWEDBY", "[x:y = 'z']", "t'2026-01-01T00:00:00Z'", "h'41'", "b'YQ=='"),
    "xml": ("<!--", "-->", "<![CDATA[a]]>", "&lt;", "&#0;", "&#x41;", "&x;", "<?xml?>", "<!DOCTYPE a>", "</rule>", "a & b", "$(x)"),
    "lists": ("a:b:c", ":a", "a:", "# comment", "//comment", "a # b", "a\u3000# b", "a!", "1.2.3.4-5.6.7.8", "127.0.0.1 a"),
    "expressions": ("(a+)+", "^a$", ".*", "a{2,}", "(?i)a", "\\d", "[^a]", "\\Qa\\E", "(?=a)", "a|", "$", "^", "\\1", "\\b", "(?P<x>a)"),
    "markup": (
        "<script>alert(1)</script>", "[x](https://evil.example)", "![x](https://evil.example)", "# heading", "a | b | c", "```", "1. a",
        "- [ ] a", "***", "<https://evil.example>", "@everyone", "~~a~~", "javascript:alert(1)", "https://evil.example", "&#96;",
    ),
    "workflows": ("${{ github.token }}", "::set-output name=x::y", "::add-mask::a", "##[command]a", "uses: a/b@c"),
    "purls": ("%40a/b", "a@1", "a?b=c", "a#b", "a/b/c", "a%2Fb", "..", ".", "../../x", "a@b@c", "@a/b", ">=1", "^1.0", "*", "1.0-1", "v1"),
    "paths": ("../../etc/passwd", "/", "//", "/./a", "~", "~/", "~a", "C:", "CON", "NUL.txt", "a.", "file:///a", "\\\\?\\C:\\a", "a:b", "./-a"),
    "policy": ("docker.io", "docker.io/a", "*.docker.io", "a@sha256:0", "insecureAcceptAnything", '"type":"reject"', "a:latest"),
})  # fmt: skip
"""Texts by family. No reader stands behind some: those have surprised parsers before."""

TEXTS: tuple[str, ...] = tuple(dict.fromkeys(text for texts in FAMILIES.values() for text in texts))
"""All of them, each once."""


_ALWAYS = frozenset(
    {
        '"',
        "'",
        "\\",
        "a;b",
        "a|b",
        "{{ 7*7 }}",
        "$(touch pwned)",
        "a\nb",
        "a\x00b",
        "a\u202eb",
        "",
        LONG,
    }
)
"""Tried behind the first wall as every type; of the other texts a tenth, not always the same."""


def _split(cls: type[Observable]) -> tuple[tuple[Observable, ...], tuple[Observable, ...]]:
    legal: dict[Observable, None] = {}
    raw: dict[Observable, None] = {}
    for text in TEXTS:
        for spelled in spellings(cls.type, text):
            try:
                legal[cls.parse(spelled)] = None
            except InvalidValueError:
                drawn = crc32((cls.type + spelled).encode(errors="backslashreplace")) % 10 == 0
                if drawn or text in _ALWAYS:
                    raw[cls(spelled)] = None
    return tuple(legal), tuple(raw)


@cache
def _splits() -> Mapping[str, tuple[tuple[Observable, ...], tuple[Observable, ...]]]:
    # When a test first asks, not when it is collected: it takes a second.
    return MappingProxyType({name: _split(cls) for name, cls in OBSERVABLE_TYPES.items()})


def accepted(type_: str) -> tuple[Observable, ...]:
    """What passes the first wall as this type: a source can hold it, so it comes back or is reported."""
    return _splits()[type_][0]


def refused(type_: str) -> tuple[Observable, ...]:
    """What no source accepts as this type. An encoder that trusts the first wall lets one through."""
    return _splits()[type_][1]
