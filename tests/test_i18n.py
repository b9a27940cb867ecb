"""The languages of the interface: catalogues that are whole, and pages that speak one of them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString, Tag

from sicetnon import digests, i18n
from sicetnon.build import build
from sicetnon.i18n import CATALOGUES, ENGLISH, attributes, direction, load_language

PROJECT = Path(__file__).resolve().parents[1]
GUIDE = PROJECT / "docs" / "translating.md"
SHIPPED = ("de", "fa", "fr", "ru")
REFRESH = "the commands to bring it up to date are in docs/translating.md"
PLACEHOLDER = re.compile(r"%\(\w+\)s|\$\{\w+\}")
MARKUP = re.compile(r'</?[a-z]+|"|<')
CENTURY = re.compile(r"%\((number|roman)\)s")
"""What may stand for `%(ordinal)s`, since languages number centuries in three ways."""

catalogues = pytest.mark.parametrize("path", sorted(CATALOGUES.glob("*.po")), ids=lambda p: p.stem)


# Catalogues ---------------------------------------------------------------------------------


@cache
def messages() -> Catalog:
    """All messages of the program, taken out of it by the command of the guide."""
    (command,) = {line for line in GUIDE.read_text("utf-8").splitlines() if "extract" in line}
    with TemporaryDirectory() as folder:
        pot = Path(folder) / "messages.pot"
        places = {"pyproject.toml": PROJECT / "pyproject.toml", "messages.pot": pot, ".": PROJECT}
        words = [str(places.get(word, word)) for word in shlex.split(command)]
        CommandLineInterface().run(["pybabel", "-q", *words[1:]])
        with pot.open("rb") as file:
            return read_po(file)


def read(path: Path) -> Catalog:
    """A catalogue, with what is no longer asked for among the rest."""
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def named(message: Message) -> tuple[str | None, str]:
    """What tells a message from all others."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """The forms of a message, or of a translation."""
    return (text,) if isinstance(text, str) else tuple(text)


def wrong(path: Path) -> Iterator[str]:
    """What a translator has to mend in a catalogue, with its file and line."""
    catalogue, wanted = read(path), {named(message): message for message in messages()}
    for message in catalogue:
        if not message.id:
            continue
        at = f"{path.name}:{message.lineno}: “{named(message)[1][:60]}”"
        model = wanted.pop(named(message), None)
        if model is None:
            yield f"{at} is no message of the program"
        elif message.fuzzy or not all(forms(message.string)):
            yield f"{at} is not translated"
        else:
            yield from differing(at, forms(model.id)[-1], forms(message.string))
    yield from (f"{path.name}: “{text[:60]}” is missing" for _, text in wanted if text)
    yield from (f"{path.name}: “{text[:60]}” is left over" for text in catalogue.obsolete)


def differing(at: str, message: str, translations: tuple[str, ...]) -> Iterator[str]:
    """Where a translation has other placeholders, tags or straight quotes than its message."""
    for text in translations:
        kept = CENTURY.sub("%(ordinal)s", text) if "%(ordinal)s" in message else text
        for what, pattern in (("placeholders", PLACEHOLDER), ("tags or quotes", MARKUP)):
            had, has = Counter(pattern.findall(message)), Counter(pattern.findall(kept))
            if had != has:
                yield f"{at} has other {what} than the message: {sorted((had - has) | (has - had))}"


@catalogues
def test_a_catalogue_is_whole(path: Path) -> None:
    """No message is missing, unsure or left over, and none loses a value or a tag."""
    found = list(wrong(path))
    assert not found, "\n".join([*found[:20], REFRESH])


def test_languages_that_are_shipped_are_there() -> None:
    """English needs no file."""
    assert {path.stem for path in CATALOGUES.glob("*.po")} >= set(SHIPPED)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("etwa %(date)s", "etwa", "other placeholders"),
        ("etwa %(date)s", "etwa %(when)s", "other placeholders"),
        ("${length} Ergebnis ", "${count} Ergebnis ", "other placeholders"),
        ("Gemacht mit <i>Sic", "Gemacht mit <b>Sic", "other tags"),
        ('msgstr "Kopiert"', 'msgstr ""', "is not translated"),
        ('msgid "Copied"', 'msgid "Copied it"', "is no message"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    """So that a translator finds it."""
    text = (CATALOGUES / "de.po").read_text("utf-8")
    (tmp_path / "de.po").write_text(text.replace(old, new, 1), "utf-8")
    line = text[: text.index(old)].count("\n")
    (told, *_) = wrong(tmp_path / "de.po")
    assert said in told
    assert line - 8 < int(told.split(":")[1]) < line + 3


@catalogues
def test_a_catalogue_says_who_made_it(path: Path) -> None:
    """And whether a reader of the language has looked it over."""
    head = " ".join(read(path).header_comment.replace("#", " ").split())
    assert re.search("reader of the language has yet to look it over|looked over by", head), head


@pytest.mark.parametrize("tag", ["en", *SHIPPED])
def test_examples_of_annotations_stay_yaml(tiny: Path, tmp_path: Path, tag: str) -> None:
    """Whatever words a language puts into them."""
    page = pages_in(tag, tiny, tmp_path)["contribute.html"]
    found = [yaml.safe_load(element.get_text()) for element in page.select("pre code")]
    assert [sorted(example) for example in found] == [
        ["notes", "source"],
        ["claims"],
        ["contradictions"],
    ]
    assert found[0]["notes"][0].keys() == {"exact", "note"}


# Which language ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "word"),
    [("de", "Suche"), ("de-AT", "Suche"), ("DE", "Suche"), ("en", "Search"), ("en-GB", "Search")],
)
def test_a_language_is_found_by_its_tag(tag: str, word: str) -> None:
    """A region that has no catalogue of its own gets that of the language, under its own tag."""
    language = load_language(tag)
    assert (language.gettext("Search"), language.tag) == (word, tag)


@pytest.mark.parametrize("tag", ["", "x", "tlh", "../de", "de.po", "ger", "\0", "français", "_"])
def test_what_is_not_known_is_english(tag: str) -> None:
    """Whatever `corpus.yaml` says; no path is made of it."""
    assert load_language(tag) is not None
    assert load_language(tag).tag == "en"
    assert load_language(tag).gettext("Search") == "Search"


def test_a_language_is_one_file(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a catalogue is needed, of whatever language, whole or begun."""
    folder = tmp_path / "locale"
    folder.mkdir()
    (folder / "tlh.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
        'msgid "Sources"\nmsgstr "Hal <&>"\n\n'
        'msgid "%(count)s claim"\nmsgid_plural "%(count)s claims"\nmsgstr[0] "%(count)s-wav"\n\n'
        'msgid "Copied"\nmsgstr "`${evil()}"\n',
        "utf-8",
    )
    monkeypatch.setattr(i18n, "CATALOGUES", folder)
    load_language.cache_clear()
    try:
        add(tiny_copy, "interface: tlh\n")
        assert not build(tiny_copy, tmp_path / "site").failed
        home = (tmp_path / "site" / "index.html").read_text("utf-8")
        assert '<html lang="tlh" dir="ltr">' in home
        assert ">Hal <&></a>" in home
        assert re.search(r"\d-wav", home)
        assert "Contradictions" in home, "what is not translated yet is English"
        script = (tmp_path / "site" / "assets" / "script.js").read_text("utf-8")
        assert "\\`\\${evil()}" in script, "a translation is never code"
    finally:
        load_language.cache_clear()


