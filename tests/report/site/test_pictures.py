"""Pictures: who is drawn, where, and that nothing lies on anything else or outside."""

from __future__ import annotations

import random

import pytest

from graphcheck.bibliography import Bibliography
from graphcheck.model import Evidence
from graphcheck.report.site import drawing, timeline
from graphcheck.report.site.drawing import draw_network, looks
from graphcheck.report.site.network import MOST_NODES, MOST_TIES, Network, flagged_papers
from graphcheck.report.site.surroundings import Library
from graphcheck.report.site.timeline import draw_timeline
from graphcheck.report.site.topics import Topics
from graphcheck.report.site.waterfall import WIDTH, waterfall
from tests.report.factories import authorship, calm, page
from tests.report.site.surrounded import large_page, network, surroundings


class TestNetwork:
    def test_is_the_neighbourhood_of_the_person(self, sample: Bibliography) -> None:
        person = sample.person("yan-li")
        (around,) = Library(sample).around([person.page])
        known = person.neighbourhood()
        found = around.network
        assert {node.id for node in found.nodes} == set(known)
        for node in found.nodes:
            facts = known.nodes[node.id]
            assert (node.name, node.papers, node.group, node.stray) == (
                facts["name"], facts["papers"], facts["group"], facts["stray"],
            )  # fmt: skip
        ties = {frozenset((found.nodes[t.one].id, found.nodes[t.other].id)): t.outside for t in found.ties}
        assert ties == {frozenset((one, other)): tie["outside"] for one, other, tie in known.edges(data=True)}

    def test_flagged_papers_name_their_co_authors(self, sample: Bibliography) -> None:
        (around,) = Library(sample).around([sample.person("yan-li").page])
        flagged = {node.name for node in around.network.nodes if node.flagged == (0,)}
        assert flagged == set(around.papers["2022.icol-main.7"].authors) - {"Yan Li"}

    def test_pages_of_a_batch_do_not_mix(self, sample: Bibliography) -> None:
        people = [sample.person(one).page for one in ("yan-li", "wei-chen", "jing-wang/unverified")]
        library = Library(sample)
        assert list(library.around(people)) == [next(library.around([one])) for one in people]

    @pytest.mark.anthology
    def test_large_ones_are_cut_and_the_rest_is_counted(self, whole: Bibliography) -> None:
        person = whole.person("yang-liu").page
        (around,) = Library(whole).around([person])
        found = around.network
        assert len(found.nodes) == MOST_NODES
        assert len(found.ties) <= MOST_TIES
        assert found.size == len(found.nodes) + sum(found.left_out.values())
        assert any(node.stray for node in found.nodes)
        assert any(not node.flagged for node in found.nodes)

    def test_flagged_papers_come_surest_first_and_once(self) -> None:
        one = page(
            authorships=(authorship("a", score=0.6), authorship("b", score=0.9), authorship("a", position=5, score=0.6))
        )
        assert flagged_papers(one) == ["b", "a"]


class TestDrawing:
    @pytest.mark.parametrize(("size", "groups"), [(1, 1), (2, 1), (7, 1), (7, 3), (52, 1), (52, 3), (52, 8)])
    def test_dots_are_inside_and_apart(self, size: int, groups: int) -> None:
        labels = [chr(65 + at) for at in range(groups)]
        found = draw_network(network(labels, size=size), {label: at for at, label in enumerate(labels)})
        assert len(found.dots) == size
        for dot in found.dots:
            assert dot.r <= dot.x <= drawing.WIDTH - dot.r
            assert found.top <= dot.y - dot.r
            assert dot.y + dot.r <= found.top + found.height
        for at, one in enumerate(found.dots):
            for other in found.dots[at + 1 :]:
                assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (min(one.r, other.r)) ** 2

    def test_names_do_not_lie_on_each_other(self) -> None:
        found = draw_network(network(["A", "B"], size=40), {"A": 0, "B": 1})
        named = [dot for dot in found.dots if dot.label]
        assert len(named) > 8
        for at, one in enumerate(named):
            for other in named[at + 1 :]:
                near = abs(one.label_x - other.label_x) < 6 * min(len(one.label), len(other.label))
                assert not (near and abs(one.label_y - other.label_y) < 9)

    def test_the_same_network_gives_the_same_picture_and_leaves_chance_alone(self) -> None:
        random.seed(1)
        before = random.getstate()
        one = draw_network(network(["A", "B"]), {"A": 0, "B": 1})
        assert random.getstate() == before
        assert draw_network(network(["A", "B"]), {"A": 0, "B": 1}) == one

    def test_groups_have_corners_of_their_own(self) -> None:
        found = draw_network(network(["A", "B"], size=30), {"A": 0, "B": 1})
        (ax, ay), (bx, by) = found.names["A"], found.names["B"]
        assert (ax - bx) ** 2 + (ay - by) ** 2 > 150**2

    def test_nobody_is_a_picture_too(self) -> None:
        found = draw_network(Network((), (), {}, 0), {})
        assert (found.dots, found.lines) == ((), {})

    def test_further_groups_look_alike(self) -> None:
        one = large_page(40, 0, groups=12)
        assert list(looks(one).values()) == [0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7]


