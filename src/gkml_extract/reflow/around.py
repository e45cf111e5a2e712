"""Lines around a table: those that title a catalogue, and those that begin notes under it."""

from __future__ import annotations

import re

TITLE = re.compile(
    r"^(?=.{10,60}$)(?=.*(公开|领域|标准)).*(目录|清单|一览表|事项表)([（(][^（）()]{0,20}[）)])?$|^附件\s*\d*$"
)
NOTE = re.compile(r"^(备\s*注|注|说明|填表说明|附注|注释|咨询电话|联系电话|监督电话)\s*[:：]")
