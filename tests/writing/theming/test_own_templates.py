"""Templates and styles of strangers: a table of what they try, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import html5lib
import pytest

from sicetnon import urls
from sicetnon.build import build
from sicetnon.model import Config
from sicetnon.writing.theming import SHIPPED
from sicetnon.writing.theming.own_templates import DOCUMENT, ThemeError
from sicetnon.writing.theming.theme import Theme

CONFIG = Config("T", "", "en", "", "", "main", "", "", {})
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'"
BASE = '{% extends "base.html.jinja" %}\n'


def page(folder: Path, templates: Mapping[str, str], config: Config = CONFIG) -> str:
    """The page for what is not found, made with templates of a corpus's own."""
    for name, text in templates.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return Theme(config, folder).page("404.html.jinja", urls.NOT_FOUND)


def told(folder: Path, templates: Mapping[str, str], config: Config = CONFIG) -> str:
    """What is told of templates: place, name, and the message."""
    with pytest.raises(ThemeError) as raised:
        page(folder, templates, config)
    problem = raised.value.problem
    return f"{problem.location} [{problem.name}] {problem.message}"


REFUSED = """
<script>alert(1)</script>
<SCRIPT SRC="assets/script.js"></SCRIPT>
<script type="module">x</script>
<script type="application/ld+json" src="data/x.js"></script>
<script type="application/json" onload="alert(1)"></script>
<scr{{ "ipt" }}>alert(1)</script>
{{ "<script>" | safe }}
{{ ("<" ~ "script>") | safe }}
<!--><script>alert(1)</script>-->
<!-- <script> -->
<![CDATA[<script>alert(1)</script>]]>
<textarea><script></textarea>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>
<svg><script>alert(1)</script></svg>
<svg onload=alert(1)></svg>
<svg><style><img src=x onerror=alert(1)></style></svg>
<svg><a xlink:href="javascript:alert(1)">x</a></svg>
<svg><animate attributeName="href" to="javascript:alert(1)"/></svg>
<svg><use href="//evil.example/x.svg#a"/></svg>
<svg><image xlink:href="https://evil.example/x.png"/></svg>
<math><mtext><style><img src onerror=alert(1)></style></mtext></math>
<img src=x onerror=alert(1)>
<img src="x"onerror="alert(1)">
<img/src=x/ onerror=alert(1)>
<img title=='a onerror=alert(1)' src=x>
<img src='x' OnError = "alert(1)">
<img title="a" / onerror=alert(1)>
<p onclick>x</p>
<p {{ "onclick" }}="alert(1)">x</p>
<p style="background: red">x</p>
<p STYLE=x>x</p>
<style>p { color: red }</style>
<a href="javascript:alert(1)">x</a>
<a href=" &#x6A;ava&#9;script&colon;alert(1)">x</a>
<a href="{{ 'java' ~ 'script:alert(1)' }}">x</a>
<a href="data:text/html,x">x</a>
<a href="vbscript:x">x</a>
<a ping="https://evil.example" href="x">x</a>
<area href="file:///etc/passwd">
<img src="https://evil.example/x.png">
<img src="//evil.example/x.png">
<img src="\\\\evil.example/x.png">
<img src="/\\evil.example/x.png">
<img src="ht
tps://evil.example/x.png">
<img src="data:image/png;base64,x">
<img srcset="a.png 1x, https://evil.example/b.png 2x">
<video poster="https://evil.example/x.png"></video>
<audio src="https://evil.example/x.ogg"></audio>
<input type="image" src="//evil.example">
<table background="https://evil.example/x.png">
<iframe src="about.html"></iframe>
<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>
<object data="x"></object>
<embed src="x">
<frameset>
<form action="https://evil.example"><button>x</button></form>
<form><button formaction="//evil.example">x</button></form>
<div id="search-form" data-script="https://evil.example/x.js"></div>
<meta http-equiv="refresh" content="0;url=https://evil.example">
<meta name="x" content="y">
<link rel="stylesheet" href="about.html">
<base href="https://evil.example/">
<body onload="alert(1)">
<html manifest="x">
<!DOCTYPE html>
<plaintext>
<xmp>
<a href="x
<p title="
<p title="<b>">x</p>
<a
"""
"""One a line, or up to the next line that begins with < or {."""

