"""A decision as a table, for people at a terminal."""

from rich.table import Table
from rich.text import Text

from api.policy.decision import Action, Permission
from api.policy.engine import Decision
from api.policy.wording import moment


def action_table(decision: Decision) -> Table:
    """The actions in their order: how urgent and by when in local time, what and why, and how."""
    table = Table("when", "what to do, and why", "by", show_lines=True)
    for proposal in decision.proposals:
        action = proposal.action()
        due = moment(proposal.planned.case.calendar.local(action.due_at))
        what = Text.assemble((action.title, "bold"), f"\n{action.reason}")
        table.add_row(Text(f"{action.status}, due\n{due}"), what, Text(_by(action)))
    return table


def caution_table(decision: Decision) -> Table:
    """What not to do just now."""
    table = Table("what not to do", "rule")
    for caution in decision.cautions:
        table.add_row(Text(caution.statement), caution.rule)
    return table


def _by(action: Action) -> str:
    best = next((c for c in action.channels if c.verdict is Permission.RECOMMENDED), None)
    return best.channel.replace("_", " ") if best else ""
