"""A lesson hides until there is an answer, keeps answers in the browser, and saves them whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from sicetnon.cli.main import main

pytestmark = pytest.mark.browser

Open = Callable[..., Any]
EDITORS = ".judged :is(h3, h4, .who, .standing, li:not(.said), legend, .choices label)"
"""What editors have written; their quotes stand in the passages anyway."""
SELECT = """([selector, start, end]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  walker.nextNode();
  getSelection().setBaseAndExtent(walker.currentNode, start, walker.currentNode, end);
}"""


def lessons(site: Path) -> list[Path]:
    """The pages of all lessons of a site."""
    return sorted(p for p in (site / "lessons").glob("*.html") if "." not in p.stem)


def visible_words(page: Any) -> str:
    """What is seen, and what a screen reader is told."""
    return page.locator("main").inner_text() + page.locator("main").aria_snapshot()


def editors_words(step: Any) -> list[str]:
    """The words of the editors in a step, one element after the other."""
    texts = step.locator(EDITORS).all_text_contents()
    return [" ".join(text.split()) for text in texts if text.strip()]


@pytest.mark.parametrize("site", ["tiny_site", "real_site"])
def test_no_word_of_the_editors_before_an_answer_and_all_after_it(
    opened: Open, site: str, request: pytest.FixtureRequest
) -> None:
    """Neither seen nor told to a screen reader; an attempt to look says that an answer is due."""
    for lesson in lessons(request.getfixturevalue(site)):
        page = opened(lesson.as_uri())
        for step in page.locator(".step").all():
            assert not any(part.is_visible() for part in step.locator(EDITORS).all())
            told = step.locator("details.judged").aria_snapshot()
            assert not [words for words in editors_words(step) if words in told]
            step.locator("summary").click()
            assert not step.locator("details.judged").evaluate("judged => judged.open")
            assert "Answer first" in step.locator(".told").inner_text()
            step.locator("[id^=answer-]").fill("My own answer.")
            step.locator("summary").click()
            assert all(part.is_visible() for part in step.locator(EDITORS).all())
            assert "The editors’ reading" in step.locator("details.judged").aria_snapshot()
        assert "Now show" in visible_words(page)


def answered(page: Any) -> None:
    """Answer every step of the tiny lesson."""
    page.locator("[name=name]").fill("Ann")
    for number in (1, 2, 3):
        page.locator(f"#answer-{number}").fill(f"Answer {number}: “<b>” & more\nin two lines")
        page.locator(f"[name=sure-{number}]").select_option("4")
        page.locator(f"#why-{number}").fill(f"Reason {number}")
    page.evaluate(SELECT, ["#step-1 .par .words p", 0, 11])
    page.locator(".take").click()
    page.locator("#step-1 .typed").fill("the battle was in 1143")
    page.locator("#step-1 .add").click()


def saved(page: Any, kind: str) -> str:
    """The content of a file that the page offers."""
    with page.expect_download() as download:
        page.locator(f"[data-save={kind}]").click()
    return Path(download.value.path()).read_text("utf-8")


def test_files_hold_every_answer_word_for_word(opened: Open, tiny_site: Path) -> None:
    """As JSON for a teacher and as Markdown with citations, the words picked among them."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    given = json.loads(saved(page, "json"))
    markdown = saved(page, "md")
    assert (given["lesson"], given["name"]) == ("the-year", "Ann")
    for number, answer in enumerate(given["answers"], 1):
        assert answer["answer"] == f"Answer {number}: “<b>” & more\nin two lines"
        assert answer["sure"] == 4 and answer["why"] == f"Reason {number}"
        assert answer["answer"] in markdown and answer["why"] in markdown
    words = given["answers"][0]["words"]
    assert [(one["source"], one["paragraph"], one["exact"]) for one in words] == [
        ("anselm", "1", "In the year"),
        ("letters/hild", "1", "the battle was in 1143"),
    ]
    assert "> the battle was in 1143\n>\n> — Hild of Merrow, “Letter from Merrow”" in markdown


