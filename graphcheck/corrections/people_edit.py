"""Entries of a people file, added, extended or taken out where they are: no other byte of the file changes.

What comes out is read back, and must say what was asked for and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from graphcheck.corrections.change import EditError, PersonEdit
from graphcheck.corrections.people_json import edit_json
from graphcheck.corrections.people_yaml import edit_yaml_list, edit_yaml_mapping
from graphcheck.errors import BadInputError
from graphcheck.sources.anthology_people import ListedPerson, People, is_catch_all, parse_people
from graphcheck.sources.files import decode, shown

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_EDITORS = {
    "people.json": edit_json,
    "people.yaml": edit_yaml_mapping,
    "name_variants.yaml": edit_yaml_list,
}


def edit_people(data: bytes, path: Path, edits: Sequence[PersonEdit]) -> bytes:
    """Return ``data``, the people file at ``path``, with ``edits`` made; its name tells its generation.

    Raises:
        EditError: somebody new is there already, somebody to be extended is not, or the file is written in a way
            that can't be changed safely.
        BadInputError: the file can't be read.
    """
    before = parsed(data, path)
    if before.problems:
        raise BadInputError(before.problems)
    for edit in edits:
        if edit.is_new == (edit.person in before.listed):
            raise EditError(f"{shown(path)}: {edit.person} is {'there already' if edit.is_new else 'not there'}")
        if not edit.is_new and (edit.degree or edit.comment or (edit.orcid and before.listed[edit.person].orcid)):
            raise EditError(
                f"{shown(path)}: to {edit.person} only names, and an ORCID where there is none, can be added; change "
                "the rest by hand"
            )
        if edit.disable_name_matching and before.by_printed_name:
            raise EditError(f"{shown(path)}: name matching can't be disabled in this generation of the file")
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    after = mark + _EDITORS[path.name](decode(data, path), edits).encode()
    _check(before, parsed(after, path), edits, path)
    return after


@lru_cache(maxsize=2)  # a file before and after: batches ask for the one again and again, the proof for the other
def parsed(data: bytes, path: Path) -> People:
    """Return what ``data``, the people file at ``path``, says; not to be changed."""
    return parse_people(data, path)


def _check(before: People, after: People, edits: Sequence[PersonEdit], path: Path) -> None:
    expected = dict(before.listed)
    for edit in edits:
        if edit.is_gone:
            del expected[edit.person]
        else:
            expected[edit.person] = _expected(edit, before.listed.get(edit.person))
    found = {person: replace(one, line=0) for person, one in after.listed.items()}
    if after.problems or found != {person: replace(one, line=0) for person, one in expected.items()}:
        people = ", ".join(edit.person for edit in edits)
        raise EditError(f"{shown(path)}: can't be changed safely for {people} as it is written; edit it by hand")


def _expected(edit: PersonEdit, there: ListedPerson | None) -> ListedPerson:
    if there is None:
        return ListedPerson(
            id=edit.person,
            names=edit.names,
            orcid=edit.orcid,
            comment=edit.comment,
            degree=edit.degree,
            catch_all=is_catch_all(edit.comment),
            name_matching=not edit.disable_name_matching,
            line=0,
        )
    return replace(
        there,
        names=tuple(dict.fromkeys((*there.names, *edit.names))),
        orcid=edit.orcid or there.orcid,
        name_matching=there.name_matching and not edit.disable_name_matching,
    )
