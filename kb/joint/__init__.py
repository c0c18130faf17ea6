"""Joint enforcement (联动执法): which form fits a matter, who starts and approves it, when, and what its plan must hold."""

from kb.joint.advise import Advice, Matter, advise, find_opinions
from kb.joint.plan import check_plan, general_parts

__all__ = ["Advice", "Matter", "advise", "check_plan", "find_opinions", "general_parts"]
