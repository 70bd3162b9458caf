"""Lines for logs and screens without what is secret in them: passwords, tokens, cookies."""

from __future__ import annotations

import re

MASK = "***"
_SECRET = r"(?:pass(?:word|wd)?|pwd|secret|(?:access|auth|id|refresh|session|csrf)?[_-]?token|api[_-]?key|apikey|key|auth|sig(?:nature)?|session(?:id)?|sid|jwt|code)"
_USER = re.compile(r"(?<=://)[^\s/?#@]*(?:@[^\s/?#@]*)*@")
_QUERY = re.compile(rf"([?&;#]{_SECRET}=)[^\s&;#]+", re.I)
_WORD = re.compile(rf"\b({_SECRET}\s*=\s*)('[^']*'|\"[^\"]*\"|[^\s&;,]+)", re.I)
_HEADER = re.compile(r"\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key)(\s*[:=]\s*)[^\r\n]+", re.I)


def masked(text: str) -> str:
    """The text with secrets replaced: who logs in of an address, its parameters that are named like a secret, and headers."""
    text = _USER.sub(f"{MASK}@", text)
    text = _HEADER.sub(rf"\1\2{MASK}", text)
    return _WORD.sub(rf"\1{MASK}", _QUERY.sub(rf"\1{MASK}", text))