def test_answers_survive_a_reload_until_they_are_cleared(opened: Open, tiny_site: Path) -> None:
    """What was picked too; after clearing nothing is left."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    page.reload()
    assert page.locator("#why-3").input_value() == "Reason 3"
    assert page.locator("#step-1 .picked li").count() == 2
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("[data-save=clear]").click()
    page.reload()
    assert page.locator("#why-3").input_value() == ""
    assert page.locator(".picked li").count() == 0


def test_agreement_and_difference_are_marked(opened: Open, tiny_site: Path) -> None:
    """Words that both rely on, words of the editors alone, and those of the student alone."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    page.locator("#step-1 .typed").fill("Four hundred of his men")
    page.locator("#step-1 .add").click()
    page.locator("#step-1 summary").click()
    page.locator("#step-1 .judged input[value='1142']").check()
    shared = page.locator("#step-1 .said .shared").all_inner_texts()
    assert shared == ["You rely on these words too."] * 2
    assert page.locator("#step-1 .yours").inner_text().endswith("only you rely on: 1")
    assert page.locator("#step-1 h4 .own").first.inner_text() == "your answer"
    page.locator("#step-1 .picked button").first.click()
    assert page.locator("#step-1 .said .shared").first.inner_text().startswith("You did not")


def loaded(page: Any, content: str, name: str = "ann.json") -> str:
    """What the page says of a file of answers that is chosen."""
    page.locator(".saved").evaluate("said => { said.textContent = ''; }")
    file = {"name": name, "mimeType": "application/json", "buffer": content.encode()}
    page.locator(".load").set_input_files(file)
    page.locator(".saved:not(:empty)").wait_for()
    return str(page.locator(".saved").inner_text())


def test_saved_answers_go_to_another_device(opened: Open, browser: Any, tiny_site: Path) -> None:
    """All of them, the words picked among them; they survive a reload there."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    page.locator("#step-1 summary").click()
    page.locator("#step-1 .judged input[value='1142']").check()
    file = saved(page, "json")
    window = browser.new_context()
    other = window.new_page()
    other.goto(lessons(tiny_site)[0].as_uri())
    assert loaded(other, file) == "Loaded: ann.json"
    assert json.loads(saved(other, "json")) == json.loads(file)
    assert other.locator("#step-1 details.judged").evaluate("judged => judged.open")
    assert not other.locator("#step-2 details.judged").evaluate("judged => judged.open")
    other.reload()
    assert json.loads(saved(other, "json")) == json.loads(file)
    window.close()


def test_answers_are_replaced_only_after_a_question(opened: Open, tiny_site: Path) -> None:
    """Whoever says no keeps theirs; what fits no question any more is counted."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    theirs = json.loads(saved(page, "json"))
    theirs["name"], theirs["answers"][0]["answer"] = "Bea", "Another"
    theirs["answers"][1]["question"] = "Which is asked no more?"
    said: list[str] = []
    answers = iter((False, True))

    def decide(dialog: Any) -> None:
        said.append(dialog.message)
        dialog.accept() if next(answers) else dialog.dismiss()

    page.on("dialog", decide)
    assert loaded(page, json.dumps(theirs), "bea.json") == "Nothing was changed."
    assert page.locator("[name=name]").input_value() == "Ann"
    assert loaded(page, json.dumps(theirs), "bea.json").endswith("any more: 1")
    assert page.locator("[name=name]").input_value() == "Bea"
    assert page.locator("#answer-1").input_value() == "Another"
    assert page.locator("#answer-2").input_value() == ""
    assert said == ["Replace the answers on this page by those of bea.json?"] * 2


def test_a_file_that_is_none_changes_nothing(opened: Open, tiny_site: Path) -> None:
    """Each is told in one sentence, by name; nothing of it is more than text."""
    page = opened(lessons(tiny_site)[0].as_uri())
    answered(page)
    good = saved(page, "json")
    broken = json.loads(good)
    broken["answers"][0]["words"] = [{"source": "anselm", "exact": {"a": 1}}]
    other = {**json.loads(good), "lesson": "x", "title": "<img src=x onerror=alert(1)>"}
    for content, told in (
        ("{", "is no file of answers"),
        ("null", "is no file of answers"),
        (json.dumps({"format": "other"}), "is no file of answers"),
        (json.dumps(broken), "is damaged"),
        (json.dumps(other), "has answers to another lesson: <img src=x onerror=alert(1)>"),
        (" " * 5_000_001, "is too large"),
    ):
        assert told in loaded(page, content), told
        assert page.locator(".saved img").count() == 0
        assert saved(page, "json") == good