ATTACKS = re.split(r"\n(?=[<{])", REFUSED.strip("\n"))


def test_there_are_attacks_enough() -> None:
    """None twice."""
    assert len(ATTACKS) == len(set(ATTACKS)) >= 60


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_theme_may_not_publish_is_told_at_its_line(tmp_path: Path, attack: str) -> None:
    """In a page, in a part of it, in a block of all pages, in a macro: template and line."""
    inner = f"<p>Words</p>\n\n{attack}"
    for templates, place in (
        ({"404.html.jinja": inner}, "404.html.jinja:3"),
        (
            {"404.html.jinja": f"{BASE}{{% block main %}}\n{inner}{{% endblock %}}"},
            "404.html.jinja:5",
        ),
        (
            {"404.html.jinja": "<p>x</p>\n{% include 'own.html' %}", "own.html": f"\n{attack}"},
            "own.html:2",
        ),
        (
            {
                "own.html": f"{{% macro show() %}}\n<p>\n{attack}\n{{% endmacro %}}",
                "404.html.jinja": "{% import 'own.html' as own %}\n\n{{ own.show() }}",
            },
            "own.html:3",
        ),
    ):
        for path in tmp_path.rglob("*"):
            path.unlink()
        assert told(tmp_path, templates).startswith(f"theme/{place}:1 [unsafe-theme] ")


@pytest.mark.parametrize("attack", [one for one in ATTACKS if "<meta name" not in one])
def test_in_the_head_of_a_page_as_well(tmp_path: Path, attack: str) -> None:
    """Also a second title; but what describes a page may stand there."""
    if "stylesheet" in attack:
        pytest.skip("a style of the site itself may be named there")
    block = f"{BASE}{{% block head %}}\n<meta name='x' content='y'>\n{attack}\n{{% endblock %}}"
    assert told(tmp_path, {"404.html.jinja": block}).startswith("theme/404.html.jinja:4:1 [unsafe")


@pytest.mark.parametrize("block", ["title", "summary", "form"])
@pytest.mark.parametrize("attack", ["</title><script>x</script>", '"><p onclick=x>', "a > b"])
def test_titles_and_summaries_are_words(tmp_path: Path, block: str, attack: str) -> None:
    """They stand in attributes as well."""
    template = f"{BASE}\n{{% block {block} %}}x {attack}{{% endblock %}}"
    assert told(tmp_path, {"404.html.jinja": template}).startswith(
        "theme/404.html.jinja:3:1 [unsafe"
    )


HARMLESS = """
<p class="a" title='b' data-x=c>Words &lt;script&gt; &amp; onclick=1 style="x"</p>
<a href="https://example.org/a?b=c#d" rel="nofollow">x</a>
<a href="mailto:a@example.org">x</a>
<a href="sources/a.html#p1">x</a>
<img src="assets/king.png" alt="the king" srcset="a.png 1x, b.png 2x">
<form action="search.html"><input name="q" autofocus><button>x</button></form>
<svg viewBox="0 0 1 1"><title>x</title><path d="M0 0"/><use href="#a"/></svg>
<details open><summary>x</summary></details>
<!-- a remark -->
<p>1 < 2 and a <- b</p>
{{ "<script>" }}
{{ "javascript:alert(1)" }}
<script type="application/ld+json">{"a": "b"}</script>
<script type="application/json" id="record">{"a": "b"}</script>
"""


@pytest.mark.parametrize("words", HARMLESS.strip().splitlines())
def test_what_does_no_harm_is_published(tmp_path: Path, words: str) -> None:
    """As it was written, in the middle of a page that has all that a page has."""
    made = page(tmp_path, {"404.html.jinja": words})
    assert words.startswith("{{") or words in made
    assert POLICY in made and 'class="site"' in made


