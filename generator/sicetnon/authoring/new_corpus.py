"""A new corpus: what `sicetnon init` writes.

The files come from `scaffold/`, and from the `.github/` that this project uses itself.
All is planned before anything is written. No file is replaced, no symbolic link is followed, and
when writing fails, what was written is removed again.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sicetnon.authoring.naming import make_id
from sicetnon.id_syntax import source_name
from sicetnon.problems import printable

HERE = Path(__file__).resolve().parent.parent
SCAFFOLD = HERE / "scaffold"
FORGE = SCAFFOLD / "github" if (SCAFFOLD / "github").is_dir() else HERE.parent.parent / ".github"
"""In the package where that is installed, else the project's own."""
FORGE_FILES = (
    *("workflows/check.yml", "workflows/publish.yml", "dependabot.yml", "pull_request_template.md"),
    *(f"ISSUE_TEMPLATE/{name}.yml" for name in ("annotation", "contradiction", "correction")),
    *("ISSUE_TEMPLATE/source.yml", "ISSUE_TEMPLATE/config.yml"),
)
LONGEST_NAME = 100
"""Characters of the name of a copied text."""
SAMPLE_TEXT = "keepers-letter"
FIRST = "annotations/first.yaml"
"""The annotations of a corpus that begins with texts that are there already."""
RENAMED = {
    "gitignore": ".gitignore",
    "zenodo.json": ".zenodo.json",
    "annotations-first.yaml": FIRST,
}
"""Files of the scaffold that have another name in the corpus, by their names there."""
QUOTED = (".yaml", ".yml", ".cff", ".json")
"""Endings of files in which words stand in quotation marks."""
IGNORED = {".git"}
"""What a folder that counts as empty may hold: an empty repository that was just cloned."""
NO_TEXTS = re.compile(
    r"readme|contributing|changelog|licen[cs]es?|copying|security|code_of_conduct|authors|"
    r"contributors|notice|support|governance|todo|pull_request_template",
    re.IGNORECASE,
)
"""Names of Markdown files that describe a folder and are no texts of a corpus."""


class NewCorpusError(Exception):
    """A corpus cannot be made in a folder; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class InitOptions:
    """Settings of the new corpus."""

    title: str
    """Empty: made from the folder's name."""
    repository: str
    """Address of its repository; empty where there is none yet."""
    branch: str
    """The branch that is published."""


@dataclass(frozen=True, slots=True)
class InitResult:
    """Paths from the corpus's root."""

    written: tuple[str, ...]
    existing: tuple[str, ...]
    """Files that were there already, and were not replaced."""
    copied: dict[str, str]
    """Names of texts that were copied, by the path of the copy."""


def write_corpus(folder: Path, options: InitOptions, *, here: bool) -> InitResult:
    """Write a new corpus into an empty or missing folder, or with `here` beside what it holds.

    Raises `NewCorpusError` where that cannot be, and `OSError` where writing fails; the folder is
    then as it was.
    """
    if not here:
        _require_empty(folder)
    files, copied = _planned_files(folder, options, here=here)
    existing = [name for name in sorted(files) if os.path.lexists(folder / name)]
    new = {name: content for name, content in files.items() if name not in existing}
    _require_plain(folder, new)
    _write(folder, new)
    return InitResult(tuple(new), tuple(existing), copied)


