"""Demo data: a tea shop with two official accounts, in Fandesk and in the box."""

from cli.demo.load import load
from cli.demo.shop import MINI_PROGRAM, OWNER_EMAIL, PASSWORD

__all__ = ["MINI_PROGRAM", "OWNER_EMAIL", "PASSWORD", "load"]
