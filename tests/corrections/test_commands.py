"""The commands of the Anthology's repository that carry a correction out."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphcheck.corrections.commands import commands_of
from tests.corrections.worlds import World, new, to
from tests.sources.checkouts import NAME_VARIANTS, OTHER_ORCID, PEOPLE_YAML, VALID_ORCID, author, person

PEOPLE = {"ji-liu": person("Ji Liu", orcid=VALID_ORCID), "ji-liu-amd": person("Ji Liu", orcid=OTHER_ORCID)}


CHECKED = "# what was checked is the patch; these do the same"


def commands(world: World, page: str, *targets: object, issue: int | None = None) -> list[str]:
    done = world.correct(page, *targets)  # type: ignore[arg-type]
    return commands_of(done.plan, world.corrector.mentions, world.corrector.people, issue=issue)


def test_a_wrong_explicit_link_takes_two_steps(tmp_path: Path) -> None:
    world = World(tmp_path, PEOPLE, author("Ji", "Liu", id="ji-liu"), author("Ji", "Liu", id="ji-liu"))
    assert commands(world, "ji-liu", to("ji-liu-amd", 1, 2), issue=7) == [
        CHECKED,
        "# take the id ji-liu off 2 papers",
        "bin/correct/unlink_items.py --issue 7 ji-liu 2020.acl-main.1 2020.acl-main.2",
        "# ji-liu-amd: put the id on 2 papers",
        f"bin/correct/verify_author.py --issue 7 {OTHER_ORCID} 2020.acl-main.1:ji-liu 2020.acl-main.2:ji-liu",
    ]


def test_names_that_lead_astray_come_first_and_new_people_last(tmp_path: Path) -> None:
    world = World(tmp_path, {"ji-liu": PEOPLE["ji-liu"]}, *[author("Ji", "Liu")] * 2, people_file=PEOPLE_YAML)
    assert commands(world, "ji-liu", to("", 1)) == [
        CHECKED,
        "# names no longer lead to ji-liu",
        "bin/correct/disable_name_matching.py ji-liu",
        "# ji-liu: put the id on 1 paper",
        f"bin/correct/verify_author.py {VALID_ORCID} 2020.acl-main.2:ji-liu",
    ]
    unverified = World(tmp_path / "2", {"mo": person("Mo")}, *[author("Ji", "Liu")] * 2)
    target = new(1, orcid=VALID_ORCID, institution="Mo's; rm -rf /")
    assert commands(unverified, "ji-liu/unverified", target) == [
        CHECKED,
        "# list ji-liu and put the id on 1 paper",
        f"bin/correct/verify_author.py --degree 'Mo'\"'\"'s; rm -rf /' {VALID_ORCID} 2020.acl-main.1:ji-liu",
        "# names no longer lead to ji-liu",
        "bin/correct/disable_name_matching.py ji-liu",
    ]


def test_what_no_command_does_is_said(tmp_path: Path) -> None:
    people = {"ji-liu": PEOPLE["ji-liu"], "j-liu": person("Ji Liu")}
    world = World(tmp_path, people, author("Ji", "Liu", id="ji-liu"))
    assert commands(world, "ji-liu", to("j-liu", 1)) == [
        "# no commands: some of this is beyond them, and a part alone would move other papers; take the patch",
        "# j-liu: put the id on 1 paper: no command can, without an ORCID",
    ]
    (_, line) = commands(world, "ji-liu", new(1, name="Ji B. Liu", orcid="0000-0002-1694-233X"))
    assert line == "# ji-b-liu: no paper prints the name Ji B. Liu, and no command takes one"
    twice = World(tmp_path / "twice", PEOPLE, author("Ji", "Liu", id="ji-liu") + author("Ji", "Liu"))
    (_, line) = commands(twice, "ji-liu", to("ji-liu-amd", 1))
    assert line == "# 2020.acl-main.1: two of its authors are called Ji Liu, and no command parts them"
    old = World(tmp_path / "old", "- canonical: {last: Mo}\n", author("", "Mo"), people_file=NAME_VARIANTS)
    (line,) = commands(old, "mo", new(1, name="Mo", institution="AMD"))
    assert "is of the first generation, which no bin/correct command changes; take the patch" in line


def test_a_suffix_is_passed_on(tmp_path: Path) -> None:
    world = World(tmp_path, PEOPLE, author("Ji", "Liu", id="ji-liu"))
    orcid = "0000-0002-1694-233X"
    done = world.correct("ji-liu", new(1, orcid=orcid, institution="University of Rochester"))
    lines = commands_of(done.plan, world.corrector.mentions, world.corrector.people)
    assert lines[-1] == (
        f"bin/correct/verify_author.py --degree 'University of Rochester' --suffix rochester {orcid} "
        "2020.acl-main.1:ji-liu"
    )


@pytest.mark.parametrize("suffix", ["", "meta"])
def test_the_wanted_suffix_is_the_ids(tmp_path: Path, suffix: str) -> None:
    world = World(tmp_path, PEOPLE, author("Ji", "Liu", id="ji-liu"))
    done = world.correct("ji-liu", new(1, institution="AMD (AMD2)"), suffixes={0: suffix} if suffix else {})
    assert done.plan.targets == (f"ji-liu-{suffix or 'amd2'}",)