def test_the_frame_of_a_page_is_the_programs(tmp_path: Path) -> None:
    """Whatever a template does, policy and scripts stand before all that it yields."""
    for template in (
        "Mine.",
        "Before all.{% extends 'base.html.jinja' %}{% block main %}Mine.{% endblock %}",
        "{% extends 'document.html.jinja' %}{% block body %}Mine.{% endblock %}",
        "\ufdd0" * 4 + "Mine.",
    ):
        tree = html5lib.parse(
            page(tmp_path, {"404.html.jinja": template}), namespaceHTMLElements=False
        )
        head = [(e.tag, e.get("http-equiv") or e.get("charset") or "") for e in tree.find("head")]
        assert head[0] == ("meta", "utf-8") and head[2] == ("meta", "Content-Security-Policy")
        assert [e.get("src") for e in tree.iter("script")] == [
            "assets/early.js",
            "assets/script.js",
        ]
        assert "Mine." in "".join(tree.find("body").itertext())


def test_the_frame_cannot_be_replaced(tmp_path: Path) -> None:
    """A file of its name is told, since it would do nothing."""
    assert told(tmp_path, {"document.html.jinja": "x"}).startswith(
        "theme/document.html.jinja:1:1 [unsafe-theme]"
    )


def test_blocks_are_filled_as_before(tmp_path: Path) -> None:
    """A theme's own base and page: title, summary, head and body are what they yield."""
    made = page(
        tmp_path,
        {
            "base.html.jinja": (SHIPPED / "base.html.jinja")
            .read_text("utf-8")
            .replace("<footer", "<p>Ours</p><footer"),
            "404.html.jinja": f"{BASE}{{% block title %}}None & nil · {{{{ site.title }}}}"
            "{% endblock %}{% block summary %}Sum{% endblock %}"
            "{% block head %}<meta name='robots' content='noindex'>{% endblock %}"
            "{% block main %}<h1>Gone</h1>{{ super() }}{% endblock %}",
        },
    )
    assert "<title>None & nil · T</title>" in made
    assert '<meta name="description" content="Sum">' in made
    assert "<meta name='robots' content='noindex'></head>" in made.replace("\n", "")
    assert "<h1>Gone</h1>" in made and "<p>Ours</p><footer" in made


def test_a_page_of_shipped_templates_alone_costs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is filled as without a theme; one template of a corpus's own does not slow the others."""
    plain = Theme(CONFIG).page("404.html.jinja", urls.NOT_FOUND)
    (tmp_path / "home.html.jinja").write_text("x", "utf-8")
    theme = Theme(CONFIG, tmp_path)
    monkeypatch.setattr(theme.judged, "fill", None)
    assert theme.page("404.html.jinja", urls.NOT_FOUND) == plain


def test_templates_of_a_corpus_and_shipped_ones_make_the_same_page(tmp_path: Path) -> None:
    """A copy of all shipped templates yields to the byte what these do."""
    plain = Theme(CONFIG).page("404.html.jinja", urls.NOT_FOUND)
    copies = {n: (SHIPPED / n).read_text("utf-8") for n in ("404.html.jinja", "base.html.jinja")}
    assert page(tmp_path, copies) == plain


def test_each_shipped_template_can_be_a_corpus_s_own(tiny_copy: Path, tmp_path: Path) -> None:
    """Copied and changed by a remark, all of them fill the same site."""
    assert not build(tiny_copy, tmp_path / "plain").failed
    names = [path.name for path in SHIPPED.glob("*.jinja") if path.name != DOCUMENT]
    for name in names:
        own = tiny_copy / "theme" / name
        own.parent.mkdir(exist_ok=True)
        own.write_text((SHIPPED / name).read_text("utf-8") + "{# Ours. #}", "utf-8")
    outcome = build(tiny_copy, tmp_path / "own")
    assert names and not outcome.failed, outcome.problems
    for page in (tmp_path / "plain").rglob("*.html"):
        address = page.relative_to(tmp_path / "plain")
        assert (tmp_path / "own" / address).read_text("utf-8") == page.read_text("utf-8"), address


