"""Datelines, labels and notes of further languages, and the names in them that are no source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attribute.test_wordings import readings


def names(language: str, text: str, folder: Path) -> set[str]:
    [reading] = readings(language, [text], folder)
    return {c.outlet.name if c.outlet else c.name or "" for c in reading.credits if c.direction == "in"}


@pytest.mark.parametrize(
    ("language", "text", "outlet"),
    [
        ("ar", "دمشق-سانا بدأت اليوم أعمال بناء الجسر الجديد في وسط المدينة.", "SANA"),
        ("ar", "بغداد / واع / بدأت اليوم أعمال بناء الجسر الجديد في وسط المدينة.", "Iraqi News Agency"),
        ("zh", "人民网北京3月12日电 市议会星期二通过了新桥的建设方案，会议持续了将近四个小时。", "People's Daily"),
        ("zh", "央视网消息：市议会星期二通过了新桥的建设方案，会议持续了将近四个小时。", "CCTV"),
        ("it", "Ripubblichiamo questo articolo uscito su Voce del Molo", "Voce del Molo"),
        ("fr", "Une version de ce texte a paru dans la revue Marées", "Marées"),
        ("pl", "mat. prasowe Fundacja Przykład", "Fundacja Przykład"),
    ],
)
def test_names_the_outlet(language: str, text: str, outlet: str, tmp_path: Path) -> None:
    assert outlet in names(language, text, tmp_path)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Bron: CBS"),
        ("zh", "来源：本报讯"),
        ("de", "Mit freundlicher Genehmigung der Autorin"),
        ("fr", "Reproduit avec l’autorisation de l’auteur"),
    ],
)
def test_names_nobody(language: str, text: str, tmp_path: Path) -> None:
    assert names(language, text, tmp_path) <= {""}
