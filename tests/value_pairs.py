"""The pairs of values that were judged by hand (see `cases/value-pairs`), as claims."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sicetnon.meaning.exclusion import Property, Rule, is_exclusive, kinship, rule_for
from sicetnon.model import Claim, Entity, Predicate, Selector, Value
from sicetnon.problems import Location
from sicetnon.reading.dates import read_date
from sicetnon.reading.values import read_value
from sicetnon.reading.yaml import read_yaml

FOLDER = Path(__file__).resolve().parent / "cases" / "value-pairs"
HERE = Location("pairs")


class Pair(NamedTuple):
    """Two claims, and whether they were judged to contradict each other."""

    kind: str
    """The name of its file."""
    contradict: bool
    one: Claim
    other: Claim
    about: Property
    why: str

    @property
    def rule(self) -> Rule | None:
        """What the rules find."""
        return rule_for(self.one, self.other, self.about)


def pairs() -> Iterator[Pair]:
    """All pairs, in the order of their files."""
    for path in sorted(FOLDER.glob("*.yaml")):
        document, problems = read_yaml(path.read_text("utf-8"), path.name)
        assert document is not None and not problems, problems
        table: Any = document.value
        single, value = table["single"] == "true", table["value"]
        predicate = Predicate("p", "P", "What of {subject}?", value, single, HERE)
        exclusive = is_exclusive(predicate, table["about"], plural=False)
        about = Property(predicate, exclusive, kinship(_entities(table)))
        for judged, left, right, *why in table["pairs"]:
            one, other = _claim(left, value, "letter"), _claim(right, value, "chronicle")
            yield Pair(path.stem, judged == "yes", one, other, about, ", ".join(why))


def _entities(table: Mapping[str, Any]) -> Iterator[Entity]:
    within: Mapping[str, str] = table.get("within", {})
    same = {name: number for number, names in enumerate(table.get("same", [])) for name in names}
    for name in sorted({*within, *within.values(), *same}):
        number = ((("wikidata", f"Q{same[name]}"),)) if name in same else ()
        entity = Entity(name, "place", name, (), None, number, None, False, None, None, HERE)
        yield entity._replace(part_of=within.get(name))


def _claim(side: Any, type_: str, source: str) -> Claim:  # as it was written
    said = side if isinstance(side, dict) and "is" in side else {"is": side}
    date = read_date(said["as_of"]) if "as_of" in said else None
    return Claim(
        source=said.get("in", source),
        id=f"{source}-{id(side)}",
        selector=Selector(("words",), "", ""),
        gloss="",
        subject="s",
        predicate="p",
        value=_value(said["is"], type_),
        as_of=date,
        attributed_to=(said["by"],) if "by" in said else (),
        modality=said.get("how", "asserted"),
        locator=None,
        note=None,
        creator=None,
        created=None,
        at=HERE,
    )


def _value(written: Any, type_: str) -> Value:  # as it was written
    document, problems = read_yaml(json.dumps({"value": written}), "pairs")
    assert document is not None and not problems
    value, problems = read_value(document, ("value",), type_, document.value["value"])
    assert value is not None and not problems, (written, problems)
    return value
