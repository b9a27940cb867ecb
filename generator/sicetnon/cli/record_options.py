"""The kinds of record that `sicetnon new` makes, and how it meets each."""

from __future__ import annotations

from dataclasses import dataclass

from sicetnon.reading.schema import RECORDS, Schema


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record as the command meets it."""

    name: str
    key: str
    """Its key in annotation files; empty for a text."""
    schema: type[Schema]
    asked: tuple[str, ...]
    """Fields that it need not have and that are asked for all the same."""
    named_by: tuple[str, ...]
    """Fields from which its id is made, the first that is given; none where it has no id."""
    example: str


KINDS = (
    Kind(
        name="note",
        key="notes",
        schema=RECORDS["notes"],
        asked=(),
        named_by=(),
        example='sicetnon new note --source letter --exact "the second duke" '
        '--note "Not the third."',
    ),
    Kind(
        name="claim",
        key="claims",
        schema=RECORDS["claims"],
        asked=("subject", "predicate", "value"),
        named_by=("claim",),
        example='sicetnon new claim --source letter --exact "finished in 1432" '
        '--claim "The bridge was finished in 1432." '
        "--subject bridge --predicate finished --value 1432",
    ),
    Kind(
        name="mention",
        key="mentions",
        schema=RECORDS["mentions"],
        asked=(),
        named_by=(),
        example='sicetnon new mention --source letter --exact "the duke" --entity second-duke',
    ),
    Kind(
        name="silence",
        key="silences",
        schema=RECORDS["silences"],
        asked=(),
        named_by=(),
        example="sicetnon new silence --source letter --subject bridge --predicate cost",
    ),
    Kind(
        name="entity",
        key="entities",
        schema=RECORDS["entities"],
        asked=("aliases", "description"),
        named_by=("name",),
        example='sicetnon new entity --type place --name "the Old Bridge" --alias "the bridge"',
    ),
    Kind(
        name="predicate",
        key="predicates",
        schema=RECORDS["predicates"],
        asked=("value",),
        named_by=("label",),
        example="sicetnon new predicate --label Completion "
        '--question "When was {subject} finished?" --value date',
    ),
    Kind(
        name="contradiction",
        key="contradictions",
        schema=RECORDS["contradictions"],
        asked=("type",),
        named_by=("question",),
        example='sicetnon new contradiction --question "How old is the bridge?" '
        "--position 1432 letter/finished-1432 --position 1440 chronicle/finished-1440",
    ),
)
