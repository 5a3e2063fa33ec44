"""What a wheel holds besides the program: the templates and pages that serve a root of data alone.

pyproject.toml names `WithProject` as the build's own step; an editable install needs none of it.
"""

import shutil
from pathlib import Path

from setuptools.command.build_py import build_py

SHIPPED = ("templates", "docs", "mkdocs.yml")
"""Files and folders of the checkout, which stand in `generator/projet/` of a wheel."""


class WithProject(build_py):  # type: ignore[misc]  # setuptools has no types
    """Copies the program, then what is shipped with it."""

    def run(self) -> None:
        """Copy everything below the folder of the build."""
        super().run()
        if self.editable_mode:
            return
        for name in SHIPPED:
            source, target = Path(name), Path(self.build_lib, "generator", "projet", name)
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            else:
                shutil.copyfile(source, target)
