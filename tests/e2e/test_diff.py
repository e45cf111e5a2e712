"""`gkml diff` and `gkml score` as commands: folders, fields, formats."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gkml_extract.compare.golden import golden_json
from gkml_extract.model.record import Document
from gkml_extract.writers.json import document_to_json, encode_json
from support.browser import chromium, needs_chromium
from support.catalogues import document_of, make_items
from support.command import gkml
from support.goldens import ROOT, golden

Change = Callable[[dict[str, Any]], Any]
SCHEMAS = {name: json.loads((ROOT / "docs" / f"{name}.schema.json").read_bytes()) for name in ("diff", "score")}


def write_result(path: Path, document: Document, change: Change | None = None, **source: str) -> Path:
    """A result file, with a change made in its data."""
    data = document_to_json(document)
    data["source"] |= {"reader": "text", "format": "text", **source}
    if change:
        change(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_json(data))
    return path


def edit(at: int, field: str, value: Any) -> Change:
    """A change of one field of an item of the first catalogue."""
    return lambda data: data["catalogues"][0]["items"][at].update({field: value})


def diff_json(*args: object) -> dict[str, Any]:
    """The report, which is as its schema says."""
    ran = gkml("diff", *args, "--format", "json")
    report = json.loads(ran.text)
    jsonschema.validate(report, SCHEMAS["diff"])
    assert ran.code == (0 if report["same"] else 1)
    return dict(report)


def write_summary(out: Path, *files: tuple[str, str | None, str | None]) -> None:
    """The summary of a batch: source, result, and the code of a failure."""
    entries = [
        {
            "file": file,
            "status": "failed" if code else "ok",
            "code": code,
            "message": code and "says why",
            "output": output,
        }
        for file, output, code in files
    ]
    (out / "summary.json").write_text(json.dumps({"files": entries}), encoding="utf-8")


class TestFolders:
    def test_documents_are_paired_by_name_digest_and_title(self, tmp_path: Path) -> None:
        """In this order."""
        old, new = tmp_path / "old", tmp_path / "new"
        documents = [document_of(make_items(4, seed), title=f"某{seed}局政务公开事项目录") for seed in range(5)]
        for name, document, digest in zip("abcd", documents, "1234", strict=False):
            write_result(old / f"{name}.json", document, sha256=digest * 64)
        write_result(new / "a.json", documents[0], sha256="1" * 64)
        write_result(new / "sub" / "renamed.json", documents[1], sha256="2" * 64)
        write_result(new / "edited.json", documents[2], edit(1, "remarks", "改"), sha256="5" * 64)
        write_result(new / "other.json", documents[4], sha256="6" * 64)
        found = {
            (one["name"], one["new_name"], one["paired_by"], one["problem"] and one["problem"]["code"])
            for one in diff_json(old, new)["documents"]
        }
        assert found == {
            ("a", None, "name", None),
            ("b", "sub/renamed", "digest", None),
            ("c", "edited", "title", None),
            ("d", None, "name", "removed"),
            ("other", None, "name", "added"),
        }

    def test_the_summary_of_a_batch_tells_names_and_failures(self, tmp_path: Path) -> None:
        """Whatever the results are called; tables of all documents are none."""
        old, new = tmp_path / "old", tmp_path / "new"
        document = golden("xishan")
        for out, prefix in ((old, ""), (new, "documents/")):
            write_result(out / f"{prefix}x.docx.json", document)
            write_result(out / f"{prefix}x.pdf.json", document)
            (out / "items.jsonl").write_text("{}\n", encoding="utf-8")
        common = (("broken.xls", None, "corrupt-source"),)
        write_summary(old, ("x.docx", "x.docx.json", None), ("x.pdf", "x.pdf.json", None), *common)
        write_summary(new, ("x.docx", "documents/x.docx.json", None), ("x.pdf", None, "worker-lost"), *common)
        report = diff_json(old, new)
        assert {(one["name"], one["same"], one["left_out"]) for one in report["documents"]} == {
            ("x.docx", True, False),
            ("x.pdf", False, False),
            ("broken", False, True),
        }
        assert not report["same"]

    def test_a_file_that_was_handed_in_twice_counts_once(self, tmp_path: Path) -> None:
        """Where it is a duplicate on both sides; against goldens each name is asked for."""
        for side in ("old", "new"):
            folder = tmp_path / side
            write_result(folder / "a.json", golden("xishan"))
            write_summary(folder, ("a.txt", "a.json", None), ("copy.txt", None, None))
            summary = json.loads((folder / "summary.json").read_bytes())
            summary["files"][1] |= {"status": "skipped", "code": "duplicate", "duplicate_of": "a.txt"}
            (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
        report = diff_json(tmp_path / "old", tmp_path / "new")
        told = {one["name"]: (one["left_out"], one["n_new"], one["problem"]) for one in report["documents"]}
        problem = {"code": "duplicate", "message": "the same file as a.txt, which is compared"}
        assert told == {"a": (False, 10, None), "copy": (True, None, problem)}
        assert (report["same"], report["cells"]["total"]) == (True, 160)
        for name in ("a", "copy"):
            (tmp_path / "golden").mkdir(exist_ok=True)
            (tmp_path / "golden" / f"{name}.json").write_bytes(golden_json(golden("xishan")))
        assert diff_json(tmp_path / "new", tmp_path / "golden")["n_same"] == 2

    def test_what_needs_a_converter_is_left_out_beside_goldens(self, tmp_path: Path) -> None:
        """And any other failure is none the less one."""
        out, goldens = tmp_path / "out", tmp_path / "golden"
        goldens.mkdir()
        (goldens / "x.json").write_bytes(golden_json(golden("xishan")))
        write_result(out / "x.docx.json", golden("xishan"))
        write_summary(out, ("x.docx", "x.docx.json", None), ("x.doc", None, "dependency"))
        ran = gkml("diff", out, goldens)
        assert ran.code == 0
        assert "1 of 1 documents as expected" in ran.text
        assert "; 1 left out" in ran.text
        write_summary(out, ("x.docx", "x.docx.json", None), ("x.doc", None, "timeout"))
        assert gkml("diff", out, goldens).code == 1

    def test_a_golden_is_the_old_side_whichever_is_named_first(self, tmp_path: Path) -> None:
        """What is missing is missing from the result."""
        result = write_result(tmp_path / "a.json", golden("xishan"), lambda data: data["catalogues"][0]["items"].pop(2))
        truth = ROOT / "golden" / "text" / "xishan.json"
        for sides in ((result, truth), (truth, result)):
            report = diff_json(*sides)
            assert report["old"] == {"path": str(truth), "is_golden": True}
            assert report["rows"]["removed"] == 1

    def test_one_bad_file_costs_only_itself(self, tmp_path: Path) -> None:
        """It is named with the reason."""
        for side in ("old", "new"):
            write_result(tmp_path / side / "a.json", golden("xishan"))
        (tmp_path / "old" / "b.json").write_text("{", encoding="utf-8")
        (tmp_path / "new" / "b.json").write_text("{}", encoding="utf-8")
        ran = gkml("diff", tmp_path / "old", tmp_path / "new")
        assert ran.code == 1
        assert "not-a-result" in ran.text
        assert "broken JSON" in " ".join(ran.text.split())
        assert "1 of 2 documents the same" in ran.text

    def test_a_folder_without_results_is_3(self, tmp_path: Path) -> None:
        """And says what to give."""
        (tmp_path / "empty").mkdir()
        ran = gkml("diff", tmp_path / "empty", ROOT / "golden")
        assert (ran.code, ran.text) == (3, "")
        assert "gkml batch" in ran.err
        assert "中没有结果文件" in gkml("diff", tmp_path / "empty", ROOT / "golden", lang="zh_CN.UTF-8").err

    def test_json_lines_of_many_documents_are_a_folder(self, tmp_path: Path) -> None:
        """Paired by the names of their sources."""
        for name, surplus in (("old", ""), ("new", "SURPLUS ")):
            for source, text in (("a", "GOLDEN lingwu"), ("b", f"{surplus or 'GOLDEN '}xishan")):
                (tmp_path / f"{source}.txt").write_text(text, encoding="utf-8")
            ran = gkml("extract", "a.txt", "b.txt", "--format", "jsonl", fake=True, cwd=tmp_path)
            (tmp_path / f"{name}.jsonl").write_bytes(ran.out)
        report = diff_json(tmp_path / "old.jsonl", tmp_path / "new.jsonl")
        assert [(one["name"], one["same"]) for one in report["documents"]] == [("a", True), ("b", False)]


class TestFields:
    def test_a_field_may_be_left_out_or_alone(self, tmp_path: Path) -> None:
        """Then nothing else counts."""
        old = write_result(tmp_path / "a.json", golden("xishan"))
        new = write_result(tmp_path / "b.json", golden("xishan"), edit(1, "number", "99"))
        assert gkml("diff", old, new).code == 1
        assert gkml("diff", old, new, "--ignore", "number").code == 0
        assert gkml("diff", old, new, "--only", "deadline", "--only", "content").code == 0
        assert gkml("diff", old, new, "--only", "number").code == 1
        assert gkml("diff", old, new, "--only", "公开时限", "--only", "公开内容").code == 0
        assert gkml("diff", old, new, "--only", "序号").code == 1

    def test_a_field_that_there_is_not_is_2(self, tmp_path: Path) -> None:
        """With those that there are."""
        old = write_result(tmp_path / "a.json", golden("xishan"))
        for name in ("nummer", "deadline.amout", "number.x"):
            ran = gkml("diff", old, old, "--ignore", name)
            assert (ran.code, ran.text) == (2, "")
            assert name in ran.err
            assert "legal_basis" in ran.err


class TestFormats:
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        """Two results that differ in a hostile text."""
        old = write_result(tmp_path / "a.json", golden("xishan"))
        new = write_result(
            tmp_path / "b.json", golden("xishan"), edit(1, "content", "=1+1<script>alert('x')</script>&")
        )
        return old, new

    def test_html_is_one_page_in_which_texts_are_text(self, tmp_path: Path) -> None:
        """No markup of a document gets into it, and it asks for nothing else."""
        ran = gkml("diff", *self.files(tmp_path), "--format", "html")
        assert ran.code == 1
        assert ran.text.count("<script>") == 1
        assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&amp;" in ran.text
        assert not re.search(r"(?:src|href)=", ran.text)
        assert "<ins>" in ran.text and "<del>" in ran.text

    def test_csv_has_a_row_a_difference_and_runs_nothing(self, tmp_path: Path) -> None:
        """A formula is text."""
        ran = gkml("diff", *self.files(tmp_path), "--format", "csv")
        (row,) = csv.DictReader(io.StringIO(ran.out.decode("utf-8-sig"), newline=""))
        assert (row["kind"], row["field"], row["old_item"], row["new_item"]) == ("changed", "content", "1", "1")
        assert row["after"].startswith("'=1+1")

    def test_the_suffix_of_out_chooses_the_format(self, tmp_path: Path) -> None:
        """And nothing goes to stdout."""
        files = self.files(tmp_path)
        for name, begin in (("d.html", b"<!DOCTYPE"), ("d.json", b"{"), ("d.csv", "\ufeff".encode()), ("d.txt", b"a ")):
            ran = gkml("diff", *files, "-o", tmp_path / name)
            assert (ran.code, ran.out) == (1, b"")
            assert (tmp_path / name).read_bytes().startswith(begin)

    def test_text_is_readable_at_100_columns(self, tmp_path: Path) -> None:
        """With what changed in brackets; wide characters count as two."""
        ran = gkml("diff", *self.files(tmp_path))
        assert max(sum(1 + (ord(char) > 0x2E7F) for char in line) for line in ran.text.splitlines()) <= 100
        assert "{+=1+1<script>" in ran.text
        assert "\x1b" not in ran.text
        assert all(line == line.rstrip() for line in ran.text.splitlines())

    def test_documents_may_be_compared_as_they_were_submitted(self, tmp_path: Path) -> None:
        """They are read first."""
        (tmp_path / "a.txt").write_text("GOLDEN xishan", encoding="utf-8")
        (tmp_path / "b.txt").write_text("SURPLUS xishan", encoding="utf-8")
        ran = gkml("diff", tmp_path / "a.txt", tmp_path / "b.txt", fake=True)
        assert ran.code == 1
        assert "- removed  item 0" in ran.text


class TestScore:
    def out(self, tmp_path: Path, change: Change | None = None) -> Path:
        """A run over one document, with a change in its result."""
        out = tmp_path / "out"
        write_result(out / "xishan.json", golden("xishan"), change)
        write_summary(out, ("xishan.txt", "xishan.json", None))
        return out

    def score(self, *args: object) -> tuple[int, dict[str, Any]]:
        """The exit code and the report, which is as its schema says."""
        ran = gkml("score", *args, "--format", "json")
        report = json.loads(ran.text)
        jsonschema.validate(report, SCHEMAS["score"])
        return ran.code, report

    def test_all_right_is_100(self, tmp_path: Path) -> None:
        """By format and field."""
        code, report = self.score(self.out(tmp_path), ROOT / "golden" / "text")
        assert code == 0
        assert report["total"]["cells"] == {"cells": 160, "right": 160, "silent": 0}
        assert report["formats"]["text"]["fields"]["deadline.reading"] == {"cells": 10, "right": 10, "silent": 0}
        assert {one["problem"] for one in report["documents"]} == {None, "result-missing"}

    def test_a_later_run_is_compared_with_one_before(self, tmp_path: Path) -> None:
        """Worse is 1, unless tolerated."""
        goldens = ROOT / "golden" / "text"
        before = tmp_path / "before.json"
        before.write_bytes(gkml("score", self.out(tmp_path), goldens, "--format", "json").out)
        out = self.out(tmp_path, edit(1, "department", "错"))
        code, report = self.score(out, goldens, "--against", before)
        assert code == 1
        assert {(each["format"], each["field"]) for each in report["since"]["worse"]} == {
            (of, field) for of in ("all", "text") for field in ("all", "department")
        }
        ran = gkml("score", out, goldens, "--against", before)
        assert ran.code == 1
        assert re.search(r"worse +text · department +right +100.00 % +90.00 %", ran.text)
        assert gkml("score", out, goldens, "--against", before, "--tolerance", "10").code == 0
        assert gkml("score", self.out(tmp_path), goldens, "--against", before).code == 0

    def test_a_document_that_was_not_read_is_missed(self, tmp_path: Path) -> None:
        """One that needs a converter is left out."""
        out = self.out(tmp_path)
        write_summary(out, ("xishan.txt", None, "timeout"))
        _, report = self.score(out, ROOT / "golden" / "text")
        assert (report["total"]["missed"], report["total"]["cells"]["right"]) == (10, 0)
        write_summary(out, ("xishan.doc", None, "dependency"))
        _, report = self.score(out, ROOT / "golden" / "text")
        assert report["total"]["documents"] == 0

    def test_scores_of_something_else_are_3(self, tmp_path: Path) -> None:
        """And what to make them with."""
        ran = gkml("score", self.out(tmp_path), ROOT / "golden" / "text", "--against", tmp_path / "out" / "xishan.json")
        assert (ran.code, ran.text) == (3, "")
        assert "gkml score OUT GOLDEN --format json" in ran.err


@pytest.mark.parametrize("lang", ["C.UTF-8", "zh_CN.UTF-8"])
def test_messages_are_in_the_users_language(tmp_path: Path, lang: str) -> None:
    """Tables and all."""
    new = write_result(tmp_path / "b.json", golden("xishan"), edit(1, "department", "错"))
    text = gkml("diff", ROOT / "golden" / "text" / "xishan.json", new, lang=lang).text
    words = (
        ("责任部门", "正确单元格", "个文件中")
        if lang.startswith("zh")
        else ("department", "cells right", "documents as")
    )
    assert all(word in text for word in words)


@pytest.mark.slow
@needs_chromium
def test_the_page_works_in_a_browser(tmp_path: Path) -> None:
    """It asks for nothing, complains of nothing, runs nothing of a document, and hides a kind of change."""
    hostile = "<img src=x onerror=\"document.title='run'\">"
    old = write_result(tmp_path / "a.json", golden("xishan"))
    new = write_result(tmp_path / "b.json", golden("xishan"), lambda data: _edit_and_drop(data, hostile))
    page = tmp_path / "d.html"
    assert gkml("diff", old, new, "-o", page).code == 1
    with chromium() as browser:
        browser.open(page)
        shown = "[...document.querySelectorAll('.block')].filter(each => each.offsetParent).map(each => each.className)"
        assert browser.run(shown) == ["block changed", "block removed"]
        browser.run("document.querySelector('.filter input[value=removed]').click()")
        assert browser.run(shown) == ["block changed"]
        assert hostile in browser.run("document.body.innerText")
        assert browser.run("document.title") == "Differences"
        assert browser.requests == [page.as_uri()]
        assert browser.complaints == []


def _edit_and_drop(data: dict[str, Any], content: str) -> None:
    items = data["catalogues"][0]["items"]
    items[1]["content"] = content
    items.pop(5)
    data["findings"] = [finding | {"item": finding["item"] - 1} for finding in data["findings"]]
