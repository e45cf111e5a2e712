"""Lines around a table: those that title a catalogue, and those that begin notes under it."""

from __future__ import annotations

from gkml_extract.lexicon.counting_rows import NOTE_WORDS
from gkml_extract.regex import regex

TITLE = regex(
    r"^(?=.{10,60}$)(?=.*(公开|领域|标准)).*(目录|清单|一览表|事项表)(?:汇编)?([（(][^（）()]{0,20}[）)])?$|^附件\s*\d*$"
)
NOTE = regex(rf"^(?:备\s*注|{NOTE_WORDS}|咨询电话|联系电话|监督电话)\s*[:：]")
_NUMERAL = r"[一二三四五六七八九十]{1,3}|\d{1,2}"
_PART_HEAD = rf"(?P<head>[（(](?P<bracketed>{_NUMERAL})[)）]|(?P<bare>{_NUMERAL})[、.．])"
PART = regex(
    rf"^(?=.{{8,60}}$){_PART_HEAD}"
    r"(?=.*(?:领域|公开)).*(?:目录|清单|一览表|事项表)([（(][^（）()]{0,20}[）)])?$"
)
"""The numbered title of one catalogue of a compilation: （二）就业领域基层政务公开标准目录."""
HEADED_PART = regex(rf"^(?=.{{5,60}}$){_PART_HEAD}[^:：;；。]+$")
"""The same with no word for what it titles; one only where a header stands below it: 二、优待抚恤领域."""
WEB_FOOT = regex(
    r"^[【\[［]?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|分享到)\b|^主办单位[:：]|^承办单位[:：]|^版权所有|^备案序?号[:：]|ICP备"
    r"|^网站标识码|^(?:上|下)一篇[:：]|^扫一扫|^[【\[][^】\]]{2,6}[】\]]\s*[【\[][^】\]]{2,6}[】\]]"
)
"""What stands under the text of a web page."""
