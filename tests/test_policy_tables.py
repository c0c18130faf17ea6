"""The tables of policy reading test themselves."""

import pytest

from kb.policy import tables
from kb.policy.tables import MechanismRow, mechanism_rows, usual_mechanisms
from kb.registry import PatternRow

ROWS = [
    *((f"机制-{row.id}", row) for row in mechanism_rows()),
    *((f"分工-{row.id}", row) for row in tables.role_rows()),
    *((f"名称-{row.id}", row) for row in tables.name_rows()),
    *((f"错字-{row.id}", row) for row in tables.slip_rows()),
    *((f"赋权-{row.id}", row) for row in tables.delegation_rows()),
]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_pattern_matches_its_example_and_not_its_counter(name: str, row: MechanismRow | PatternRow) -> None:
    assert row.regex.search(row.example), name
    assert not row.regex.search(row.counter), name
    assert any(word in row.example for word in row.gate), "the gate must open for the example"


def test_the_six() -> None:
    assert usual_mechanisms() == ("联席会议", "联合执法", "联动", "互动", "资源共享", "执法调处")


def test_every_role_row_names_a_body() -> None:
    assert all("body" in row.regex.groupindex for row in tables.role_rows())


def test_every_delegation_row_says_what_passes() -> None:
    assert all("what" in row.regex.groupindex for row in tables.delegation_rows())
