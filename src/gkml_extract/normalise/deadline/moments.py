"""Words that state a time without a number: 及时, 长期, 与…同步, 随…, 依申请, 按进展."""

from __future__ import annotations

import re
from typing import Final

from gkml_extract.model.deadline import DeadlineKind, Direction
from gkml_extract.normalise.deadline.context import Left, is_event, read_left, strip_edges
from gkml_extract.normalise.deadline.draft import Draft
from gkml_extract.normalise.deadline.repair import Phrase
from gkml_extract.normalise.deadline.rule import Context, Rule, accept_action, accept_found, accept_word
from gkml_extract.normalise.deadline.words import ACT, ENDS, MANNER, STOP, VERB
from gkml_extract.regex import regex

_IMMEDIATE = regex(
    rf"(?:实时|及时|即时|随时|适时|立即|随即|即刻|立刻|第一时间|马上|尽快|尽早|当即|即知即改"
    rf"|即办即公开|边(?:办|审|批|改|查|收)边公开|(?<![能法])(?<!能够)(?<!可以)当场)(?={STOP}|或|{ACT}|(?:滚动|动态)(?:{STOP}))(?!{ACT}(?:的|下列|以下))"
    rf"(?:[、,]?(?:及时|实时|即时|随时|准确|滚动|动态))?(?:{ACT})?"
)
_AT_ONCE = regex(
    rf"即?(?P<event>(?:变动|变更|变化|更新|调整|产生|形成|生成|发生|修改|制定|出台|有|变"
    rf"|办结|(?<=即)[收批审签来]))后?(?:立?即|便)(?:行|时|予)?(?:公开|公布|更新|更|改|报|发布|公示|换|调整){ENDS}?"
)
_ALONG = regex(
    rf"随(?P<event>到|变更|变化|变动|制作|获取|修改|调整|变|产生|形成|更新|报|办|批|生成|来|有|发生|收|改|制定|审)(?:随[审批办改])?随(?:时)?(?:公开"
    rf"|公布|更新|更|发布|公示|报|办|调整|改|发){ENDS}?"
)
_BY_LAW = regex(r"依法|依规|(?:按照?|根据|依据|依照?)[^,。;]{0,60}(?:规定|要求|精神|程序|法规)")
_AS_IT_IS = regex("(?:视|酌)(?:具体|实际|有关|工作|相关)?情况?")
"""视情况及时公布: no event."""
_LAWFUL_TIME = regex(r"(?:规定|要求|法定|约定)的?(?:时限|期限|时间)内?$")
_ONGOING = regex(
    rf"(?P<retention>(?:有[效限]期限?内?|有效期间?)?(?:保持)?(?P<long>(?:长期|长久|常年|长年|永久性?"
    rf"|永远|终身|^全年$|^全天$|^任期$|^全天24小时$|(?:全年|始终|一直|持续|全天候|24小时)(?=保持|对外|公开|公示|有效|[在于][^,。;\d]{{2,16}}?(?:公开|公示|公布|展示|张贴|悬挂)(?:{STOP})))(?:保持|对外|向社会|予以)?"
    rf"(?:公开|公示|公布|有效|保留|保存|展示|发布|挂网|张贴|坚持|开放|受理)?(?:[,、](?:最新|现行)有效)?"
    rf"|(?:任期|任职期|履职期|履任期|在职期|在岗期|执业期|在任期(?=间)|聘用期|服务期)(?:间|内|限内)|(?:公开|公示"
    rf"|公布|保留|保存|^|直)至[^,。;\d]{{0,12}}?(?:结束|为止|届满|期满|止|竣工|完工|失效|废止|办结|完成|完毕|验收(?:合格|通过)?|移[出除]|销号|投产|交付|解除|注销|撤销|换届|退出|出列|[下再]一?次(?:更新|调整|公[开布示])|之日止?|下一?个?(?:年度?|季度?|月|期|届|轮)[^,。;\d]{{0,6}}?(?:公[布开示]|更新|换届)时?止?)|(?:(?:(?:评[估审定]|认定|审批|检[验测]|鉴定|考核)?(?:结果|结论|报告|决定)|政策|文件|合同|协议|证照|证书|许可证?|备案|资质|资格|名单|标准|规划|方案|制度)的?)?(?:有效|有限|存续|试用|任|聘|存|建设|建设周|施工|运营|运行|经营|在建|执行|履行|合同|合作|享受|服务|管护|质保)期限?(?:间"
    rf"|内)(?:长期|持续|全程|全过程|始终|一直)?(?:公开|公示|有效)?))"
    rf"(?={STOP}|{ACT}|动态|随时|及时|实时|并|信息|(?<=[开示布效])(?:如?有)?(?:变[更动化]|调整))"
    rf"|(?P<dynamic>(?:保持|坚持|实行|做到|确保)?(?:(?<![或和与、])不定期|经常性?|常态化?|滚动|(?<![一-龥])动态|(?<=[行持及并时期予应将须以息容果新单录据项况料册表库])动态)(?:管理|维护|公开|更新|调整|公布|公示|发布){{0,2}}){ENDS}"
)
_ALL_DAY = regex(
    rf"(?P<retention>(?:(?:(?:每[日天]|全[天日]候?|昼夜|全年(?:365天)?),?)+24个?小时(?![之以]?[内前后左起])|全[天日]候|全[天日](?=开放|在线|受理|接待)"
    rf"|(?:每周7天|365天|7)[×*·xX]24个?小时|24(?:个?小时)?[×*·xX]7(?:天|小时)?"
    rf"|24个?小时(?=不间断|不打烊|不停|全[天日]候|开放|在线)|全年无休)(?:,?(?:不间断|不打烊|不停歇?|全[天日]候|全年无休))?"
    rf"(?:对外|向社会)?(?:开放|在线|受理|接待|接听|值守|服务|公开|公示|公布|发布|更新)?)(?={STOP})"
)
"""每日24小时, 全天候开放: it can be seen at any time; no length after an event, and no cycle."""
_CLOCK_OF = regex("(?:电话|热线|客服|值班室?)$")
"""12348热线24小时开放: when somebody is there, no deadline."""
_ON_REQUEST = regex(
    r"(?:依|应|按|根据)(?:照)?(?:当事人|申请人|公民|群众)?(?:的)?申请(?:人)?(?:的)?(?:要求"
    r"|需求|需要)?(?:的(?:时间|时限|期限))?(?:公开|提供|答复|办理)?(?P<label>的?(?:政府)?(?:事项|信息|内容)?的?:"
    r"|的?(?:政府)?(?:事项|信息|内容)(?=[自收接应在从]))?|(?:按照?|根据)申请人?(?:的)?(?:要求|需求|需要)(?:的(?:时间|时限|期限))?"
)
_TOGETHER = regex(
    rf"(?:(?P<with>[与和跟随]|同(?![步时]))(?P<event>[^,。;:与]{{1,30}}?))?(?P<how>同步|同时|一并|一同"
    rf"|一起)(?P<manner>{MANNER})(?P<act>公开|公布|公示|发布|印发|出台|更新|实施|推送|解读|部署"
    rf"|上传|上网|挂网|上报|报送|登载|刊登|张贴|披露|通报|发放|送达|录入|宣传|组织|研究|通知|告知|公告|审签|送审|起草|审批|谋划|进行|开展|推进|直播|转播|播出|上线|归档)(?P<what>[^,。;、\d]{{0,12}}(?!\d))"
    rf"|(?:[与和跟随]|同(?![步时]))(?P<with_what>[^,。;:与]{{1,30}}?)(?:保持)?(?:同步|同时|一致)(?={STOP})|(?<![与和跟随同保持])(?<=[\u4e00-\u9fff])(?:同步|(?<![的与和])同时)(?=$|[,。;、)])|^(?:同步|同时)(?={STOP})|(?<=的)同时(?=$|[。;])"
)
_IS_DONE = regex(
    "(?:印发|下发|发布|公布|签发|签订|签署|订立|成立|下达|开工|竣工|结束|完成|召开|开始|启动|出台|实施|生效|施行|发放|拨付|立项|举办|举行|开展"
    "|上报|报送|办结|换届|发生|形成|产生|变更|修订)$"
)
"""How a text ends that says what happens: 文件印发; a thing (文件, 招标公告) is no event before it is published."""
_FOLLOWS = regex(
    rf"随(?:着|同(?!步))?(?!时|机|同步|意|访|迁|行|军|申)(?P<event>文(?!化|艺|物)|[^,。;:随]{{2,20}}?(?:变化|变动|变更|调整"
    rf"|更新|进展)?)(?P<now>(?:而|及时|逐步|适时|实时|动态){{0,3}}){VERB}(?={STOP})"
)
_EACH = regex(
    rf"(?P<event>每(?:完成|推进|进入|结束|达到|取得|产生|收到|办结|个(?=阶段|环节|节点)|发生|(?:批次|[次批期](?!次))(?!公[示告](?:期限?|时间)?(?:不|至少|一般|应|为|\d))|届|笔|轮|举办|召开|形成|有)(?!不|至少)(?:(?!后的?[次当翌第])[^,。;\d]){{0,16}}?)(?:后"
    rf"|时|结束后)?(?:及时)?(?!(?:{ACT})?之?后的?[次当翌第\d一二三四五六七八九十])(?={STOP}|{ACT})(?:{ACT})?"
)
_ONE_BY_ONE = regex(rf"(?P<event>一[事次批案项届])一(?:{VERB}){ENDS}")
_STAGES = regex(
    rf"(?:实施|进行)?(?P<how>分段|逐段|分阶段|分步骤|分批次?|分期|逐项|按阶段|按节点|阶段性)(?:{ACT}|(?<=[逐分]段)(?={STOP}))"
)
_PROGRESS = regex(
    rf"(?P<event>按需|(?:按照?|根据|视|依据|结合|随)[^,。;:]{{0,12}}(?:进展|进度|情况|实际|需要|安排"
    rf"|程度|节点|阶段)(?:情况|需要|程度)?)(?P<now>{MANNER})(?:{ACT})?(?={STOP})"
)


