"""Advice and due dates as flat JSON: strings, numbers and lists of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kb.joint.advise import Advice
from kb.registry import ClockRow
from kb.workdays import Due


def advice_shape(advice: Advice) -> dict[str, Any]:
    """The advice as one JSON row; ``why`` of a fact is its reason, ``words`` those of the description, if any."""
    facts = [
        {"fact": f.row.fact, "form": f.form, "why": f.row.why, "stated": not f.words, "words": f.words}
        for f in advice.facts
    ]
    return {
        "matter": advice.matter.description,
        "facts": facts,
        "questions": list(advice.questions),
        "holders": [asdict(holder) for holder in advice.holders],
        "forms": [
            {"form": f.form, "facts": [fact.row.fact for fact in f.facts], "quotes": [asdict(q) for q in f.quotes]}
            for f in advice.forms
        ],
        "initiation": [asdict(cited) for cited in advice.initiation],
        "approvals": [
            {"area": a.area, "fields": list(a.fields), "steps": list(a.steps), "quote": asdict(cited)}
            for a, cited in advice.approvals
        ],
        "periods": [asdict(period) for period in advice.periods],
        "plan": advice.plan,
        "letters": list(advice.letters),
        "issues": list(advice.issues),
    }


def due_shape(found: Due, clock: ClockRow | None = None) -> dict[str, Any]:
    """A due date as one JSON row, with the clock it belongs to."""
    if clock is None:
        return asdict(found)
    source = {"clock": clock.id, "law": clock.law, "address": clock.address, "actor": clock.actor, "act": clock.act}
    return {**source, **asdict(found)}
