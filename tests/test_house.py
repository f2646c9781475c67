"""The house as a whole: what the rooms promise each other."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from workers.tasks import TASKS

pytestmark = pytest.mark.plain
ROOT = Path(__file__).parent.parent
ROOMS = ["cli", "server", "schema", "workers", "domain", "wechat", "sandbox"]


def sources(*rooms: str) -> list[Path]:
    return [file for room in rooms for file in (ROOT / room).rglob("*.py") if "node_modules" not in file.parts]


def test_the_arrows_between_the_rooms_point_one_way():
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]

    done = subprocess.run([*lint, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_every_job_that_the_domain_names_is_a_task():
    named = {name for file in sources("domain") for name in re.findall(r'\blater\("(\w+)"\)', file.read_text())}

    assert named == {task.__name__ for task in TASKS}


def test_the_front_room_asks_no_model_for_rows():
    offenders = [file for file in sources("schema") if re.search(r"\.(filter|get_or_none|all)\(", file.read_text())]

    assert offenders == []


def test_no_rule_reads_the_clock_by_itself():
    reading = r"datetime\.(now|utcnow|today)\(|\btime\.time\("
    offenders = [file.name for file in sources("domain") if re.search(reading, file.read_text())]

    assert offenders == ["clock.py"]


def test_what_a_table_says_of_itself_holds_no_semicolon():
    # Tortoise writes a model's first paragraph into CREATE TABLE, and SQLite takes a semicolon there for the end.
    offenders = [
        (file.name, said)
        for file in sources("domain")
        for said in re.findall(r'^class \w+\(Model\):\n    """([^\n]*)', file.read_text(), re.MULTILINE)
        if ";" in said
    ]

    assert offenders == []


@pytest.mark.parametrize("room", ROOMS)
def test_files_tell_one_story(room):
    long = [file.name for file in sources(room) if len(file.read_text().splitlines()) > 300]

    assert long == []
