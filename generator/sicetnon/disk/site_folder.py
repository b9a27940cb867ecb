"""What stands in a site's folder before a build puts its own there, and whose it is.

Nothing is changed here, no link is followed, and no folder of a version control system is looked
into. Whatever this program did not write stays, and where the new site needs its place, the build
is refused with its name.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from sicetnon.disk.manifest import MARKER, Manifest, digest_of, read_manifest
from sicetnon.problems import printable

REPOSITORIES = {".git", ".hg", ".svn", ".jj", ".bzr", "_darcs"}
"""What holds the history of a checkout: a folder, or a file that leads to one."""
ADMITTED = {*REPOSITORIES, ".gitignore", ".gitattributes", ".nojekyll", "CNAME"}
"""What may lie in a folder in which the first site is written: an empty checkout for publishing."""
NAMED = 5
"""Files that a message names."""


class UnwritableError(Exception):
    """The site cannot be put where it was asked for; the message says why and what to do."""


@dataclass(slots=True)
class Standing:
    """The content of a site's folder."""

    files: dict[str, os.stat_result] = field(default_factory=dict)
    """By address: all that is no folder, links as links."""
    empty: list[str] = field(default_factory=list)
    """Folders with nothing in them."""
    folders: set[str] = field(default_factory=set)
    repositories: list[str] = field(default_factory=list)
    """Left alone, with all that is in them."""


@dataclass(slots=True)
class Plan:
    """What is to become of each file of a site's folder."""

    standing: Standing
    before: Manifest
    files: Mapping[str, str]
    """The new site: digests by address."""
    written: list[str] = field(default_factory=list)
    """Files of the new site that do not stand yet as they will."""
    stale: list[str] = field(default_factory=list)
    """Files of an earlier build that the new site does not have."""
    foreign: list[str] = field(default_factory=list)
    """Files of somebody else, which stay."""
    replaced: list[str] = field(default_factory=list)
    """Files of the site that somebody has changed, and that are made anew."""
    left: list[str] = field(default_factory=list)
    """Files that may be of an earlier build, or that somebody has changed: they stay as well."""

    @property
    def changes(self) -> bool:
        """Whether the folder is not yet as it is to be."""
        listed = {address: frozenset((made,)) for address, made in self.files.items()}
        return bool(self.written or self.stale) or listed != self.before.files


def require_site(site: Path) -> None:
    """Refuse what is no folder, and a folder that holds files but no site of this program."""
    if not site.exists():
        return
    if not site.is_dir():
        raise UnwritableError(f"{site} is not a folder; choose another place by --site")
    names = {path.name for path in site.iterdir()}
    if names - ADMITTED and read_manifest(site) is None:
        raise UnwritableError(
            f"{site} holds files that are not a site of this program "
            f"({named(names - ADMITTED)}); empty it, or choose another folder by --site. "
            f"To keep them beside the site, make an empty file {MARKER} in that folder"
        )


def survey(site: Path) -> Standing:
    """All that lies in a folder. Raises OSError where a folder in it cannot be read."""
    standing = Standing()
    if site.is_dir():
        _look(site, "", standing)
    return standing


def _look(folder: Path, below: str, standing: Standing) -> None:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    if below and not listed:
        standing.empty.append(below)
    for entry in listed:
        address = f"{below}/{entry.name}" if below else entry.name
        if entry.name.lower() in REPOSITORIES:
            standing.repositories.append(address)
        elif entry.is_dir(follow_symlinks=False):
            standing.folders.add(address)
            _look(Path(entry.path), address, standing)
        elif address != MARKER:
            standing.files[address] = entry.stat(follow_symlinks=False)


def plan(site: Path, fresh: Path, files: Mapping[str, str]) -> Plan:
    """What is to become of a site's folder when the fresh one takes its place.

    Raises `UnwritableError` where something of somebody else's is in the way.
    """
    manifest = read_manifest(site) or Manifest({}, listed=True)
    result = Plan(survey(site), manifest, files)
    in_the_way = list(_occupied(site, result.standing, files))
    for address, status in result.standing.files.items():
        if address in files:
            if not _replace(result, site, fresh, address, status):
                in_the_way.append(address)
        elif _is_as_written(result, site, address, status):
            result.stale.append(address)
        else:
            result.foreign.append(address)
            if address in manifest.files or not manifest.listed:
                result.left.append(address)
    if in_the_way:
        raise UnwritableError(
            f"{site} holds what this program did not write, where the site needs the place: "
            f"{named(in_the_way)}. Move it away or remove it, or choose another folder by --site"
        )
    _refuse_ways_out(site, result)
    result.written += [address for address in files if address not in result.standing.files]
    return result


def _replace(result: Plan, site: Path, fresh: Path, address: str, status: os.stat_result) -> bool:
    """Plan for a file that the new site has as well; answers whether it may be replaced."""
    if os.path.samestat(status, (fresh / address).lstat()):
        return True
    if not S_ISREG(status.st_mode):
        return False
    digests, current = result.before.files.get(address, frozenset()), digest_of(site / address)
    if not digests and result.before.listed and current != result.files[address]:
        return False
    if digests and current not in digests:
        result.replaced.append(address)
    result.written.append(address)
    return True


def _is_as_written(result: Plan, site: Path, address: str, status: os.stat_result) -> bool:
    digests = result.before.files.get(address)
    return bool(digests and S_ISREG(status.st_mode) and digest_of(site / address) in digests)


def _occupied(site: Path, standing: Standing, files: Mapping[str, str]) -> Iterator[str]:
    """What keeps a file of the new site from its place without having its very address."""
    needed = {parent for address in files for parent in parents(address)}
    yield from sorted(needed & standing.files.keys())
    yield from sorted(standing.folders & files.keys())
    if (site / MARKER).is_symlink() or (site / MARKER).is_dir():
        yield MARKER
    new = (one for one in files if one not in standing.files and one not in standing.folders)
    # On some file systems `A.html` and `a.html` are one.
    yield from (address for address in new if os.path.lexists(site / address))


def _refuse_ways_out(site: Path, result: Plan) -> None:
    """A link that leads out of the site would publish what it leads to."""
    out = [
        address
        for address in result.foreign
        if S_ISLNK(result.standing.files[address].st_mode)
        and not Path(os.path.realpath(site / address)).is_relative_to(site)
    ]
    if out:
        raise UnwritableError(
            f"{site} holds symbolic links that lead out of it, and what they lead to would be "
            f"published: {named(out)}. Put the files themselves there, or remove the links"
        )


def parents(address: str) -> Iterator[str]:
    """The folders that a file lies in, the innermost first."""
    while "/" in address:
        address = address.rpartition("/")[0]
        yield address


def named(addresses: Iterable[str]) -> str:
    """Some addresses for a message, and how many more there are."""
    ordered = [printable(address) for address in sorted(addresses)]
    more = f" and {len(ordered) - NAMED} more" if len(ordered) > NAMED else ""
    return ", ".join(ordered[:NAMED]) + more
