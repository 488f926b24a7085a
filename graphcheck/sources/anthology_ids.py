"""The Anthology's ids, of the old style (``P18-1217``) and of the new (``2023.emnlp-main.488``), both ways.

New style is collection-volume.paper. Old style is one digit of volume and three of paper, but two and two in
collections that begin with ``W``, in ``C69``, and in ``D19`` from volume 5 on (``W15-1527``).
"""

from __future__ import annotations

import re

_NEW_COLLECTION = re.compile(r"[0-9]{4}\.[a-z0-9]+")
_OLD_COLLECTION = re.compile(r"[A-Z][0-9]{2}")
_ITEM = re.compile(r"[a-z0-9]+")
_NUMBER = re.compile(r"[0-9]+")
_OLD_ID = re.compile(r"([A-Z][0-9]{2})-([0-9]{4})")
_NEW_ID = re.compile(r"([0-9]{4}\.[a-z0-9]+)-([a-z0-9]+)\.([a-z0-9]+)")
# The Anthology's workshops of 2019 that were printed under EMNLP: volumes 5 and up have two digits.
_D19_FIRST_TWO_DIGIT_VOLUME = 5


def build_volume_id(collection: str, volume: str) -> str:
    """Return the full id of a volume, e.g. ``("W15", "15")`` → ``"W15-15"``.

    Raises:
        ValueError: one of the parts is none, or does not fit its style; the message says which.
    """
    if _NEW_COLLECTION.fullmatch(collection):
        return f"{collection}-{_item('volume', volume)}"
    _check_old_collection(collection)
    digits = _volume_digits(collection, _number("volume", volume, 2))
    return f"{collection}-{_number('volume', volume, digits):0{digits}d}"


def build_paper_id(collection: str, volume: str, paper: str) -> str:
    """Return the full id of a paper, e.g. ``("W15", "15", "27")`` → ``"W15-1527"``.

    Raises:
        ValueError: one of the parts is none, or does not fit its style; the message says which.
    """
    prefix = build_volume_id(collection, volume)
    if collection[0].isdigit():
        return f"{prefix}.{_item('paper', paper)}"
    digits = 4 - len(prefix.rpartition("-")[2])
    return f"{prefix}{_number('paper', paper, digits):0{digits}d}"


def parse_paper_id(full_id: str) -> tuple[str, str, str]:
    """Return collection, volume and paper of a full id, e.g. ``"W15-1527"`` → ``("W15", "15", "27")``.

    Numbers of the old style lose their leading zeros.

    Raises:
        ValueError: this is no paper id of either style.
    """
    if new := _NEW_ID.fullmatch(full_id):
        return new[1], new[2], new[3]
    old = _OLD_ID.fullmatch(full_id)
    if not old:
        raise ValueError(f"“{full_id}” is no paper id such as 2023.emnlp-main.488 or P18-1217")
    collection, digits = old[1], old[2]
    width = _volume_digits(collection, int(digits[0]))
    return collection, str(int(digits[:width])), str(int(digits[width:]))


def _volume_digits(collection: str, volume: int) -> int:
    two = collection.startswith("W") or collection == "C69"
    return 2 if two or (collection == "D19" and volume >= _D19_FIRST_TWO_DIGIT_VOLUME) else 1


def _check_old_collection(collection: str) -> None:
    if not _OLD_COLLECTION.fullmatch(collection):
        raise ValueError(f"“{collection}” is no collection id such as 2023.emnlp or P18")


def _item(what: str, text: str) -> str:
    if not _ITEM.fullmatch(text):
        raise ValueError(f"“{text}” is no {what} id: only small letters and digits")
    return text


def _number(what: str, text: str, digits: int) -> int:
    if not _NUMBER.fullmatch(text) or len(text.lstrip("0")) > digits:
        raise ValueError(f"“{text}” is no {what} number of at most {digits} digits, as old-style ids need")
    return int(text)
