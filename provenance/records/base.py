"""How records become JSON: one rule for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from typing import Any

Names = tuple[tuple[str, bool], ...]
_FIELDS: dict[type, Names | None] = {}
_PLAIN = frozenset([str, int, float, bool, type(None)])


def internal(**kwargs: Any) -> Any:
    """A dataclass field that rooms hand on but that is no part of the contract's JSON."""
    return field(metadata={"json": False}, **kwargs)


def fields_of(kind: type) -> Names | None:
    """The names of a record's fields, each with whether the contract's JSON shows it; None for what is no record."""
    if kind not in _FIELDS:
        shown = ((f.name, bool(f.metadata.get("json", True))) for f in fields(kind)) if is_dataclass(kind) else None
        _FIELDS[kind] = None if shown is None else tuple(shown)
    return _FIELDS[kind]


def as_json(value: Any) -> Any:
    """Turn a record, or records in tuples and mappings, into what `json.dumps` takes.

    A field named with a trailing underscore (a Python keyword) loses it; fields made with
    `internal` are left out; absent values stay as None.
    """
    if type(value) in _PLAIN:
        return value
    names = fields_of(type(value))
    if names is not None:
        return {name.rstrip("_"): as_json(getattr(value, name)) for name, shown in names if shown}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_json(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(as_json(item) for item in value)
    return value


class Record:
    """Base of the frozen records: `.to_dict()` is the contract's JSON."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as the contract's JSON object."""
        result = as_json(self)
        assert isinstance(result, dict)
        return result
