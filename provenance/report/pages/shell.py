"""The templates, and the policy that lets a page do nothing but show itself."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from provenance.report.inert import inert
from provenance.urls import is_url


def rendered(template: str, **values: Any) -> str:
    """A template filled in. Every string becomes inert and is escaped; only `Markup` made here passes as it is."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _environment().get_template(template).render(policy=Markup(policy), style=Markup(style), **values)  # noqa: S704 (ours)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("provenance.report.pages"), autoescape=True, undefined=StrictUndefined, finalize=_plain,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    made.filters["href"] = _plain_address
    return made


def _plain_address(url: str) -> bool:
    """Whether an address may be a link: one of the web, with nothing in it that is shown otherwise than it is."""
    return bool(url) and is_url(url) and inert(url) == url


@cache
def _style() -> str:
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, "page.css")[0]


def _plain(value: Any) -> Any:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else "" if value is None else value
