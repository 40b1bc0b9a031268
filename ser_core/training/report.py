"""An evaluation as JSON, as Markdown and as pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np

from ser_core.errors import ConfigError
from ser_core.model.card import interval, markdown_table
from ser_core.model.folder import check_replaceable, replace_folder
from ser_core.plaintext import counted
from ser_core.training.cache import Skipped
from ser_core.training.conditions import Noise, Room
from ser_core.training.evaluate import NEUTRAL_BEFORE, OneEmotion, Scores
from ser_core.training.metrics import Estimate
from ser_core.training.yardstick import EVERY_EMOTION, Evaluation, Row, clean_rows

_REPORT_FILES: Final = ("report.md", "report.json", "risk-coverage.png", "confusion-*.png")
_RISK_POINTS: Final = 50
HEADINGS: Final = (
    "corpus",
    "condition",
    "adaptation",
    "UAR",
    "of clean",
    "accuracy",
    "certain half",
    "tone",
    "ECE (by chance)",
    "sure",
    "right when sure",
)
"""Columns of the table that `table_rows` fills."""

STREAM_HEADINGS: Final = ("emotion", "recall at first", "after 20", "change")


def table_rows(evaluation: Evaluation) -> list[tuple[str, ...]]:
    """Write every row under `HEADINGS`."""
    clean = {(row.corpus, row.adaptation): row.scores.uar for row in clean_rows(evaluation)}
    return [_cells(row, clean[row.corpus, row.adaptation]) for row in evaluation.rows]


def _cells(row: Row, clean: Estimate) -> tuple[str, ...]:
    scores = row.scores
    return (
        row.corpus.name,
        row.condition,
        row.adaptation,
        interval(*scores.uar),
        f"{scores.uar.value / clean.value:.2f}" if clean.value else "",
        interval(*scores.accuracy),
        interval(*scores.certain_half_uar),
        interval(*scores.tone_uar),
        f"{scores.calibration_error:.3f} ({scores.calibration_error_by_chance:.3f})",
        f"{scores.sure.value:.2f}",
        interval(*scores.sure_accuracy) if scores.sure_accuracy else "",
    )


def remarks(evaluation: Evaluation) -> list[str]:
    """Say plainly what a reader of the figures must know."""
    study = evaluation.study
    lines = [
        f"{part.corpus.title}: {len(part.data.clips)} clips, "
        f"{counted(len(set(part.data.voices)), 'speaker')}; {part.protocol}."
        for part in study.parts
    ]
    lines.append(
        "Intervals: 95 %, bootstrapped over speakers. Adaptation is causal and unlabelled: "
        "each speaker's clips are one stream, and only earlier ones count. Mostly neutral: before "
        f"each clip come {NEUTRAL_BEFORE} neutral ones, as in ordinary talk."
    )
    lines.append(
        "ECE: expected calibration error; in brackets what exact probabilities would show by "
        "chance on as many clips."
    )
    if any(len(set(part.data.voices)) == 1 for part in study.parts):
        lines.append(
            "One speaker gives no interval: on another voice it may do much better or much worse."
        )
    if any(row.condition == EVERY_EMOTION for row in evaluation.rows):
        lines.append(
            f"Each row chooses among the emotions of its corpus; only {EVERY_EMOTION!r} among all "
            "that the recogniser knows, as it does live."
        )
    for kind, names in recordings(evaluation).items():
        lines.append(f"Recordings of the {kind}: {', '.join(names)}.")
    if study.heard:
        lines.append(
            f"HEARD IN TRAINING: {len(study.heard)} of the measured speakers were in the "
            "training of this model, so these figures flatter it; its card has the honest ones."
        )
    if study.unknown:
        clips = ", ".join(f"{count} {label}" for label, count in study.unknown.items())
        lines.append(f"Left out because the model does not know their emotion: {clips}.")
    lines += skipped_lines(study.skipped)
    return lines


def recordings(evaluation: Evaluation) -> dict[str, list[str]]:
    """Name the files that the conditions were made of, by what they recorded: noise, room."""
    found: dict[str, list[str]] = {}
    for condition in evaluation.conditions.values():
        match condition:
            case Noise():
                found["noise"] = [path.name for path in condition.recordings]
            case Room():
                found["room"] = [condition.response.name]
    return found


def skipped_lines(skipped: Sequence[Skipped]) -> list[str]:
    """Count and name the clips that could not be used."""
    if not skipped:
        return []
    named = [f"skipped {each.clip.path.name}: {each.reason}" for each in skipped]
    return [f"{len(skipped)} clips could not be used.", *named]


def to_json(evaluation: Evaluation) -> str:
    """Write everything as JSON; arrays as lists, shares from 0 to 1."""
    study = evaluation.study
    document = {
        "subject": study.subject,
        "parts": [
            {
                "corpus": part.corpus.name,
                "clips": len(part.data.clips),
                "speakers": sorted(set(part.data.voices)),
                "labels": part.data.labels,
                "protocol": part.protocol,
            }
            for part in study.parts
        ],
        "results": [
            {"corpus": row.corpus.name, "condition": row.condition, "adaptation": row.adaptation}
            | _figures(row.scores)
            for row in evaluation.rows
        ],
        "one_emotion_streams": {
            corpus.name: {
                label: {"first": found.first, "after": found.after, "streams": found.streams}
                for label, found in streams.items()
            }
            for corpus, streams in evaluation.streams.items()
        },
        "recordings": recordings(evaluation),
        "heard_in_training": study.heard,
        "unknown_emotions": study.unknown,
        "skipped": [{"file": each.clip.path.name, "reason": each.reason} for each in study.skipped],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _figures(scores: Scores) -> dict[str, object]:
    points = np.unique(np.linspace(0, scores.risk.size - 1, _RISK_POINTS).astype(int))
    return {
        "uar": scores.uar._asdict(),
        "accuracy": scores.accuracy._asdict(),
        "certain_half_uar": scores.certain_half_uar._asdict(),
        "tone_uar": scores.tone_uar._asdict(),
        "calibration_error": scores.calibration_error,
        "calibration_error_by_chance": scores.calibration_error_by_chance,
        "sure": scores.sure._asdict(),
        "sure_accuracy": scores.sure_accuracy and scores.sure_accuracy._asdict(),
        "labels": scores.labels,
        "recalls": {label: recall._asdict() for label, recall in scores.recalls.items()},
        "confusion": scores.confusion.astype(int).tolist(),
        "risk_coverage": {
            "coverage": scores.coverage[points].tolist(),
            "risk": scores.risk[points].tolist(),
        },
    }


def to_markdown(evaluation: Evaluation) -> str:
    """Write the tables and remarks as Markdown; the pictures lie beside it."""
    sections = [f"# Evaluation of the {evaluation.study.subject}"]
    sections += [f"- {remark}" for remark in remarks(evaluation)]
    sections += ["", markdown_table(HEADINGS, table_rows(evaluation))]
    for row in clean_rows(evaluation):
        headings = ("intended \\ heard as", *row.scores.recalls, "recall")
        name = _picture_name(row)
        sections += [
            f"\n## {row.corpus.title}, adaptation: {row.adaptation}\n",
            markdown_table(headings, confusion_cells(row.scores)),
            f"\n![confusion matrix]({name})\n",
        ]
    for corpus, streams in evaluation.streams.items():
        sections += [
            f"\n## {corpus.title}, streams of one emotion\n",
            markdown_table(STREAM_HEADINGS, stream_rows(streams)),
        ]
    return "\n".join([*sections, "\n![risk and coverage](risk-coverage.png)", ""])


def confusion_cells(scores: Scores) -> list[tuple[str, ...]]:
    """Write the confusion matrix: a row for each intended emotion, its recall last."""
    return [
        (label, *(f"{count:.0f}" for count in counts), interval(*recall))
        for (label, recall), counts in zip(scores.recalls.items(), scores.confusion, strict=True)
    ]


def stream_rows(streams: Mapping[str, OneEmotion]) -> list[tuple[str, ...]]:
    """Write what streams of one emotion did to its recall, under `STREAM_HEADINGS`."""
    return [
        (label, f"{found.first:.3f}", f"{found.after:.3f}", f"{found.after - found.first:+.3f}")
        for label, found in streams.items()
    ]


def check_report(folder: Path) -> None:
    """Raise `ConfigError` where no report can be written, before hours of work are spent."""
    check_replaceable(folder, ours=_REPORT_FILES)
    if find_spec("matplotlib") is None:
        message = (
            "A report needs matplotlib, which is not installed; "
            "run `pip install '.[report]'` or leave out --report."
        )
        raise ConfigError(message, value="matplotlib")


def write_report(evaluation: Evaluation, folder: Path) -> None:
    """Write JSON, Markdown and pictures into a folder, all at once."""
    pictures = import_module("ser_core.training.pictures")
    files = {
        "report.md": to_markdown(evaluation).encode(),
        "report.json": to_json(evaluation).encode(),
        "risk-coverage.png": pictures.draw_risk(clean_rows(evaluation)),
    }
    for row in clean_rows(evaluation):
        files[_picture_name(row)] = pictures.draw_confusion(row)
    replace_folder(folder, files, ours=_REPORT_FILES)


def _picture_name(row: Row) -> str:
    return f"confusion-{row.corpus.name}-{row.adaptation.replace(' ', '-')}.png"
