"""The closed word lists of the deadline grammar, as regular-expression fragments.

All fragments are written for the *key* of a phrase: squeezed, half width, simplified (see `repair`).
Every repeat in them is bounded, so a rule built from them stays linear in the length of the text.
"""

from __future__ import annotations

from typing import Final

VERB: Final = (
    "(?:公开|公布|公示|发布|更新|公告|预告|披露|答复|回复|告知|回应|反馈|通报|上网|挂网|推送|刊登|刊载|登载|调整|提供|送达|张贴"
    "|更正|办结|办理|报送|上报|提交|上传|录入|归集|维护|发通知|完成|宣传|解读|执行|实施|补充"
    "|替换|标注|撤换|撤除|撤下|删除|清理|清除|剔除|下架|移除|发送|印发|晒出|通知(?![书单后之发时])|查询(?![点机平系]))"
)
"""What is done by the deadline."""

_MANNER = (
    "(?:予以|在线|线上|汇总|及时|主动|依法|对外|向社会|向公众|向村民|向群众|向本单位|面向|全社会|社会|公众"
    "|进行|统一|集中|全面|全文|准确|完整"
    "|应当|应|须|需要|需|要|并|将|均|可|同时|同步|持续|定期|实时|即时|适时|随时|动态|滚动"
    "|再次|首次|一次性|逐项|逐笔|逐步|分段"
    "|分批|分阶段|分期|(?:在|于|通过|利用|依托)[^,。;:!()\\d]{2,14}?(?:网站|平台|[公示开宣传]栏|公众号|公报|媒体|大厅|场所|官网|门户|新媒体|微博|微信|客户端|橱窗|报刊|显[著眼]位置|营业厅)|免费|长期保持|保持|在|于|通过|网上|网站|线上|公示栏|公开栏)"
)
MANNER: Final = _MANNER + "{0,5}"
"""How it is done: stands between the time and the verb and says nothing of the time."""

ACT: Final = f"{MANNER}{VERB}"
"""An action as it follows a time: 及时公开, 予以公开, 向社会公布."""

STOP: Final = r"$|[,、。;:!/()\[\]<>\"']"
"""Where a statement of time may end: the end or any mark."""

ENDS: Final = f"(?={STOP}|{ACT})"
"""What may follow a word that states a time: a mark, or an action."""

TIMES: Final = (
    f"(?:至少|最少|不少于|不低于|一般|原则上|应当?|须|需|集中|定期|逐项|逐笔|各|统一|对外"
    f"|向社会){{0,4}}(?:{VERB}|编制|调度|组织)?(?:上一?个?(?:月|季度?|年度?))?(?:一般|信息|情况)?"
    "(?:至少|最少|不少于|不低于|不得少于)?(?P<times>[0-9一二两三四五六七八九十]{1,3})次(?!性)(?:以上)?"
)
"""每季度 *公布一次*: how often within the period."""

EVENT_VERBS: Final = (
    "形成|变更|产生|生成|制作|制定|获取|获得|批准|批复|审批|核准|审定|审核|审议|通过|作出"
    "|做出|印发|下发|发布|公布|公开|公示|公告"
    "|签发|签订|签署|签定|成立|下达|开工|竣工|完工|验收|结束|终了|终结|完成|完毕|办结|召开"
    "|开始|启动|确定|决定|收到|接到|受理|发出"
    "|发生|变动|变化|调整|更新|更改|修改|修订|出台|实施|执行|生效|施行|任命|任免|备案|交付"
    "|到账|发放|拨付|立项|出版|报送|上报|评审"
    "|认定|出具|送达|掌握|知悉|确认|中标|成交|编制|编印|汇总|换届|到任|离任|上任|到岗|开展"
    "|举办|举行|停止|终止|撤销|废止|失效|期满"
    "|届满|到期|出来|订立|转发|审结|结案|新增|更换|下放|取消|转变|有变|检验|检查|抽查|测评"
    "|评估|登记|提出|通知|招标|采购|开标|定标"
)
"""Verbs that end an event: a text before an amount that ends in one is its trigger, without 之日起 too."""

NOUN_ENDS: Final = (
    "信息|事项|内容|文件|政策|情况|结果|报告|名单|清单|数据|资料|材料|指南|目录|年报|预算"
    "|决算|预决算|处罚|许可|强制|执法|类|方面|其他"
    "|其它|其余|报告书|报告表|项目|决定|动态|公文|[省市县区乡镇村]级|程序|网站|平台|[示告开]栏|案件|全?社会|计划|规划|总结|纪要|摘要|收支|财务|要闻|新闻|的"
)
"""Nouns that end what a deadline is *for*: such a text before a time is a scope, not an event."""
