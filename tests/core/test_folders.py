"""Every file below a folder is found, linked folders are followed, and loops end."""

from __future__ import annotations

from pathlib import Path

from ser_core.folders import files_below


def test_files_are_found_in_order(tmp_path: Path) -> None:
    inner = tmp_path / "inner" / "most"
    inner.mkdir(parents=True)
    found = [tmp_path / "a.wav", inner / "b.wav", tmp_path / "z.wav"]
    for path in found:
        path.touch()
    assert files_below(tmp_path) == (found, [])


def test_linked_folders_are_followed_and_loops_end(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder, other in ((here, there), (there, here)):
        folder.mkdir()
        (folder / "a.wav").touch()
        (folder / "linked").symlink_to(other)
        (folder / "itself").symlink_to(folder)
    assert files_below(here) == ([here / "a.wav", here / "linked" / "a.wav"], [])


def test_a_folder_is_found_by_its_own_name_rather_than_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.wav").touch()
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    assert files_below(tmp_path) == ([tmp_path / "real" / "a.wav"], [])


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, closed_folder: Path) -> None:
    (tmp_path / "a.wav").touch()
    files, (trouble,) = files_below(tmp_path)
    assert files == [tmp_path / "a.wav"]
    assert trouble.filename == str(closed_folder)
