"""What readers see: the pages of the tiny corpus, and of one whose every string is hostile.

Looked at by what holds across themes: ids, links, quotes, marks and words.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import html5lib
import pytest
from bs4 import BeautifulSoup, Tag
from tests.conftest import anchors_of, claims_of

from attacks import HOSTILE, PLAIN, RUN, strange
from sicetnon import urls
from sicetnon.build import build, check_corpus
from sicetnon.model import Corpus
from sicetnon.vocabulary import CARD_KINDS

WriteCorpus = Callable[[dict[str, str | bytes]], Path]
Soup = Callable[[Path], BeautifulSoup]
Page = Callable[[str], BeautifulSoup]


@pytest.fixture(scope="module")
def page(tiny_site: Path) -> Page:
    """Reads a page of the tiny site by its address; its links become addresses of the site."""

    @cache
    def read_page(address: str) -> BeautifulSoup:
        found = BeautifulSoup((tiny_site / address).read_text("utf-8"), "html5lib")
        for link in found.select('[href]:not([href*=":"])'):
            path, hash_, fragment = str(link["href"]).partition("#")
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(address), path))
            link["href"] = (whole if path else address) + hash_ + fragment
        return found

    return read_page


@pytest.fixture(scope="module")
def tiny_corpus(tiny: Path) -> Corpus:
    """The tiny corpus itself."""
    return check_corpus(tiny).corpus


def words(element: Tag | None) -> str:
    """The text of an element on one line."""
    assert element is not None
    return " ".join(element.get_text().split())


def card(page: BeautifulSoup, mark: str) -> Tag:
    """The card in the margin that bears a mark's id."""
    found = page.find(id=mark)
    assert found is not None, mark
    whole = found if "card" in found.get("class", ()) else found.find_parent(class_="card")
    assert whole is not None, mark
    return whole


def links(element: Tag) -> list[tuple[str, str]]:
    """Words and targets of the links in an element."""
    return [(words(a), str(a["href"])) for a in element.find_all("a", href=True)]


def quotes(element: Tag) -> list[str]:
    """What is quoted in an element."""
    return [words(quote) for quote in element.find_all(["blockquote", "q"])]


def quoted(corpus: Corpus, key: str) -> str:
    """The words of a claim."""
    claim, anchored = claims_of(corpus)[key], anchors_of(corpus)[key]
    text = corpus.sources[claim.source].text.text
    return " […] ".join(" ".join(text[a:b].split()) for a, b in anchored.spans)


# The margin ---------------------------------------------------------------------------------


def test_a_contested_claim_shows_the_others_words(page: Page, tiny_corpus: Corpus) -> None:
    """In its card stand the words of every claim of rival positions, each with a link to it."""
    standings = tiny_corpus.standings.items()
    live = {key: one.contradictions for key, one in standings if one.word in CARD_KINDS}
    assert {"anselm/fought-1142", "anselm/four-hundred"} <= live.keys()
    for key, names in live.items():
        source = claims_of(tiny_corpus)[key].source
        shown = card(page(urls.source(source)), urls.mark("claim", claims_of(tiny_corpus)[key].id))
        targets = [target for _, target in links(shown)]
        for name in names:
            assert urls.contradiction(name) in targets
            for position in tiny_corpus.contradictions[name].positions:
                for other in position.claims if key not in position.claims else ():
                    assert quoted(tiny_corpus, other) in quotes(shown)
                    assert urls.claim(other) in targets
        assert quoted(tiny_corpus, key) not in quotes(shown)


@pytest.mark.parametrize(
    ("source", "claim", "kind"),
    [
        ("anselm", "fought-1142", "contested"),
        ("anselm", "four-hundred", "tension"),
        ("anselm", "osric-beaten", "claim"),
        ("anselm", "horses", "claim"),
    ],
)
def test_words_reference_and_card_say_how_a_claim_stands(
    page: Page, source: str, claim: str, kind: str
) -> None:
    """Contested, in tension, or neither, as explained and rejected contradictions leave it."""
    shown, mark = page(urls.source(source)), urls.mark("claim", claim)
    kinds = {"contested", "tension", "claim"}
    marked = shown.select_one(f'mark[data-a~="{mark}"]:not(:has(mark))')
    assert kinds & {*marked["class"]} >= {kind}
    assert kinds & {*shown.find(id=urls.reference(mark))["class"]} == {kind}
    assert kinds & {*card(shown, mark)["class"]} == {kind}


