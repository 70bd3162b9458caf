"""Have a crawl run every night: a timer of systemd for this user, or a line for cron. Nothing is started here."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import StoreReadOnlyError, UsageError
from provenance.settings import Settings
from provenance.store.session import plain_url, sqlite_file, url_of

NAME = "provenance-crawl"
_SERVICE = """\
[Unit]
Description=provenance: fetch what is new at the outlets that are watched
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{environment}ExecStart={command}
# 3: done, some sources could not be read; the summary names them.
SuccessExitStatus=3
Nice=10
NoNewPrivileges=yes
UMask=0077
"""
_TIMER = """\
[Unit]
Description=provenance: every night

[Timer]
OnCalendar=*-*-* {at}:00
RandomizedDelaySec=10m
# A night the machine was off for is made up for.
Persistent=yes

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is to be written where, and what the person then has to do; a cron line has no files."""

    files: tuple[tuple[Path, str], ...]
    then: tuple[str, ...]


def systemd(settings: Settings, at: str, environment: Mapping[str, str] | None = None) -> Installation:
    """A service and a timer of this user's systemd. Raises UsageError for a time that is none or a password that would stand there."""
    environment = os.environ if environment is None else environment
    hour, minute = _clock(at)
    folder = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    told = f"Environment={_unit(f'PROVENANCE_CONTACT={settings.contact}', starts=False)}\n" if settings.contact else ""
    service = _SERVICE.format(environment=told, command=" ".join(map(_unit, _command(settings))))
    timer = _TIMER.format(at=f"{hour:02}:{minute:02}")
    then = (
        "systemctl --user daemon-reload",
        f"systemctl --user enable --now {NAME}.timer",
        "loginctl enable-linger          # so that it runs while you are not logged in",
        f"journalctl --user -u {NAME}   # in the morning: what came of it",
    )
    return Installation(((folder / f"{NAME}.service", service), (folder / f"{NAME}.timer", timer)), then)


def cron(settings: Settings, at: str) -> str:
    """A line for `crontab -e`; as `systemd`."""
    hour, minute = _clock(at)
    contact = (f"PROVENANCE_CONTACT={shlex.quote(settings.contact)}",) if settings.contact else ()
    line = " ".join((*contact, *map(shlex.quote, _command(settings))))
    # Cron makes a new line of every per cent sign.
    return f"{minute} {hour} * * *  " + line.replace("%", r"\%")


def write(installation: Installation, *, replace: bool) -> list[Path]:
    """Write the files, readable for their owner only; returns those that changed.

    Raises UsageError where one is there with other words and may not be replaced, StoreReadOnlyError where none
    can be written; then nothing was.
    """
    changed = [
        (file, text) for file, text in installation.files if not file.exists() or file.read_text("utf-8") != text
    ]
    there = [str(file) for file, _ in changed if file.exists()]
    if there and not replace:
        raise UsageError(
            f"{there[0]} is there and says something else; look at it, then use --replace, or --dry-run to compare"
        )
    for file, text in changed:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise StoreReadOnlyError(f"{file}: {error.strerror or error}; use --cron instead") from error
    return [file for file, _ in changed]


def _command(settings: Settings) -> list[str]:
    file = sqlite_file(settings.db)
    if plain_url(settings.db) is not None and url_of(settings.db).password:
        raise UsageError(
            "the address of the database holds a password, which would stand in a file or a list of processes; "
            "keep it in ~/.pgpass and leave it out of --db"
        )
    program = shutil.which("provenance")
    start = [program] if program else [sys.executable, "-m", "provenance"]
    call = [*start, "--db", str(file.absolute()) if file else settings.db]
    for option, value in (("--evidence", settings.evidence), ("--outlets", settings.outlets)):
        call += [option, str(Path(value).absolute())] if value else []
    return [*call, "crawl", "--nightly"]


def _clock(at: str) -> tuple[int, int]:
    match = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", at.strip())
    if match is None:
        raise UsageError(f"--at {at[:20]!r}: write the time as 03:30")
    return int(match[1]), int(match[2])


def _unit(word: str, *, starts: bool = True) -> str:
    """A word as systemd reads it: quoted, its own signs doubled; those of variables only in what `starts` a program."""
    if not word.isprintable():
        raise UsageError(f"{word[:100]!r} cannot stand in a unit file")
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    plain = plain.replace("$", "$$") if starts else plain
    return plain if re.fullmatch(r"[\w@%+=:,./-]+", plain) else f'"{plain}"'
