"""The languages of the interface: what pages say themselves, beside the words of the corpus.

A language is one gettext catalogue, `locale/<tag>.po`, and nothing else names it. Messages are
written in English, so English needs none. This is the one door to Babel, which reads the catalogues
and knows how a language writes dates and numbers; English, which most corpora have, never loads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

CATALOGUES = Path(__file__).resolve().parent / "locale"
DEFAULT = "en"

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
SAMPLE_YEAR, SAMPLE_DAY = 2000, 22
"""What a locale's patterns are filled with, and found again by."""
DIGITS = {
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
    "beng": "০১২৩৪৫৬৭৮৯",
    "deva": "०१२३४५६७८९",
    "mymr": "၀၁၂၃၄၅၆၇၈၉",
}
"""Of CLDR's numbering systems those that more than a few people write; others get 0 to 9."""

MOST_DIGITS = 10**20
"""Whole numbers from here on are shown as powers of ten: no reader counts their digits."""

RIGHT_TO_LEFT = frozenset(
    (
        *("apc", "ar", "arc", "ary", "arz", "bal", "bgn", "bqi", "brh", "ckb", "dv", "fa", "he"),
        *("ks", "lrc", "mzn", "nqo", "pnb", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug"),
        *("ur", "yi"),
    )
)
"""Languages that are written so, unless their tag names another script."""
RIGHT_TO_LEFT_SCRIPTS = frozenset(
    ("adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa")
)


def msgid(text: str) -> str:
    """The same text, marked for the catalogues; it is translated where it is shown."""
    return text


def direction(tag: str) -> str:
    """Which way a language (BCP 47) is written: rtl or ltr."""
    primary, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == len("arab") and part.isalpha()), None)
    to_left = script in RIGHT_TO_LEFT_SCRIPTS if script else primary in RIGHT_TO_LEFT
    return "rtl" if to_left else "ltr"


def attributes(tag: str, around: str) -> str:
    """The attributes of an element in a language; none where what is around it is in the same."""
    return "" if tag == around else f' lang="{escape(tag)}" dir="{direction(tag)}"'