def test_an_explained_contradiction_is_a_link_and_no_more(page: Page) -> None:
    """It stands in the card of its claims, without the words of the others."""
    shown = card(page("sources/anselm.html"), "claim-osric-beaten")
    assert ("Who won?", "contradictions/victor.html") in links(shown)
    assert quotes(shown) == []


def test_a_claim_nobody_contests_shows_no_others_words(page: Page) -> None:
    """A rejected contradiction contests nothing."""
    shown = card(page("sources/anselm.html"), "claim-horses")
    assert quotes(shown) == []
    assert "contested" not in shown["class"]


def test_a_card_tells_who_says_what_on_whose_word(page: Page) -> None:
    """Gloss, modality, those it is attributed to, nearest first, subject, value and place."""
    shown = card(page("sources/anselm.html"), "claim-four-hundred")
    said = words(shown)
    for part in ("Osric lost four hundred men.", "reported", "Fallen", "400 men"):
        assert part.casefold() in said.casefold()
    assert links(shown)[:5] == [
        ("reported", "glossary.html#reported"),
        ("the sexton of Merrow", "entities/sexton.html"),
        ("Hild of Merrow", "entities/hild.html"),
        ("Queen Maud", "entities/maud.html"),
        ("Battle of the Ford", "entities/battle.html"),
    ]
    other = words(card(page("sources/anselm.html"), "claim-fought-1142"))
    for part in ("asserted", "1187", "fol. 3", "forty years", "Ann Other", "2026-11-22"):
        assert part in other
    assert "held possible" in words(card(page("sources/letters/hild.html"), "claim-no-battle"))


def test_a_note_is_shown_as_markdown(page: Page) -> None:
    """In blocks, with its links, beside the row in which its words begin."""
    shown = card(page("sources/anselm.html"), "note-fled-by-night")
    assert ("the manual", "https://example.org/rout") in links(shown)
    assert [words(em) for em in shown.find_all("em")] == ["dust"]
    assert shown.find_parent(id="p2")


def test_a_closed_card_shows_words_not_markdown(page: Page) -> None:
    """Signs of Markdown are for editors."""
    gist = card(page("sources/anselm.html"), "note-fled-by-night").find("summary")
    assert not re.search(r"[*_`\[\]]|\]\(", words(gist))


def test_marks_and_cards_lead_to_each_other(page: Page, tiny_corpus: Corpus) -> None:
    """Each claim and note has one reference mark after its words, its card, and a way back."""
    for name, annotated in tiny_corpus.sources.items():
        whole = page(urls.source(name))
        text = whole.find(id="text")
        assert text
        marked = {
            one for mark in text.select("mark[data-a]") for one in str(mark["data-a"]).split()
        }
        expected = {anchored.mark for anchored in (*annotated.claims, *annotated.notes)}
        assert expected == {one for one in marked if not one.startswith("entity-")}
        for mark in expected:
            (reference,) = text.select(f'a.ref[href$="#{mark}"]')
            assert reference["href"] == urls.in_source(name, mark)
            back = urls.in_source(name, str(reference["id"]))
            assert back in [target for _, target in links(card(whole, mark))]
            numbers = card(whole, mark).find(class_="number")
            assert words(numbers) == words(reference)
        assert len(text.select(".card")) == len(text.select("a.ref")) == len(expected)


def test_marked_words_are_those_that_were_quoted(page: Page, tiny_corpus: Corpus) -> None:
    """Across emphasis, links, list items, table cells and footnotes, joined again."""
    for name, annotated in tiny_corpus.sources.items():
        text = BeautifulSoup(str(page(urls.source(name)).find(id="text")), "html5lib")
        for apparatus in text.select("[data-apparatus]"):
            apparatus.decompose()
        for anchored in (*annotated.claims, *annotated.notes):
            pieces = text.select(f'mark[data-a~="{anchored.mark}"]')
            whole = "".join(annotated.text.text[a:b] for a, b in anchored.spans)
            assert "".join(piece.get_text() for piece in pieces) == whole


def test_names_lead_to_their_entities(page: Page) -> None:
    """Found by alias or said by an editor; not inside a link of the source's own."""
    text = page("sources/anselm.html").find(id="text")
    found = [link for row in text.select(".words") for link in links(row) if "entities" in link[1]]
    assert found == [
        ("King Osric", "entities/osric.html"),
        ("Queen Maud", "entities/maud.html"),
        ("Ford of Elder", "entities/ford.html"),
        ("the sexton of Merrow", "entities/sexton.html"),
        ("The king", "entities/osric.html"),
        ("Osric", "entities/osric.html"),
    ]