def test_a_catalogue_counts_as_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that were kept are made again when one of its words has changed."""
    monkeypatch.setattr(digests, "PROGRAM", tmp_path)
    seen = set()
    for words in ("one", "other"):
        (tmp_path / "xx.po").write_text(words, "utf-8")
        digests.program.cache_clear()
        seen.add(digests.program())
    digests.program.cache_clear()
    assert len(seen) == 2


def test_english_never_loads_babel(tiny: Path, tmp_path: Path) -> None:
    """Which most corpora would load for nothing."""
    code = (
        "import sys; from pathlib import Path; from sicetnon.build import build\n"
        "assert not build(Path(sys.argv[1]), Path(sys.argv[2])).failed\n"
        "assert 'babel' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tiny), str(tmp_path / "site")], check=True)


def test_directions_are_those_of_the_locales() -> None:
    """Of all that Babel knows, with and without a script in the tag."""
    # In a process of its own: the data of all locales would stay in memory.
    code = """
from babel import Locale, localedata
for locale in map(Locale.parse, localedata.locale_identifiers()):
    print("-".join(filter(None, (locale.language, locale.script))), locale.character_order)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    orders = dict(map(str.split, done.stdout.splitlines()))
    assert len(orders) > 300
    for tag, order in orders.items():
        if not tag.endswith("-Mong"):  # written downwards
            assert direction(tag) == ("rtl" if order == "right-to-left" else "ltr"), tag


