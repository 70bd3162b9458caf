"""A mistake in a file of wordings is named as what it is, not as a broken page."""

from pathlib import Path

import pytest

from provenance import attribute
from provenance.errors import DataFileError
from tests.cli.doors import Run, saved


def test_a_mistake_in_a_phrase_file_is_named(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise DataFileError("phrases/sv.toml: in the form 'x (y': a ')' is missing")

    monkeypatch.setattr(attribute, "attribute", broken)
    said = run("read", saved(here))
    assert said.code == 1 and said.out == ""
    assert said.complaint == "provenance: phrases/sv.toml: in the form 'x (y': a ')' is missing\n"
