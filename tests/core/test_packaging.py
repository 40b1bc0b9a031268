"""What is handed out is whole: the wheel, the pins, and the installation of system libraries."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUP_SYSTEM = ROOT / "scripts" / "setup_system.sh"
BASH = "/bin/bash"


def project() -> dict[str, list[str]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        table = tomllib.load(file)["project"]
    return {"run": table["dependencies"], **table["optional-dependencies"]}


def requirement_names(requirements: list[str]) -> set[str]:
    names = {re.split(r"[\[<>=;~! ]", line)[0] for line in requirements}
    return {normalized(name) for name in names}


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: Path) -> set[tuple[str, str]]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE)
    return {(normalized(name), version) for name, version in found}


def test_the_locks_pin_what_the_project_asks_for() -> None:
    asked = project()
    run, everything = pins(ROOT / "requirements/run.txt"), pins(ROOT / "requirements/lock.txt")
    needed = requirement_names(asked["run"]) | requirement_names(asked["build"])
    assert needed <= {name for name, _ in run}
    developed = needed | requirement_names(asked["report"]) | requirement_names(asked["dev"])
    assert developed - {"ser-live"} <= {name for name, _ in everything}
    assert run <= everything <= pins(ROOT / "requirements/benchmark.txt")


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs/dependencies.md").read_text("utf-8")
    documented = {
        normalized(name) for name in re.findall(r"^\| `([^`]+)`", explained, re.MULTILINE)
    }
    asked = set().union(*(requirement_names(group) for group in project().values()))
    assert asked - {"ser-live"} == documented


def test_no_package_at_run_time_is_under_the_gpl_alone() -> None:
    for name, _ in pins(ROOT / "requirements/run.txt"):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        licence = facts.get("License-Expression") or facts.get("License") or ""
        choices = re.split(r"\bOR\b", licence.splitlines()[0] if licence else "")
        choices += [text for text in facts.get_all("Classifier", []) if "License ::" in text]
        free = [
            text
            for text in choices
            if text and not re.search(r"(?<!L)GPL|(?<!Lesser )General", text)
        ]
        assert free, f"{name} is under {licence}"


# The wheel ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)
    return next(folder.glob("ser_live-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel beside this environment's packages; return the folder of its programs."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*command, "--no-index", "--no-deps", str(wheel)], check=True)
    # A plain path in a .pth file brings the packages, but not the editable project among them.
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder / "bin"


def committed(folder: str) -> set[str]:
    listing = subprocess.run(
        ["git", "ls-files", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return set(listing.stdout.splitlines())


@pytest.mark.parametrize(
    ("folder", "target"),
    [("models", "ser_core/bundled_models"), ("assets", "ser_live/bundled_assets")],
)
def test_wheel_holds_models_and_assets(wheel: Path, folder: str, target: str) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name.replace(folder, target, 1) for name in committed(folder)}
    assert wanted, f"git lists no file in {folder}"
    assert wanted <= held


def test_wheel_is_typed_and_holds_no_test_and_no_bytecode(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    assert {"ser_core/py.typed", "ser_live/py.typed"} <= set(held)
    tops = {name.split("/")[0] for name in held}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"ser_core", "ser_live"}
    assert not [name for name in held if name.endswith(".pyc")]


def run_installed(command: list[str], folder: Path) -> str:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_installed_programs_run_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    where = [str(installed / "python"), "-c", "import ser_core; print(ser_core.__file__)"]
    assert str(installed.parent) in run_installed(where, tmp_path)
    listing = run_installed([str(installed / "ser"), "models"], tmp_path)
    names = {name.split("/")[1] for name in committed("models") if name.endswith("model.json")}
    assert names <= set(re.findall(r"[\w-]+", listing))
    assert re.search(
        r"\d+\.\d+\.\d+", run_installed([str(installed / "ser-live"), "--version"], tmp_path)
    )


# The system libraries -----------------------------------------------------------------------


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a folder of programs: a Debian on which only libegl1 is missing, and its record."""
    programs = tmp_path / "bin"
    programs.mkdir()
    calls = tmp_path / "calls"
    calls.touch()
    script(programs / "dpkg-query", '[[ "${@: -1}" == libegl1 ]] || echo "ii "')
    script(programs / "apt-get", f'echo "apt-get $*" >> {calls}')
    script(programs / "id", "echo 1000")
    for name in ("env", "bash", "uname"):
        (programs / name).symlink_to(f"/usr/bin/{name}")
    return programs


