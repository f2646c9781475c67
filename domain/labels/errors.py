"""How labels say no."""

from domain.errors import Code, DomainError

MOST_LABELS, MOST_LABELS_OF_A_TALK = 100, 20
LONGEST_NAME = 32  # characters


class TooManyLabels(DomainError):
    """A list that nobody can look through helps nobody."""

    code = Code.LABEL_LIMIT_REACHED
    message = f"The workspace has {MOST_LABELS} labels, which is the most. Delete one that is not used."


class TooManyLabelsOfATalk(DomainError):
    """The same for one conversation."""

    code = Code.LABEL_LIMIT_REACHED
    message = f"This conversation has {MOST_LABELS_OF_A_TALK} labels, which is the most. Take one away first."
    field = ("labelId",)


class LabelNameTaken(DomainError):
    """Two labels of one name could not be told apart."""

    code = Code.LABEL_NAME_TAKEN
    message = "Another label has this name already."
    field = ("name",)
