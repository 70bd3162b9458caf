"""A timer or a cron line for every night: what would be written, what is, and what never is."""

from __future__ import annotations

import shlex
import stat
from configparser import ConfigParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.cli import main
from provenance.crawl import installing
from provenance.crawl.sources import passes
from provenance.errors import UsageError
from provenance.settings import Settings

SETTINGS = Settings("/srv/my news/100%.db", contact="desk@example.org")


def unit(text: str) -> ConfigParser:
    parsed = ConfigParser(interpolation=None, comment_prefixes="#")
    parsed.optionxform = str  # type: ignore[assignment, method-assign]
    parsed.read_string(text)
    return parsed


def unquoted(line: str) -> list[str]:
    """A command line as systemd reads it."""
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(line)]


def test_the_units_say_what_is_run_and_when(tmp_path: Path) -> None:
    made = installing.systemd(SETTINGS, "2:05", {"XDG_CONFIG_HOME": str(tmp_path)})
    (service_file, service), (timer_file, timer) = made.files
    assert service_file.parent == tmp_path / "systemd" / "user" == timer_file.parent
    run = unquoted(unit(service)["Service"]["ExecStart"])
    assert run[-4:] == ["--db", "/srv/my news/100%.db", "crawl", "--nightly"]
    assert unit(service)["Service"]["Environment"] == "PROVENANCE_CONTACT=desk@example.org"
    assert unit(timer)["Timer"]["OnCalendar"] == "*-*-* 02:05:00"


@given(
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(
        lambda t: t.isprintable() and "/" not in t
    )
)
def test_any_file_name_comes_through(name: str) -> None:
    made = installing.systemd(Settings(f"/srv/{name}.db"), "03:30", {"XDG_CONFIG_HOME": "/x"})
    line = unit(made.files[0][1])["Service"]["ExecStart"]
    assert f"/srv/{name}.db" in unquoted(line)
    cron = installing.cron(Settings(f"/srv/{name}.db"), "03:30")
    assert f"/srv/{name}.db" in shlex.split(cron.replace(r"\%", "%").removeprefix("30 3 * * *"))


@pytest.mark.parametrize("at", ["", "9", "24:00", "12:60", "3:3", "03:30:00", "-1:00"])
def test_no_time_is_refused(at: str) -> None:
    with pytest.raises(UsageError, match="03:30"):
        installing.cron(SETTINGS, at)


def test_a_password_is_written_nowhere() -> None:
    with pytest.raises(UsageError) as refused:
        installing.systemd(Settings("postgresql://desk:hunter2@db.example.org/news", "/srv/evidence"), "03:30")
    assert "hunter2" not in str(refused.value) and ".pgpass" in str(refused.value)


def test_nothing_is_written_over_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    db = ("--db", str(tmp_path / "n.db"))
    folder = tmp_path / "systemd" / "user"
    assert main([*db, "crawl", "install", "--dry-run"]) == 0 and not folder.exists()
    assert "OnCalendar" in capsys.readouterr().out
    assert main([*db, "crawl", "install"]) == 0
    assert "enable --now provenance-crawl.timer" in capsys.readouterr().out
    timer = folder / "provenance-crawl.timer"
    assert stat.S_IMODE(timer.stat().st_mode) == 0o600
    assert main([*db, "crawl", "install"]) == 0, "the same again is no change"
    timer.write_text("mine")
    assert main([*db, "crawl", "install"]) == 2 and timer.read_text() == "mine"
    assert "--replace" in capsys.readouterr().err
    assert main([*db, "crawl", "install", "--replace", "--at", "04:00"]) == 0 and "04:00" in timer.read_text()
    assert not (tmp_path / "n.db").exists()


def test_a_story_is_followed_until_its_day() -> None:
    now = [1_000_000.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    end = "1970-01-12T14:20:00Z"  # 1,002,000 seconds
    made = []
    for number in passes("10m", end, lambda: now[0], sleep):
        made.append(number)
        now[0] += 100.0 if number < 3 else 700.0
    assert made == [1, 2, 3, 4] and slept == [500.0, 500.0, 0.0], (
        "from start to start; a pass that takes longer is not caught up with"
    )
    assert list(passes(None, None)) == [1]
    assert list(passes("10m", "1970-01-01", lambda: now[0], sleep)) == [1]
    for half in (("10m", None), (None, "2026-01-01")):
        with pytest.raises(UsageError):
            passes(*half)
