"""Pictures as SVG inside a page: a Vega-Lite description drawn by vl-convert, where that is installed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from provenance.errors import ProvenanceError
from provenance.records.report import Section
from provenance.report.inert import inert
from provenance.report.pages.bars import bars
from provenance.report.pages.curve import curve
from provenance.report.pages.dots import dots
from provenance.report.pages.timeline import timeline

NO_PICTURES = "The pictures are left out, since vl-convert is not installed; for pictures: pip install 'news-provenance[pictures]'."
Spec = Mapping[str, Any]
_KINDS: Mapping[str, Callable[[Section], Spec | None]] = {
    "stacked_bars": bars,
    "dots": dots,
    "curve": curve,
    "timeline": timeline,
}
_SVG = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "title", "desc", "defs", "clipPath"})
_FONT = "Helvetica Neue, Arial, Liberation Sans, sans-serif"
_INK, _SOFT, _LINE = "#1b1f23", "#5c6670", "#dfe3e6"
CONFIG: Spec = {
    "background": None,
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": _SOFT, "titleColor": _SOFT, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": _LINE,
        "domain": False, "tickColor": _LINE, "labelLimit": 340,
    },
    "legend": {"labelColor": _INK, "labelFontSize": 12, "titleFontSize": 12, "orient": "top", "title": None, "labelLimit": 320, "symbolType": "circle"},
    "text": {"color": _INK, "fontSize": 12},
}  # fmt: skip


def drawn(section: Section) -> Markup | None:
    """The picture a section asks for, None where it asks for none, has nothing to show, or nothing can draw it."""
    picture = section.picture
    if picture is None or not section.rows or picture.kind not in _KINDS:
        return None
    spec = _KINDS[picture.kind](section)
    if spec is None:
        return None
    made = _svg(spec)
    if made is None:
        return None
    return Markup(_told(made, section.title, picture.alt))  # noqa: S704 (looked through by `_looked_through`)


def _svg(spec: Spec) -> str | None:
    try:
        import vl_convert
    except ImportError:
        return None
    whole = {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": CONFIG, **spec}
    try:
        made = vl_convert.vegalite_to_svg(json.dumps(whole), vl_version="5.20", allowed_base_urls=[])
    except ValueError as error:
        raise ProvenanceError(
            f"a picture cannot be drawn ({str(error)[:200]}); -o text and -o csv give the same figures"
        ) from error
    return _looked_through(str(made))


def _looked_through(svg: str) -> str:
    """The drawing, which must hold nothing but shapes and words. Raises ProvenanceError for anything else."""
    for element in ElementTree.fromstring(svg).iter():  # noqa: S314 (made by our own library, no entities)
        name = element.tag.removeprefix(_SVG)
        active = [a for a in element.attrib if a.startswith("on") or a.endswith("href") or a == "style"]
        if name not in _ELEMENTS or active:
            raise ProvenanceError(f"a picture holds what no page may hold: {name} {' '.join(active)}")
    return svg


def _told(svg: str, title: str, alt: str) -> str:
    """The drawing with its title and what it shows in words, for those who do not see it."""
    start = svg.index(">") + 1
    opening = svg[: start - 1].replace(' class="marks"', ' role="img"')
    return f"{opening}><title>{escape(inert(title))}</title><desc>{escape(inert(alt))}</desc>{svg[start:]}"