class TestTimeline:
    def test_every_paper_has_its_mark(self) -> None:
        one = large_page(60, 3)
        papers = surroundings(one).papers
        found = draw_timeline(one, papers, flagged_papers(one))
        marks = [mark for lane in found.lanes for mark in lane.marks]
        assert {mark.paper for mark in marks} == set(papers)
        assert sorted(mark.flagged for mark in marks if mark.flagged >= 0) == [0, 1, 2]
        place = {papers[mark.paper].year: mark.x for mark in marks}
        assert sorted(place, key=place.__getitem__) == sorted(place)
        assert len({(mark.x, mark.y) for mark in marks}) == len(marks)
        assert all(0 < mark.y < found.height and 0 < mark.x < timeline.WIDTH for mark in marks)

    def test_stacks_too_high_are_counted_and_flagged_papers_stay(self) -> None:
        ids = tuple(f"p{n}" for n in range(30))
        judged = tuple(authorship(i, group="A", score=0.9) if i == "p29" else calm(i) for i in ids)
        group = page().groups[0]
        one = page(years=(2020, 2020), groups=(type(group)("A", ids, True, (2020, 2020), (), ()),), authorships=judged)
        found = draw_timeline(one, surroundings(one).papers, flagged_papers(one))
        (lane,) = found.lanes
        assert len(lane.marks) == 12
        assert [mark.paper for mark in lane.marks if mark.flagged == 0] == ["p29"]
        assert "+18" in [word.text for word in lane.words]

    def test_further_groups_share_a_lane(self) -> None:
        one = large_page(40, 0, groups=12)
        found = draw_timeline(one, surroundings(one).papers, [])
        assert [lane.label for lane in found.lanes] == ["A", "B", "C", "D", "E", "F", "G", "H–L"]
        assert sum(lane.papers for lane in found.lanes) == 40

    def test_venues_are_named_where_there_is_room(self) -> None:
        one = page()
        found = draw_timeline(one, surroundings(one).papers, [])
        assert {word.text for lane in found.lanes for word in lane.words} == {"ACL"}
        long = page(years=(1980, 2025))
        papers = surroundings(long).papers
        assert not [word for lane in draw_timeline(long, papers, []).lanes for word in lane.words]


class TestWaterfall:
    @pytest.mark.parametrize(
        "weights", [[], [0.0], [1.0], [-1.0], [3.2071, -5.4099, -1.2713], [0.004] * 7, [-2.0, 5.0, -4.0, 0.001, 1.2345]]
    )
    def test_bars_chain_and_sum(self, weights: list[float]) -> None:
        found = waterfall([Evidence(str(at), weight, "") for at, weight in enumerate(weights)])
        assert round(sum(round(bar.weight * 100) for bar in found.bars)) == round(found.total * 100)
        at = found.zero
        for bar in found.bars:
            begin, end = (bar.x, bar.x + bar.w) if bar.weight >= 0 else (bar.x + bar.w, bar.x)
            assert begin == pytest.approx(at, abs=0.11)
            at = end
            assert bar.x >= 0
            assert bar.x + bar.w <= WIDTH + 0.11
        assert at == pytest.approx(found.x + (found.w if found.total >= 0 else 0), abs=0.11)


class TestTopics:
    TITLES = ("Parsing rivers", "Parsing lakes", "Parsing seas", *(f"Translation of birds {n}" for n in range(20)))

    def test_words_of_the_group_that_others_lack(self) -> None:
        found = Topics(self.TITLES).of({"A": self.TITLES[:3], "B": self.TITLES[3:8]})
        assert found["A"] == ("parsing",)
        assert set(found["B"]) == {"birds", "translation"}

    def test_what_the_whole_page_is_about_tells_no_group(self) -> None:
        found = Topics(self.TITLES).of({"A": ["Parsing rivers"] * 3, "B": ["Parsing lakes"] * 3})
        assert found == {"A": ("rivers",), "B": ("lakes",)}

    def test_small_groups_speak_and_empty_words_do_not(self) -> None:
        assert Topics(self.TITLES).of({"A": ["Towards a new study of the whales"]}) == {"A": ("whales",)}


def test_places_are_those_of_the_group(sample: Bibliography) -> None:
    (around,) = Library(sample).around([sample.person("wei-chen").page])
    assert around.places["A"].inferred[0][0] == "Linhai University"
    assert around.places["B"].stated == (("Qingshan Institute of Technology", 3),)


def test_facts_are_those_of_the_paper(sample: Bibliography) -> None:
    (around,) = Library(sample).around([sample.person("yan-li").page])
    facts = around.papers["2022.icol-main.7"]
    assert facts.title == "Finding Drug Side Effects in Dutch Patient Letters"
    assert (facts.year, facts.venue, facts.authors[0], len(facts.authors)) == (2022, "ICOL", "Yan Li", 7)
    row = sample.paper_row("2022.icol-main.7")
    assert facts.abstract == sample.papers["abstract"].iat[row]
