"""Bring the translations up to date with the program's texts, and compile them.

`python -m scripts.translations`: collects the texts into `assets/i18n/ser-live_de.ts`, where
Qt Linguist (or an editor) fills in what is new, and writes the `.qm` file that the program
reads. Texts are English in the source; `ser-live_en.ts` has singular and plural of those that
count something. Ends with 1 while a text is not translated.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "assets" / "i18n"
LANGUAGES = ("de", "en")
SOURCE = "en"


def update(language: str) -> Path:
    """Collect the program's texts; those that are gone are dropped."""
    target = FOLDER / f"ser-live_{language}.ts"
    sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ser_live").rglob("*.py"))
    tool = [_tool("lupdate"), "-no-obsolete", "-locations", "none", *sources]
    plurals = ["-pluralonly"] if language == SOURCE else []
    options = [*plurals, "-target-language", language, "-source-language", SOURCE]
    options += ["-ts", str(target)]
    subprocess.run([*tool, *options], cwd=ROOT, check=True)
    return target


def unfinished(target: Path) -> list[str]:
    """Return the texts that are not translated."""
    return [
        message.findtext("source", "")
        for message in ET.parse(target).iter("message")  # noqa: S314 - our own file
        if message.find("translation[@type='unfinished']") is not None
    ]


def compile_file(target: Path) -> None:
    """Write the file that the program reads."""
    subprocess.run([_tool("lrelease"), "-silent", str(target)], cwd=ROOT, check=True)


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def main() -> int:
    """Update and compile every language."""
    missing = 0
    for language in LANGUAGES:
        target = update(language)
        compile_file(target)
        for text in unfinished(target):
            missing += 1
            print(f"{language}: not translated: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
