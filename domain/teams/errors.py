"""How teams say no."""

from domain.errors import Code, DomainError

MOST_TEAMS, MOST_MEMBERS = 50, 200
LONGEST_NAME = 64  # characters


class TooManyTeams(DomainError):
    """A list that nobody can look through helps nobody."""

    code = Code.TEAM_LIMIT_REACHED
    message = f"The workspace has {MOST_TEAMS} teams, which is the most. Delete one that is not used."


class TooManyMembers(DomainError):
    """A team of everybody is no team."""

    code = Code.TEAM_LIMIT_REACHED
    message = f"The team has {MOST_MEMBERS} members, which is the most. Take somebody out first."
    field = ("agentId",)


class TeamNameTaken(DomainError):
    """Two teams of one name could not be told apart, nor could those that differ by case or width alone."""

    code = Code.TEAM_NAME_TAKEN
    message = "Another team has this name already."
    field = ("name",)