def test_a_text_tells_what_it_is_a_digest_of(page: Page) -> None:
    """Author, title, publisher and date of the work, and how they were inferred."""
    head = words(page("sources/letters/hild.html").find("main").find("header"))
    for part in ("Digest", "Hild of Merrow", "Letter from Merrow", "Merrow Abbey", "May 1144"):
        assert part in head
    assert "that of a feast named" in head


# Entities -----------------------------------------------------------------------------------


def test_an_entity_is_shown_in_every_sentence_that_names_it(page: Page) -> None:
    """With its name marked and a link to the paragraph; sentences are cut at their ends."""
    found = [
        (words(link), words(link.find("mark")), link["href"])
        for link in page("entities/osric.html").select("li > a:has(mark)")
    ]
    sentences = [
        "In the year 1142 King Osric met the host of Queen Maud at the Ford of Elder,"
        " and he was beaten.",
        "The king went home on foot.",
        "Others write that it was Osric who won.",
        "She saw the banners of King Osric go home in triumph.",
    ]
    assert found == [
        (sentences[0], "King Osric", "sources/anselm.html#p1"),
        (sentences[1], "The king", "sources/anselm.html#p1"),
        (sentences[2], "Osric", "sources/anselm.html#p6"),
        (sentences[3], "King Osric", "sources/letters/hild.html#p1"),
    ]


def test_every_mention_is_listed(page: Page, tiny_corpus: Corpus) -> None:
    """As many sentences as there are mentions, on each entity's page."""
    for name in tiny_corpus.entities:
        shown = page(urls.entity(name)).select("li > a:has(mark)")
        assert len(shown) == sum(times for _, times in tiny_corpus.mentions.get(name, ()))


def test_an_entity_shows_what_the_sources_say_of_it(page: Page, tiny_corpus: Corpus) -> None:
    """Each claim about it in the row of its question, with its words and a link to its card."""
    rows = {words(row.find("th")): row for row in page("entities/battle.html").select("tbody tr")}
    for key in tiny_corpus.claims_about["battle"]:
        predicate = tiny_corpus.predicates[claims_of(tiny_corpus)[key].predicate or ""]
        row = rows[predicate.question.replace("{subject}", "Battle of the Ford")]
        assert quoted(tiny_corpus, key) in quotes(row)
        assert urls.claim(key) in [target for _, target in links(row)]
    silent = rows["How many fell in Battle of the Ford?"].select_one(".silent")
    assert links(silent) == [("رسالة سمير", "sources/letters/samir.html")]


def test_an_entity_begins_with_what_is_contested(page: Page) -> None:
    """Questions with their answers first, contested rows before others, what is not is folded."""
    shown = page("entities/battle.html").find("main")
    questions, said = shown.select_one("#questions"), shown.select_one("#said")
    assert ("How many fell?", "contradictions/fallen.html") in links(questions)
    assert [len(questions.find_all_previous("section")), questions.find("table")] == [0, None]
    open_, folded = said.select("table")
    assert not open_.find_parent("details")
    assert folded.find_parent("details").get("open") is None
    assert all(row.select_one(".value.contested") for row in open_.select("tbody tr"))
    assert not folded.select(".value.contested")


def test_an_entity_shows_what_stands_on_its_word_and_where_it_is_the_answer(page: Page) -> None:
    """Both ways of every relation are shown."""
    assert "Four hundred of his men died there" in quotes(page("entities/sexton.html"))
    assert quotes(page("entities/ford.html")) == ["Ford of Elder"]
    assert quotes(page("entities/osric.html")) == ["the banners of King Osric go home in triumph"]


def test_an_entity_shows_its_record(page: Page) -> None:
    """Type, other names in their language, date, coordinates, and links to known authorities."""
    osric, battle, ford = (page(f"entities/{name}.html") for name in ("osric", "battle", "ford"))
    assert ("wikidata: Q0", "https://www.wikidata.org/wiki/Q0") in links(osric)
    assert "Not Oswald." in words(osric.find("main")) and "A king." in words(osric.find("main"))
    assert "1142 to 1143" in words(battle.find("main"))
    assert "about 51.5, -1.25" in words(ford.find("main"))
    assert battle.find(string="المعركة").parent["lang"] == "ar"


