"""From selected words to the forge's page: what is made is right, and nothing typed is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from test_published_browser import BASE, REPORT, Handler

from sicetnon.build import build, check_corpus
from sicetnon.problems import Level
from sicetnon.reading.records import read_records
from sicetnon.reading.yaml import read_yaml

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
PHONE = {"width": 390, "has_touch": True, "is_mobile": True}
LONGEST = 6000
SELECT = """([words, within]) => {
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf(words);
    if (at < 0 || (within === "#text" && node.parentElement.closest("[data-apparatus]"))) continue;
    getSelection().setBaseAndExtent(node, at, node, at + words.length);
    node.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    return;
  }
  throw new Error(words);
}"""


SMALL = """() => [...document.querySelectorAll(".annotating *")]
  .filter((one) => one.matches("a, button, input, select, textarea, summary"))
  .filter((one) => one.checkVisibility())
  .map((one) => [one.outerHTML, (one.closest("label") ?? one).getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 43.9 || height < 43.9).map(([one]) => one)"""
"""What is too small for a thumb."""
COPIED = "navigator.clipboard.writeText = async (words) => { window.copied = words; }"


class Forge(ThreadingHTTPServer):
    """Stands in for every forge, and keeps the addresses that it is asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []


class Answer(BaseHTTPRequestHandler):
    """Answers with a page that says nothing."""

    def do_GET(self) -> None:
        """Keep the address."""
        if "favicon" not in self.path:
            self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def forge() -> Iterator[Forge]:
    """The forge of all corpora here."""
    server = Forge()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(github: Path) -> Iterator[str]:
    """The address of the site on a server, below a path."""
    handler = partial(Handler, directory=str(github.parent / "site"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{BASE}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def github(tiny: Path, tmp_path_factory: pytest.TempPathFactory, forge: Forge) -> Path:
    """The folder of the tiny corpus on GitHub, with its site."""
    return published(
        tiny, tmp_path_factory.mktemp("github"), "https://github.com/ford/bridge", forge
    )


def published(tiny: Path, folder: Path, repository: str, forge: Forge) -> Path:
    """A copy of the tiny corpus in a repository, built; its form leads to the stand-in."""
    root = Path(shutil.copytree(tiny, folder / "corpus"))
    settings = root / "corpus.yaml"
    written = settings.read_text("utf-8").replace("https://example.org/ford", repository)
    settings.write_text(written, "utf-8")
    assert not build(root, folder / "site").failed
    data = folder / "site" / "assets" / "annotate-data.js"
    host = "/".join(repository.split("/")[:3])
    here = f"http://127.0.0.1:{forge.server_port}"
    data.write_text(
        data.read_text("utf-8").replace(f'"repository":"{host}/', f'"repository":"{here}/')
    )
    return root


def page_of(root: Path, source: str) -> str:
    """The address of a text on disk."""
    return (root.parent / "site" / "sources" / f"{source}.html").as_uri()


def select(page: Any, words: str, within: str = "#text") -> None:
    """Select words, as with the mouse, and wait for the button."""
    page.evaluate(SELECT, [words, within])
    page.locator("button.annotate").wait_for()


def annotate(page: Any, words: str, kind: str = "note", name: str = "Ann Reader") -> None:
    """Open the form for some words."""
    select(page, words)
    page.locator("button.annotate").click()
    page.locator(f"[name=kind][value={kind}]").check()
    page.locator("[name=signed]").fill(name)


def missing(page: Any) -> list[str]:
    """What the form says is missing."""
    return page.locator(".missing li").all_inner_texts()  # type: ignore[no-any-return]


def sent(page: Any, forge: Forge, label: str = "Propose it on") -> dict[str, str]:
    """What the forge receives where a way is taken: its path and the fields of the address."""
    forge.asked.clear()
    with page.context.expect_page() as opened:
        page.locator(".ways a", has_text=label).click()
    opened.value.wait_for_load_state()
    (asked,) = forge.asked
    assert len(asked) <= LONGEST
    parts = urlsplit(asked)
    return {"": parts.path, **{key: values[0] for key, values in parse_qs(parts.query).items()}}


def problems_with(root: Path, tmp_path: Path, path: str, content: str) -> list[str]:
    """The errors that `sicetnon check` has when the file is in the corpus."""
    copy = Path(shutil.copytree(root, tmp_path / "with"))
    file = copy / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    found = check_corpus(copy).problems
    return [f"{one.name} {one.message}" for one in found if one.level is Level.ERROR]


def test_a_note_goes_to_a_new_file_of_the_forge(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """Its path and its content are in the address, it is signed, and it is right."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Nobody else says so: *odd*.")
    assert missing(page) == []
    asked = sent(page, forge)
    assert asked[""] == "/ford/bridge/new/main"
    assert re.fullmatch(
        r"annotations/proposed/\d{4}-\d\d-\d\d-anselm-on-foot\.yaml", asked["filename"]
    )
    assert "    creator: ann-reader\n" in asked["value"]
    assert "name: Ann Reader" in asked["value"]
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_who_is_listed_signs_with_the_id_that_is_there(
    opened: Open, github: Path, forge: Forge
) -> None:
    """A contributor of the corpus is not named anew."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot", name="ann other")
    page.locator("[name=note]").fill("Odd.")
    value = sent(page, forge)["value"]
    assert "creator: ann\n" in value and "contributors" not in value


def test_a_claim_has_the_value_of_its_property(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """A date is read as people write it; what cannot be read is told, and stays as it was typed."""
    page = opened(page_of(github, "letters/samir"))
    annotate(page, "صاحبي", "claim")
    page.locator("[name=claim]").fill("The battle was in 1143.")
    page.locator(".fields summary").click()
    page.locator("[name=subject]").fill("battle")
    page.locator("[name=predicate]").fill("year")
    page.locator("[name=value]").fill("the day before")
    assert any("date cannot be read" in sentence for sentence in missing(page))
    assert page.locator("[name=value]").input_value() == "the day before"
    page.locator("[name=value]").fill("about 1143")
    page.locator("[name=modality]").select_option("reported")
    assert missing(page) == []
    asked = sent(page, forge)
    assert "value: 1143~\n" in asked["value"] and "modality: reported\n" in asked["value"]
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


@pytest.mark.parametrize("kind", ["mention", "entity"])
def test_names_and_entities(
    opened: Open, github: Path, tmp_path: Path, kind: str, forge: Forge
) -> None:
    """A name of the corpus is chosen by typing; a new one has the words for its name."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "The king" if kind == "mention" else "river", kind)
    if kind == "mention":
        page.locator("[name=entity]").fill("king osric")
    else:
        page.locator("[name=type]").select_option("place")
        assert page.locator("[name=name]").input_value() == "river"
    assert missing(page) == []
    asked = sent(page, forge)
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_two_texts_make_a_contradiction(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """One side is held over a reload and on another page; one file has both claims and question."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot", "side")
    page.locator("[name=claim]").fill("The king walked home.")
    page.locator("[name=answer]").fill("on foot")
    page.locator("button", has_text="Hold this side").click()
    page.reload()
    page.goto(page_of(github, "letters/hild"))
    annotate(page, "in triumph", "side")
    assert page.locator("[name=signed]").input_value() == "Ann Reader"
    page.locator("[name=claim]").fill("The king went home in triumph.")
    page.locator("[name=answer]").fill("in triumph")
    page.locator("[name=question]").fill("How did the king go home?")
    assert missing(page) == []
    asked = sent(page, forge)
    assert asked["value"].count("source: ") == 2
    assert "anselm/the-king-walked-home" in asked["value"]
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_a_claim_of_the_corpus_can_be_a_side(opened: Open, github: Path, forge: Forge) -> None:
    """It is held from its card, and the file refers to it."""
    page = opened(page_of(github, "anselm"))
    change(page, "claim-")
    key = page.locator(".card.claim .body, .card.contested .body").first.get_attribute("id")
    page.locator("button", has_text="Hold it as a side").click()
    page.keyboard.press("Escape")
    annotate(page, "on foot", "side")
    page.locator("[name=claim]").fill("It was otherwise.")
    page.locator("[name=answer]").fill("otherwise")
    page.locator("[name=question]").fill("How was it?")
    assert f"anselm/{key.removeprefix('claim-')}" in sent(page, forge)["value"]


def test_two_claims_of_the_corpus_can_be_set_against_each_other(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """The file has their question alone, and refers to both."""
    page = opened(page_of(github, "anselm"))
    change(page, "claim-")
    page.locator("button", has_text="Hold it as a side").click()
    page.goto(page_of(github, "letters/hild"))
    change(page, "claim-")
    assert missing(page) == []
    page.locator("button", has_text="Set it against the side that you hold").click()
    page.locator("[name=question]").fill("How was it, after all?")
    page.locator("[name=signed]").fill("Ann Reader")
    assert missing(page) == []
    asked = sent(page, forge)
    assert "claims: [anselm/" in asked["value"] and "claims: [letters/hild/" in asked["value"]
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_claims_are_held_where_they_are_quoted(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """One on the page of a contradiction, one on that of an entity; the file refers to both."""
    page = opened(at(github, "contradictions/fallen"))
    hold(page, "anselm/four-hundred")
    assert "also on other pages" in page.locator(".annotating .notice").inner_text()
    assert page.locator(".annotating .held").is_visible()
    page.goto(at(github, "entities/battle"))
    hold(page, "letters/hild/two-hundred")
    assert page.locator("[name=other]").input_value()
    page.locator("[name=question]").fill("How many men were lost?")
    page.locator("[name=signed]").fill("Ann Reader")
    assert missing(page) == []
    asked = sent(page, forge)
    assert "claims: [anselm/four-hundred]" in asked["value"]
    assert "claims: [letters/hild/two-hundred]" in asked["value"]
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_of_two_sides_the_other_is_held_when_one_is_let_go(opened: Open, github: Path) -> None:
    """And that one can be let go too."""
    page = opened(at(github, "contradictions/fallen"))
    hold(page, "anselm/four-hundred")
    page.keyboard.press("Escape")
    hold(page, "letters/hild/two-hundred")
    page.locator(".held button").click()
    assert held(page)["key"] == "letters/hild/two-hundred"
    page.locator(".held button").click()
    assert held(page) is None and not page.locator("dialog.annotating").is_visible()


def held(page: Any) -> Any:
    """The side that the browser keeps."""
    return page.evaluate("JSON.parse(localStorage.getItem('held'))")


def hold(page: Any, key: str) -> None:
    """Press the button beside a claim, in whatever fold it waits."""
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    page.locator(f"[data-hold='{key}']").first.click()
    page.locator("dialog.annotating").wait_for()


def at(root: Path, page: str) -> str:
    """The address of a page on disk."""
    return (root.parent / "site" / f"{page}.html").as_uri()


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        ("contradictions/fallen", "question", "How many fell, and of whom?"),
        ("contradictions/fallen", "answer-2", "Nobody knows"),
        ("entities/battle", "description", "In which the king was beaten."),
        ("entities/battle", "aliases", "The fight, and the flight\nthe rout"),
    ],
)
def test_the_record_of_a_page_can_be_changed(
    opened: Open, github: Path, address: str, field: str, said: str, forge: Forge
) -> None:
    """All of it is in the form, and all that was not changed is in the new lines."""
    page = opened(at(github, address))
    page.evaluate(COPIED)
    page.locator("[data-change]").click()
    before = page.locator(".annotating pre").text_content()
    page.locator(f".annotating [name={field}]").fill(said)
    if field == "answer-2":
        assert "Name the claims" in missing(page)[0]
        page.locator("[name=claims-2]").fill("letters/hild/two-hundred, letters/samir/fallen")
    assert missing(page) == []
    assert re.search(r"annotations/\S+\.yaml, near line \d+", page.inner_text(".ways .where"))
    asked = sent(page, forge, "Change the file on")
    assert asked[""].startswith("/ford/bridge/edit/main/annotations/")
    old, new = (written(lines) for lines in (before, page.evaluate("window.copied")))
    changed = [name for name in old._fields if getattr(old, name) != getattr(new, name)]
    assert changed == ["positions" if field == "answer-2" else field]


def written(lines: str) -> Any:
    """The one record that some lines of a file say."""
    key = "contradictions" if "question:" in lines else "entities"
    document, problems = read_yaml(f"{key}:\n{lines}", "annotations/a.yaml")
    assert document and not problems
    found = read_records(document, {})
    assert not found.problems
    (record,) = getattr(found.records, key)
    return record._replace(at=None)


def test_what_is_missing_in_a_contradiction_is_told(opened: Open, github: Path) -> None:
    """In plain words, and nothing that was typed is lost."""
    page = opened(at(github, "contradictions/fallen"))
    page.locator("[data-change]").click()
    page.locator("[name=question]").fill("")
    page.locator("[name=answer-0]").fill("")
    page.locator("[name=claims-1]").fill("Hild")
    assert missing(page) == [
        "Write the answer in a few words.",
        "A claim is named by its text and its own name, as in my-letter/founded-2006.",
        "Write the question to which both are answers.",
    ]
    page.locator("[name=claims-0]").fill("")
    assert any("two answers or more" in sentence for sentence in missing(page))
    assert page.locator("[name=claims-1]").input_value() == "Hild"


@pytest.mark.parametrize("address", ["contradictions/fallen", "entities/battle", "sources/anselm"])
def test_what_is_wrong_can_be_told(opened: Open, github: Path, address: str) -> None:
    """By the form for an issue, which knows the page."""
    page = opened(at(github, address))
    (href, *_) = page.eval_on_selector_all(
        "a", "all => all.filter((a) => a.textContent === 'This is wrong').map((a) => a.href)"
    )
    asked = parse_qs(urlsplit(href).query)
    assert asked["template"] == ["correction.yml"]
    assert asked["where"][0].startswith(f"{address}.html")


def test_words_of_a_quote_are_annotated_in_their_text(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """The text opens with the form, and the words are the very ones; a reload does not open it."""
    page = opened(at(github, "contradictions/fallen"))
    words = page.locator(".stand:last-child .voice > blockquote mark").inner_text()
    select(page, words, ".stand:last-child .voice > blockquote")
    page.locator("button.annotate").click()
    page.wait_for_url("**/sources/letters/hild.html#claim-two-hundred")
    page.locator("dialog.annotating").wait_for()
    assert page.locator("[name=words]").input_value() == words
    page.locator("[name=note]").fill("Odd.")
    page.locator("[name=signed]").fill("Ann Reader")
    asked = sent(page, forge)
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []
    page.reload()
    page.locator("#text").wait_for()
    assert not page.locator("dialog.annotating").is_visible()


def test_of_equal_words_those_that_were_quoted_are_meant(
    opened: Open, tiny_copy: Path, tmp_path: Path
) -> None:
    """A text may have the same words, and the same sentence, many times."""
    verses = (f"Verse {number}: ho, said she; ho, said he, said she." for number in range(1, 9))
    (tiny_copy / "content" / "song.md").write_text("\n\n".join(verses), "utf-8")
    (tiny_copy / "annotations" / "song.yaml").write_text(
        "source: song\nclaims:\n  - id: she-said\n    exact: said she\n"
        "    prefix: 'Verse 4: ho, '\n    claim: She said it.\n    subject: battle\n",
        "utf-8",
    )
    assert not build(tiny_copy, tmp_path / "site").failed
    page = opened((tmp_path / "site" / "entities" / "battle.html").as_uri())
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    select(page, "said she", "li:has([data-hold='song/she-said']) q")
    page.locator("button.annotate").click()
    page.wait_for_url("**/sources/song.html#claim-she-said")
    page.locator("[name=note]").fill("Odd.")
    page.locator("[name=signed]").fill("Ann Reader")
    assert 'prefix: "4: ho,"\n' in page.locator(".annotating pre").text_content()


@pytest.mark.parametrize("asked", ["x", "%0A%0A", "%0Anowhere%0A", "%0A%20%0A", "%ED%A0%80"])
def test_an_address_with_other_words_is_told(opened: Open, github: Path, asked: str) -> None:
    """Whoever made it up; the page stays as it is."""
    page = opened(f"{page_of(github, 'anselm')}?annotate={asked}#p1")
    assert "do not stand in the text" in refused(page)
    assert page.url.endswith("anselm.html#p1")


def test_words_of_two_quotes_or_of_none_are_refused(opened: Open, github: Path) -> None:
    """With a sentence; nothing is opened."""
    page = opened(at(github, "contradictions/fallen"))
    address = page.url
    ends = "getSelection().setBaseAndExtent({}, 0, {}, 1)"
    first, last = (f"document.querySelectorAll('.voice mark')[{n}].firstChild" for n in (0, 1))
    for selected in (ends.format(first, last), ends.format("document.body", "document.body")):
        page.evaluate(selected)
        page.keyboard.press("a")
        assert "words of one quote" in refused(page)
        page.keyboard.press("Escape")
        page.locator("dialog.annotating").wait_for(state="hidden")
    page.evaluate("getSelection().removeAllRanges()")
    page.keyboard.press("a")
    assert "words of one quote" in refused(page)
    assert page.url == address


def change(page: Any, mark: str) -> None:
    """Open the form for the first card of a kind."""
    card = page.locator(f'.card:has(.body[id^="{mark}"])').first
    card.evaluate("card => { card.open = true; }")
    card.locator("[data-change]").click()
    page.locator("dialog.annotating").wait_for()


def test_a_change_leads_to_the_file_with_the_new_lines(
    opened: Open, github: Path, forge: Forge
) -> None:
    """The record is in the form, its new lines on the clipboard, and it is said where they go."""
    page = opened(page_of(github, "anselm"))
    page.evaluate(COPIED)
    change(page, "note-")
    before = page.locator("[name=note]").input_value()
    assert before
    page.locator("[name=note]").fill(f"{before} Or so they say.")
    where = page.locator(".ways .where").inner_text()
    assert re.search(r"annotations/\S+\.yaml, near line \d+", where)
    asked = sent(page, forge, "Change the file on")
    assert asked[""].startswith("/ford/bridge/edit/main/annotations/")
    copied = page.evaluate("window.copied")
    document, _ = read_yaml(f"source: anselm\nnotes:\n{copied}", "annotations/a.yaml")
    assert document and not read_records(document, {}).problems
    assert "Or so they say." in read_records(document, {}).records.notes[0].note
    assert "clipboard" in page.locator(".notice").inner_text()


def test_what_is_too_long_for_an_address_goes_by_the_clipboard(
    opened: Open, github: Path, forge: Forge
) -> None:
    """A Cyrillic letter takes six characters; one sentence says what to do."""
    page = opened(page_of(github, "anselm"))
    page.evaluate(COPIED)
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Эмомалӣ Раҳмон " * 90)
    asked = sent(page, forge)
    assert "value" not in asked and asked["filename"]
    assert "Эмомалӣ" in page.evaluate("window.copied")
    assert "clipboard" in page.locator(".notice").inner_text()


def test_the_issue_form_is_filled_in(opened: Open, github: Path, forge: Forge) -> None:
    """But for the kind: where a form has that as a choice, an address with it opens no form."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Odd.")
    asked = sent(page, forge, "as an issue")
    assert asked[""] == "/ford/bridge/issues/new" and asked["template"] == "annotation.yml"
    assert asked["exact"] == "on foot" and "note: Odd." in asked["record"] and "kind" not in asked


@pytest.mark.parametrize(
    ("repository", "path", "field"),
    [
        ("https://codeberg.org/o/r", "/o/r/_new/main/annotations/proposed", "value"),
        ("https://gitlab.com/o/r", "/o/r/-/new/main", "file_name"),
    ],
)
def test_other_forges(
    opened: Open, tiny: Path, tmp_path: Path, repository: str, path: str, field: str, forge: Forge
) -> None:
    """Each has its own page for a new file; where it takes no content, that is on the clipboard."""
    page = opened(page_of(published(tiny, tmp_path, repository, forge), "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Odd.")
    asked = sent(page, forge)
    assert asked[""] == path and asked[field]


def test_without_a_forge_there_are_clipboard_and_file(
    opened: Open, tiny: Path, tmp_path: Path, forge: Forge
) -> None:
    """The file has the name that it should have in the corpus."""
    page = opened(page_of(published(tiny, tmp_path, '""', forge), "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Odd.")
    assert page.locator(".ways a").count() == 0
    with page.expect_download() as saved:
        page.locator(".ways button", has_text="Save as a file").click()
    assert saved.value.suggested_filename.endswith("-anselm-on-foot.yaml")
    assert "note: Odd." in Path(saved.value.path()).read_text("utf-8")


def test_by_keyboard_alone(opened: Open, expect: Any, github: Path) -> None:
    """From the number of a paragraph to the forge: words are shortened in the form."""
    page = opened(page_of(github, "anselm"))
    page.locator("#p1 .permalink").focus()
    page.keyboard.press("a")
    expect(page.locator("dialog.annotating")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.name") == "words"
    page.keyboard.press("Control+A")
    page.keyboard.type("on foot")
    press_until(page, "kind")
    press_until(page, "note")
    page.keyboard.type("Odd.")
    press_until(page, "signed")
    page.keyboard.type("Ann Reader")
    assert missing(page) == []
    assert "exact: on foot" in page.locator(".annotating pre").text_content()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Propose it on GitHub"
    page.keyboard.press("Escape")
    expect(page.locator("dialog.annotating")).not_to_be_visible()
    assert page.evaluate("document.activeElement.className") == "permalink"


def press_until(page: Any, name: str) -> None:
    """Press the Tab key until a field has the focus."""
    for _ in range(20):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(opened: Open, axe: str, github: Path, scheme: str) -> None:
    """On a phone by touch, for each kind, and nothing that is tapped is smaller than a thumb."""
    page = opened(page_of(github, "anselm"), **PHONE, color_scheme=scheme, bypass_csp=True)
    select(page, "on foot")
    page.locator("button.annotate").tap()
    page.evaluate(axe)
    for kind in ("note", "claim", "mention", "entity", "side"):
        page.locator(f"[name=kind][value={kind}]").tap()
        found = page.evaluate("axe.run().then((result) => result.violations)")
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_below_a_base_path_under_the_policy(opened: Open, served: str, forge: Forge) -> None:
    """Script, style and data come from the site, and the page's policy is kept."""
    page = opened("about:blank")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(REPORT)
    page.goto(f"{served}sources/letters/hild.html")
    annotate(page, "in triumph")
    page.locator("[name=note]").fill("Odd.")
    assert sent(page, forge, "as an issue")["where"] == f"{page.url}"
    assert [line for line in said if "policy" in line.lower()] == []


def test_a_page_older_than_the_text_is_told(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """The file knows the state of the text; where that has changed, the message says so."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Odd.")
    asked = sent(page, forge)
    copy = Path(shutil.copytree(github, tmp_path / "with"))
    file = copy / "content" / "anselm.md"
    file.write_text(file.read_text("utf-8").replace("on foot", "on a horse"), "utf-8")
    proposed = copy / asked["filename"]
    proposed.parent.mkdir(parents=True)
    proposed.write_text(asked["value"], "utf-8")
    (problem,) = [one for one in check_corpus(copy).problems if "proposed" in one.location.path]
    assert problem.name == "orphan"
    assert "content/anselm.md has changed since" in dict(problem.evidence)["since"]


# What bad input gets --------------------------------------------------------------------------


def refused(page: Any) -> str:
    """The sentence with which the form refuses a selection; nothing else is shown."""
    page.locator("dialog.annotating .notice").wait_for()
    assert not page.locator(".annotating .fields").is_visible()
    return page.locator(".annotating .notice").inner_text()  # type: ignore[no-any-return]


def test_words_of_a_card_are_not_of_the_text(opened: Open, github: Path) -> None:
    """Who selects words in the margin is told so."""
    page = opened(page_of(github, "anselm"))
    page.evaluate("document.querySelector('.card .gloss').closest('.card').open = true")
    words = page.locator(".card .gloss").first.inner_text()
    select(page, words, ".card .gloss")
    page.keyboard.press("a")
    assert "words of a note beside the text" in refused(page)


def test_a_whole_text_is_too_long(opened: Open, tmp_path: Path) -> None:
    """Who selects thousands of words is asked for the few that matter."""
    root = tmp_path / "corpus"
    (root / "content").mkdir(parents=True)
    (root / "content" / "long.md").write_text("Many words are here. " * 900, "utf-8")
    assert not build(root, tmp_path / "site").failed
    page = opened(page_of(root, "long"))
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#text .words'))")
    page.keyboard.press("a")
    assert "long passage" in refused(page)


def test_nothing_but_space_is_no_selection(opened: Open, github: Path) -> None:
    """Space between words is refused with a sentence."""
    page = opened(page_of(github, "anselm"))
    select(page, " ")
    page.keyboard.press("a")
    assert "no words" in refused(page)


def test_a_text_shown_in_part_cannot_be_annotated(
    opened: Open, tiny_copy: Path, tmp_path: Path
) -> None:
    """Its words cannot be told apart on a page that has not all of them."""
    shutil.rmtree(tiny_copy / "lessons")  # a lesson needs whole texts
    file = tiny_copy / "content" / "anselm.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\ndisplay: excerpts\n", 1))
    assert not build(tiny_copy, tmp_path / "site").failed
    page = opened(page_of(tiny_copy, "anselm"))
    select(page, "Ford")
    page.keyboard.press("a")
    assert "Only parts of this text" in refused(page)


def test_words_that_are_not_there_are_told(opened: Open, github: Path) -> None:
    """Who changes the words in the form to others is told; what was typed stays."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot")
    page.locator("[name=words]").fill("on a horse")
    page.locator("[name=note]").fill("Odd.")
    assert missing(page)[0].startswith("These words do not stand in the text.")
    assert page.locator(".ways *").count() == 0
    assert page.locator("[name=words]").input_value() == "on a horse"


def test_hostile_names_and_very_long_notes(
    opened: Open, github: Path, tmp_path: Path, forge: Forge
) -> None:
    """A name with markup is a name; ten thousand characters are told, and stay."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot", name='<img src=x onerror=alert(1)> & "Ann" \': #')
    page.locator("[name=note]").fill("x" * 10_001)
    assert "Ten thousand" in missing(page)[0]
    assert len(page.locator("[name=note]").input_value()) == 10_001
    note = 'a: "b" # c\n\n  - {d}\u200f \U0001f600 <script>alert(1)</script>\n'
    page.locator("[name=note]").fill(note)
    assert missing(page) == []
    assert page.locator(".annotating img, .annotating script").count() == 0
    asked = sent(page, forge)
    assert problems_with(github, tmp_path, asked["filename"], asked["value"]) == []


def test_what_was_typed_survives_reload_and_another_card(
    opened: Open, github: Path, forge: Forge
) -> None:
    """Until it is sent; then the next annotation begins empty."""
    page = opened(page_of(github, "anselm"))
    annotate(page, "on foot")
    page.locator("[name=note]").fill("Odd.")
    page.reload()
    change(page, "note-")
    page.keyboard.press("Escape")
    annotate(page, "fled by night")
    assert page.locator("[name=note]").input_value() == "Odd."
    sent(page, forge)
    page.keyboard.press("Escape")
    annotate(page, "on foot")
    assert page.locator("[name=note]").input_value() == ""


def test_a_browser_that_keeps_nothing_is_enough(opened: Open, github: Path) -> None:
    """Where storage is blocked the form works, and a side is held on its page."""
    page = opened("about:blank")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } })"
    )
    page.goto(page_of(github, "anselm"))
    annotate(page, "on foot", "side")
    page.locator("[name=claim]").fill("The king walked home.")
    page.locator("[name=answer]").fill("on foot")
    page.locator("button", has_text="Hold this side").click()
    assert "on this page only" in page.locator(".notice").inner_text()
    page.keyboard.press("Escape")
    annotate(page, "fled by night", "side")
    assert page.locator(".held").is_visible()


def test_without_a_connection_nothing_is_lost(opened: Open, served: str) -> None:
    """One sentence, and the next try works."""
    page = opened(f"{served}sources/anselm.html")
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))
    page.route("**/annotate.js", lambda route: route.abort())
    select(page, "on foot")
    page.locator("button.annotate").click()
    page.wait_for_timeout(300)
    assert "no connection" in said[0] and "Nothing is lost" in said[0]
    page.unroute("**/annotate.js")
    annotate(page, "on foot")
    assert page.locator("dialog.annotating").is_visible()


def test_a_word_that_was_cut_is_whole_in_the_form(opened: Open, github: Path, forge: Forge) -> None:
    """And a button takes just what was selected."""
    page = opened(page_of(github, "letters/hild"))
    select(page, "ot at an")
    page.locator("button.annotate").click()
    box = page.locator("[name=words]")
    assert box.input_value() == "not at any"
    page.get_by_role("button", name="Only “ot at an”, as selected").click()
    assert box.input_value() == "ot at an"
    page.locator("[name=signed]").fill("Ann Reader")
    page.locator("[name=note]").fill("Odd.")
    assert "exact: ot at an\n" in sent(page, forge)["value"]
