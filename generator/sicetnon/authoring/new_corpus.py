"""A new corpus: what `sicetnon init` writes, and what it leaves alone.

The files come from `scaffold/`, and from the `.github/` that this project uses itself.
Everything is looked at before anything is written; no file is ever replaced, no symbolic link is
written through, and when writing fails halfway, what was written is taken away again.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sicetnon.problems import printable

HERE = Path(__file__).resolve().parent.parent
SCAFFOLD = HERE / "scaffold"
FORGE = SCAFFOLD / "github" if (SCAFFOLD / "github").is_dir() else HERE.parent.parent / ".github"
"""In an installed copy it lies in the package, in a checkout it is the project's own."""
FORGE_FILES = (
    *("workflows/check.yml", "workflows/publish.yml", "dependabot.yml", "pull_request_template.md"),
    *(f"ISSUE_TEMPLATE/{name}.yml" for name in ("annotation", "contradiction", "correction")),
    *("ISSUE_TEMPLATE/source.yml", "ISSUE_TEMPLATE/config.yml"),
)
SAMPLE_TEXT = "keepers-letter"
FIRST = "annotations/first.yaml"
"""What takes the place of the sample's annotations beside texts that are there already."""
RENAMED = {"gitignore": ".gitignore", "annotations-first.yaml": FIRST}
"""Files of the scaffold that would mean something, or be left out, where they lie."""
ALONE = {".git"}
"""What may lie in a folder that counts as empty: a repository that was just cloned."""
NO_TEXTS = re.compile(
    r"readme|contributing|changelog|licen[cs]es?|copying|security|code_of_conduct|authors|"
    r"contributors|notice|support|governance|todo|pull_request_template",
    re.IGNORECASE,
)
"""Names of Markdown files that are about a folder rather than texts in it."""


class NewCorpusError(Exception):
    """A corpus cannot be begun there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class InitOptions:
    """What the new corpus is to be."""

    title: str
    """Empty: the folder's name."""
    repository: str
    """Address of its repository; empty where there is none yet."""
    branch: str


@dataclass(slots=True)
class InitResult:
    """What was made, and what was there and left as it was: paths from the corpus's root."""

    made: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    copied: dict[str, str] = field(default_factory=dict)
    """Texts that were copied, by the path of the copy."""


def begin(folder: Path, options: InitOptions, *, here: bool) -> InitResult:
    """Write a new corpus into a folder that is empty or missing, or, `here`, beside what it has.

    Raises `RefusedError` where that cannot be, and `OSError` where writing fails; both times the
    folder is as it was.
    """
    if not here:
        _require_empty(folder)
    files, result = plan(folder, options, here=here)
    _require_plain(folder, files)
    _write(folder, files)
    result.made += files
    return result


def plan(folder: Path, options: InitOptions, *, here: bool) -> tuple[dict[str, bytes], InitResult]:
    """The files that are to be made by their paths, and what will be left alone."""
    result, wanted = InitResult(), dict[str, bytes]()
    found = list(_markdown(folder / "content", deep=True)) if here else []
    for path in _markdown(folder) if here and not found else ():
        name = f"content/{_free_id(path.stem, wanted)}.md"
        wanted[name] = path.read_bytes()
        result.copied[name] = printable(path.name)
    sample = not found and not wanted and not _has_annotations(folder)
    texts = [path.relative_to(folder).as_posix() for path in found] or list(wanted)
    first = texts[0].removeprefix("content/")[: -len(".md")] if texts else SAMPLE_TEXT
    words = _words(folder, options, printable(first), sample=sample)
    for name, text in _scaffold(sample=sample):
        wanted[name] = _filled(text, words, quoted=name.endswith((".yaml", ".yml"))).encode()
    if sample or _has_annotations(folder):
        del wanted[FIRST]
    result.left = [name for name in sorted(wanted) if os.path.lexists(folder / name)]
    return {name: wanted[name] for name in wanted if name not in result.left}, result


def told(result: InitResult) -> Iterator[str]:
    """Line by line, what was made, what was left, and what the workflows will install."""
    for name in result.made:
        copy = f", a copy of {result.copied[name]}" if name in result.copied else ""
        yield f"made  {name}{copy}"
    yield from (f"left  {name}, which was there" for name in result.left)
    program, known = origin()
    if not known:
        yield (
            f"The workflows install {program} from PyPI. This copy of the program came from "
            "elsewhere: should PyPI not have it, set SICETNON in both to where it can be had."
        )


