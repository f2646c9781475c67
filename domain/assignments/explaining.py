"""An assignment in words, from what was kept with it."""

from domain.assignments.models import AssignmentReason
from domain.assignments.seats import Verdict
from domain.database import Row

_SOMEBODY = "somebody who is not known any more"
_GONE = {
    Verdict.DISABLED.value: "no longer works here",
    Verdict.DOES_NOT_SERVE.value: "does not serve this account any more",
    Verdict.OFFLINE.value: "was not here",
    Verdict.AWAY.value: "was away",
}
_COULD_HAVE_HAD_IT = {Verdict.CHOSEN.value, Verdict.FREE.value, Verdict.GAVE_BACK.value}


def explain(row: Row) -> str:
    """A sentence for people. The row is one of `domain.assignments.reading`."""
    return _SENTENCES[AssignmentReason(row["reason"])](row)


def _queued(row: Row) -> str:
    if row["team"]:
        return f"It waits for the team {row['team']['name']}."
    return "The fan came back, and it waits for whoever serves the account."


def _round_robin(row: Row) -> str:
    return f"It was {_name(row, 'agent')}'s turn: of {_free(row)}, their last turn is the longest ago."


def _least_busy(row: Row) -> str:
    chosen = row["considered"][0]
    taken = f"{chosen['load']} of {chosen['capacity']} seats were taken"
    return f"{_name(row, 'agent')} was the least busy of {_free(row)}: {taken}."


def _sticky(row: Row) -> str:
    return f"The fan came back to {_name(row, 'agent')}, who had them last."


def _answered(row: Row) -> str:
    return f"{_name(row, 'agent')} answered it while nobody had it."


def _taken(row: Row) -> str:
    had_it = row["from_agent_id"] is not None and row["from_agent_id"] != row["agent_id"]
    return (
        f"{_name(row, 'agent')} took it from {_name(row, 'from_agent')}."
        if had_it
        else f"{_name(row, 'agent')} took it."
    )


def _transferred(row: Row) -> str:
    whom = _name(row, "agent") if row["agent_id"] else f"the team {row['team']['name'] if row['team'] else _SOMEBODY}"
    return f"{_name(row, 'by_agent')} transferred it to {whom}."


def _given_back(row: Row) -> str:
    by, had_it = _name(row, "by_agent"), _name(row, "from_agent")
    did = (
        f"{by} gave it back"
        if row["by_agent_id"] == row["from_agent_id"]
        else f"{by} took it from {had_it} and gave it back"
    )
    return f"{did}: it waits for somebody else."


def _agent_full(row: Row) -> str:
    was = row["considered"][0]
    taken = f"{was['load']} of {was['capacity']} taken"
    return f"{_name(row, 'from_agent')} had no seat free ({taken}), so it waits for somebody else."


def _agent_gone(row: Row) -> str:
    verdict = row["considered"][0]["verdict"] if row["considered"] else Verdict.DISABLED.value
    return f"{_name(row, 'from_agent')} {_GONE[verdict]}, so it waits for somebody else."


def _name(row: Row, who: str) -> str:
    return str(row[who]["name"]) if row[who] else _SOMEBODY


def _free(row: Row) -> str:
    how_many = sum(one["verdict"] in _COULD_HAVE_HAD_IT for one in row["considered"])
    return f"{how_many} agent{'' if how_many == 1 else 's'} with a free seat"


_SENTENCES = {
    AssignmentReason.QUEUED: _queued,
    AssignmentReason.ROUND_ROBIN: _round_robin,
    AssignmentReason.LEAST_BUSY: _least_busy,
    AssignmentReason.STICKY: _sticky,
    AssignmentReason.ANSWERED: _answered,
    AssignmentReason.TAKEN: _taken,
    AssignmentReason.TRANSFERRED: _transferred,
    AssignmentReason.GIVEN_BACK: _given_back,
    AssignmentReason.AGENT_FULL: _agent_full,
    AssignmentReason.AGENT_GONE: _agent_gone,
}
