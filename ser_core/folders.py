"""What lies in folders, with nothing left out unsaid."""

from __future__ import annotations

import os
from pathlib import Path


def files_below(folder: Path) -> tuple[list[Path], list[OSError]]:
    """Find every file anywhere below a folder, linked folders included, each folder once.

    Returns
    -------
    files : list of Path
        In order; links that lead nowhere are among them.
    troubles : list of OSError
        One for each folder that cannot be opened, with its path as `filename`.
    """
    files: list[Path] = []
    troubles: list[OSError] = []
    looked_into: set[str] = set()
    tops = [str(folder)]
    for top in tops:  # grows by the linked folders, which may lead back to where they are
        for here, folders, names in os.walk(top, onerror=troubles.append):
            place = os.path.realpath(here)
            if place in looked_into:
                folders.clear()
                continue
            looked_into.add(place)
            inner = (os.path.join(here, name) for name in folders)  # noqa: PTH118
            tops += filter(os.path.islink, inner)
            files += (Path(here, name) for name in names)
    return sorted(files), troubles