def test_addresses_of_the_site_itself_are_whole_where_they_must_be(tmp_path: Path) -> None:
    """The page for what is not found has whole ones, and they are not elsewhere."""
    config = CONFIG.__class__("T", "", "en", "https://a.example/b/", "", "main", "", "", {})
    made = page(tmp_path, {"404.html.jinja": "<img src='{{ to(\"assets/a.png\") }}'>"}, config)
    assert "<img src='https://a.example/b/assets/a.png'>" in made
    evil = {"404.html.jinja": "<img src='https://a.example.evil/'>"}
    assert "unsafe" in told(tmp_path, evil, config)


# Styles ---------------------------------------------------------------------------------------

STYLES = {
    "p { color: red }\n\n@import 'x.css';": 3,
    "@IMPORT url(x.css);": 1,
    "\n@\\69 mport 'x';": 2,
    "\n@\\000069\nmport 'x';": 2,
    "p { background: url(https://evil.example/x) }": 1,
    "p { background: url( '//evil.example/x' ) }": 1,
    "p {\n background: URL(\n'https://evil.example/x' ) }": 2,
    "p {\n\n background: u\\72l(https\\3a //evil.example) }": 3,
    "p { background: url(\\5c\\5c evil.example) }": 1,
    "p { background: image-set('https://evil.example/x' 1x) }": 1,
    "p { background: -webkit-image-set(url(a.png) 1x, url(//evil.example/b.png) 2x) }": 1,
    "p { background: url(data:image/png;base64,x) }": 1,
    "p { src: src('https://evil.example') }": 1,
    "/* url(x) */ p { content: '/*'; background: url(//evil.example) } /* '*/": 1,
}


@pytest.mark.parametrize("style", STYLES)
def test_a_style_loads_nothing_from_elsewhere(tmp_path: Path, style: str) -> None:
    """And no other style; told at its line."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "print.css").write_text(style, "utf-8")
    with pytest.raises(ThemeError) as raised:
        Theme(CONFIG, tmp_path).style()
    problem = raised.value.problem
    assert (problem.name, str(problem.location)) == (
        "unsafe-theme",
        f"theme/css/print.css:{STYLES[style]}:1",
    )


@pytest.mark.parametrize(
    "style",
    [
        "p::after { content: 'see https://example.org/a' }",
        "p { background: url(../assets/king.png) } q { background: url('a.png') }",
        "p { background: image-set('a.png' 1x, 'b.png' 2x); color: \\r\\e d }",
        "@media print { a { color: red } } @font-face { src: url(assets/f.woff2) }",
    ],
)
def test_a_style_may_do_the_rest(tmp_path: Path, style: str) -> None:
    """What it loads from the site itself, and words, are its own business."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "print.css").write_text(style, "utf-8")
    assert Theme(CONFIG, tmp_path).style()


# Trust ----------------------------------------------------------------------------------------


def test_a_trusted_theme_may_do_all(tmp_path: Path) -> None:
    """Scripts, the frame, styles: where corpus.yaml says so, nothing is looked at."""
    from dataclasses import replace

    config = replace(CONFIG, theme_trusted=True)
    frame = "<!doctype html><script>mine()</script>{% block body %}{% endblock %}"
    templates = {"document.html.jinja": frame, "css/print.css": "@import 'x';"}
    assert page(tmp_path, templates, config).startswith("<!doctype html><script>mine()</script>")
    assert "@import" in Theme(config, tmp_path).style()
    escaped = {"404.html.jinja": "{{ ''.__class__ }}"}
    assert "broken-template" in told(tmp_path, escaped, config), "the sandbox stays"
