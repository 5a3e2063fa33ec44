"""Remake requirements.txt and requirements-dev.txt from their .in files, with hashes and no host name.

uv works for every system and Python from 3.11 at once; it is fetched into a throw-away environment.
"""

import os
import subprocess
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade",
    "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
]  # fmt: skip


def main() -> None:
    """Write both files in place."""
    with tempfile.TemporaryDirectory() as folder:
        venv.EnvBuilder(with_pip=True).create(folder)
        programs = Path(folder, "Scripts" if os.name == "nt" else "bin")
        subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name in ("requirements", "requirements-dev"):
            subprocess.run(
                [programs / "uv", "pip", "compile", *OPTIONS, f"{name}.in", "-o", f"{name}.txt"],
                cwd=ROOT,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            print(f"{name}.txt est refait.")


if __name__ == "__main__":
    main()
