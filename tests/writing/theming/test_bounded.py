"""What a template of a stranger may take: a table of how it might take more, and it never does."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sicetnon import urls
from sicetnon.model import Config
from sicetnon.writing.theming import bounded
from sicetnon.writing.theming.own_templates import ThemeError
from sicetnon.writing.theming.theme import Theme

CONFIG = Config("T", "", "en", "", "", "main", "", "", {})
NS = "{% set ns = namespace(x='abcdefgh', l=['a', 'b'], n=9) %}\n"
MANY = "{% for i in range(99999) %}"
ENORMOUS = """
{{ '%1000000000d' % 1 }}
{{ '%.1000000000f' % 1 }}
{{ '%*d' % (1000000000, 1) }}
{{ '%1000000000d' | format(1) }}
{{ '%(a)1000000000d' % {'a': 1} }}
{{ '{:1000000000d}'.format(1) }}
{{ '{:{}}'.format(1, 1000000000) }}
{{ '{a:>1000000000}'.format(a=1) }}
{{ '{:1000000000d}'.format_map({}) }}
{{ gettext('%(a)1000000000d', a=1) }}
{{ gettext('%(a)s' * 99999, a='x' * 99999) }}
{{ plural(1, '%(a)1000000000d', '', a=1) }}
{{ ('%s' * 99999) % ('x' * 99999,) }}
{{ 'x' * 10**9 }}
{{ 10**9 * 'x' }}
{{ ['x'] * 10**9 }}
{{ ('x', 'y') * 10**9 }}
{{ 10**99999 }}
{{ (2**4000) * (2**4000) }}
{{ range(10**9) | join }}
{{ 'x'.center(10**9) }}
{{ 'x'.ljust(10**9) }}
{{ 'x'.zfill(10**9) }}
{{ 'x'.expandtabs(10**9) }}
{{ 'x' | center(10**9) }}
{{ 'x' | indent(10**9) }}
{{ ('x' * 99999) | wordwrap(1, wrapstring='x' * 99999) }}
{{ ['x'] | batch(10**9, 'x') | list }}
{{ ['x'] | slice(10**9) | list }}
{{ 1.5 | round(10**9) }}
{{ 1 | round(-10**9, 'floor') }}
{{ ('x' * 99999).replace('x', 'x' * 99999) }}
{{ ('x' * 99999) | replace('', 'x' * 99999) }}
{{ ('x' * 99999).join(range(99999) | map('string')) }}
{{ range(99999) | join('x' * 99999) }}
{{ ['x' * 99999] * 9999 }}
{{ (['x' * 99999] * 9999) | join }}
{{ (['x' * 99999] * 9999) | string }}
{{ (['x' * 99999] * 9999) | tojson }}
{{ (['x' * 99999] * 9999) | map('upper') | list }}
{{ (['x' * 99999] * 9999) ~ '' }}
{{ '%s' % (['x' * 99999] * 9999) }}
{{ '{}'.format(['x' * 99999] * 9999) }}
{{ [['x'] * 99999] * 99 | sum(start=[]) }}
{{ ([['x'] * 999999] * 99999) | sum(start=[]) }}
{{ [{'a': 'x' * 99999}] * 99999 | join(attribute='a') }}
{{ ([{'a': 'x' * 99999}] * 99999) | join(attribute='a') }}
{{ lipsum(n=10**9) }}
{{ (1).to_bytes(10**9, 'big') }}
{{ ('x' * 99999).translate({120: 'x' * 99999}) }}
{{ 'x'.encode() }}
{{ dict(a='x' * 99999999) | xmlattr }}
{% for i in range(10**9) %}x{% endfor %}
MANYMANY{% endfor %}{% endfor %}
MANYMANYx{% endfor %}{% endfor %}
MANYMANY{{ i }}{% endfor %}{% endfor %}
MANY{% for j in range(99999) if false %}{% endfor %}{% endfor %}
MANY{% for j in 'x' * 99999 %}{% endfor %}{% endfor %}
MANY{{ 'x' * 99999 }}{% endfor %}
MANY{% set x = 'x' * 99999 %}{% endfor %}
MANY{% if 'y' in 'x' * 99999 %}{% endif %}{% endfor %}
MANY{{ ns.x | upper }}{% set ns.x = ns.x ~ ns.x %}{% endfor %}
MANY{% set ns.x = ns.x + ns.x %}{% endfor %}
MANY{% set ns.x = ns.x ~ ns.x %}{% endfor %}
MANY{% set ns.x %}{{ ns.x }}{{ ns.x }}{% endset %}{% endfor %}
MANY{% set ns.x = ns.x | replace('a', 'aa') %}{% endfor %}
MANY{% set ns.x = [ns.x, ns.x] | join %}{% endfor %}
MANY{% set ns.x = '%s%s' % (ns.x, ns.x) %}{% endfor %}
MANY{% set ns.x = '{0}{0}'.format(ns.x) %}{% endfor %}
MANY{% set ns.x = ns.x[:] ~ ns.x %}{% endfor %}
MANY{% set ns.n = ns.n * ns.n %}{% endfor %}
MANY{% set ns.n = ns.n ** 9 %}{% endfor %}
MANY{% set ns.l = ns.l + ns.l %}{% endfor %}
MANY{% set ns.l = [ns.l, ns.l] | sum(start=[]) %}{% endfor %}
{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}
{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | string }}
{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}
{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns }}
{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}
{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}
{% macro d(s) %}{{ s }}{{ s }}{% endmacro %}MANY{% set ns.x = d(ns.x) %}{% endfor %}
{% for i in [1] recursive %}{{ loop([1, 2]) }}{% endfor %}
{% for i in [60] recursive %}{% if i %}{{ loop([i - 1, i - 1]) }}{% endif %}{% endfor %}
{% include '404.html.jinja' %}
MANY{% include 'parts/searched.html.jinja' %}{% endfor %}
MANY{{ 'x' | markdown }}{% endfor %}
MANY{{ ('x' * 999) | markdown }}{% endfor %}
MANYMANY{% for k in range(99999) %}{{ to('a') }}{% endfor %}{% endfor %}{% endfor %}
{{ self.main() }}
{{ page.nothing }}
{{ words.ENTITY_TYPES }}
{{ site }}
{{ urls }}
"""
TEMPLATES = [line.replace("MANY", MANY) for line in ENORMOUS.strip().splitlines()]
MEMORY = 2 << 30
"""Bytes that a test may take beyond what the process has."""


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """What takes too much memory fails rather than the machine."""
    if not sys.platform.startswith("linux"):
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    used = pages * resource.getpagesize()  # by all tests before
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


def page(folder: Path, text: str) -> str:
    """The page for what is not found, made from a template of a corpus's own."""
    (folder / "404.html.jinja").write_text(text, "utf-8")
    return Theme(CONFIG, folder).page("404.html.jinja", urls.NOT_FOUND)


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_takes_too_much_is_told_at_its_line(
    tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loops, recursion, formatting, doubling: never is it found by running out of memory.

    Counted here is to a tenth of what is allowed.
    """
    monkeypatch.setattr(bounded, "STEPS", bounded.STEPS // 10)
    with pytest.raises(ThemeError) as raised:
        page(tmp_path, f"{NS}\n{{% set a = 1 %}}\n{template}")
    problem = raised.value.problem
    assert (problem.name, str(problem.location)) == (
        "broken-template",
        "theme/404.html.jinja:4:1",
    )
    assert not isinstance(raised.value.__cause__, MemoryError)


@pytest.mark.parametrize("inner", ["", "{{ to('a') }}"])
def test_a_page_takes_seconds_at_most(tmp_path: Path, inner: str) -> None:
    """Whatever its loops do."""
    began = time.process_time()
    with pytest.raises(ThemeError, match="a page takes more than"):
        page(tmp_path, f"{MANY * 2}{inner}{{% endfor %}}{{% endfor %}}")
    assert time.process_time() - began < 60


MODEST = {
    "{{ '%5.1f %s' % (1.25, 'a') }}": "  1.2 a",
    "{{ '%-4d|' | format(7) }}": "7   |",
    "{{ '{:,} {:>4}'.format(12345, 'x') }}": "12,345    x",
    "{{ 'x' * 3 }}{{ 2 ** 10 }}{{ 7 % 4 }}{{ 7 // 2 }}": "xxx102433",
    "{{ 'a' ~ 1 ~ none }}": "a1None",
    "{{ ['b', 'a'] | sort | join(', ') }}": "a, b",
    "{{ 'a-b'.split('-')[1].upper().center(5) }}|": "  B  |",
    "{{ 'aXa'.replace('X', '<') }}": "a&lt;a",
    "{% for a in [1, [2, [3]]] recursive %}{% if a is number %}{{ a }}{% else %}{{ loop(a) }}"
    "{% endif %}{% endfor %}": "123",
    "{% for a in 'ab' %}{{ loop.index }}/{{ loop.length }}{{ a }}{% endfor %}": "1/2a2/2b",
    "{% macro m(x) %}<b>{{ x }}</b>{{ caller() }}{% endmacro %}{% call m('<') %}c{% endcall %}": (
        "<b>&lt;</b>c"
    ),
    "{{ ('<b>' | safe) ~ '<' }}": "<b>&lt;",
    "{{ '*a*' | markdown }}": "<p><em>a</em></p>",
    "{{ plural(3, '%(count)s text', '%(count)s texts') }}": "3 texts",
    "{{ range(3) | map('string') | join }}": "012",
    "{{ {'a': [1, 2]} | tojson }}": '{"a":[1,2]}',
    "{{ 2.5 | round }}{{ (1, 2) | length }}": "2.02",
    "{% set x %}a{{ 1 }}{% endset %}{{ x | upper }}{{ x in 'a1b' }}": "A1True",
    "{{ urls.HOME }} {{ to(urls.HOME) }} {{ words.ENTITY_TYPES.person.label }}": (
        "index.html index.html People"
    ),
    "{{ 'a' if 1 < 2 <= 2 }}": "a",
    "{% block own scoped %}{{ to('{a}%2010d{') }}{% endblock %}": "{a}%2010d{",
}


@pytest.mark.parametrize("template", MODEST)
def test_what_a_page_needs_is_made_as_ever(tmp_path: Path, template: str) -> None:
    """As Jinja makes it for shipped templates."""
    made = page(tmp_path, f"[[{template}]]")
    assert made.partition("[[")[2].rpartition("]]")[0].strip("\n") == MODEST[template]


def test_every_page_is_counted_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of many pages is none the worse for it."""
    (tmp_path / "404.html.jinja").write_text(f"{MANY}x{{% endfor %}}", "utf-8")
    theme = Theme(CONFIG, tmp_path)
    monkeypatch.setattr(bounded, "STEPS", 500_000)
    for _ in range(5):
        theme.page("404.html.jinja", urls.NOT_FOUND)


def test_a_template_of_a_megabyte_is_told(tmp_path: Path) -> None:
    """So much is no page."""
    with pytest.raises(ThemeError, match="more than 1,000,000 characters"):
        page(tmp_path, "x" * 1_000_001)


@pytest.mark.parametrize(
    "template",
    [
        *("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{{ 1" + "+1" * 50000 + " }}"),
        *("{% if a %}" * 2000 + "{% endif %}" * 2000, "{{ " + "not " * 50000 + "1 }}"),
    ],
)
def test_what_is_nested_too_deeply_is_told(tmp_path: Path, template: str) -> None:
    """And does not end the program."""
    with pytest.raises(ThemeError):
        page(tmp_path, template)
