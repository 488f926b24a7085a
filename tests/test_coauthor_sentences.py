"""What is said of co-authors agrees with what they weigh."""

from graphcheck.bibliography import Bibliography
from graphcheck.weighing import default_model
from tests.test_communities import LAB, common
from tests.toy import toy

CROWD = [f"{letter}o Tree{letter.lower()}" for letter in "ABCDEFGHIJ"]


def told(papers: dict[str, list[str]], paper: str = "q", person: str = "wei-wang") -> tuple[float, str]:
    page = toy(common(papers)).person(person).page
    return next(
        (e.weight, e.text) for a in page.authorships if a.paper == paper for e in a.evidence if e.kind == "coauthors"
    )


PAIRS = {"p0": ["Wei Wang", "Ann Ash"], "p1": ["Wei Wang", "Ann Ash"], "q": ["Wei Wang", "Xi Yew"]}


def test_strangers_that_speak_for_the_person_say_why() -> None:
    weight, text = told(PAIRS | {"y": ["Xi Yew", "Flo Fir"]})
    assert weight > 0
    assert text == (
        "Its only co-author, Xi Yew, is not on any paper of the core, which says little for a team of two; that they "
        "wrote other papers speaks for the person."
    )


def test_only_strangers_with_other_papers_can_speak_for_the_person() -> None:
    features = default_model().features
    assert max(features["smaller_team"][1]) <= 0
    assert max(features["larger_team"][1]) <= 0
    assert features["strangers"][1][0] == features["shared"][1][0] == 0


def test_coauthors_in_common_that_speak_against_say_why() -> None:
    papers = {f"p{i}": ["Wei Wang", *LAB] for i in range(6)} | {"s": ["Wei Wang", "Ann Ash", "Xi Yew"]}
    weight, text = told(papers | {"q": ["Wei Wang", *CROWD, "Xi Yew"]})
    assert weight < 0
    assert text.endswith(": Xi Yew (1); but 4 of the 5 papers that count most are without them.")
    assert "; but" not in told(papers | {"q": ["Wei Wang", *LAB, "Xi Yew"]})[1]


def test_every_sentence_that_its_sign_contradicts_says_why(sample: Bibliography) -> None:
    for page in sample.pages():
        for e in (e for authorship in page.authorships for e in authorship.evidence if e.kind == "coauthors"):
            none = e.text.startswith("None of") or "is not on any" in e.text
            if abs(e.weight) >= 0.005 and e.text != "It has no co-authors.":
                assert (e.weight > 0) == (none == ("says little" in e.text)) or "; but" in e.text
                assert ("; but" in e.text) == (not none and e.weight < 0)