# Contradictions -----------------------------------------------------------------------------


def test_a_face_off_shows_each_quote_in_its_sentence(page: Page, tiny_corpus: Corpus) -> None:
    """Position by position, the quoted words marked, with a link to the claim's card."""
    for name, contradiction in tiny_corpus.contradictions.items():
        position_views = page(urls.contradiction(name)).select(".stand")
        assert len(position_views) == len(contradiction.positions)
        for stand, position in zip(position_views, contradiction.positions, strict=True):
            assert position.answer in words(stand.find(["h2", "h3"]))
            claim_views = stand.find_all("figure")
            for claim_view, key in zip(claim_views, position.claims, strict=True):
                check_voice(claim_view, tiny_corpus, key)


def check_voice(claim_view: Tag, corpus: Corpus, key: str) -> None:
    """A quote in its sentence, or in its paragraph, with the words marked."""
    claim, anchored = claims_of(corpus)[key], anchors_of(corpus)[key]
    text = corpus.sources[claim.source].text
    block = next(b for b in text.blocks if b.start <= anchored.start < b.end)
    whole = " ".join(text.text[block.start : block.end].split())
    near, *paragraphs = map(words, claim_view.find_all("blockquote"))
    assert quoted(corpus, key) in near and near in whole
    assert paragraphs == [whole] if claim_view.find("details") else len(paragraphs) == 0
    assert {words(mark) for mark in claim_view.find_all("mark")} == {quoted(corpus, key)}
    assert urls.claim(key) in [target for _, target in links(claim_view)]