def origin() -> tuple[str, bool]:
    """What pip is to install on another machine, and whether that is where this copy came from.

    A copy that pip fetched from a repository is told by its commit (PEP 610), any other by its
    version, as the registry has it.
    """
    try:
        installed = distribution("sicetnon")
    except PackageNotFoundError:
        return "sicetnon", False
    written = json.loads(installed.read_text("direct_url.json") or "{}")
    commit = written.get("vcs_info", {}).get("commit_id")
    url = str(written.get("url", ""))
    if commit and re.fullmatch(r"https://[\w.-]+/[\w./-]+", url):
        return f"sicetnon @ git+{url}@{commit}", True
    return f"sicetnon>={installed.version}", not written


def _require_empty(folder: Path) -> None:
    names = sorted({path.name for path in folder.iterdir()} - ALONE) if folder.is_dir() else []
    if names:
        shown = ", ".join(printable(name) for name in names[:3]) + (", …" if names[3:] else "")
        raise NewCorpusError(
            f"{folder} is not empty ({shown}); choose another folder, or add --here to write "
            "a corpus beside what it holds, without touching any of it"
        )


def _require_plain(folder: Path, files: dict[str, bytes]) -> None:
    """Nothing is written through a link, or into a file."""
    for name in files:
        for parent in list(Path(name).parents)[:-1]:
            whole = folder / parent
            if whole.is_symlink() or (whole.exists() and not whole.is_dir()):
                what = "a symbolic link" if whole.is_symlink() else "a file"
                raise NewCorpusError(f"{whole} is {what} where a folder belongs; move it away")


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """All files, or none."""
    made: list[Path] = []
    try:
        for name, content in files.items():
            path = folder / name
            for parent in reversed([path.parent, *path.parent.parents]):
                if not parent.exists():
                    parent.mkdir()
                    made.append(parent)
            with path.open("xb") as file:
                made.append(path)
                file.write(content)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink()
        raise


def _scaffold(*, sample: bool) -> Iterator[tuple[str, str]]:
    """Paths and texts of what a corpus begins with."""
    for path in sorted(SCAFFOLD.rglob("*")):
        name = path.relative_to(SCAFFOLD).as_posix()
        of_sample = name.startswith(("content/", "annotations/"))
        if not path.is_file() or name.startswith("github/") or (of_sample and not sample):
            continue
        yield RENAMED.get(name, name), path.read_text("utf-8")
    for name in FORGE_FILES:
        text = (FORGE / name).read_text("utf-8")
        # What this project's own workflows say of itself.
        text = text.replace("SICETNON: .\n", "SICETNON: @PROGRAM@\n")
        yield f".github/{name}", text.replace("branches: [main]", "branches: [@BRANCH@]")


def _words(folder: Path, options: InitOptions, source: str, *, sample: bool) -> dict[str, str]:
    """What stands in the place of the words between signs @."""
    title = printable(options.title) or _named(folder)
    about = "Two short texts that disagree, to begin with: put your own in their place."
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
    """A text of the scaffold with the words of a corpus, as YAML has them where `quoted`."""
    made = {sign: _quoted(word) if quoted else word for sign, word in words.items()}
    return re.sub("|".join(map(re.escape, words)), lambda match: made[match[0]], text)


def _quoted(word: str) -> str:
    """A word as YAML has it between quotation marks."""
    return json.dumps(word, ensure_ascii=False)


def _named(folder: Path) -> str:
    """A corpus without a title is called after its folder."""
    name = printable(folder.resolve().name).replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:] or "Corpus"


def _markdown(folder: Path, *, deep: bool = False) -> Iterator[Path]:
    """Texts in a folder: plain Markdown files, no links, none that is about the folder."""
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        if plain and path.suffix.lower() == ".md" and (deep or not NO_TEXTS.fullmatch(path.stem)):
            yield path


def _has_annotations(folder: Path) -> bool:
    below = folder / "annotations"
    return any(path.suffix in (".yaml", ".yml") for path in below.rglob("*"))


def _free_id(stem: str, taken: dict[str, bytes]) -> str:
    """An id made of a file's name, which no text has yet."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-") or "text"
    found, number = wanted, 1
    while f"content/{found}.md" in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
