"""Files of a corpus as an editor with its schemas validates them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from sicetnon.authoring.ids import ids
from sicetnon.authoring.json_schema import schemas
from sicetnon.reading.load import load

BOOLEANS = {1.1: "true|false|yes|no|on|off", 1.2: "true|false"}


def as_editors_read(written: str, version: float = 1.2) -> Any:
    """The values of a YAML text, of the types that editors give them."""

    class Loader(yaml.CSafeLoader):
        yaml_implicit_resolvers: Mapping[str, Any] = {}

    def add(kind: str, pattern: str) -> None:
        Loader.add_implicit_resolver(
            f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{pattern})$", re.IGNORECASE), None
        )

    add("bool", BOOLEANS[version])
    add("null", "~|null|")
    add("int", "[-+]?[0-9]+")
    add("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)(e[-+]?[0-9]+)?")
    Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
    return _with_keys(yaml.load(written, Loader))  # noqa: S506  # it is a safe one


def _with_keys(value: Any) -> Any:
    """A value whose keys are text, as editors have them: `on` is a key of ours."""
    if isinstance(value, dict):
        return {"on" if key is True else key: _with_keys(one) for key, one in value.items()}
    return [_with_keys(one) for one in value] if isinstance(value, list) else value


class SchemaValidator:
    """Judges the files of a corpus as an editor would, that has its schemas."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.schemas = {name: json.loads(text) for name, text in schemas(ids(load(root)))}
        resources = [
            (f"https://editor/{name}", Resource.from_contents(s))
            for name, s in self.schemas.items()
        ]
        self.registry: Any = Registry().with_resources(resources)

    def errors(self, name: str, value: Any) -> list[str]:
        """What an editor would underline in a file of that kind."""
        schema = self.schemas[name] | {"$id": f"https://editor/{name}"}
        errors = Draft7Validator(schema, registry=self.registry).iter_errors(value)
        return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in errors]

    def all_errors(self, version: float = 1.2) -> list[str]:
        """The same of all files of the corpus."""
        return [
            f"{path}: {error}"
            for path, name, written in self.files()
            if (value := as_editors_read(written, version)) is not None
            for error in self.errors(name, value)
        ]

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """Paths, kinds and texts of what is YAML in a corpus."""
        if (self.root / "corpus.yaml").is_file():
            yield Path("corpus.yaml"), "corpus.json", (self.root / "corpus.yaml").read_text("utf-8")
        for path in sorted((self.root / "annotations").rglob("*.yaml")):
            yield path, "annotations.json", path.read_text("utf-8")
        for path in sorted((self.root / "content").rglob("*.md")):
            data = re.match(r"---\n(.*?)^---\n", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
            yield path, "source.json", data[1] if data else ""