_BY_RULE = regex(
    rf"(?<=.)(?:按照?|依照?|根据|依据|遵照)(?:国家|相关|有关|法律|法规|法定|上级|规定|、|和"
    rf"|的){{0,6}}(?:规定|要求|时限|期限|法规|(?<=法定)程序)(?!定期)(?:{ACT})?$"
    rf"|(?<=.)(?:按照?|依照?|根据|依据|遵照)[^,。;\d]{{0,12}}?(?:规定|要求)的?(?:时限|期限|时间|时段)内?(?:{ACT})?$"
)


def _read_by_rule(context: Context) -> Draft | None:
    """其他按规定公开, after a deadline of its own: the rest is as the law says."""
    left = read_left(context.left)
    return Draft("statutory", DeadlineKind.STATUTORY, scope=left.scope or left.trigger)


def _read_immediate(context: Context) -> Draft | None:
    """及时, with what stands before it: an event (变更后) or what it is for (临时性事项)."""
    left = read_left(context.left)
    if _LAWFUL_TIME.search(context.left.key):  # 按规定的时限及时公开: the law says when
        return Draft("statutory", DeadlineKind.STATUTORY, scope=left.scope)
    trigger = (
        None if left.trigger and (_BY_LAW.match(left.trigger) or _AS_IT_IS.fullmatch(left.trigger)) else left.trigger
    )
    if trigger and not left.is_marked and not is_event(trigger):  # 临时性工作随时公开
        scope = "，".join(part for part in (left.scope, trigger) if part)
        return Draft("immediate", DeadlineKind.IMMEDIATE, scope=scope)
    return Draft("immediate", DeadlineKind.IMMEDIATE, trigger=trigger, scope=left.scope)


