"""Differences as one page of HTML that needs nothing else: no script from elsewhere, no picture, no font."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from gkml_extract.cli.console import in_user_language, user_language
from gkml_extract.cli.differences.places import Compared
from gkml_extract.cli.differences.terminal import percent_text
from gkml_extract.cli.differences.wording import (
    field_text,
    is_run,
    is_value,
    kind_text,
    rows_text,
    run_text,
    short_label,
    value_text,
)
from gkml_extract.compare.blocks import Block, blocks_of
from gkml_extract.compare.difference import Aspect, Difference, Kind, Score
from gkml_extract.compare.judged import Judged, Totals, totals_of
from gkml_extract.compare.marks import Mark, mark_changes

_STYLE = """
:root{color-scheme:light dark;--line:#d5d9de;--dim:#68707a;--add:#dff3e2;--addt:#0b6b24;--del:#fbe1e1;--delt:#a11;
--bg:#fff;--fg:#1c2126;--soft:#f5f6f8}
@media(prefers-color-scheme:dark){:root{--line:#3a4048;--dim:#98a1ab;--add:#12391c;--addt:#8fe0a2;--del:#451c1c;
--delt:#f3a5a5;--bg:#16191d;--fg:#e4e7ea;--soft:#20242a}}
body{font:15px/1.55 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;margin:0 auto;
padding:1.5rem;max-width:75rem;background:var(--bg);color:var(--fg)}
h1{font-size:1.4rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:0;display:inline}
table{border-collapse:collapse;margin:.5rem 0}th,td{border-bottom:1px solid var(--line);padding:.2rem .7rem .2rem 0;
text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr.part td{color:var(--dim)}details{border:1px solid var(--line);border-radius:6px;margin:.7rem 0;padding:.5rem .9rem}
summary{cursor:pointer}.dim{color:var(--dim)}.bad{color:var(--delt)}.good{color:var(--addt)}
.block{border-top:1px solid var(--line);padding:.45rem 0}.block:first-of-type{margin-top:.5rem}
.kind{font-size:.8rem;border-radius:3px;padding:.05rem .4rem;background:var(--soft);margin-right:.4rem}
.added .kind{background:var(--add);color:var(--addt)}.removed .kind{background:var(--del);color:var(--delt)}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.1rem .8rem;margin:.2rem 0 .2rem 1rem}
dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}
ins{background:var(--add);color:var(--addt);text-decoration:none}del{background:var(--del);color:var(--delt)}
.sums{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:flex-start}
.filter{position:sticky;top:0;background:var(--bg);padding:.4rem 0}.filter label{margin-right:.9rem;white-space:nowrap}
"""
_SCRIPT = """
for(const box of document.querySelectorAll('.filter input'))box.addEventListener('change',()=>{
for(const block of document.querySelectorAll('.block.'+box.value))block.hidden=!box.checked})
"""
_FILTERED = ("changed", "moved", "split", "merged", "removed", "added", "around", "findings", "renumbered")


def page_html(compared: Compared) -> bytes:
    """The whole report. Whatever a document says is text in it, never markup."""
    lang = user_language()
    title = in_user_language("Differences", "差异对比")
    body = "".join(_body(compared, totals_of(compared.judged)))
    text = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';"
        "script-src 'unsafe-inline'\">\n"
        f"<title>{_t(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}"
        f"<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )
    return text.encode("utf-8", "xmlcharrefreplace")


def _t(text: str) -> str:
    """Text as it may stand in HTML."""
    return escape(text, quote=True)


def _body(compared: Compared, totals: Totals) -> Iterator[str]:
    yield f"<h1>{_t(in_user_language('Differences', '差异对比'))}</h1>\n"
    yield f'<p class="dim">{_t(compared.old.path)} → {_t(compared.new.path)}</p>\n'
    yield f'<div class="sums">{_overview(compared, totals)}{_fields_table(totals)}</div>\n'
    yield _filter(compared)
    for one in compared.judged:
        if one.comparison is None or one.comparison.differences:
            yield "".join(_document(one, compared.against_golden))


def _overview(compared: Compared, totals: Totals) -> str:
    rows = [
        (in_user_language("documents", "文件"), str(totals.n_documents)),
        (in_user_language("the same", "相同"), str(totals.n_good)),
        (in_user_language("left out", "未参与比较"), str(totals.n_left_out)),
        (in_user_language("cells the same", "相同单元格"), _score_text(totals.cells)),
    ]
    rows += [(_kind(kind.value, compared), str(count)) for kind, count in totals.rows.items() if count]
    rows += [(code, str(count)) for code, count in sorted(totals.problems.items())]
    cells = "".join(f'<tr><th>{_t(name)}</th><td class="n">{_t(value)}</td></tr>' for name, value in rows)
    return f"<table>{cells}</table>\n"


def _kind(kind: str, compared: Compared) -> str:
    return kind_text(kind, against_golden=compared.against_golden)


def _score_text(score: Score) -> str:
    return f"{score.right}/{score.total} ({percent_text(score)} %)"


def _fields_table(totals: Totals) -> str:
    def row(name: str, score: Score, css: str) -> str:
        return f'<tr class="{css}"><td>{_t(field_text(name))}</td><td class="n">{_t(_score_text(score))}</td></tr>'

    rows = []
    for name, score in totals.scores.items():
        rows.append(row(name, score, ""))
        rows += [
            row(part, totals.parts[part], "part")
            for part in (f"{name}.text", f"{name}.reading")
            if part in totals.parts and score.right < score.total
        ]
    header = f'<tr><th>{_t(in_user_language("field", "字段"))}</th><th class="n">'
    return f"<table>{header}{_t(in_user_language('cells the same', '相同单元格'))}</th></tr>{''.join(rows)}</table>\n"


def _filter(compared: Compared) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" checked value="{kind}"> {_t(_kind(kind, compared))}</label>'
        for kind in _FILTERED
    )
    return f'<div class="filter">{boxes}</div>\n'


def _document(one: Judged, against_golden: bool) -> Iterator[str]:
    yield f"<details open><summary><h2>{_t(one.title)}</h2> "
    if one.comparison is None:
        css = "dim" if one.is_left_out else "bad"
        text = f"{one.problem.code}: {one.problem.text(user_language())}" if one.problem else ""
        yield f'<span class="{css}">{_t(text)}</span></summary></details>\n'
        return
    count = len(one.comparison.differences)
    text = in_user_language(f"{count} differences", f"{count} 处差异")
    yield f'<span class="dim">{_t(text)} · {_t(_score_text(one.comparison.cells))}</span></summary>\n'
    for block in blocks_of(one.comparison.differences):
        yield f'<div class="block {block.title}">{"".join(_block(block, against_golden))}</div>\n'
    yield "</details>\n"


def _block(block: Block, against_golden: bool) -> Iterator[str]:
    first = block.differences[0]
    yield f'<span class="kind">{_t(kind_text(block.title, against_golden=against_golden))}</span>'
    if is_run(block):
        yield _t(run_text(block, has_labels=block.title == "moved"))
        return
    if block.title == "findings":
        yield f"<dl>{''.join(map(_finding, block.differences))}</dl>"
        return
    if block.title != "around":
        where = rows_text(first.old, first.new)
        yield f'<span class="dim">{_t(where)}</span> {_t(short_label(first.label, 300))}'
    if block.title in ("split", "merged"):
        yield f"<dl>{''.join(_parts(first))}</dl>"
    elif block.title not in ("added", "removed"):
        changes = [each for each in block.differences if each.kind is not Kind.MOVED]
        yield f"<dl>{''.join(map(_change, changes))}</dl>" if changes else ""


def _finding(of: Difference) -> str:
    tag = "del" if of.kind is Kind.REMOVED else "ins"
    where = rows_text(of.old, of.new)
    return f"<dt>{_t(where)}</dt><dd><{tag}>{_t(str(of.before or of.after))}</{tag}> {_t(short_label(of.label))}</dd>"


def _parts(of: Difference) -> Iterator[str]:
    for side, tag in ((of.before, "del"), (of.after, "ins")):
        for value in side if isinstance(side, list) else [side]:
            yield f"<dt>{_t(field_text('content'))}</dt><dd><{tag}>{_t(value_text('content', value))}</{tag}></dd>"


def _change(of: Difference) -> str:
    aspect = {
        Aspect.TEXT: in_user_language("text", "文字"),
        Aspect.READING: in_user_language("reading", "解读"),
        Aspect.VALUE: "",
    }[of.aspect]
    name = _t(field_text(of.field or "")) + (f' <span class="kind">{_t(aspect)}</span>' if aspect else "")
    return f"<dt>{name}</dt><dd>{_marked(of.field or '', of.before, of.after)}</dd>"


def _marked(path: str, before: Any, after: Any) -> str:
    was, is_now = value_text(path, before), value_text(path, after)
    if not (is_value(was) and is_value(is_now)) or not isinstance(before, str | list):
        return f"<del>{_t(was)}</del> → <ins>{_t(is_now)}</ins>"
    return "".join(_piece(piece.mark, piece.text) for piece in mark_changes(was, is_now))


def _piece(mark: Mark, text: str) -> str:
    tags: dict[Mark, Sequence[str]] = {
        Mark.SAME: ("", ""),
        Mark.REMOVED: ("<del>", "</del>"),
        Mark.ADDED: ("<ins>", "</ins>"),
    }
    begin, end = tags[mark]
    return f"{begin}{_t(text)}{end}"
