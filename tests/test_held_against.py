"""The papers that sentences call those that count are those that the numbers are read from."""

import numpy as np

from graphcheck.bibliography import Bibliography
from graphcheck.held_against import HeldAgainst
from graphcheck.score import best_pairs


def test_the_closest_papers_are_the_best_pairs_of_the_score(sample: Bibliography) -> None:
    scores = sample.page_maker.judge(sample.judged_people())
    pairs, against = scores.pairs, HeldAgainst(scores)
    row, pair = best_pairs(pairs, scores.together, scores.rest)
    other = np.where(pairs.one[pair] == row, pairs.two[pair], pairs.one[pair])
    for place in range(len(scores.batch.rows)):
        assert against.closest(place).tolist() == other[row == place].tolist()
        assert set(against.closest(place).tolist()) <= set(against.papers(place).tolist())
        assert len(against.papers(place)) == scores.rest.size[place]
