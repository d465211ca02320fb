"""A playbook as HTML: its words, and no markup of its own."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from feedgen.site import SiteFile
from feedgen.site.playbook import chapters
from tests.site.reader import Page

PLAYBOOK = """\
# Title <b>x</b>

Before the first chapter.

<a id="what-happened"></a>
## What happened

Words <script>alert(1)</script> and [a link](<javascript:alert(2)>), [another](<https://e.test/>).

- [Report](<https://r.test/>)

<a id="step-1"></a>
## 1. Find

<img src=x onerror=alert(3)>

![x](https://e.test/x.png)

- [ ] rotate

```bash
echo "</code></pre><script>alert(4)</script>"
```

| a | b |
|:--|--:|
| 1 | 2 |

### Below

[step](#step-1)
"""


def test_a_playbook_brings_no_markup_of_its_own() -> None:
    book = chapters(PLAYBOOK)
    assert [(c.anchor, c.title) for c in book] == [
        ("what-happened", "What happened"), ("step-1", "1. Find"),
    ]  # fmt: skip
    happened, step = book
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in happened.body
    assert "javascript" not in happened.body.replace("[a link](&lt;javascript:alert(2)&gt;)", "")
    assert '<a href="https://e.test/" rel="noopener noreferrer external">' in happened.body
    assert "&lt;img src=x onerror=alert(3)&gt;" in step.body
    assert "<img" not in step.body
    assert "\N{BALLOT BOX} rotate" in step.body
    assert "&lt;script&gt;alert(4)" in step.body
    assert "style=" not in step.body
    assert "<h4>Below</h4>" in step.body
    assert '<a href="#step-1">' in step.body


@given(st.text(max_size=300))
def test_no_text_makes_a_playbook_run_something(text: str) -> None:
    for section in chapters(f"# T\n\n## S\n\n{text}\n"):
        page = Page(SiteFile("x", "text/html", section.body.encode(errors="replace")))
        for tag, attributes in page.elements:
            assert tag not in {"script", "img", "style", "iframe", "svg", "object"}
            assert not [n for n in attributes if n.startswith("on") or n == "style"]
            assert re.match(r"https?://|#|\Z", attributes.get("href") or "")
