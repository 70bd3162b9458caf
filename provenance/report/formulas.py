"""Cells of tables that no spreadsheet program takes for a formula."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: str) -> str:
    """The cell as no spreadsheet program takes it for a formula."""
    return f"'{cell}" if _is_active(cell) else cell


def restored(cell: str) -> str:
    """The cell without the apostrophe that `neutral` put there."""
    return cell[1:] if cell.startswith("'") and _is_active(cell) else cell


def _is_active(cell: str) -> bool:
    bare = cell.lstrip("'")
    return bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA)
