"""Where powers collide: each detector takes what is in force and yields findings, typed, with both texts.

A finding is always a suspicion (疑似、需核查) with its rule, the traps to check and who may decide.
"""

from __future__ import annotations

from kb.conflicts import authority, bodies, crime, gaps, matters, ranges, stale, terms, versions, wording
from kb.conflicts.found import Detector

DETECTORS: tuple[tuple[str, Detector], ...] = (
    ("bodies", bodies.find),
    ("matters", matters.find),
    ("versions", versions.find),
    ("ranges", ranges.find),
    ("terms", terms.find),
    ("authority", authority.find),
    ("gaps", gaps.find),
    ("crime", crime.find),
    ("stale", stale.find),
    ("wording", wording.find),
)
"""Every detector by the name of its module."""
