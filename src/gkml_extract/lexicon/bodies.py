"""Endings of the names of bodies that no office has: people's organisations, cultural houses, departments of the Party.

A catalogue's 公开主体 is mostly a 局 or a 委员会; these publish too and are told by their last word alone.
"""

from __future__ import annotations

OTHER_BODIES = (
    "联合会|总工会|红十字会|[妇残文侨商]联|社科联|科协|协会|学会|基金会|党校|供销社|银行"
    "|[案书化物术念]馆|电视台|气象台|(?:宣传|组织|统战|武装|工作|保卫)部"
)
"""For a pattern: alternatives, none with a group of its own that counts."""
