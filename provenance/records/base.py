"""How records become JSON: one rule for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, field, fields, is_dataclass
from typing import Any


def internal(**kwargs: Any) -> Any:
    """A dataclass field that rooms hand on but that is no part of the contract's JSON."""
    return field(metadata={"json": False}, **kwargs)


def _shown(item: Field[Any]) -> bool:
    return bool(item.metadata.get("json", True))


def as_json(value: Any) -> Any:
    """Turn a record, or records in tuples and mappings, into what `json.dumps` takes.

    A field named with a trailing underscore (a Python keyword) loses it; fields made with
    `internal` are left out; absent values stay as None.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name.rstrip("_"): as_json(getattr(value, f.name)) for f in fields(value) if _shown(f)}
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
