"""No value, however hostile, changes the structure of a rule file, and each one still matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedgen.emitters.rendering import allowed_prose
from feedgen.emitters.suricata import EMITTER
from feedgen.emitters.suricata.encoding import content, dataset_line, reference, word
from feedgen.errors import InvalidValueError
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import Domain, HttpHeader, ImageDigest, Observable, Url, UserAgent
from tests.conftest import emit
from tests.engines.conformance import HOSTILE
from tests.engines.suricata_engine import Suricata, write_files
from tests.engines.suricata_feeds import feed_of, indicator
from tests.engines.suricata_reader import decode_content, read_dataset, read_rules
from tests.engines.suricata_traffic import Conversation, http
from tests.hostile.values import TEXTS, accepted
from tests.model.made_feeds import accounted

RULES = "suricata/rules/feedgen.rules"
SEEN_IN_REQUESTS = ("http_header", "url", "user_agent")
"""Types that can hold nearly any text."""
TEXT = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=60
)
HOSTILE_TEXT = st.one_of(TEXT, st.sampled_from(TEXTS))
ANYTHING = st.text(max_size=300)


def parsed(cls: type[Observable], texts: Iterable[str]) -> Iterator[Observable]:
    """Those texts that a source could hold as this type."""
    for text in texts:
        try:
            yield cls.parse(text)
        except InvalidValueError:
            continue


@given(st.binary(min_size=1, max_size=255))
def test_a_content_gives_back_its_bytes(value: bytes) -> None:
    assert decode_content(f'"{content(value)}"') == value


@given(st.text(min_size=1, max_size=60))
def test_a_dataset_line_gives_back_its_text(value: str) -> None:
    assert read_dataset(f"{dataset_line(value)}\n".encode()) == [value]


@given(ANYTHING, st.integers(10, 100))
def test_prose_and_words_hold_nothing_that_a_parser_knows(text: str, limit: int) -> None:
    kept = allowed_prose(text, limit)
    assert len(kept) <= limit
    assert not set(kept) & set('";|\\#{}$\n\t%')
    assert not set(word(text)) & set('";|\\#{}$\n\t %,:')
    assert reference(f"https://x.example/{text}") is None or not set(text) & set('";|\\:, \n')


def everything(texts: Iterable[str]) -> list[Indicator]:
    """Every type that can hold free text, for each text that it can hold."""
    texts = list(texts)
    values = {
        *parsed(UserAgent, texts),
        *parsed(HttpHeader, (f"X-Loot: {text}" for text in texts)),
        *parsed(Url, (f"http://h.example/{text}" for text in texts)),
        *parsed(Url, (f"http://h.example:8080/a?{text}" for text in texts)),
    }
    return [indicator(value) for value in sorted(values, key=lambda v: (v.type, v.value))]


def request(value: Observable) -> Conversation:
    """The request that a client makes for it."""
    if isinstance(value, UserAgent):
        return http("/ua", headers=[f"User-Agent: {value.value}"])
    if isinstance(value, HttpHeader):
        return http("/header", headers=[value.value])
    host, _, target = value.value.partition("://")[2].partition("/")
    return http(f"/{target}", host=host)


@given(st.lists(HOSTILE_TEXT, max_size=25))
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_hostile_values_keep_one_rule_a_line(texts: list[str]) -> None:
    indicators = everything(texts)
    feed = feed_of(EMITTER, indicators, title=" ".join(texts))
    files, _ = emit(EMITTER, feed)
    told = sorted(b"".join(rule.contents) for rule in read_rules(files[RULES]))
    agents = [one.value.encode() for one in indicators if one.type == "user_agent"]
    headers = [one.value.encode() for one in indicators if one.type == "http_header"]
    assert set(told) >= {text for text in (*agents, *headers) if len(text) <= 255}
    with TemporaryDirectory() as folder:
        accounted(EMITTER, feed, Path(folder))


@given(st.lists(ANYTHING, min_size=1, max_size=5, unique=True))
@settings(deadline=None, max_examples=30)
def test_values_that_no_source_accepts_do_not_break_out_either(texts: list[str]) -> None:
    encodable = [text.encode(errors="replace").decode() for text in texts]
    digests = [indicator(ImageDigest(text)) for text in {*encodable}]
    names = [indicator(Domain(text), match=Match.EXACT) for text in {*encodable}]
    files, omissions = emit(EMITTER, feed_of(EMITTER, [*digests, *names], title=encodable[0]))
    read_rules(files[RULES])
    skipped = {item.indicator.id for item in omissions if item.kind == "skipped"}
    for kind, listed in (("digests", digests), ("domains", names)):
        lists = [data for name, data in files.items() if f"-{kind}-" in name and "!" not in name]
        told = sorted(value for data in lists for value in read_dataset(data))
        assert told == sorted(one.value for one in listed if one.id not in skipped)


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> list[Observable]:
    """Whatever the engine does not see on the wire, of all that the shared corpus lets a source hold."""
    folder = tmp_path_factory.mktemp("hostile")
    indicators = [indicator(value) for type_ in SEEN_IN_REQUESTS for value in accepted(type_)]
    files, omissions = emit(EMITTER, feed_of(EMITTER, indicators))
    skipped = {item.indicator.id for item in omissions if item.kind == "skipped"}
    told = [one for one in indicators if one.id not in skipped]
    assert len(told) > 1000
    engine = Suricata(write_files(files, folder), folder / "logs")
    alerts = engine.alerts({one.id: request(one.observable) for one in told})
    return [
        one.observable
        for one in told
        if one.id not in {id_ for a in alerts[one.id] for id_ in a.metadata["feedgen_indicator"]}
    ]


@pytest.mark.judged("suricata/rules/*.rules", by="suricata", asks=HOSTILE)
@pytest.mark.parametrize("type_", SEEN_IN_REQUESTS)
def test_the_engine_sees_every_hostile_value(unseen: list[Observable], type_: str) -> None:
    assert [value.value for value in unseen if value.type == type_] == []