def test_a_browser_that_keeps_nothing_says_so(browser: Any, tiny_site: Path) -> None:
    """And the file is still offered."""
    window = browser.new_context()
    page = window.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(lessons(tiny_site)[0].as_uri())
    assert "keeps nothing" in page.locator(".kept").inner_text()
    page.locator("#answer-1").fill("Still here")
    assert json.loads(saved(page, "json"))["answers"][0]["answer"] == "Still here"
    window.close()


def test_very_long_answers_stay_whole(opened: Open, tiny_site: Path) -> None:
    """100,000 characters are kept, shown again and saved; the page goes on working."""
    page, long = opened(lessons(tiny_site)[0].as_uri()), "word " * 20_000
    page.locator("#answer-1").fill(long)
    page.locator("#answer-2").fill("short")
    page.wait_for_timeout(500)
    page.reload()
    assert json.loads(saved(page, "json"))["answers"][0]["answer"] == long.strip()
    assert page.locator("#answer-2").input_value() == "short"


def test_without_scripts_it_is_a_worksheet(opened: Open, tiny_site: Path) -> None:
    """There are lines to write on, nothing that does nothing, and nothing of the editors' yet."""
    page = opened(lessons(tiny_site)[0].as_uri(), java_script_enabled=False)
    assert page.locator("#step-1 .lines").first.is_visible()
    assert not any(part.is_visible() for part in page.locator(".script, .judged h3").all())


def test_on_paper_answers_stand_in_place_of_lines(opened: Open, tiny_site: Path) -> None:
    """What is not answered has lines; what is hidden stays so; each text is cited."""
    page = opened(lessons(tiny_site)[0].as_uri())
    page.locator("#answer-1").fill("On paper")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    printed = page.locator("main").inner_text()
    assert "On paper" in printed and "Annals of Oxley" in printed
    assert page.locator("#step-2 .written .lines").first.is_visible()
    assert not page.locator("#step-1 .written .lines").first.is_visible()
    assert not any(part.is_visible() for part in page.locator(EDITORS).all())


@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_the_other_pages_either(
    browser: Any, axe: str, tiny_site: Path, width: int
) -> None:
    """Teacher's page, worksheets, and a lesson whose readings are open."""
    window = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = window.new_page()
    for path in sorted((tiny_site / "lessons").glob("*.html")):
        page.goto(path.as_uri())
        if "." not in path.stem:
            answered(page)
            for summary in page.locator("summary").all():
                summary.click()
        page.evaluate(axe)
        found = page.evaluate("axe.run().then((result) => result.violations)")
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == [], path.name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
    window.close()


def test_every_link_of_a_pack_opens_from_disk(opened: Open, tiny: Path, tmp_path: Path) -> None:
    """The lesson in it works too, and no page asks for what is not there."""
    target = tmp_path / "one.zip"
    words = ["pack", "the-year", "--root", str(tiny), "--to", str(target)]
    assert CliRunner().invoke(main, words).exit_code == 0
    ZipFile(target).extractall(tmp_path / "pack")
    left, seen = [(tmp_path / "pack/index.html").as_uri()], set[str]()
    page = opened(left[0])
    failed: list[str] = []
    # What goes on loading when the next page is opened is given up, and says so.
    page.on(
        "requestfailed",
        lambda request: failed.append(request.url) if "ABORTED" not in request.failure else None,
    )
    while left:
        address = left.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        links = page.eval_on_selector_all("a[href]", "links => links.map((link) => link.href)")
        left += [link.partition("#")[0] for link in links if link.startswith("file:")]
    assert len(seen) == 7 and failed == []
    page.goto((tmp_path / "pack/lessons/the-year.html").as_uri())
    answered(page)
    assert page.locator("#step-1 .picked li").count() == 2
    page.on("dialog", lambda dialog: dialog.accept())
    assert loaded(page, saved(page, "json")) == "Loaded: ann.json"
