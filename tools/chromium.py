"""Find the Chromium that the browser tests drive, or install one.

`python tools/chromium.py` is part of `make test`: it says nothing when there is one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield from APPLICATIONS
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _runs(program: str) -> bool:
    """False for what only looks like a browser: Ubuntu's chromium-browser asks for a snap instead."""
    if not Path(program).is_file():
        return False
    if os.name == "nt":  # there, --version opens a window
        return True
    return not subprocess.run([program, "--version"], check=False, capture_output=True).returncode


def find() -> str | None:
    """Path of a Chromium that runs, the system's first, Playwright's own last; None without any."""
    return next(filter(_runs, _candidates()), None)


def _debian() -> bool:
    """True where apt gives a real Chromium and may be run: Debian, not Ubuntu, as root."""
    release = Path("/etc/os-release")
    if not release.exists() or "ID=debian" not in release.read_text().splitlines():
        return False
    return os.geteuid() == 0


def install() -> None:
    """Install a Chromium: Debian's with apt when root, otherwise Playwright's for this user."""
    print("Préparation : Chromium pour les essais du site (une minute)…", flush=True)
    if _debian():
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
        ):  # fmt: skip
            subprocess.run(arguments, check=True, env=environment, stdout=subprocess.DEVNULL)
        return
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if sys.platform == "linux" and os.geteuid() == 0:
        command.insert(-1, "--with-deps")
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Install a Chromium unless there is one; ends with code 1 and a French sentence otherwise."""
    if find() is None:
        install()
        if find() is None:
            sys.exit("Chromium n'a pas pu être installé : installez-le à la main, puis relancez.")


if __name__ == "__main__":
    main()
