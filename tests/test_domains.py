"""The shipped classifier of domains."""

import pytest

from kb.catalogue import DOMAINS
from kb.domains import domains_of, features

# fmt: off
CASES = [
    ("青岛市城市市容管理条例", ["城市管理主管部门"], "城市管理"),
    ("某某市河道管理条例",     ["水行政主管部门"],   "水利"),
    ("某某省学前教育条例",     ["教育行政部门"],     "教育"),
    ("某某事务暂行办法",       [],                  ""),  # nothing to go by
]
# fmt: on


@pytest.mark.parametrize(("title", "bodies", "domain"), CASES)
def test_domains(title: str, bodies: list[str], domain: str) -> None:
    assert domains_of([(title, bodies)]) == [domain]


def test_many_at_once_and_none() -> None:
    assert domains_of([]) == []
    found = domains_of([(title, bodies) for title, bodies, _domain in CASES])
    assert found == [domain for *_rest, domain in CASES]
    assert set(found) <= {*DOMAINS, ""}


def test_features_are_pieces_of_the_title_the_bodies_and_their_domain() -> None:
    assert features("养犬法", ["公安机关"]).split() == [
        "养犬",
        "犬法",
        "养犬法",
        "机关=公安机关",
        "领域0=公安",
        "领域1=公安",
        "领域2=公安",
    ]