def _read_at_once(context: Context) -> Draft | None:
    """变更后即更新, 随变随更: what changes may begin before the words that are matched."""
    event = context.printed("event") or ""
    left = read_left(Phrase(context.left.print + event, context.left.key + context.hit.match["event"]))
    return Draft("immediate-on-change", DeadlineKind.IMMEDIATE, trigger=left.trigger or event, scope=left.scope)


_LENGTH_LABEL = regex("(?:信息)?(?:公开|公示|公布|发布|保存|保留|留存|存续)?(?:时长|期限|年限|时间|有效期)?")
"""公开时长：长期: the label of how long it stays, no thing that it is for."""


def _read_ongoing(context: Context) -> Draft | None:
    left = read_left(context.left)
    retention = context.printed("retention") if context.hit.match["retention"] else None
    if left.trigger and left.side == "after" and re.fullmatch(VERB, left.trigger):  # 公开后长期保留
        left = Left()
    scope = left.scope or left.trigger
    return Draft(
        "ongoing",
        DeadlineKind.ONGOING,
        retention=retention.removeprefix("保持") if retention else None,
        scope=None if scope and _LENGTH_LABEL.fullmatch(scope) else scope,
    )


def _read_all_day(context: Context) -> Draft | None:
    if _CLOCK_OF.search(context.left.key):
        return Draft("open-all-day", DeadlineKind.UNKNOWN)
    left = read_left(context.left)
    retention = context.printed("retention")
    return Draft("ongoing-all-day", DeadlineKind.ONGOING, retention=retention, scope=left.scope or left.trigger)


def _read_on_request(context: Context) -> Draft | None:
    left = read_left(context.left)
    label = context.core.print.rstrip("：:的") if context.hit.match["label"] else None
    return Draft("on-request", DeadlineKind.ON_REQUEST, scope=left.scope or left.trigger or label)


