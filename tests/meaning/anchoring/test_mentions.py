"""Mentions: the words that name an entity, whole, in any script, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case_files import write_files

from sicetnon.build import check_corpus
from sicetnon.markdown import parser, text
from sicetnon.meaning.anchoring.endings import endings_of
from sicetnon.meaning.anchoring.find import fold
from sicetnon.meaning.anchoring.index import AnchorIndex
from sicetnon.meaning.anchoring.mentions import find_names, index_names
from sicetnon.meaning.annotate import annotate
from sicetnon.model import Entity, Mention, Name, Records, Selector, Source, Work
from sicetnon.problems import Location

AT = Location("annotations/a.yaml", 3, 5)
CORPUS = {
    "rahmon": ["Emomali Rahmon", "Rahmon", "Эмомалӣ Раҳмон", "Президент Рахмон"],
    "yusuf": ["Yusuf Rahmon"],
    "new-york": ["New York"],
    "city": ["New York City"],
    "council": ["City Council of York"],
    "group": ["Jamaat Ansarullah", "JamaatAnsarullah", "Al-Qaeda"],
    "tokyo": ["東京", "Tōkyō"],
    "bangkok": ["กรุงเทพ"],
    "ali-one": ["Ali"],
    "ali-two": ["Ali", "Hasan Ali"],
    "un": ["UN"],
    "neill": ["O'Neill"],
    "cafe": ["Café"],
    "cpp": ["C++"],
}
"""Names and aliases of some entities."""

FOUND = [
    ("a name", "Then Rahmon spoke.", ["Rahmon=rahmon"]),
    ("an alias in another script", "Сказал Эмомалӣ Раҳмон.", ["Эмомалӣ Раҳмон=rahmon"]),
    ("a possessive", "Rahmon's and Rahmon’s", ["Rahmon=rahmon", "Rahmon=rahmon"]),
    ("a hyphen", "the Rahmon-led anti-Rahmon", ["Rahmon=rahmon", "Rahmon=rahmon"]),
    ("punctuation", "(Rahmon), “Rahmon”", ["Rahmon=rahmon", "Rahmon=rahmon"]),
    ("a longer word", "Rahmonov Rahmons unRahmon Rahmon2 Rahmon_a", []),
    ("a longer word in another script", "Рахмонов Эмомалӣ Раҳмонӣ", []),
    ("another case", "the un of RAHMON and rahmon", []),
    ("the longest", "Emomali Rahmon", ["Emomali Rahmon=rahmon"]),
    (
        "the longest of two entities",
        "Yusuf Rahmon and Rahmon",
        ["Yusuf Rahmon=yusuf", "Rahmon=rahmon"],
    ),
    ("a name in a name", "New York City, New York", ["New York City=city", "New York=new-york"]),
    ("names that overlap", "City Council of York City", ["City Council of York=council"]),
    (
        "a name freed by a longer one",
        "New York City Council of York",
        ["New York=new-york", "City Council of York=council"],
    ),
    ("an ambiguous name", "Ali spoke", ["Ali=ali-one+ali-two"]),
    ("a longer name around an ambiguous one", "Hasan Ali spoke", ["Hasan Ali=ali-two"]),
    ("typographic signs", "O’Neill, Al–Qaeda", ["O’Neill=neill", "Al–Qaeda=group"]),
    ("a line break in a name", "Emomali\nRahmon", ["Emomali\nRahmon=rahmon"]),
    ("a hard break in a name", "Emomali  \nRahmon", ["Emomali\nRahmon=rahmon"]),
    ("a space that does not break", "Emomali\u00a0Rahmon", ["Emomali\u00a0Rahmon=rahmon"]),
    ("markup in a name", "Emomali *Rahmon*", ["Emomali Rahmon=rahmon"]),
    ("two blocks", "Emomali\n\nRahmon", ["Rahmon=rahmon"]),
    ("two cells", "| New | York |\n|---|---|", []),
    ("other words of the same letters", "a Jam aat Ansarullah", []),
    (
        "two spellings",
        "JamaatAnsarullah, Jamaat Ansarullah",
        ["JamaatAnsarullah=group", "Jamaat Ansarullah=group"],
    ),
    ("a name in unspaced text", "在東京都，東京", ["東京=tokyo", "東京=tokyo"]),
    ("another unspaced script", "ในกรุงเทพมหานคร", ["กรุงเทพ=bangkok"]),
    ("a script beside another", "UN東京UN", ["UN=un", "東京=tokyo", "UN=un"]),
    ("composed letters", "Tōkyō and To\u0304kyo\u0304", ["Tōkyō=tokyo", "To\u0304kyo\u0304=tokyo"]),
    ("a mark that belongs to a name", "Cafe\u0301, Café", ["Cafe\u0301=cafe", "Café=cafe"]),
    ("a mark that makes another name", "Rahmon\u0303 กรุงเทพ\u0e4d", []),
    ("a soft hyphen in a name", "Rah\u00admon", ["Rah\u00admon=rahmon"]),
    ("a soft hyphen in a longer word", "Rahmon\u00adov UN\u00adESCO UN\u2060ESCO", []),
    ("signs at the end of a name", "C++, C+++", ["C++=cpp", "C++=cpp"]),
    ("code", "`Rahmon`\n\n    Rahmon", ["Rahmon=rahmon", "Rahmon=rahmon"]),
    ("an address", "<https://rahmon.example/Rahmon>", ["Rahmon=rahmon"]),
    ("a picture", "![Rahmon](u)", []),
]
"""What is looked at, Markdown, and the words that are found with the entities they name."""


def entity(name: str, names: list[str]) -> Entity:
    """An entity of these names."""
    aliases = tuple(Name(alias, None) for alias in names[1:])
    return Entity(
        id=name,
        type="person",
        name=names[0],
        aliases=aliases,
        description=None,
        same_as=(),
        coordinates=None,
        approximate=False,
        date=None,
        note=None,
        at=AT,
    )


NAMES = index_names([entity(name, names) for name, names in CORPUS.items()])


def found(words: str) -> list[str]:
    """The names in a text, each with the entities that it names."""
    return [
        f"{words[slice(*named.span)]}={'+'.join(sorted(named.entities))}"
        for named in find_names(fold(words), NAMES)[0]
    ]


@pytest.mark.parametrize(("what", "markdown", "expected"), FOUND)
def test_names(what: str, markdown: str, expected: list[str]) -> None:
    """Names are found as whole words and as written, and the longest of those that overlap."""
    assert found(text.extract(parser.parse(markdown)).text) == expected, what


def test_no_names() -> None:
    """A corpus without entities has no mentions."""
    assert find_names(fold("Rahmon"), index_names([])) == ([], None)


def test_a_name_of_spaces_is_no_name() -> None:
    """A name without letters is found nowhere."""
    assert find_names(fold("a b"), index_names([entity("a", [" ", "\u00ad"])])) == ([], None)


def test_spellings_of_two_entities_are_told_apart() -> None:
    """Names that differ by a space name the entity that is spelled so, and each its own."""
    names = index_names([entity("one", ["Rah mon"]), entity("two", ["Rahmon"])])
    words = "Rah mon and Rahmon"
    assert [(words[slice(*n.span)], n.entities) for n in find_names(fold(words), names)[0]] == [
        ("Rah mon", ("one",)),
        ("Rahmon", ("two",)),
    ]


PARTS = ["New", "York", "City", "Council", "of"]


@given(
    st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4), max_size=6),
    st.lists(st.sampled_from([*PARTS, "and"]), max_size=14),
)
@settings(max_examples=500, deadline=None, print_blob=True)
def test_the_longest_wins(names: list[list[str]], words: list[str]) -> None:
    """Of names that overlap the longest is found, then the first; none beside them is lost."""
    text = " ".join(words)
    entities = [entity(f"e{number}", [" ".join(name)]) for number, name in enumerate(names)]
    named = [one.span for one in find_names(fold(text), index_names(entities))[0]]
    assert named == longest(text, {" ".join(name) for name in names})


def longest(text: str, names: set[str]) -> list[tuple[int, int]]:
    """The rule in its simplest form: all places, the longest first."""
    places = [
        (at, at + len(name))
        for name in names
        for at in range(len(text))
        if f" {text} "[at : at + len(name) + 2] == f" {name} "
    ]
    taken: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0] - place[1], place)):
        if all(end <= one or other <= start for one, other in taken):
            taken.append((start, end))
    return sorted(taken)


# With what editors say ----------------------------------------------------------------------

MARKDOWN = "Ali met Yusuf Rahmon; Rahmon was late. The group left."


def annotated(*mentions: tuple[str, str, str]) -> tuple[list[str], list[str]]:
    """Mentions of the text, as words and marks, and the problems, where editors wrote some."""
    source = Source(
        id="a",
        path="content/a.md",
        work=Work("A"),
        kind="full",
        language="en",
        rights=None,
        display="full",
        reliability=None,
        digest_of=None,
        body=MARKDOWN,
        body_line=1,
    )
    written = tuple(
        Mention("a", Selector((exact,), prefix, ""), name, AT) for exact, prefix, name in mentions
    )
    seen = text.extract(parser.parse(MARKDOWN))
    made, problems = annotate(
        seen, Records(mentions=written), NAMES, AnchorIndex(source, seen.text)
    )
    shown = [f"{seen.text[m.start : m.end]}={m.mark}" for m in made.mentions]
    return shown, [f"{p.location.line}:{p.location.column} {p.name}" for p in problems]


def test_an_ambiguous_name_is_linked_to_none_and_told_at_its_place() -> None:
    """A name that two entities share is left alone, and the editor hears of it once."""
    assert annotated() == (
        ["Yusuf Rahmon=entity-yusuf", "Rahmon=entity-rahmon"],
        ["1:1 ambiguous-name"],
    )


def test_what_an_editor_says_wins() -> None:
    """A record settles an ambiguous name, overrules a misleading one, and names what has none."""
    said = [("Ali", "", "ali-two"), ("Rahmon", "Yusuf ", "yusuf"), ("The group", "", "group")]
    assert annotated(*said) == (
        [
            "Ali=entity-ali-two",
            "Rahmon=entity-yusuf",
            "Rahmon=entity-rahmon",
            "The group=entity-group",
        ],
        [],
    )


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["a"], "a " * 40_000),
        (["a" * length for length in range(1, 300)], "a" * 40_000),
        ([" ".join("a" * length) for length in range(1, 150)], "a " * 20_000),
    ],
)
def test_names_are_linked_in_proportion_to_the_text(names: list[str], words: str) -> None:
    """However short they are or overlap; where linking ends is told, and the rest is as before."""
    index = index_names([entity("b", names)])
    matches, end = find_names(fold(words), index)
    assert len(matches) <= 1_000 + len(words) // 10
    assert end is not None and all(match.span[1] <= end + 300 for match in matches)
    assert sum(1 for _ in index.found_in(words)) <= 10_000 + len(words)


def test_a_register_of_names_is_linked_whole() -> None:
    """The limits are none for texts that people read."""
    words = "Ali 12, Rahmon 34; " * 6_000
    matches, end = find_names(fold(words), index_names([entity("a", ["Ali", "Rahmon"])]))
    assert (len(matches), end) == (12_000, None)


@pytest.mark.parametrize(
    ("language", "name", "words", "linked"),
    [
        ("ko", "서울", "서울에서 서울은 서울까지", 3),
        ("ko", "서울", "서울역 서울대학교", 0),
        ("ko-KR", "마크", "마크가", 1),
        ("ru", "Рахмон", "Рахмона, Рахмоном и Рахмонов", 2),
        ("tg", "Раҳмон", "Раҳмони мо Раҳмонро Раҳмонов", 2),
        ("fi", "Helsinki", "Helsinkiin, Helsinkiläinen ei Helsinkiä", 3),
        ("hu", "Budapest", "Budapesten Budapesttől Budapesti", 2),
        ("ru", "Ли", "Лиа", 0),
        ("en", "Rahmon", "Rahmona Rahmon", 1),
    ],
)
def test_a_name_may_have_an_ending_of_the_language(
    language: str, name: str, words: str, linked: int
) -> None:
    """Where the name is whole at the beginning of the word; the name alone is linked."""
    index = index_names([entity("x", [name])])
    matches, _ = find_names(fold(words), index, endings_of(language))
    assert [words[slice(*match.span)] for match in matches] == [name] * linked


@pytest.mark.parametrize(
    ("endings", "words", "linked"),
    [
        (None, "Иваном и Ивановым", ["Иван"]),
        ((), "Иван с Иваном", ["Иван"]),
        (("овым", "ова"), "Ивановым, Иваном, Иванова", ["Иван", "Иван"]),
        (("ом", "ов.м"), "Иваном Ивановым", ["Иван"]),
    ],
)
def test_an_entity_may_say_which_endings_its_names_have(
    endings: tuple[str, ...] | None, words: str, linked: list[str]
) -> None:
    """Its own count instead of the language's, also where there are none."""
    index = index_names([entity("x", ["Иван"])._replace(endings=endings)])
    matches, _ = find_names(fold(words), index, endings_of("ru"))
    assert [words[slice(*match.span)] for match in matches] == linked


def test_two_entities_of_one_name_may_differ_in_endings() -> None:
    """The name with an ending is of the one that has it; the name alone is of both."""
    people = [entity("a", ["Иван"]), entity("b", ["Иван"])._replace(endings=())]
    matches, _ = find_names(fold("Иваном, Иван"), index_names(people), endings_of("ru"))
    assert [match.entities for match in matches] == [("a",), ("a", "b")]


@pytest.mark.parametrize(
    ("written", "linked"),
    [("", 2), ("endings: yes", 2), ("endings: no", 1), ("endings: [ом, ова]", 2)],
)
def test_endings_are_read_from_the_record(tmp_path: Path, written: str, linked: int) -> None:
    """`no` for none, a list for some; without the key those of the language of the text."""
    person = f"entities:\n  - id: ivan\n    type: person\n    name: Иван\n    {written}\n"
    words = "---\nlanguage: ru\n---\nИван с Иваном.\n"
    write_files(tmp_path, (("content/a.md", words), ("annotations/a.yaml", person)))
    outcome = check_corpus(tmp_path)
    assert not outcome.problems
    assert len(outcome.corpus.sources["a"].mentions) == linked