def script(path: Path, body: str) -> None:
    path.write_text(f"#!{BASH}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def setup_system(programs: Path, *groups: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BASH, str(SETUP_SYSTEM), *groups],
        env={"PATH": str(programs)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def calls(programs: Path) -> list[str]:
    return (programs.parent / "calls").read_text("utf-8").splitlines()


def test_nothing_is_installed_where_nothing_is_missing(machine: Path) -> None:
    script(machine / "dpkg-query", 'echo "ii "')
    assert setup_system(machine, "run", "test").returncode == 0
    assert calls(machine) == []


def test_root_installs_only_what_is_missing(machine: Path) -> None:
    script(machine / "id", "echo 0")
    assert setup_system(machine, "run").returncode == 0
    assert calls(machine) == ["apt-get install --yes --no-remove --no-install-recommends libegl1"]


def test_sudo_is_used_where_it_asks_for_nothing(machine: Path) -> None:
    script(machine / "sudo", '[[ $1 == -n ]] && shift; exec "$@"')
    (machine / "true").symlink_to("/usr/bin/true")
    assert setup_system(machine, "run").returncode == 0
    assert calls(machine) == ["apt-get install --yes --no-remove --no-install-recommends libegl1"]


def test_package_lists_are_fetched_where_the_first_try_fails(machine: Path) -> None:
    script(machine / "id", "echo 0")
    record = machine.parent / "calls"
    first = f"[[ $1 == update ]] || grep -q update {record}"
    (machine / "grep").symlink_to("/usr/bin/grep")
    script(machine / "apt-get", f'echo "apt-get $1" >> {record}; {first}')
    assert setup_system(machine, "run").returncode == 0
    assert calls(machine) == ["apt-get install", "apt-get update", "apt-get install"]


def test_without_rights_the_command_is_named_and_run_stops(machine: Path) -> None:
    done = setup_system(machine, "run")
    assert done.returncode != 0
    assert "sudo apt-get install --no-remove --no-install-recommends libegl1" in done.stderr
    assert calls(machine) == []


def test_what_only_tests_need_stops_nothing(machine: Path) -> None:
    script(machine / "dpkg-query", '[[ "${@: -1}" == pulseaudio ]] || echo "ii "')
    done = setup_system(machine, "run", "test")
    assert done.returncode == 0
    assert "will be skipped" in done.stderr


def test_another_linux_is_told_the_libraries(machine: Path) -> None:
    (machine / "apt-get").unlink()
    done = setup_system(machine, "run")
    assert done.returncode == 0
    assert "libportaudio2" in done.stdout


# The Makefile ---------------------------------------------------------------------------------


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout with the real Makefile and installers that only note that they ran."""
    for folder in ("requirements", "scripts"):
        (tmp_path / folder).mkdir()
    for name in ("Makefile", "pyproject.toml", "requirements/run.txt", "requirements/lock.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    script(tmp_path / "scripts/setup_system.sh", 'echo "system $*" >> calls')
    script(
        tmp_path / "scripts/setup_python.sh",
        'mkdir -p .venv/bin; echo "python ${@: -1}" >> calls\n'
        "printf '#!/bin/sh\\necho \"ser-live $*\" >> calls' > .venv/bin/ser-live\n"
        "chmod +x .venv/bin/ser-live",
    )
    return tmp_path


def make(checkout: Path, *arguments: str) -> list[str]:
    (checkout / "calls").write_text("")
    command = ["make", "--silent", *arguments]
    env = {"PATH": os.environ["PATH"]}
    subprocess.run(command, cwd=checkout, env=env, stdin=subprocess.DEVNULL, check=True)
    return (checkout / "calls").read_text("utf-8").splitlines()


def test_a_second_run_starts_without_installing(checkout: Path) -> None:
    first = make(checkout, "run", "ARGS=--terminal --demo")
    assert first == ["system run", "python requirements/run.txt", "ser-live --terminal --demo"]
    assert make(checkout, "run") == ["system run", "ser-live "]


def test_a_changed_pin_installs_again(checkout: Path) -> None:
    make(checkout, "run")
    later = time.time() + 10
    os.utime(checkout / "requirements/run.txt", (later, later))
    assert "python requirements/run.txt" in make(checkout, "run")


def test_who_can_develop_can_run(checkout: Path) -> None:
    assert make(checkout, "setup") == ["system run test", "python requirements/lock.txt"]
    assert make(checkout, "run") == ["system run", "ser-live "]


def test_help_lists_the_targets() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"run", "test", "lint", "wheel"} <= {
        line.split()[1] for line in done.stdout.splitlines()
    }


@pytest.mark.parametrize(
    ("python", "remedy"),
    [
        ("exit 1", "make PYTHON="),
        ('case "$*" in *"import pip"*|*ensurepip*) exit 1;; esac', "apt-get install python3-venv"),
    ],
    ids=["too old", "without pip"],
)
def test_an_unfit_python_is_told_in_a_sentence(tmp_path: Path, python: str, remedy: str) -> None:
    script(tmp_path / "python", python)
    command = [BASH, str(ROOT / "scripts/setup_python.sh"), str(tmp_path / "python")]
    done = subprocess.run(
        [*command, str(tmp_path / ".venv"), "lock.txt"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert remedy in done.stderr