def _read_together(context: Context) -> Draft | None:
    """与政策文件同步发布: the event is the thing and what is done with it; 与文件印发同步发布 names it."""
    match, left = context.hit.match, read_left(context.left)
    if match["with_what"]:
        return Draft(
            "event-together", DeadlineKind.EVENT, trigger=context.printed("with_what"), scope=left.scope or left.trigger
        )
    event = context.printed("event") if match["event"] else None
    if event:
        marked = re.search(r"(?:时|后)$", event)
        said = event[: marked.start()] if marked else event
        trigger = said if marked or _IS_DONE.search(event) else event + match["act"]
        return Draft("event-together", DeadlineKind.EVENT, trigger=trigger, scope=left.scope or left.trigger)
    if context.left.key.endswith("的"):  # 会议召开的同时公开
        left = read_left(context.left.slice(0, -1), is_marked=True)
    elif match[0] == "同步" and left.trigger and not left.is_marked:  # 三公经费同步: what it is for
        left = Left(scope="，".join(text for text in (left.scope, left.trigger) if text))
    said = left.trigger or left.scope or ""
    is_bare = match[0] == "同时" and bool(said) and not context.left.key.endswith("的")
    is_torn = is_bare and not is_event(said) and not said.endswith("修")  # 文件同时: 与 is lost
    return Draft("event-together", DeadlineKind.EVENT, trigger=left.trigger, scope=left.scope, is_in_part=is_torn)


def _read_named_event(context: Context) -> Draft | None:
    trigger = context.printed("event")
    left = read_left(context.left)
    direction = Direction.BEFORE if trigger and re.search("(?<![提目当以])前$", trigger) else None
    if trigger and direction:  # 每期培训开班前
        trigger = trigger[:-1]
    if context.hit.rule is FOLLOWS and re.search("及时|适时|实时", context.hit.match["now"]):
        return Draft("immediate-on-change", DeadlineKind.IMMEDIATE, trigger=trigger, scope=left.scope or left.trigger)
    return Draft(
        f"event-{context.hit.rule.name.removeprefix('event-')}",
        DeadlineKind.EVENT,
        direction=direction,
        trigger=trigger,
        scope=left.scope or left.trigger,
    )


def _read_stages(context: Context) -> Draft | None:
    """历时较长的事项应按事前、事中、事后实施分段公布: the stages are what stands after 按."""
    marked = re.search(r"(?:应|应当)?(?:按照?|根据)(?=[^,。;]{1,20}$)", context.left.key)
    if marked is None:
        left = read_left(context.left)
        return Draft("event-stages", DeadlineKind.EVENT, scope=left.scope or left.trigger)
    left = read_left(context.left.slice(0, marked.start()))
    stages = strip_edges(context.left.slice(marked.end()))
    return Draft("event-stages", DeadlineKind.EVENT, trigger=stages.print or None, scope=left.scope or left.trigger)


_TIME_RULED = regex("(?:规定|要求|法定|明确|确定)的?(?:时间|时限|期限)")


def _read_progress(context: Context) -> Draft | None:
    match = context.hit.match
    trigger = context.printed("event") or ""
    left = read_left(context.left)
    now = re.search("及时|实时|即时|随时|适时", match["now"] + match["event"])
    if not now and _TIME_RULED.search(match["event"]):  # 按规定的时间节点公开
        return Draft("statutory", DeadlineKind.STATUTORY, scope=left.scope or left.trigger)
    if not now and "申请" in match["event"]:
        return Draft("on-request", DeadlineKind.ON_REQUEST, scope=left.scope or left.trigger)
    if not now and not re.search("进[展度]|工作|项目|工程|节点|阶段|需|安排|程度", match["event"]):
        return Draft("no-deadline", DeadlineKind.NONE, scope=left.scope or left.trigger)
    if now:
        event = re.sub("及时|实时|即时|随时|适时", "", trigger)
        return Draft(
            "immediate",
            DeadlineKind.IMMEDIATE,
            trigger=None if _AS_IT_IS.fullmatch(event) else event,
            scope=left.scope or left.trigger,
        )
    return Draft("event-progress", DeadlineKind.EVENT, trigger=trigger, scope=left.scope or left.trigger)


ALL_DAY: Final = Rule("ongoing-all-day", _ALL_DAY, _read_all_day, accept_found)
ON_REQUEST: Final = Rule("on-request", _ON_REQUEST, _read_on_request, accept_word)
PROGRESS: Final = Rule("progress", _PROGRESS, _read_progress, accept_word)
STAGES: Final = Rule("event-stages", _STAGES, _read_stages, accept_action)
STATUTORY_REST: Final = Rule("statutory-rest", _BY_RULE, _read_by_rule, accept_found)
ALONG: Final = Rule("immediate-along", _ALONG, _read_at_once, accept_word)
TOGETHER: Final = Rule("event-together", _TOGETHER, _read_together, accept_action)
FOLLOWS: Final = Rule("event-follows", _FOLLOWS, _read_named_event, accept_word)
EACH: Final = Rule("event-each", _EACH, _read_named_event, accept_action)
ONE_BY_ONE: Final = Rule("event-one-by-one", _ONE_BY_ONE, _read_named_event, accept_word)
AT_ONCE: Final = Rule("immediate-on-change", _AT_ONCE, _read_at_once, accept_word)
ONGOING: Final = Rule("ongoing", _ONGOING, _read_ongoing, accept_word)
IMMEDIATE: Final = Rule("immediate", _IMMEDIATE, _read_immediate, accept_action)