def test_what_is_in_the_language_around_it_is_not_marked() -> None:
    """All else bears its language and its direction, whatever was written as one."""
    assert attributes("fa", "fa") == ""
    assert attributes("fa", "de") == ' lang="fa" dir="rtl"'
    assert attributes('"><script>', "en") == ' lang="&quot;&gt;&lt;script&gt;" dir="ltr"'


@pytest.mark.parametrize(
    ("tag", "number", "shown"),
    [
        ("en", 1234567, "1,234,567"),
        ("de", 1234.5, "1.234,5"),
        ("fa", 1234, "۱٬۲۳۴"),
        ("ru", 1234, "1\xa0234"),
        ("fr", 1234567.125, "1\u202f234\u202f567,125"),
        ("de", 1e300, "1e+300"),
    ],
)
def test_numbers_are_written_as_the_language_does(tag: str, number: float, shown: str) -> None:
    """Its digits, and its marks of thousands and decimals."""
    assert load_language(tag).number(number) == shown


@pytest.mark.parametrize(
    ("tag", "counts"),
    [
        ("en", ["0 claims", "1 claim", "2 claims"]),
        ("fr", ["0 affirmation", "1 affirmation", "2 affirmations"]),
        ("ru", ["1 утверждение", "3 утверждения", "5 утверждений", "21 утверждение"]),
        ("fa", ["۱ ادعا", "۲ ادعا"]),
    ],
)
def test_a_count_takes_the_form_of_the_language(tag: str, counts: list[str]) -> None:
    """By the rule of its catalogue."""
    language = load_language(tag)
    for text in counts:
        number = int(text.split()[0])
        assert language.plural(number, "%(count)s claim", "%(count)s claims") == text


# Pages --------------------------------------------------------------------------------------

NAMES = re.compile(
    r"Sic et Non|CSL-JSON|BibTeX|Web Annotations|Data Package|JSON(-LD)?|CSV|W3C|EDTF|Unicode"
    r"|Atom|JavaScript|Markdown|MIT|pull request|GitHub|Pagefind|CloudCannon|wikidata"
    r"|lunr\.js|Oliver Nightingale|corpus\.json|datapackage\.json"
)
"""Names of things, which no language translates."""
CODE = "script, style, head, code, pre, kbd, dt, #data li a, #reference, .reference, progress"
"""What is no words of the interface: code, names of files, references, and titles in a label."""


def add(root: Path, lines: str) -> None:
    """Add lines to the settings of a corpus."""
    with (root / "corpus.yaml").open("a", encoding="utf-8") as file:
        file.write(lines)


def pages_in(tag: str, corpus: Path, tmp_path: Path) -> dict[str, BeautifulSoup]:
    """The pages of a corpus whose interface is in a language, by their addresses."""
    root = Path(shutil.copytree(corpus, tmp_path / "corpus"))
    add(root, f"interface: {tag}\nbase_url: https://example.org/\n")
    assert not build(root, tmp_path / "site").failed
    return {
        path.relative_to(tmp_path / "site").as_posix(): BeautifulSoup(
            path.read_text("utf-8"), "html.parser"
        )
        for path in sorted((tmp_path / "site").rglob("*.html"))
    }


