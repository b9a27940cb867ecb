"""Templates and scripts in the language of the interface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sicetnon.i18n import load_language
from sicetnon.model import Config
from sicetnon.writing.theming import minify
from sicetnon.writing.theming.theme import Theme
from sicetnon.writing.theming.translate import translate_script

TAGS = ("en", "de", "fr", "ru", "fa")
MOST = 20 * 1024
"""Bytes of own JavaScript in any language; English has a budget of its own (see test_minify)."""


def theme_in(tag: str, own: Path | None = None, language: str = "en") -> Theme:
    """The theme of a corpus in English, whose interface is in a language."""
    config = Config(
        title="A <b>title</b>",
        description="",
        language=language,
        base_url="",
        repository="",
        branch="main",
        text_licence="",
        annotation_licence="",
        contributors={},
        interface=tag,
    )
    return Theme(config, own)


@pytest.mark.parametrize("tag", TAGS)
def test_no_message_is_left_to_be_looked_up(tag: str) -> None:
    """A script brings its words along, in every language, and stays within reason."""
    theme = theme_in(tag)
    scripts = [theme.early_script(), theme.script(), theme.search_script()]
    for script in (*scripts, theme.pagefind_script(), theme.form_script()):
        assert not [call for call in ("gettext`", "plural(", "digits(") if call in script]
    if minify.library():
        assert sum(len(script.encode()) for script in scripts) < MOST


@pytest.mark.parametrize(
    ("tag", "script", "translated"),
    [
        ("en", "say(gettext`Copied`)", "say(`Copied`)"),
        ("de", "say(gettext`Copied`)", "say(`Kopiert`)"),
        ("de", "gettext`, the best ${shown} shown`", "`, die besten ${shown} gezeigt`"),
        ("xx", "gettext`No ${such} message`", "`No ${such} message`"),
        ("en", "plural(n, `${n} a`, `${n} b`)", "(n != 1 ? `${n} b` : `${n} a`)"),
        (
            "de",
            "plural(claim, `in ${claim} text`, `in ${claim} texts`)",
            "((claim != 1) ? `in ${claim} Texten` : `in ${claim} Text`)",
        ),
        ("de", "show(digits(count))", "show(count)"),
        ("fa", "show(digits(count))", 'show(count.toLocaleString("fa"))'),
    ],
)
def test_a_message_becomes_a_literal(tag: str, script: str, translated: str) -> None:
    """With the names of the script in it, and the rule of the language for its count."""
    assert translate_script(script, load_language(tag)) == translated


def test_a_count_of_three_forms_picks_one() -> None:
    """By the expression of the catalogue, which is JavaScript as well."""
    script = "plural(claim, `in ${claim} text`, `in ${claim} texts`)"
    made = translate_script(script, load_language("ru"))
    assert made.startswith("[`в ${claim} тексте`, `в ${claim} текстах`, `в ${claim} текстах`][+(")
    assert "claim%10==1" in made


Write = Callable[[str], Path]


def middle(page: str) -> str:
    """What a template yields, which the shipped frame stands around."""
    return page.partition('<main id="main" class="plain">\n')[2].rpartition("</main>")[0]


@pytest.fixture
def own(tmp_path: Path) -> Write:
    """Writes a theme with one template of its own."""

    def write(template: str) -> Path:
        (tmp_path / "theme").mkdir()
        (tmp_path / "theme" / "404.html.jinja").write_text(template, "utf-8")
        return tmp_path / "theme"

    return write


def test_a_value_is_escaped_and_a_message_is_not(own: Write) -> None:
    """A message may have tags, as a template may; what is put into it may not."""
    template = (
        '{{ gettext("Here: %(answer)s", answer=site.title) }}'
        "{% trans %}Made with <i>Sic et Non</i>.{% endtrans %}"
    )
    page = theme_in("de", own(template)).page("404.html.jinja", "404.html")
    assert middle(page) == "Hier: A &lt;b&gt;title&lt;/b&gt;Gemacht mit <i>Sic et Non</i>."


def test_a_template_of_a_corpus_may_have_messages_of_its_own(own: Write) -> None:
    """They stay as they are written, and counts get the noun that fits."""
    template = '{{ gettext("Our own") }} {{ plural(1200, "%(count)s ox", "%(count)s oxen") }}'
    page = theme_in("fr", own(template)).page("404.html.jinja", "404.html")
    assert middle(page) == "Our own 1\u202f200 oxen"


@pytest.mark.parametrize(
    ("interface", "language", "shown"),
    [
        ("en", "en", "A &lt;b&gt;title&lt;/b&gt;|<p>|<i>"),
        ("fa", "fa", "<bdi>A &lt;b&gt;title&lt;/b&gt;</bdi>|<p>|<i>"),
        (
            "de",
            "fa",
            '<span lang="fa" dir="rtl">A &lt;b&gt;title&lt;/b&gt;</span>'
            '|<p lang="fa" dir="rtl">|<i lang="de" dir="ltr">',
        ),
    ],
)
def test_the_words_of_the_corpus_are_told_from_those_of_the_page(
    own: Write, interface: str, language: str, shown: str
) -> None:
    """Where they are in another language; and kept apart where lines run from right to left."""
    template = "{{ site.title | own }}|<p{{ own_language }}>|<i{{ interface_language }}>"
    theme = theme_in(interface, own(template), language)
    assert middle(theme.page("404.html.jinja", "404.html")) == shown
