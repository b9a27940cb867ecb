"""Selected words to a selector: what the page makes of a selection anchors on the very words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sicetnon.authoring.naming import make_id
from sicetnon.exports.json_text import compact
from sicetnon.i18n import ENGLISH
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.anchor import anchor
from sicetnon.meaning.anchoring.find import FOLDING, fold, fold_quote
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.model import Source, Work
from sicetnon.problems import Level
from sicetnon.reading.dates import read_date
from sicetnon.reading.load import load
from sicetnon.reading.records import read_records
from sicetnon.reading.yaml import read_yaml
from sicetnon.writing.pages.records import of_contradiction, of_entity
from sicetnon.writing.theming import SHIPPED, minify
from sicetnon.writing.theming.translate import translate_script
from sicetnon.writing.weave import weave
from strategies import Tape, highlights, written

pytestmark = pytest.mark.browser

TEXTS, SELECTIONS = 250, 8
"""Random texts, and selections in each: two thousand."""
SEED = 17
SCRIPTS = ("tools", "select", "whole-words", "record-yaml", "record-values")

HANDMADE = (
    "| one | two |\n|---|---|\n| the *first* cell | the first cell |\n| the first cell | x |\n",
    "The[^1] group **was *set* up** in `2010`.[^1]\n\n[^1]: The group was set up in 2010.\n",
    "```\nfor x in y:\n    print(x)\n    print(x)\n```\n\nprint(x)\n",
    "قال «الرئيس» إنّ الحدود مغلقة، والحدود مغلقة.\n\nوالحدود مغلقة.\n",
    "東京都は東京都です。東京都の東京都庁。\n\n東京都\n",
    "👩\u200d👩\u200d👧 and 🇹🇯🇹🇯 and 👍🏽👍🏽, e\u0301e\u0301 é\n",
    "> - a b\n>   - a b\n>\n> a b\n\na\u00adb a\u200bb a b “a” ‘b’ — – -\n",
    "Poem, poem,\npoem, poem.\n\n" * 5,
)
CHOOSE = """([html, picks]) => {
  const article = document.querySelector("#text");
  article.innerHTML = html;
  const text = readText(article), range = document.createRange();
  const found = picks.map(([first, from, more, to]) => {
    if (!text.nodes.length) return null;
    const start = first % text.nodes.length, end = Math.min(text.nodes.length - 1, start + more);
    const [[one], [other]] = [text.nodes[start], text.nodes[end]];
    const offset = from % (one.length + 1);
    range.setStart(one, offset);
    const rest = one.length - offset;
    range.setEnd(other, one === other ? offset + to % (rest + 1) : to % (other.length + 1));
    const span = offsetsOf(text, range);
    if (!span) return null;
    const selector = selectorOf(text, span), words = text.words.slice(...span);
    return {
      selector, words, before: fold(text.words.slice(0, span[0])),
      yaml: selector && toYaml({ source: "a", notes: [{ ...selector, note: words }] }),
      typed: spanOf(text, words, span),
      span,
    };
  });
  return { folded: text.folded, found };
}"""


class Chosen(NamedTuple):
    """A text and what the page made of selections in it."""

    markdown: str
    folded: str
    found: Sequence[Any]


@pytest.fixture(scope="module")
def choose(browser: Any) -> Callable[..., Chosen]:
    """Shows a text with random annotations and makes random selections in it."""
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())

    def chosen(markdown: str, drawn: random.Random, many: int = SELECTIONS) -> Chosen:
        tokens = parser.parse(markdown)
        marks = highlights(Tape(drawn.randbytes(300)), markdown, drawn.randrange(6))
        rows = weave(tokens, text.extract(tokens), marks)
        card = '<aside data-apparatus class="margin"><p>the group was set up in 2010</p></aside>'
        html = "".join(
            f'<div class="row"><a data-apparatus>1</a><div class="words">{row}</div>{card}</div>'
            for row in rows
        )
        picks = [
            (drawn.randrange(999), drawn.randrange(99), drawn.choice([0, 0, 0, 1, 2, 9]), number)
            for number in (drawn.randrange(99) for _ in range(many))
        ]
        found = page.evaluate(CHOOSE, [html, picks])
        return Chosen(markdown, found["folded"], found["found"])

    yield chosen
    page.close()


def script() -> str:
    """The scripts of the form that know strings only, as the site has them."""
    parts = [(SHIPPED / "js" / f"{name}.js").read_text("utf-8") for name in SCRIPTS]
    parts.insert(1, f"const FOLDING = {compact(FOLDING)};")
    names = "itemLines, fold, offsetsOf, readText, selectorOf, spanOf, wholeWords, toYaml, makeId, "
    named = f"Object.assign(window, {{ {names} readDate, readNumber }});"
    whole = "\n".join([*parts, named])
    return minify.script(f"(() => {{{translate_script(whole, ENGLISH)}}})();")


def wrong(chosen: Chosen) -> list[str]:
    """What does not hold of the selectors of a text; each is read from YAML and anchored."""
    words = text.extract(parser.parse(chosen.markdown)).text
    assert chosen.folded == fold(words).folded, chosen.markdown
    work = Work("A")
    source = Source(
        *("a", "content/a.md", work, "full", "en", None, "full", None, None, chosen.markdown, 1)
    )
    index = AnchorIndex(source, words)
    failed = []
    for one in filter(None, chosen.found):
        if one["yaml"] is None:
            failed.append(f"no selector for {one['words']!r}")
            continue
        document, problems = read_yaml(one["yaml"], "annotations/a.yaml")
        assert document, one["yaml"]
        records = read_records(document, {})
        # A note of random words may hold a link that no page would show: that is a warning.
        told = [*problems, *records.problems]
        assert not [problem for problem in told if problem.level is Level.ERROR], one["yaml"]
        (note,) = records.records.notes
        spans, found = anchor(index, note.selector, note.at)
        quoted = "".join(fold_quote(words[start:end]) for start, end in spans)
        start = len(fold_quote(words[: spans[0][0]])) if spans else -1
        if found or quoted != fold_quote(one["words"]) or start != len(one["before"]):
            failed.append(f"{one['yaml']} {found} {quoted!r} at {start}")
        if note.note != one["words"] or one["typed"] != one["span"]:
            failed.append(f"{one['words']!r} {note.note!r} {one['typed']} {one['span']}")
    return failed


@pytest.mark.parametrize("number", range(0, TEXTS, 25))
def test_any_selection_in_any_text_anchors_on_the_very_words(
    choose: Callable[..., Chosen], number: int
) -> None:
    """Over tables, footnotes, code, any script and any marks; the file reads back as it was."""
    drawn = random.Random(SEED + number)  # noqa: S311  # no secret
    made = 0
    for _ in range(25):
        chosen = choose(written(Tape(drawn.randbytes(400))), drawn)
        made += len([*filter(None, chosen.found)])
        assert wrong(chosen) == []
    assert made > 100


@pytest.mark.parametrize("markdown", HANDMADE)
def test_hard_texts_are_told_apart(choose: Callable[..., Chosen], markdown: str) -> None:
    """Repeated cells, lines and verses, right-to-left, scripts without spaces, joined emoji."""
    chosen = choose(markdown, random.Random(SEED), 60)  # noqa: S311  # no secret
    assert any(chosen.found)
    assert wrong(chosen) == []


def test_selections_in_this_corpus_anchor(choose: Callable[..., Chosen], project: Path) -> None:
    """In each of its texts, sixty selections."""
    for path in sorted((project / "content").glob("*.md")):
        body = path.read_text("utf-8").split("\n---\n", 1)[1]
        assert wrong(choose(body, random.Random(SEED), 60)) == []  # noqa: S311  # no secret


DATES = {
    "2020": "2020",
    "31.12.2020": "2020-12-31",
    "31/12/2020": "2020-12-31",
    "12/31/2020": "2020-12-31",
    "04/03/2020": None,
    "30.2.2020": None,
    "9.2023": "2023-09",
    "2020-12-31": "2020-12-31",
    "2020-13": None,
    "about 1432": "1432~",
    "c. 1432": "1432~",
    "circa 1432": "1432~",
    "1432?": "1432?",
    "1432~": "1432~",
    "spring 2010": "2010-21",
    "Winter 1999": "1999-24",
    "fall 2001": "2001-23",
    "September 2010": "2010-09",
    "6 September 2023": "2023-09-06",
    "6th of September 2023": "2023-09-06",
    "Sept. 6, 2023": "2023-09-06",
    "31 April 2020": None,
    "2010/2012": "2010/2012",
    "2010–2012": "2010/2012",
    "2010 to 2012": "2010/2012",
    "between 2010 and 2012": "2010/2012",
    "from March 2010 to May 2011": "2010-03/2011-05",
    "2012 to 2010": None,
    "since 2010": "2010/..",
    "until 2010": "../2010",
    "2010/..": "2010/..",
    "the 1430s": None,
    "1430s": "143X",
    "15th century": "14XX",
    "143X": "143X",
    "978": "0978",
    "yesterday": None,
    "": None,
    "2020-12-31T10:00": None,
}


def test_dates_as_people_write_them_become_edtf(browser: Any) -> None:
    """What is made of them is a date to the generator; what cannot be read is none."""
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())
    found = page.evaluate("all => all.map(readDate)", [*DATES])
    page.close()
    assert dict(zip(DATES, found, strict=True)) == DATES
    assert all(read_date(date) for date in found if date)


NUMBERS = {
    "150": "150",
    "1,500": "1500",
    "1 500 000": "1500000",
    "2.5": "2.5",
    "100 to 250": {"min": "100", "max": "250"},
    "100-250 men": {"min": "100", "max": "250", "unit": "men"},
    "about 200 men": {"min": "200", "max": "200", "unit": "men", "approximate": True},
    "at least 30": {"min": "30"},
    "up to 80 km": {"max": "80", "unit": "km"},
    "250 to 100": None,
    "many": None,
}


def test_numbers_as_people_write_them_become_bounds(browser: Any) -> None:
    """With unit, and whether they are approximate."""
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())
    found = page.evaluate("all => all.map(readNumber)", [*NUMBERS])
    page.close()
    assert dict(zip(NUMBERS, found, strict=True)) == NUMBERS


def test_a_record_for_the_form_reads_back_whole(browser: Any, tiny: Path) -> None:
    """Every contradiction and entity of our corpus and of the tiny one: nothing of it is lost."""
    corpora = [load(root).records for root in (tiny, tiny.parents[1])]
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())
    written: list[tuple[Any, Any]] = []
    for records in corpora:
        written += [(one, of_contradiction(one)) for one in records.contradictions]
        written += [(one, of_entity(one)) for one in records.entities]
    lines = page.evaluate(
        "all => all.map((one) => itemLines(one).join('\\n'))",
        [json.loads(compact(form["record"])) for _, form in written],
    )
    page.close()
    for (record, form), found in zip(written, lines, strict=True):
        key = {"contradiction": "contradictions", "entity": "entities"}[form["kind"]]
        document, problems = read_yaml(f"{key}:\n{found}\n", "annotations/a.yaml")
        assert document and not problems, found
        (again,) = getattr(read_records(document, {}).records, key)
        assert placeless(again) == placeless(record), found


def placeless(record: Any) -> Any:
    """A record as its fields, without where they stand."""
    if isinstance(record, tuple) and hasattr(record, "_asdict"):
        fields = record._asdict().items()
        return {key: placeless(value) for key, value in fields if key not in ("at", "places")}
    return [placeless(one) for one in record] if isinstance(record, tuple) else record


def test_ids_are_made_as_the_command_makes_them(browser: Any) -> None:
    """From names in any script, the same on both sides."""
    drawn = random.Random(SEED)  # noqa: S311  # no secret
    letters = "aZéØß’' -_.é\u0301\u0308\u200c\u3164\u202eйЙёӣعَمكー王々ぁกำहि१½²🙂ﬁﬃİıǅ"
    texts = ["".join(drawn.choices(letters, k=drawn.randrange(60))) for _ in range(500)]
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())
    made = page.evaluate("all => all.map((one) => makeId(one, new Set(['A', 'z-2']), 'x'))", texts)
    page.close()
    assert made == [make_id(text, {"A", "z-2"}, "x") for text in texts], f"seed {SEED}"


@pytest.mark.parametrize(
    ("words", "selected", "wanted"),
    [
        ("The bridge, and the toll.", "ridg", "bridge"),
        ("The bridge, and the toll.", "ge, and the to", "bridge, and the toll"),
        ("The bridge, and the toll.", "bridge", "bridge"),
        ("The bridge, and the toll.", ", and", ", and"),
        ("Мост построен в 1432 году.", "строе", "построен"),
        ("Мост построен в 1432 году.", "43", "1432"),
        ("قال الراوي ذلك.", "راو", "الراوي"),
        ("O’Brien came.", "Bri", "Brien"),
        ("a co\u00adop\u00aderative", "era", "co\u00adop\u00aderative"),
        ("cafe\u0301s closed", "af", "cafe\u0301s"),
        ("𝐀𝐁𝐂 end", "𝐁", "𝐀𝐁𝐂"),
        ("王安石變法始於此。", "安石", "安石"),
        ("ภาษาไทยง่าย", "ไทย", "ไทย"),
    ],
)
def test_a_selection_is_taken_to_whole_words(
    browser: Any, words: str, selected: str, wanted: str
) -> None:
    """In scripts that divide words by spaces; in others it stays as it is."""
    page = browser.new_page()
    page.set_content("<article id=text></article>")
    page.add_script_tag(content=script())
    wide = page.evaluate(
        "([words, part]) => { const at = words.indexOf(part);"
        " return words.slice(...wholeWords(words, [at, at + part.length])); }",
        [words, selected],
    )
    page.close()
    assert wide == wanted