def language_of(element: Tag) -> str:
    """The tag of the language that an element is in."""
    return next(str(one["lang"]) for one in (element, *element.parents) if one.get("lang"))


def words_of(page: BeautifulSoup, tag: str) -> Iterator[str]:
    """What a page says in a language: texts, and the names of what shows no text."""
    for element in page.select(CODE):
        element.decompose()
    for element in page.find_all(True):
        if language_of(element) == tag:
            yield from (str(one) for one in element.children if isinstance(one, NavigableString))
            yield from (
                str(element[a])
                for a in ("aria-label", "title", "placeholder")
                if a in element.attrs
            )


def english_in(tag: str) -> dict[str, re.Pattern[str]]:
    """The messages of more than three letters that a language says otherwise, as patterns."""
    found = {}
    for message in read(CATALOGUES / f"{tag}.po"):
        for text in forms(message.id):
            letters = re.sub(r"[\W\d_]", "", PLACEHOLDER.sub("", text))
            if len(letters) > 3 and text not in forms(message.string):
                found[text] = re.compile(".+".join(map(re.escape, PLACEHOLDER.split(text))))
    return found


SCRIPTS = {"fa": "[پچژگکی]", "ru": "[А-я]"}
"""Letters by which a language can be told from English, and Persian from Arabic."""


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_page_speaks_one_language(tiny: Path, tmp_path: Path, tag: str) -> None:
    """No message stays English, and what is the corpus's own is marked as what it is."""
    patterns = english_in(tag)
    for address, page in pages_in(tag, tiny, tmp_path).items():
        whole = page.find("html")
        assert isinstance(whole, Tag)
        assert (whole["lang"], whole["dir"]) == (tag, direction(tag)), address
        for text in filter(None, map(str.strip, words_of(page, tag))):
            english = [message for message, one in patterns.items() if one.fullmatch(text)]
            assert not english, f"{address}: “{text}” is English"
            latin = tag in SCRIPTS and re.search("[A-Za-z]{4,}", NAMES.sub("", text))
            assert not latin, f"{address}: “{text}” is not in {tag}"
        for text in words_of(page, "en") if tag in SCRIPTS else ():
            assert not re.search(SCRIPTS[tag], text), f"{address}: “{text}” is not English"


def test_an_unknown_language_has_english_words(tiny_copy: Path, tmp_path: Path) -> None:
    """Marked as English, while all that is the corpus's own bears its language and direction."""
    path = tiny_copy / "corpus.yaml"
    path.write_text(path.read_text("utf-8").replace("language: en", "language: ar"), "utf-8")
    assert not build(tiny_copy, tmp_path / "site").failed
    for address, own in (
        ("index.html", "h1 > span, .lede, .answers span span"),
        ("contradictions/year.html", "h1 > span, .stand h2 > span:not(.letter)"),
        ("sources/anselm.html", "details.card, .gloss"),
        ("entities/battle.html", "h1 > span"),
        ("claims.html", ".listing li > a"),
    ):
        page = BeautifulSoup((tmp_path / "site" / address).read_text("utf-8"), "html.parser")
        whole = page.find("html")
        assert isinstance(whole, Tag)
        assert (whole["lang"], whole["dir"]) == ("en", "ltr")
        assert page.select(own), address
        for element in page.select(own):
            nearest = next(one for one in (element, *element.parents) if one.get("dir"))
            assert (language_of(element), nearest["dir"]) == ("ar", "rtl"), f"{address}: {element}"


def test_english_needs_no_marks(tiny: Path, tiny_site: Path) -> None:
    """Where annotations and interface are in one language, no element says so but the first."""
    assert tiny
    page = BeautifulSoup((tiny_site / "contradictions.html").read_text("utf-8"), "html.parser")
    assert [element.name for element in page.select("[lang]")] == ["html"]
    assert ENGLISH.tag == "en"
