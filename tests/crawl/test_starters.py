"""The shipped lists to begin with: sound, balanced, found by name; lists of one's own."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from provenance.cli import main
from provenance.crawl.starters import addresses_of, read_list, starter_lists
from provenance.errors import DataFileError, UsageError
from provenance.urls import host_of

KINDS = {"agency", "newspaper", "broadcaster", "magazine", "site"}


def test_the_lists_are_sound_and_point_at_no_one_state() -> None:
    lists = starter_lists()
    assert [one.name for one in lists] == ["agencies", "broadcasters", "commentary", "newspapers"]
    every = [outlet for one in lists for outlet in one.outlets]
    assert {outlet.kind for outlet in every} <= KINDS
    assert len({host_of(outlet.url) for outlet in every}) == len(every)
    assert all(
        outlet.url.startswith("https://") and (outlet.country == "int" or len(outlet.country) == 2) for outlet in every
    )
    for one in lists:
        most = Counter(outlet.country for outlet in one.outlets).most_common(1)[0][1]
        assert most <= len(one.outlets) * 0.4, "no state has more than two in five"


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    plain, table, bare = tmp_path / "a.txt", tmp_path / "b.csv", tmp_path / "c.csv"
    plain.write_text("# mine\n\nhttps://a.example/\n https://b.example/feed\n")
    table.write_text("# mine\nname,url\nA,https://a.example/\nNone,\n")
    bare.write_text("https://a.example/\n")
    assert addresses_of(str(plain)) == ("https://a.example/", "https://b.example/feed")
    assert addresses_of(str(table)) == ("https://a.example/",)
    assert len(addresses_of("agencies")) > 10
    for wrong in (str(bare), "no-such-list", str(tmp_path)):
        with pytest.raises(UsageError, match="--from"):
            addresses_of(wrong)


@pytest.mark.parametrize("text", ["name,country,kind,url\n", "# t\nname,url\n", "# t\nname,country,kind,url\nA,de,site,nowhere\n", "# t\nname,country,kind,url\nA,de,site\n"])  # fmt: skip
def test_a_malformed_list_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text)
    with pytest.raises(DataFileError, match=r"list\.csv"):
        read_list(file)


def test_they_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "list", "--starters"]) == 0
    assert "agencies: " in capsys.readouterr().out
    assert main(["source", "list", "--starters", "-o", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["name"] == "agencies"