def test_a_face_off_quotes_each_paragraph_once(tmp_path: Path) -> None:
    """A sentence around each quote; the paragraph is folded, beside the first of its quotes."""
    text = "It rained. It was built in 1430, they say. Others write 1440. Nobody knows."
    for path, content in {
        "corpus.yaml": "title: t\n",
        "content/a.md": f"---\ntitle: a\n---\n\n{text}\n",
        "annotations/a.yaml": (
            "source: a\nclaims:\n"
            "  - {id: one, exact: built in 1430, claim: One.}\n"
            "  - {id: two, exact: '1440', claim: Two.}\n"
            "contradictions:\n  - id: when\n    question: When?\n    relation: contrary\n"
            "    positions: [{answer: A, claims: [a/one]}, {answer: B, claims: [a/two]}]\n"
            "    status: open\n"
        ),
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    assert not build(tmp_path, tmp_path / "site").failed
    shown = BeautifulSoup((tmp_path / "site/contradictions/when.html").read_text("utf-8"), "lxml")
    assert [words(quote) for quote in shown.select("blockquote")] == [
        "It was built in 1430, they say.",
        text,
        "Others write 1440.",
    ]
    assert shown.select_one("details blockquote p").text == text


def test_a_face_off_says_what_lies_behind_it(page: Page) -> None:
    """Explanation, what would settle it, who is silent on it, and questions near it."""
    year, fallen = page("contradictions/year.html"), page("contradictions/fallen.html")
    assert "Anselm counts years from Easter." in words(year.find("main"))
    assert "A charter with a date." in words(year.find("main"))
    assert ("رسالة سمير", "sources/letters/samir.html") in links(fallen)
    assert ("Where was the battle fought?", "contradictions/place.html") in links(year)


def test_a_face_off_shows_no_heading_over_nothing(page: Page) -> None:
    """What no editor has written has no section."""
    for section in page("contradictions/place.html").select("main section"):
        heading = section.find(["h2", "h3"])
        assert heading and words(section) != words(heading)


def test_the_front_page_opens_with_a_disagreement(page: Page) -> None:
    """The words of two texts, a link to each, and all sources."""
    front = page("index.html").find("main")
    assert len(quotes(front)) == 2
    targets = [target for _, target in links(front)]
    assert "contradictions/place.html" in targets
    assert {f"sources/{name}.html" for name in ("anselm", "letters/hild", "letters/samir")} <= {
        *targets
    }


def test_the_front_page_sets_two_sources_against_each_other(tmp_path: Path) -> None:
    """Though the claims that are named first are of one, and the second position is undecided."""
    claims = "".join(f"  - {{id: {n}, exact: {n}, claim: {n}.}}\n" for n in ("one", "two", "three"))
    for path, content in {
        "corpus.yaml": "title: t\n",
        "content/a.md": "---\ntitle: First\n---\n\none two three\n",
        "content/b.md": "---\ntitle: Second\n---\n\none two three\n",
        "annotations/a.yaml": f"source: a\nclaims:\n{claims}",
        "annotations/b.yaml": f"source: b\nclaims:\n{claims}",
        "annotations/c.yaml": (
            "contradictions:\n  - id: when\n    question: When?\n    relation: contrary\n"
            "    status: open\n    positions:\n"
            "      - {answer: A, claims: [a/one]}\n"
            "      - {answer: U, undecided: true, claims: [b/one]}\n"
            "      - {answer: B, claims: [a/two, b/three]}\n"
        ),
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    assert not build(tmp_path, tmp_path / "site").failed
    front = BeautifulSoup((tmp_path / "site" / "index.html").read_text("utf-8"), "lxml")
    assert [words(one) for one in front.select(".lead .answer")] == ["A", "B"]
    assert [words(one) for one in front.select(".lead .source a")] == ["First", "Second"]


def test_the_indexes_list_everything(page: Page, tiny_corpus: Corpus) -> None:
    """Every entity, claim and contradiction once."""
    for address, targets in (
        (urls.ENTITIES, map(urls.entity, tiny_corpus.entities)),
        (urls.CLAIMS, map(urls.claim, claims_of(tiny_corpus))),
        (urls.CONTRADICTIONS, map(urls.contradiction, tiny_corpus.contradictions)),
    ):
        listed = Counter(target for _, target in links(page(address).find("main")))
        assert all(listed[target] == 1 for target in targets)


# Languages ----------------------------------------------------------------------------------


def test_words_bear_their_language_and_direction(page: Page) -> None:
    """A text and every quote of it run their own way; the margin runs that of the corpus."""
    text = page("sources/letters/samir.html").find(id="text")
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    assert all((m["lang"], m["dir"]) == ("en", "ltr") for m in text.find_all("aside"))
    for address in ("sources/anselm.html", "contradictions/place.html", "entities/battle.html"):
        (quote,) = [q for q in page(address).find_all(["blockquote", "q"]) if "الجسر" in q.text]
        assert (quote["lang"], quote["dir"]) == ("ar", "rtl")
        for other in page(address).find_all(["blockquote", "q"]):
            if other is not quote and not other.find_parent(class_="words"):
                assert (other["lang"], other["dir"]) == ("en", "ltr")


def test_sentences_run_their_own_way(page: Page) -> None:
    """So do those in which an entity is named."""
    (mark,) = page("entities/bridge.html").select('li[lang="ar"] mark')
    assert mark.find_parent(attrs={"dir": ["rtl", "auto"]})


@pytest.mark.parametrize("address", ["sources/letters/samir.html", "index.html"])
def test_titles_bear_the_language_of_their_text(page: Page, address: str) -> None:
    """A reader that speaks must know how to speak them."""
    title = page(address).find("main").find(["h1", "a"], string=re.compile("رسالة"))
    assert title.get("lang") == "ar" or title.find_parent(attrs={"lang": "ar"})


# What strangers write -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two sites that differ in words only: hostile ones and plain ones."""
    sites = []
    for said in (HOSTILE, PLAIN):
        root = tmp_path_factory.mktemp("strange")
        for path, content in strange(said).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(str(content), "utf-8")
        outcome = build(root, root / "site")
        assert {problem.name for problem in outcome.problems} <= {"html-as-text", "same-reading"}
        sites.append(root / "site")
    return sites[0], sites[1]


def pages_of(site: Path) -> Iterator[tuple[str, Path]]:
    """Addresses and files of all pages."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path


def elements(page: Path) -> Counter[str]:
    """How often each element with the same attributes stands in a page, as browsers read it.

    A cell of many words has a class of its own.
    """
    soup = BeautifulSoup(page.read_text("utf-8"), "html5lib")
    for cell in soup.find_all(["td", "th"]):
        cell.attrs.pop("class", None)
    return Counter(" ".join([e.name, *sorted(e.attrs)]) for e in soup.find_all(True))


def test_no_string_becomes_an_element(hostile: tuple[Path, Path]) -> None:
    """Markup in names, glosses, notes, quotes, titles and fields is shown, on every page."""
    evil, plain = hostile
    assert [address for address, _ in pages_of(evil)] == [address for address, _ in pages_of(plain)]
    for address, page in pages_of(evil):
        evils, plains = elements(page), elements(plain / address)
        if address == urls.HEALTH:  # lists the warnings that only hostile words give
            evils, plains = Counter({*evils}), Counter({*plains})
        assert evils == plains, address


def test_no_page_runs_what_a_stranger_wrote(hostile: tuple[Path, Path]) -> None:
    """No script but ours, no handler, no dangerous address, no template run in words."""
    for _, path in pages_of(hostile[0]):
        page = BeautifulSoup(read(path), "html5lib")
        assert all(
            str(script["src"]).startswith(("assets/", "../assets/")) for script in page.select(RUN)
        )
        for element in page.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")]
            for name in ("href", "src", "action", "content", "data-root"):
                assert not re.match(r"\s*(javascript|data|vbscript):", str(element.get(name, "")))
    assert "{{ 7 }}{% x %}" in read(hostile[0] / "index.html")


@pytest.mark.parametrize("which", [0, 1])
def test_every_hostile_page_is_valid(hostile: tuple[Path, Path], which: int) -> None:
    """Each parses without a single error."""
    for _, path in pages_of(hostile[which]):
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


def test_every_page_is_valid(tiny_site: Path) -> None:
    """Each parses without a single error."""
    for _, path in pages_of(tiny_site):
        html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))


def test_every_page_bears_the_policy(tiny_site: Path, soup: Soup) -> None:
    """Scripts and styles come from the site's own files only."""
    for address, path in pages_of(tiny_site):
        (policy,) = soup(path).find_all("meta", attrs={"http-equiv": "Content-Security-Policy"})
        for rule in ("default-src 'none'", "script-src 'self'", "style-src 'self'"):
            assert rule in policy["content"], address
        assert "unsafe" not in policy["content"]


def test_nothing_on_a_page_breaks_its_policy(tiny_site: Path, soup: Soup) -> None:
    """No style attribute, no script in the page but data, nothing from elsewhere."""
    for address, path in pages_of(tiny_site):
        page = soup(path)
        assert not page.select("[style], style, iframe, object, embed"), address
        assert all(script.get("src") for script in page.select(RUN)), address
        for element in page.select("[src], link[href]"):
            assert not re.match(r"[a-z]+:|//", element.get("src") or element["href"]), address


# A theme of one's own -----------------------------------------------------------------------


def test_a_corpus_may_show_a_page_its_own_way(tiny_copy: Path) -> None:
    """One template and one style by files of the same names; the others stay."""
    (tiny_copy / "theme" / "css").mkdir(parents=True)
    block = "{% block main %}<h1>Mine: {{ site.title }}</h1>{% endblock %}"
    own = '{% extends "base.html.jinja" %}' + block
    (tiny_copy / "theme" / "404.html.jinja").write_text(own, "utf-8")
    (tiny_copy / "theme" / "css" / "print.css").write_text(".mine { color: red; }", "utf-8")
    build(tiny_copy, tiny_copy / "site")
    assert "<h1>Mine: The Ford and the Bridge</h1>" in read(tiny_copy / "site" / "404.html")
    assert ".mine" in read(tiny_copy / "site" / urls.STYLE)
    assert "Anselm" in read(tiny_copy / "site" / "index.html")


@pytest.mark.parametrize("name", ["404.html.jinja", "css/print.css"])
def test_a_theme_reads_nothing_outside_the_corpus(tiny_copy: Path, name: str) -> None:
    """A link in it would publish what it leads to."""
    (tiny_copy.parent / "secret").write_text("SECRET", "utf-8")
    (tiny_copy / "theme" / name).parent.mkdir(parents=True)
    (tiny_copy / "theme" / name).symlink_to(tiny_copy.parent / "secret")
    outcome = build(tiny_copy, tiny_copy / "site")
    assert [f"{p.location} {p.name}" for p in outcome.problems] == [
        f"theme/{name}:1:1 outside-corpus"
    ]
    assert not (tiny_copy / "site").exists()


def test_a_theme_of_a_stranger_publishes_no_script(tiny_copy: Path) -> None:
    """A corpus may override templates and styles, not what runs in its readers' browsers."""
    (tiny_copy / "theme" / "js").mkdir(parents=True)
    for name in ("margin", "filter", "search"):
        (tiny_copy / "theme" / "js" / f"{name}.js").write_text("alert('stolen')", "utf-8")
    build(tiny_copy, tiny_copy / "site")
    assert not [p for p in (tiny_copy / "site").rglob("*.js") if "stolen" in read(p)]


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text("utf-8") if path.is_file() else ""


@pytest.fixture
def withheld(corpus: WriteCorpus) -> Callable[[str], Path]:
    """Builds the site of a text of which not all may be shown."""

    def make(display: str) -> Path:
        text = (
            f"---\ntitle: A\ndisplay: {display}\n---\n# SECRET\n\nQuoted words.\n\nBob: SECRET.\n"
        )
        records = (
            "source: a\nentities: [{id: bob, type: person, name: Bob}]\n"
            "claims: [{id: c, exact: Quoted words, claim: C., subject: bob}]\n"
            "notes: [{exact: Quoted, note: N.}]\n"
        )
        root = corpus({"content/a.md": text, "annotations/a.yaml": records})
        assert not build(root, root / "site").problems
        return root / "site"

    return make


@pytest.mark.parametrize(
    "display",
    [
        "excerpts",
        "link",
    ],
)
def test_a_text_that_may_not_be_shown_is_not_published(
    withheld: Callable[[str], Path], display: str
) -> None:
    """Only paragraphs with quoted words are, or these words alone; on no page and in no index."""
    site = withheld(display)
    assert "Quoted" in read(site / "sources" / "a.html")
    assert not [path.name for path in site.rglob("*.*") if "SECRET" in read(path)]


@pytest.mark.parametrize("display", ["excerpts", "link"])
def test_nothing_leads_to_what_is_not_shown(
    withheld: Callable[[str], Path], display: str, soup: Soup
) -> None:
    """A mention in a paragraph that is left out leads to the page of its text."""
    site = withheld(display)
    shown = {str(e["id"]) for e in soup(site / "sources" / "a.html").select("[id]")}
    for link in soup(site / "entities" / "bob.html").select('a[href*="a.html"]'):
        fragment = str(link["href"]).partition("#")[2]
        assert not fragment or fragment in shown


DATES = ("-0479", "-0431~", "156X", "1432-21", "[1432,1433]", "Y17000", "../1440", "14XX/15XX")


@pytest.mark.parametrize("language", ["en", "de", "fa"])
def test_every_kind_of_date_stands_on_its_pages(
    corpus: WriteCorpus, tmp_path: Path, language: str
) -> None:
    """Of a text, of a work, of an event, as a value and as the time of a claim."""
    claims = [
        f"  - {{id: c{number}, exact: word{number}, claim: A claim., subject: event,"
        f' predicate: begun, value: "{date}", as_of: "{date}"}}'
        for number, date in enumerate(DATES)
    ]
    positions = [f"{{answer: a{n}, claims: [a/c{n}]}}" for n in range(len(DATES))]
    body = " ".join(f"word{number}" for number in range(len(DATES)))
    files = {
        "corpus.yaml": f"title: T\nlanguage: {language}\n",
        "content/a.md": f'---\ntitle: A\nissued: "-0043"\n---\n{body}\n',
        "annotations/a.yaml": "predicates:\n"
        "  - {id: begun, label: Begun, question: When?, value: date}\n"
        'entities:\n  - {id: event, type: event, name: the event, date: "-0479/-0431"}\n'
        "contradictions:\n"
        f"  - {{id: all, question: When?, positions: [{', '.join(positions)}]}}\n"
        f"  - {{id: two, question: When?, positions: [{', '.join(positions[:2])}]}}\n"
        "source: a\nclaims:\n" + "\n".join(claims) + "\n",
    }
    files |= {
        f"content/d{number}.md": f'---\ntitle: D\nissued: "{date}"\n'
        f'digest_of: {{title: W, issued: "{date}"}}\n---\nText.\n'
        for number, date in enumerate(DATES)
    }
    root = corpus(files)
    assert not build(root, tmp_path / "site").failed
    if language == "en":
        card = (tmp_path / "site/sources/a.html").read_text("utf-8")
        assert all(
            said in card for said in ("480 BC", "as of about 432 BC", "spring 1432", "44 BC")
        )
        assert "480 BC to 432 BC" in (tmp_path / "site/entities/event.html").read_text("utf-8")
        assert "48 years apart" in (tmp_path / "site/contradictions/two.html").read_text("utf-8")
