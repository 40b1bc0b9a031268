"""Settings are typed, within limits, remembered, and survive any file."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from ser_core.errors import ConfigError
from ser_core.model.bundled import DEFAULT_MODEL, bundled_folder, bundled_names
from ser_live.audio.source import AutomaticChoice, MicrophoneChoice
from ser_live.engine.settings import EngineSettings
from ser_live.settings import (
    CHOICES,
    LIMITS,
    Settings,
    SettingsStore,
    engine_settings,
    from_json,
    read_settings,
    source_choice,
    to_json,
)
from ser_live.views.language import set_language
from ser_live.views.notice_words import notice_words
from ser_live.views.setting_words import setting_groups
from ser_live.views.settings_dialog import SettingsDialog

CHANGED = Settings(
    language="de",
    theme="dark",
    start_listening=False,
    device="USB",
    channel="right",
    follow_default=False,
    window_s=2.5,
    voice_strictness=3,
    log_folder="somewhere",
)


def test_the_defaults_are_those_of_the_engine() -> None:
    settings = Settings()
    settings.validate()
    wanted = engine_settings(settings)
    wanted.validate()
    folders = {"log_folder": wanted.log_folder, "sites_folder": wanted.sites_folder}
    assert wanted == EngineSettings(**folders)


def test_every_bound_of_the_engine_is_in_the_window() -> None:
    shown = {words.name for _, group in setting_groups() for words in group}
    assert shown >= set(LIMITS)
    assert "max_held_rows" in LIMITS
    assert engine_settings(replace(Settings(), max_held_rows=123)).max_held_rows == 123


def test_what_is_saved_is_loaded(settings_store: SettingsStore) -> None:
    assert settings_store.load() == Settings()
    settings_store.save(CHANGED)
    assert settings_store.load() == CHANGED


def test_what_another_window_saved_is_loaded(tmp_path: Path) -> None:
    path = str(tmp_path / "s.ini")
    ours, theirs = (SettingsStore(QSettings(path, QSettings.Format.IniFormat)) for _ in range(2))
    assert ours.load() == Settings()
    theirs.save(CHANGED)
    assert ours.load() == CHANGED


def test_settings_that_cannot_be_saved_are_no_secret(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    path = str(tmp_path / "file" / "s.ini")
    store = SettingsStore(QSettings(path, QSettings.Format.IniFormat))
    with pytest.raises(ConfigError, match=r"cannot be saved in .*s\.ini"):
        store.save(CHANGED)


def test_settings_that_do_not_go_together_are_not_exported(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = SettingsDialog(replace(Settings(), window_s=1.0, first_reading_s=3.0), ())
    qtbot.addWidget(dialog)
    dialog.export_file(tmp_path / "s.json")
    assert not (tmp_path / "s.json").exists()
    assert "first_reading_s" in dialog._said.text()


def test_a_damaged_value_gives_way_to_its_default(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    SettingsStore(store).save(CHANGED)
    store.setValue("monitor/hop_s", "a word")
    store.setValue("monitor/queue_s", 1e9)
    store.setValue("monitor/theme", "pink")
    store.setValue("monitor/of_tomorrow", 1)
    loaded = SettingsStore(store).load()
    assert loaded == replace(CHANGED, theme="system")


@pytest.mark.parametrize("name", LIMITS)
def test_no_number_beyond_its_limits_is_valid(name: str) -> None:
    low, high = LIMITS[name]
    for value in (low - 1, high + 1, float("nan"), float("inf")):
        with pytest.raises(ConfigError, match=name):
            replace(Settings(), **{name: value}).validate()


@pytest.mark.parametrize("name", CHOICES)
def test_no_other_word_is_valid(name: str) -> None:
    with pytest.raises(ConfigError, match="choose one of"):
        replace(Settings(), **{name: "other"}).validate()


@pytest.mark.parametrize("channel", ["mix", "each", "left", "right", "1", "12"])
def test_a_channel_is_named_or_numbered(channel: str) -> None:
    replace(Settings(), channel=channel).validate()


@pytest.mark.parametrize("channel", ["banana", "0", "-1", "", "1.5", "²", "99999"])
def test_no_other_channel_is_valid(channel: str) -> None:
    with pytest.raises(ConfigError, match="number of a channel from 1") as refused:
        from_json(json.dumps({"format": "ser-live settings", "channel": channel}))
    assert repr(channel) in str(refused.value)
    assert refused.value.value == channel


def test_a_model_is_bundled_or_a_folder(tmp_path: Path) -> None:
    for model in ("", *bundled_names(), str(bundled_folder() / DEFAULT_MODEL)):
        replace(Settings(), model=model).validate()
    for model in ("nope", str(tmp_path), str(tmp_path / "away"), "n" * 5000, "n\0"):
        with pytest.raises(ConfigError, match="choose one of open, ravdess, research") as refused:
            from_json(json.dumps({"format": "ser-live settings", "model": model}))
        assert repr(model) in str(refused.value)


@pytest.mark.parametrize("change", [{"channel": "banana"}, {"model": "nope"}], ids=["c", "m"])
def test_what_is_refused_is_said_in_the_language_of_the_window(change: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as refused:
        replace(Settings(), **change).validate()
    set_language("de")
    told = notice_words(refused.value.sentence)
    assert "Wählen Sie" in told
    assert next(iter(change.values())) in told


@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_every_setting_at_its_limits_makes_a_valid_engine(end: int) -> None:
    values = {name: limits[end] for name, limits in LIMITS.items()}
    settings = from_json(json.dumps({"format": "ser-live settings", **values}))
    engine_settings(settings).validate()


def test_a_file_carries_the_settings() -> None:
    assert from_json(to_json(CHANGED)) == CHANGED


@given(st.text())
def test_no_text_can_do_worse_than_be_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        from_json(text)


@given(
    st.dictionaries(
        st.sampled_from([*asdict(Settings()), "unknown"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.text()),
    )
)
def test_no_value_can_do_worse_than_be_refused(values: dict[str, object]) -> None:
    text = json.dumps({"format": "ser-live settings", **values})
    try:
        settings = from_json(text)
    except ConfigError:
        return
    settings.validate()
    engine_settings(settings)


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.json cannot be read"):
        read_settings(tmp_path / "missing.json")
    (tmp_path / "large.json").write_bytes(b" " * 200_000)
    with pytest.raises(ConfigError, match="too large"):
        read_settings(tmp_path / "large.json")


def test_the_source_follows_from_the_settings() -> None:
    assert source_choice(Settings(channel="left")) == AutomaticChoice("left")
    assert source_choice(CHANGED) == MicrophoneChoice("USB", "", "right")


@pytest.mark.parametrize("name", ["language", "pause_s", "max_log_mb"])
def test_page_keys_scroll_the_settings_and_change_none(qtbot: QtBot, name: str) -> None:
    dialog = SettingsDialog(Settings(), ["open"])
    qtbot.addWidget(dialog)
    dialog.resize(600, 400)
    dialog.show()
    qtbot.waitExposed(dialog)
    control = dialog.editor(name).control
    control.setFocus()
    for key, moved_down in ((Qt.Key.Key_PageDown, True), (Qt.Key.Key_PageUp, False)):
        before = dialog._bar.value()
        qtbot.keyClick(control, key)
        assert (dialog._bar.value() > before) == moved_down
        assert dialog._bar.value() != before
    assert dialog.settings() == Settings()


def test_what_is_seen_changes_only_when_it_is_saved_and_says_so() -> None:
    said = {words.name: words.explanation for _, group in setting_groups() for words in group}
    for name in ("language", "theme"):
        assert "at once" not in said[name]
        assert "does not end the session" in said[name]
