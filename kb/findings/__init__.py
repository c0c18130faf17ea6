"""The findings of a knowledge base: brought up to date, listed, shown, and judged by an analyst."""

from kb.findings.listing import (
    FindingFilters,
    finding_shape,
    findings_csv,
    judge,
    judgements,
    list_findings,
    one_finding,
    order_of,
)
from kb.findings.run import is_fresh, stored, update

__all__ = [
    "FindingFilters",
    "finding_shape",
    "findings_csv",
    "is_fresh",
    "judge",
    "judgements",
    "list_findings",
    "one_finding",
    "order_of",
    "stored",
    "update",
]