def _planned_files(
    folder: Path, options: InitOptions, *, here: bool
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of the new corpus by their paths, and the old names of copied texts by the new."""
    files: dict[str, bytes] = {}
    copied: dict[str, str] = {}
    texts = list(_markdown(folder / "content", deep=True)) if here else []
    for path in _markdown(folder) if here and not texts else ():
        used = set(map(source_name, files))
        name = f"content/{make_id(path.stem, used, 'text', LONGEST_NAME)}.md"
        files[name], copied[name] = path.read_bytes(), printable(path.name)
    annotated = _has_annotations(folder)
    sample = not texts and not files and not annotated
    names = [path.relative_to(folder).as_posix() for path in texts] or list(files)
    first = source_name(names[0]) if names else SAMPLE_TEXT
    words = _words(folder, options, printable(first), sample=sample)
    for name, text in _scaffold(sample=sample):
        if name != FIRST or not (sample or annotated):
            files[name] = _filled(text, words, quoted=name.endswith(QUOTED)).encode()
    return files, copied


def report(result: InitResult) -> Iterator[str]:
    """Lines that list the files of a new corpus, and say what its workflows install if unsure."""
    for name in result.written:
        copy = f", a copy of {result.copied[name]}" if name in result.copied else ""
        yield f"made  {name}{copy}"
    yield from (f"left  {name}, which was there" for name in result.existing)
    program, certain = origin()
    if not certain:
        yield (
            f"The workflows install {program} from PyPI. This copy of the program came from "
            "elsewhere: should PyPI not have it, set SICETNON in both to where it can be had."
        )


def origin() -> tuple[str, bool]:
    """What pip installs on another machine, and whether this copy is certainly from there.

    A copy that pip installed from a repository (PEP 610) has its address and commit, any other its
    version at least.
    """
    try:
        installed = distribution("sicetnon")
    except PackageNotFoundError:
        return "sicetnon", False
    direct = json.loads(installed.read_text("direct_url.json") or "{}")
    commit = direct.get("vcs_info", {}).get("commit_id")
    url = str(direct.get("url", ""))
    if commit and re.fullmatch(r"https://[\w.-]+/[\w./-]+", url):
        return f"sicetnon @ git+{url}@{commit}", True
    return f"sicetnon>={installed.version}", not direct


def _require_empty(folder: Path) -> None:
    names = sorted({path.name for path in folder.iterdir()} - IGNORED) if folder.is_dir() else []
    if names:
        shown = ", ".join(printable(name) for name in names[:3]) + (", …" if names[3:] else "")
        raise NewCorpusError(
            f"{folder} is not empty ({shown}); choose another folder, or add --here to write "
            "a corpus beside what it holds, without touching any of it"
        )


def _require_plain(folder: Path, files: dict[str, bytes]) -> None:
    """Refuse paths that lead through a symbolic link or a file."""
    for name in files:
        for parent in list(Path(name).parents)[:-1]:
            whole = folder / parent
            if whole.is_symlink() or (whole.exists() and not whole.is_dir()):
                what = "a symbolic link" if whole.is_symlink() else "a file"
                raise NewCorpusError(f"{whole} is {what} where a folder belongs; move it away")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write all files; where that fails, remove what was written."""
    written: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            for parent in reversed([path.parent, *path.parent.parents]):
                if not parent.exists():
                    parent.mkdir()
                    written.append(parent)
            with path.open("xb") as file:
                written.append(path)
                file.write(content)
    except BaseException:
        for path in reversed(written):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _scaffold(*, sample: bool) -> Iterator[tuple[str, str]]:
    """Paths and texts of the files of a new corpus, before their words are filled in."""
    for path in sorted(SCAFFOLD.rglob("*")):
        name = path.relative_to(SCAFFOLD).as_posix()
        of_sample = name.startswith(("content/", "annotations/", "lessons/"))
        if not path.is_file() or name.startswith("github/") or (of_sample and not sample):
            continue
        yield RENAMED.get(name, name), path.read_text("utf-8")
    for name in FORGE_FILES:
        text = (FORGE / name).read_text("utf-8")
        # This project's own workflows install the project itself, and publish its own branch.
        text = text.replace("SICETNON: .\n", "SICETNON: @PROGRAM@\n")
        yield f".github/{name}", text.replace("branches: [main]", "branches: [@BRANCH@]")


def _words(folder: Path, options: InitOptions, source: str, *, sample: bool) -> dict[str, str]:
    """What replaces each word between signs @."""
    name = printable(folder.resolve().name).replace("-", " ").replace("_", " ").strip()
    title = printable(options.title) or name[:1].upper() + name[1:] or "Corpus"
    about = "Three short texts that disagree, to begin with: put your own in their place."
    return {
        "@TITLE@": title,
        "@DESCRIPTION@": about if sample else "",
        "@REPOSITORY@": options.repository,
        "@BRANCH@": options.branch,
        "@TEXTS@": "CC0 1.0" if sample else "",
        "@ANNOTATIONS@": "CC BY 4.0" if sample else "",
        "@SOURCE@": source,
        "@PROGRAM@": origin()[0],
    }


def _filled(text: str, words: dict[str, str], *, quoted: bool) -> str:
    """A text of the scaffold with its words filled in; `quoted` as YAML needs them."""

    def replacement(match: re.Match[str]) -> str:
        word = words[match[0]]
        return json.dumps(word, ensure_ascii=False) if quoted else word

    return re.sub("|".join(map(re.escape, words)), replacement, text)


def _markdown(folder: Path, *, deep: bool = False) -> Iterator[Path]:
    """The texts in a folder, or with `deep` in all folders below it; no links, no hidden files."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        if plain and path.suffix.lower() == ".md" and (deep or not NO_TEXTS.fullmatch(path.stem)):
            yield path


def _has_annotations(folder: Path) -> bool:
    paths = (folder / "annotations").rglob("*")
    return any(path.suffix in (".yaml", ".yml") for path in paths)