def tagged(html: str, tag: str, around: str, element: str = "span") -> str:
    """HTML in a language, in an element of its own where what is around it is in another."""
    marked = attributes(tag, around)
    return f"<{element}{marked}>{html}</{element}>" if marked else html


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A language that pages can speak."""

    tag: str
    """BCP 47."""
    translations: NullTranslations
    locale: Locale | None = None
    """How it writes dates and numbers; None for English."""

    def gettext(self, message: str, /, **values: object) -> str:
        """A message with its values in it."""
        return self.translations.gettext(message) % values

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A message that other languages say otherwise in this context."""
        return self.translations.pgettext(context, message) % values

    def plural(self, count: int, one: str, many: str, /, **values: object) -> str:
        """A message with a count, which stands in it as `count` unless it is among the values."""
        message = self.translations.ngettext(one, many, count)
        return message % {"count": self.number(count), **values}

    def within_quotes(self, title: str) -> str:
        """A title about to stand between quotes: those in it become what the language has inside.

        Only pairs of the same kind as the ones around it, and straight ones, are changed.
        """
        begin, _, end = self.gettext("“%(title)s”", title="\0").partition("\0")
        inside = self.gettext("‘%(title)s’", title="\0")
        pair = re.compile(f'{begin.strip()}([^{begin}{end}]*){end.strip()}|"([^"]*)"')
        return pair.sub(lambda own: inside.replace("\0", (own[1] or own[2] or "").strip()), title)

    def forms(self, one: str, many: str) -> tuple[str, ...]:
        """All forms of a message with a count, by their numbers."""
        rule = getattr(self.translations, "plural", lambda n: int(n != 1))
        # Every rule of CLDR has shown all its forms by then, but for such as round millions have.
        numbered = {rule(n): self.translations.ngettext(one, many, n) for n in range(200, -1, -1)}
        return tuple(numbered.get(form, many) for form in range(max(numbered) + 1))

    def form_rule(self) -> str:
        """The number of the form that a count takes: an expression of C and JavaScript in `n`."""
        rule = self.translations.info().get("plural-forms", "plural=n != 1")
        return rule.partition("plural=")[2].rstrip("; ")

    def number(self, value: float) -> str:
        """A number, its thousands parted; as a power of ten where it is very long."""
        whole = isinstance(value, int) and abs(value) < MOST_DIGITS
        text = f"{value:,}" if whole else f"{value:,.12g}"
        if self.locale is None or "e" in text or "n" in text:
            return text
        from babel.numbers import format_decimal  # noqa: PLC0415  # English builds do not pay for it

        system = self.locale.default_numbering_system
        plain = text.replace(",", "")
        return self.digits(
            format_decimal(
                plain, locale=self.locale, decimal_quantization=False, numbering_system=system
            )
        )

    def digits(self, text: str) -> str:
        """A text with this language's digits."""
        own = DIGITS.get(self.locale.default_numbering_system) if self.locale else None
        return text.translate(str.maketrans("0123456789", own)) if own else text

    def year(self, year: int) -> str:
        """The number of a year, which is parted from five digits on."""
        return self.number(year) if year > 9999 else self.digits(str(year))

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return self._sample(month).replace(str(SAMPLE_YEAR), self.year(year))

    def day(self, year: int, month: int, day: int) -> str:
        """A day of a month of a year."""
        first = self.pgettext("the first day of a month, before the month’s name", "1")
        written = first if day == 1 else self.digits(str(day))
        pattern = self._sample(month, day=True).replace(str(SAMPLE_DAY), written)
        return pattern.replace(str(SAMPLE_YEAR), self.year(year))

    def _sample(self, month: int, *, day: bool = False) -> str:
        """A month of the sample year, or the sample day in it, as the locale writes it."""
        if self.locale is None:
            return f"{f'{SAMPLE_DAY} ' if day else ''}{MONTHS[month - 1]} {SAMPLE_YEAR}"
        from babel.dates import format_date, format_skeleton  # noqa: PLC0415  # see above

        sample = date(SAMPLE_YEAR, month, SAMPLE_DAY)
        if day:
            return format_date(sample, "long", locale=self.locale)
        return format_skeleton("yMMMM", sample, locale=self.locale)


@lru_cache(maxsize=16)
def load_language(tag: str) -> Language:
    """The language of a tag, or the nearest that has a catalogue: de for de-AT; else English.

    The answer bears the tag that was asked for, or `en` where there is nothing like it.
    """
    path = _catalogue(tag)
    if path is not None:
        return Language(tag, _translations(path), _locale(tag, path.stem))
    return Language(tag if _parents(tag)[-1] == DEFAULT else DEFAULT, NullTranslations())


def calendar_words(tag: str) -> frozenset[str]:
    """The names of months and days in a language, as its dates have them."""
    locale = _locale(tag)
    tables = (*locale.months.values(), *locale.days.values())
    return frozenset(word for table in tables for name in table.values() for word in name.values())


def _catalogue(tag: str) -> Path | None:
    catalogues = {_parents(path.stem)[0]: path for path in CATALOGUES.glob("*.po")}
    return next((catalogues[one] for one in _parents(tag) if one in catalogues), None)


def _parents(tag: str) -> list[str]:
    """A tag in small letters, and what is left of it without its last part, and so on."""
    parts = tag.lower().replace("_", "-").split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _translations(path: Path) -> GNUTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # English builds do not pay for it
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _locale(*tags: str) -> Locale:
    """The locale of the first tag that Babel knows; else the English one."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # English builds do not pay for it

    for tag in tags:
        try:
            return Locale.parse(tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(DEFAULT)


ENGLISH = load_language(DEFAULT)
