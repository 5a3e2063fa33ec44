"""Make the project's virtual environment, and refresh it when the pinned requirements change.

Called by the Makefile with whatever Python the machine has, so it uses the standard library only and
no syntax newer than Python 3.6: an old Python must reach the sentence that says so.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)


def check_python() -> None:
    """End with a clear sentence when this Python cannot make the environment."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"greffe demande Python {OLDEST[0]}.{OLDEST[1]} ou plus récent ; celui-ci est "
            f"{sys.version_info[0]}.{sys.version_info[1]}. Installez-en un, puis nommez-le, "
            "par exemple : make PYTHON=python3.12 build"
        )
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        sys.exit(
            "Le module venv de Python manque. "
            "Sous Debian ou Ubuntu : sudo apt install python3-venv, puis relancez la commande."
        )


def make_environment() -> None:
    """Make .venv with this Python, unless it is there, still runs, and was not moved with the folder."""
    home = VENV / "prepared-for"
    moved = home.exists() and home.read_text(encoding="utf-8") != str(ROOT)
    if not moved and _runs():
        return
    import venv  # noqa: PLC0415

    print("Préparation : environnement Python dans .venv…", flush=True)
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(str(VENV))
    home.write_text(str(ROOT), encoding="utf-8")


def _runs() -> bool:
    try:
        return not subprocess.run([str(PYTHON), "-c", ""], check=False).returncode
    except OSError:
        return False


def install(stamp: str, names: "list[str]", says: str, arguments: "list[str]") -> None:
    """Run pip with `arguments` unless `stamp` shows that it was done for these files as they are."""
    mark = VENV / stamp
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in names)).hexdigest()
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return
    print(f"Préparation : {says}…", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        pip + arguments,
        cwd=str(ROOT),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(
            done.stdout.decode(errors="replace")
            + "L'installation a échoué. Vérifiez l'accès au réseau (ou au miroir de paquets), "
            "puis relancez la commande."
        )
    mark.write_text(wanted, encoding="utf-8")


def main(developer: bool) -> None:
    """Prepare what `greffe` needs and, when `developer`, what the tests need too."""
    check_python()
    make_environment()
    install(
        "prepared-run",
        ["requirements.txt"],
        "bibliothèques de greffe (une minute la première fois)",
        ["--require-hashes", "-r", "requirements.txt"],
    )
    if developer:
        install(
            "prepared-dev",
            ["requirements.txt", "requirements-dev.txt"],
            "outils de contrôle et d'essai (une minute la première fois)",
            ["--require-hashes", "-r", "requirements.txt", "-r", "requirements-dev.txt"],
        )
    install(
        "prepared-greffe",
        ["pyproject.toml", "requirements.in"],
        "commande greffe",
        ["--no-deps", "--no-build-isolation", "--editable", "."],
    )


if __name__ == "__main__":
    main(developer="--dev" in sys.argv[1:])
