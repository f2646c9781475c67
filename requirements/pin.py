"""Pin what pyproject.toml and the .in files ask for: by name, version and hash, and no address of an index."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STEPS = [("../pyproject.toml", "run.txt"), ("dev.in", "dev.txt"), ("bench.in", "bench.txt")]


def main() -> None:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
    for source, target in STEPS:
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
        options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
        subprocess.run([*command, *options, source, "--output-file", target], check=True, cwd=HERE)


if __name__ == "__main__":
    main()
