"""Lines that title a catalogue."""

from __future__ import annotations

import re

TITLE = re.compile(
    r"^(?=.{10,60}$)(?=.*(公开|领域|标准)).*(目录|清单|一览表|事项表)([（(][^（）()]{0,20}[）)])?$|^附件\s*\d*$"
)
