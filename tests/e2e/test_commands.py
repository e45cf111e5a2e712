"""Every command in a process of its own, with a stand-in for extraction: exit code, stdout, stderr."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gkml_extract.cli.differences.wording import field_named
from gkml_extract.compare.report import DiffReport
from gkml_extract.model.record import Document
from gkml_extract.writers import csv, jsonl
from support.command import FAKE, Ran, environment, gkml
from support.goldens import ROOT, golden

GOLDEN_XISHAN = ROOT / "golden" / "text" / "xishan.json"


def source(folder: Path, text: str = "GOLDEN xishan", name: str = "a.txt") -> Path:
    """A file that the stand-in reads as `text` says."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def failed(ran: Ran, code: int, *words: str) -> None:
    """Asserts one message with these words on stderr, no traceback, nothing on stdout."""
    assert ran.code == code, ran.err
    assert ran.out == b""
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


class TestExtract:
    def test_one_file_is_json_on_stdout_and_nothing_else(self, tmp_path: Path) -> None:
        """As a program after a pipe needs it."""
        ran = gkml("extract", source(tmp_path), fake=True)
        assert ran.code == 0
        document = Document.model_validate_json(ran.text)
        assert document.catalogues == golden("xishan").catalogues
        assert ran.text.startswith('{\n "source": {\n  "path"')

    @pytest.mark.parametrize(
        ("lang", "said"),
        [("en_GB.UTF-8", "10 items, 1 error, 1 warning; see `findings`"),
         ("zh_CN.UTF-8", "10 个条目，1 个错误，1 个警告；详见疑点（findings）")],
    )  # fmt: skip
    def test_how_much_is_doubtful_is_said_beside_data_on_stdout(self, tmp_path: Path, lang: str, said: str) -> None:
        """In one line, without a text of the document; a result without doubt says nothing."""
        ran = gkml("extract", source(tmp_path, "LOST xishan"), fake=True, lang=lang)
        assert ran.err.splitlines()[-1].endswith(said)
        assert gkml("extract", source(tmp_path, "GOLDEN jinfeng"), fake=True, lang=lang).err.count("\n") == 1
        clean = gkml("extract", source(tmp_path, "CLEAN xishan"), fake=True, lang=lang)
        assert (clean.code, clean.err) == (0, "")

    def test_a_table_can_go_to_stdout(self, tmp_path: Path) -> None:
        """With the headers wanted."""
        ran = gkml("extract", source(tmp_path), "--format", "csv", "--headers", "en", fake=True)
        assert ran.code == 0
        assert ran.text.startswith("\ufeffsource.path,")
        assert len(csv.read(io.BytesIO(ran.out))[0].catalogues[0].items) == 10

    def test_an_output_file_chooses_the_format_by_its_suffix(self, tmp_path: Path) -> None:
        """Folders are made; stdout stays empty."""
        out = tmp_path / "new" / "a.csv"
        ran = gkml("extract", source(tmp_path), "-o", out, fake=True)
        assert (ran.code, ran.out) == (0, b"")
        assert "10 items, 1 warning\n" in ran.err
        assert out.read_bytes().startswith("\ufeff来源文件".encode())

    def test_several_files_go_into_a_folder(self, tmp_path: Path) -> None:
        """Each under its own name."""
        files = [source(tmp_path, name=name) for name in ("a.txt", "a.md", "b.txt")]
        ran = gkml("extract", *files, "-o", tmp_path / "out", fake=True)
        assert ran.code == 0
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.md.json", "a.txt.json", "b.json"]

    def test_several_files_go_to_stdout_as_lines(self, tmp_path: Path) -> None:
        """And read back as several documents."""
        files = [source(tmp_path), source(tmp_path, "GOLDEN jinfeng", "b.txt")]
        ran = gkml("extract", *files, "-f", "jsonl", fake=True)
        assert ran.code == 0
        assert [len(document.catalogues[0].items) for document in jsonl.read(io.BytesIO(ran.out))] == [10, 20]

    def test_several_files_as_one_table_have_one_header(self, tmp_path: Path) -> None:
        """Also where the first file could not be read."""
        files = [source(tmp_path, "EMPTY", "0.txt"), source(tmp_path), source(tmp_path, "GOLDEN jinfeng", "b.txt")]
        ran = gkml("extract", *files, "-f", "csv", fake=True)
        assert ran.code == 1
        assert ran.text.count("\ufeff") == 1
        assert len(csv.read(io.BytesIO(ran.out))) == 2

    def test_several_files_as_json_need_a_folder(self, tmp_path: Path) -> None:
        """The message says both ways out."""
        failed(gkml("extract", source(tmp_path), source(tmp_path), fake=True), 2, "--out", "--format jsonl")

    def test_error_findings_are_1_and_are_named(self, tmp_path: Path) -> None:
        """The document is written all the same."""
        ran = gkml("extract", source(tmp_path, "LOST xishan"), fake=True)
        assert ran.code == 1
        assert "text-unplaced" in ran.err
        assert Document.model_validate_json(ran.text).findings[-1].code == "text-unplaced"

    @pytest.mark.parametrize(("word", "code"), [("EMPTY", 3), ("UNKNOWN", 3), ("TWO", 3), ("NEEDS", 5), ("RULES", 6)])
    def test_errors_have_their_codes(self, tmp_path: Path, word: str, code: int) -> None:
        """In one line."""
        ran = gkml("extract", source(tmp_path, word), fake=True)
        failed(ran, code, "gkml: ")
        assert ran.err.count("\n") == 1

    def test_messages_are_chinese_in_a_chinese_locale(self, tmp_path: Path) -> None:
        """And so are findings."""
        failed(
            gkml("extract", source(tmp_path, "EMPTY"), fake=True, lang="zh_CN.UTF-8"), 3, "gkml：", "a.txt：文件是空的"
        )
        ran = gkml("extract", source(tmp_path, "LOST xishan"), fake=True, lang="zh_CN.UTF-8")
        assert "未能归入任何字段" in ran.err

    def test_a_folder_names_the_command_for_folders(self, tmp_path: Path) -> None:
        """It is an easy slip."""
        failed(gkml("extract", tmp_path, fake=True), 3, "is a folder", "gkml batch")

    def test_a_missing_file_is_3(self, tmp_path: Path) -> None:
        """With its name."""
        failed(gkml("extract", tmp_path / "none.txt", fake=True), 3, "none.txt")

    def test_unknown_formats_and_options_are_2(self, tmp_path: Path) -> None:
        """Ours and typer's."""
        failed(gkml("extract", source(tmp_path), "-f", "xml", fake=True), 2, "json, jsonl, csv")
        failed(gkml("extract", source(tmp_path), "--nonsense", fake=True), 2, "--nonsense")
        failed(gkml("extract", fake=True), 2, "FILE")
        failed(gkml("nonsense", fake=True), 2, "nonsense")

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("extract", "--frmat", "json", "a"), ("没有选项 --frmat，可能是 --format", "gkml extract -h")),
            (("extract",), ("缺少参数 FILE", "gkml extract -h")),
            (("batch", "a"), ("缺少选项 --out / -o",)),
            (("extract", "a", "-o"), ("选项 -o 后面缺少内容",)),
            (("explain", "a", "-i", "x", "-F", "deadline"), ("选项 --item / -i 的内容不可用",)),
            (("nonsense",), ("nonsense", "gkml -h")),
        ],
    )
    def test_wrong_use_is_told_in_chinese(self, arguments: tuple[str, ...], words: tuple[str, ...]) -> None:
        """One line, and where the use is told."""
        ran = gkml(*arguments, fake=True, lang="zh_CN.UTF-8")
        failed(ran, 2, "gkml：", *words)
        assert ran.err.count("\n") == 1

    @pytest.mark.parametrize("out", ["/proc/none/a.json", "file/a.json"])
    def test_an_output_that_cannot_be_written_is_4(self, tmp_path: Path, out: str) -> None:
        """Nothing is left behind."""
        source(tmp_path, name="file")
        failed(gkml("extract", source(tmp_path), "-o", tmp_path / out, fake=True), 4, "cannot write")

    def test_a_full_disk_under_stdout_is_4(self, tmp_path: Path) -> None:
        """Data lost on the way out is never a success."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                [sys.executable, FAKE, "extract", str(source(tmp_path))],
                stdout=full, stderr=subprocess.PIPE, env=environment(), check=False,
            )  # fmt: skip
        assert done.returncode == 4
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") == 1

    @pytest.mark.parametrize("out", ["a.xls", "a.PDF", "new/a.docx"])
    def test_a_suffix_that_no_format_has_is_2(self, tmp_path: Path, out: str) -> None:
        """JSON under such a name would open nowhere; --format says that it is meant."""
        failed(gkml("extract", source(tmp_path), "-o", tmp_path / out, fake=True), 2, ".csv", "--format")
        assert not (tmp_path / out).exists()
        assert gkml("extract", source(tmp_path), "-o", tmp_path / out, "-f", "json", fake=True).code == 0

    def test_an_unreadable_file_is_named(self, tmp_path: Path) -> None:
        """A message may stand in a log of many."""
        path = tmp_path / "torn.pdf"
        path.write_bytes(b"%PDF-1.4 torn")
        failed(gkml("extract", path), 3, "torn.pdf")

    def test_a_source_is_never_overwritten(self, tmp_path: Path) -> None:
        """-o with the file itself is refused."""
        path = source(tmp_path, name="a.json")
        failed(gkml("extract", path, "-o", path, fake=True), 2, "itself")
        assert path.read_text(encoding="utf-8") == "GOLDEN xishan"

    def test_a_reader_that_leaves_early_is_no_error(self, tmp_path: Path) -> None:
        """`gkml extract … | head -1`."""
        files = [str(source(tmp_path, "GOLDEN zhongwei"))] * 20
        process = subprocess.Popen(
            [sys.executable, FAKE, "extract", *files, "-f", "jsonl"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
        )  # fmt: skip
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert all(b"; see `findings`" in line for line in process.stderr)
        assert process.wait(60) == 0

    def test_a_bug_is_70_in_one_line_with_the_traceback_kept(self, tmp_path: Path) -> None:
        """The message names the file; --debug shows it instead."""
        ran = gkml("extract", source(tmp_path, "BUG"), fake=True)
        failed(ran, 70, "internal error (ValueError: a bug of two lines)", "report it")
        kept = Path(ran.err.strip().rpartition(" ")[2])
        assert "Traceback" in kept.read_text(encoding="utf-8")
        kept.unlink()
        assert "Traceback" in gkml("--debug", "extract", source(tmp_path, "BUG"), fake=True).err


class TestDiff:
    def test_the_same_is_0(self, tmp_path: Path) -> None:
        """Against a golden, and a JSON Lines result as well."""
        for name in ("a.json", "a.jsonl"):
            gkml("extract", source(tmp_path), "-o", tmp_path / name, fake=True)
            ran = gkml("diff", tmp_path / name, GOLDEN_XISHAN)
            assert (ran.code, ran.err) == (0, "")
            assert "160 of 160 cells right" in ran.text

    def test_a_difference_is_1_and_shown(self, tmp_path: Path) -> None:
        """By item, with what is missing."""
        gkml("extract", source(tmp_path, "SURPLUS xishan"), "-o", tmp_path / "a.json", fake=True)
        ran = gkml("diff", tmp_path / "a.json", GOLDEN_XISHAN)
        assert ran.code == 1
        assert "- missing  item 0  1 / 机构信息 / 基本信息" in ran.text
        assert "144/160" in ran.text

    def test_a_program_can_read_it(self, tmp_path: Path) -> None:
        """JSON on stdout."""
        gkml("extract", source(tmp_path, "SURPLUS xishan"), "-o", tmp_path / "a.json", fake=True)
        ran = gkml("diff", tmp_path / "a.json", GOLDEN_XISHAN, "--format", "json")
        (one,) = json.loads(ran.text)["documents"]
        assert (ran.code, one["same"], one["cells"]) == (1, False, {"right": 144, "total": 160})
        assert one["differences"][0]["kind"] == "removed"
        assert one["scores"]["deadline"] == {"right": 9, "total": 10}

    def test_folders_are_compared_file_by_file(self, tmp_path: Path) -> None:
        """What only one side has is a difference."""
        names = ("lingwu", "xishan", "zhongwei", "dawukou")
        for name in names:
            source(tmp_path / "in", f"GOLDEN {name}", f"{name}.txt")
        source(tmp_path / "in", name="other.txt")
        gkml("batch", tmp_path / "in", "-o", tmp_path / "out", fake=True)
        ran = gkml("diff", tmp_path / "out", ROOT / "golden" / "text", "--short")
        assert ran.code == 1
        assert ran.text.count("✓") == len(names)
        assert "missing: no result for this golden" in ran.text
        assert "surplus: no golden of this name" in ran.text
        assert "failures: missing 1, surplus 1" in ran.text

    def test_what_is_no_result_is_3(self, tmp_path: Path) -> None:
        """Missing, or something else."""
        failed(gkml("diff", tmp_path / "none.json", GOLDEN_XISHAN), 3, "none.json")
        failed(gkml("diff", source(tmp_path, "{", "a.json"), GOLDEN_XISHAN), 3, "not a result", "broken JSON")
        failed(gkml("diff", source(tmp_path, "{}", "a.json"), GOLDEN_XISHAN), 3, "no list of catalogues")
        failed(gkml("diff", source(tmp_path, name="a.csv"), GOLDEN_XISHAN), 3, "--format json")
        failed(gkml("diff", tmp_path, GOLDEN_XISHAN), 2, "two files or two folders")


class TestGolden:
    def samples(self, tmp_path: Path) -> tuple[Path, Path]:
        """Two samples with their goldens."""
        for name in ("xishan", "lingwu"):
            source(tmp_path / "samples", f"GOLDEN {name}", f"text/{name}.txt")
            text = (ROOT / "golden" / "text" / f"{name}.json").read_text(encoding="utf-8")
            source(tmp_path / "golden", text, f"text/{name}.json")
        return tmp_path / "samples", tmp_path / "golden"

    def test_all_as_expected_is_0(self, tmp_path: Path) -> None:
        """With a short table."""
        self.samples(tmp_path)
        ran = gkml("golden", "test", fake=True, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, "")
        assert "2 of 2 documents as expected, 400 of 400 cells right" in ran.text

    def test_the_failures_are_told_apart(self, tmp_path: Path) -> None:
        """A golden missing, a document missing, a document not read, a difference; and what is left out."""
        samples, goldens = self.samples(tmp_path)
        text = (goldens / "text/xishan.json").read_text(encoding="utf-8")
        source(samples, name="new.txt")
        for name in ("gone", "unclaimed", "twice", "scan"):
            source(goldens, text, f"{name}.json")
        source(goldens, "{", "broken.json")
        source(samples, name="broken.txt")
        source(samples, "UNKNOWN", "unclaimed.bin")
        source(samples, "TWO", "twice.bin")
        source(samples, "NEEDS", "scan.pdf")
        source(samples, "SURPLUS lingwu", "text/lingwu.txt")
        ran = gkml("golden", "test", fake=True, cwd=tmp_path)
        lines = ran.text.splitlines()
        assert ran.code == 1
        for name, problem in (
            ("new", "golden-missing"),
            ("gone", "document-missing"),
            ("unclaimed", "not-read"),
            ("twice", "not-read"),
            ("broken", "golden-broken"),
            ("scan", "left-out"),
            ("text/lingwu", "224/240"),
        ):
            assert any(name in line and problem in line for line in lines), (name, problem)
        assert "- missing  item 0" in ran.text
        assert "1 of 7 documents as expected" in ran.text
        assert "; 1 left out" in ran.text
        counts = "different 1, document-missing 1, golden-broken 1, golden-missing 1, not-read 2"
        assert f"failures: {counts}" in ran.text
        in_chinese = gkml("golden", "test", fake=True, cwd=tmp_path, lang="zh_CN.UTF-8")
        assert f"未通过：{counts.replace(', ', '，')}" in in_chinese.text
        assert "没有同名 golden" in in_chinese.text

    def test_only_the_named_folders_are_tested(self, tmp_path: Path) -> None:
        """By their place in the samples or the goldens, or with samples and goldens of their own."""
        self.samples(tmp_path)
        source(tmp_path / "samples", "UNKNOWN", "other/a.bin")
        self.samples(tmp_path / "more")
        for folders, expected in (
            (("text",), "2 of 2"),
            (("samples/text",), "2 of 2"),
            (("golden/text",), "2 of 2"),
            (("more",), "2 of 2"),
            (("more", "golden/text"), "4 of 4"),
            ((".",), "2 of 3"),
        ):
            assert f"{expected} documents as expected" in gkml("golden", "test", *folders, fake=True, cwd=tmp_path).text
        failed(gkml("golden", "test", "/", fake=True, cwd=tmp_path), 2, "neither in samples nor in golden")

    def test_where_nothing_can_be_read_here_is_5(self, tmp_path: Path) -> None:
        """And where there is nothing, 3."""
        source(tmp_path / "samples", "NEEDS", "a.pdf")
        (tmp_path / "golden").mkdir()
        ran = gkml("golden", "test", fake=True, cwd=tmp_path)
        assert ran.code == 5
        assert "left-out: OCR is missing" in " ".join(ran.text.split())
        (tmp_path / "samples" / "a.pdf").unlink()
        failed(gkml("golden", "test", fake=True, cwd=tmp_path), 3, "holds anything to test")

    def test_a_program_can_read_what_failed(self, tmp_path: Path) -> None:
        """In the shape of a diff."""
        samples, _ = self.samples(tmp_path)
        source(samples, name="new.txt")
        ran = gkml("golden", "test", "--format", "json", fake=True, cwd=tmp_path)
        report = DiffReport.model_validate_json(ran.text)
        assert [one.problem and one.problem.code for one in report.documents] == ["golden-missing", None, None]
        assert (ran.code, report.n_same, report.old.is_golden) == (1, 2, True)

    def test_one_golden_serves_every_format_of_a_document(self, tmp_path: Path) -> None:
        """In golden test and in diff; each format is told by its suffix."""
        self.samples(tmp_path)
        for name in ("text/xishan.docx", "text/xishan.browser.pdf", "text/xishan.pdf"):
            source(tmp_path / "samples", "SURPLUS xishan" if name.endswith("n.pdf") else "GOLDEN xishan", name)
        gkml("batch", "samples", "-o", "out", fake=True, cwd=tmp_path)
        for command in (("golden", "test", "--short"), ("diff", "out", "golden", "--short")):
            ran = gkml(*command, fake=True, cwd=tmp_path)
            assert ran.code == 1
            assert "4 of 5 documents as expected" in ran.text
            assert [line.split()[1] for line in ran.text.splitlines() if "✗" in line] == ["text/xishan.pdf"]

    def test_accept_writes_a_golden_as_goldens_stand(self, tmp_path: Path) -> None:
        """Without doubts of the reader; it asks first, and asks to read it."""
        samples, goldens = self.samples(tmp_path)
        source(samples, "DOUBT jinfeng", "text/new.txt")
        ran = gkml("golden", "accept", "new", fake=True, cwd=tmp_path)
        failed(ran, 2, "text/new.json is new", "20 items", "[y/N]", "not written: text/new")
        assert not (goldens / "text/new.json").exists()
        ran = gkml("golden", "accept", "new", fake=True, cwd=tmp_path, stdin=b"y\n")
        assert (ran.code, ran.out) == (0, b"")
        assert "read it against the document" in ran.err
        expected = (ROOT / "golden" / "text" / "jinfeng.json").read_text(encoding="utf-8")
        assert (goldens / "text/new.json").read_text(encoding="utf-8").split() == expected.split()

    def test_a_new_golden_is_shown_before_it_is_asked_for(self, tmp_path: Path) -> None:
        """A line an item with names, deadline and ticks, then the findings; its folder is made on a yes."""
        source(tmp_path / "in", "DOUBT lingwu", "a.txt")
        accept = ("golden", "accept", "a", "--samples", "in", "--golden", "truth/new")
        ran = gkml(*accept, fake=True, cwd=tmp_path)
        first = golden("lingwu").catalogues[0].items[0]
        ticked = next(channel.name for channel in first.channels if channel.selected)
        assert first.number and first.secondary and first.deadline
        line = next(line for line in ran.err.splitlines() if line.split()[:1] == ["0"])
        assert line.index(first.number) < line.index(first.secondary[:10]) < line.index(first.deadline.text[:10])
        assert f"√{ticked}"[:10] in line
        assert "item 0 content  warning reading-uncertain: " in ran.err
        assert not (tmp_path / "truth").exists()
        assert gkml(*accept, "--yes", fake=True, cwd=tmp_path).code == 0
        assert (tmp_path / "truth" / "new" / "a.json").is_file()

    def test_a_zip_is_to_be_unpacked(self, tmp_path: Path) -> None:
        """No golden is of several documents; batch alone opens it."""
        samples, _ = self.samples(tmp_path)
        with zipfile.ZipFile(samples / "towns.zip", "w") as archive:
            archive.writestr("a.txt", "序号")
        ran = gkml("golden", "test", cwd=tmp_path)
        assert "not-read: unknown-format: towns.zip is a zip" in " ".join(ran.text.split())
        assert "unpack it among the samples" in " ".join(ran.text.split())
        failed(gkml("golden", "accept", "towns", cwd=tmp_path), 3, "unpack it")

    def test_samples_without_a_golden_can_be_left_out(self, tmp_path: Path) -> None:
        """They are counted in one line and fail nothing."""
        samples, _ = self.samples(tmp_path)
        source(samples, "UNKNOWN", "a.bin")
        source(samples, name="b.txt")
        ran = gkml("golden", "test", "--only-golden", fake=True, cwd=tmp_path)
        assert (ran.code, ran.err) == (0, "2 samples without a golden are not read\n")
        assert "2 of 2 documents" in ran.text

    def test_without_the_folders_it_says_what_to_do(self, tmp_path: Path) -> None:
        """Make them, or name one's own."""
        failed(gkml("golden", "test", fake=True, cwd=tmp_path), 3, "mkdir samples golden", "--samples")
        failed(gkml("golden", "accept", "a", fake=True, cwd=tmp_path), 3, "no folder samples", "mkdir samples golden")
        (tmp_path / "samples").mkdir()
        failed(gkml("golden", "test", fake=True, cwd=tmp_path), 3, "no folder golden", "mkdir samples golden")

    def test_accept_never_overwrites_in_silence(self, tmp_path: Path) -> None:
        """It shows the difference and asks; --yes answers."""
        samples, goldens = self.samples(tmp_path)
        before = (goldens / "text/xishan.json").read_bytes()
        source(samples, "SURPLUS xishan", "text/xishan.txt")
        for answer in (b"", b"n\n", b"\n"):
            ran = gkml("golden", "accept", "text/xishan", fake=True, cwd=tmp_path, stdin=answer)
            failed(ran, 2, "- missing  item 0", "--yes")
            assert (goldens / "text/xishan.json").read_bytes() == before
        ran = gkml("golden", "accept", "xishan", "--yes", fake=True, cwd=tmp_path)
        assert (ran.code, "- missing  item 0" in ran.err) == (0, True)
        assert (goldens / "text/xishan.json").read_bytes() != before
        ran = gkml("golden", "accept", "xishan", fake=True, cwd=tmp_path)
        assert (ran.code, "unchanged" in ran.err) == (0, True)

    def test_accept_names_what_else_a_golden_serves(self, tmp_path: Path) -> None:
        """--own leaves the golden of the other formats as it is."""
        samples, goldens = self.samples(tmp_path)
        before = (goldens / "text/xishan.json").read_bytes()
        source(samples, "SURPLUS xishan", "text/xishan.pdf")
        ran = gkml("golden", "accept", "xishan.pdf", fake=True, cwd=tmp_path)
        failed(ran, 2, "serves text/xishan.txt as well")
        assert gkml("golden", "accept", "xishan.pdf", "--own", "--yes", fake=True, cwd=tmp_path).code == 0
        assert (goldens / "text/xishan.json").read_bytes() == before
        assert gkml("golden", "test", fake=True, cwd=tmp_path).code == 0

    def test_accept_needs_a_sample_of_that_name(self, tmp_path: Path) -> None:
        """And says which there are."""
        self.samples(tmp_path)
        failed(gkml("golden", "accept", "none", fake=True, cwd=tmp_path), 2, "text/lingwu, text/xishan")
        failed(gkml("golden", "test", "--samples", "none", fake=True, cwd=tmp_path), 3, "none")


class TestExplain:
    def test_a_value_is_shown(self, tmp_path: Path) -> None:
        """With its item and its doubts."""
        ran = gkml("explain", source(tmp_path), "--item", 7, "--field", "department", fake=True)
        assert (ran.code, ran.err) == (0, "")
        assert "财务科、基" in ran.text
        assert "cell-clipped" in ran.text

    def test_the_printed_lines_of_a_place_are_shown(self, tmp_path: Path) -> None:
        """From a result, the file it names is looked up."""
        text = source(tmp_path, "第一行\r\n第二行\r\n第三行", "dump.txt")
        data = json.loads(gkml("extract", source(tmp_path), fake=True).text)
        data["source"]["path"] = str(text)
        data["catalogues"][0]["items"][0]["origin"] = {
            "deadline": {"how": "repaired", "places": [{"lines": [2, 3]}], "rule": "torn-number", "score": 0.5}
        }
        result = source(tmp_path, json.dumps(data), "a.json")
        ran = gkml("explain", result, "-i", 0, "-F", "deadline.amount")
        assert ran.code == 0
        for words in ("20", "repaired", "torn-number (0.50)", "lines 2–3", "2 | 第二行", "3 | 第三行"):
            assert words in ran.text
        assert "第一行" not in ran.text

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("公开时限", "deadline"),
            ("公开内容（要素）", "content"),
            ("公开对象：全社会", "audience.public"),
            ("公开渠道", "channels"),
        ],
    )
    def test_a_field_has_its_chinese_names_too(self, name: str, field: str) -> None:
        """Those of tables and reports, and those that catalogues print."""
        assert field_named(name) == field

    def test_a_field_is_found_by_its_chinese_name(self, tmp_path: Path) -> None:
        """It is the same as by its key."""
        by_name, by_key = (
            gkml("explain", source(tmp_path), "-i", 7, "-F", field, fake=True) for field in ("责任部门", "department")
        )
        assert (by_name.code, by_name.text) == (0, by_key.text)

    def test_a_member_of_a_zip_is_named_as_in_the_summary(self, tmp_path: Path) -> None:
        """In a zip within a zip as well; one that is not there is told with what is."""
        inner = io.BytesIO()
        for archive, name in ((inner, "b.txt"), (tmp_path / "a.zip", "town.zip")):
            with zipfile.ZipFile(archive, "w") as made:
                made.writestr(name, b"GOLDEN xishan" if archive is inner else inner.getvalue())
        field = ("--item", 7, "--field", "department")
        ran = gkml("explain", tmp_path / "a.zip" / "town.zip" / "b.txt", *field, fake=True)
        assert (ran.code, "财务科、基" in ran.text) == (0, True)
        failed(gkml("explain", tmp_path / "a.zip" / "b.txt", *field), 3, "a.zip holds no b.txt", "town.zip/b.txt")
        failed(gkml("explain", tmp_path / "none.zip" / "b.txt", *field), 3, "no such file")

    def test_a_finding_of_the_same_cell_is_named(self, tmp_path: Path) -> None:
        """With the item on which it stands."""
        data = json.loads(gkml("extract", source(tmp_path), fake=True).text)
        items = data["catalogues"][0]["items"]
        for item in items[:2]:
            item["content"] = "机构职能"
            item["origin"] = {"content": {"how": "merged", "places": [{"table": 1, "row": 2, "column": 3}]}}
        about = {"catalogue": 0, "item": 0, "field": "content", "place": None}
        data["findings"] = [{"code": "cell-clipped", "severity": "warning", "message": "cut", **about}]
        result = source(tmp_path, json.dumps(data), "a.json")
        assert "warning cell-clipped: cut" in gkml("explain", result, "-i", 0, "-F", "content").text
        assert "warning cell-clipped (as item 0): cut" in gkml("explain", result, "-i", 1, "-F", "content").text
        assert "cell-clipped" not in gkml("explain", result, "-i", 1, "-F", "deadline").text

    def test_no_such_item_field_or_catalogue_is_2(self, tmp_path: Path) -> None:
        """And says which there are."""
        path = source(tmp_path)
        failed(gkml("explain", path, "-i", 10, "-F", "content", fake=True), 2, "0 to 9")
        failed(gkml("explain", path, "-i", 0, "-F", "price", fake=True), 2, "deadline")
        failed(gkml("explain", path, "-i", 0, "-F", "content", "-c", 1, fake=True), 2, "1 catalogues")
        failed(gkml("explain", path, "-i", -1, "-F", "content", fake=True), 2, "--item")


class TestParse:
    def test_channels_are_one_array_a_text(self) -> None:
        """In order, from arguments."""
        ran = gkml("parse", "channels", "■政府网站 □公报", "■两微一端")
        assert ran.code == 0
        assert [json.loads(line) for line in ran.text.splitlines()] == [
            [{"name": "政府网站", "selected": True}, {"name": "公报", "selected": False}],
            [{"name": "两微一端", "selected": True}],
        ]

    def test_citations_are_one_object_a_line_of_stdin(self) -> None:
        """`-`, or no text at all, reads them from there."""
        lines = "《政府信息公开条例》第二十条\n《保密法》\n".encode()
        for arguments in (["-"], []):
            ran = gkml("parse", "citation", *arguments, stdin=lines)
            titles = [json.loads(line)["citations"][0]["title"] for line in ran.text.splitlines()]
            assert (ran.code, titles) == (0, ["政府信息公开条例", "保密法"])

    def test_headers_are_named(self) -> None:
        """With field, score and rule."""
        ran = gkml("parse", "header", "公开时限")
        assert json.loads(ran.text) == {"text": "公开时限", "field": "deadline", "score": 1.0, "rule": "exact"}

    def test_deadlines_have_every_key(self) -> None:
        """As in records."""
        ran = gkml("parse", "deadline", "信息形成之日起20个工作日内")
        data = json.loads(ran.text)
        assert (data["kind"], data["amount"], data["unit"]) == ("within", 20, "working_day")
        assert "due" not in data

    def test_from_adds_when_a_deadline_is_due(self) -> None:
        """Clauses have their own day; where there is none, the reason stands."""
        ran = gkml("parse", "deadline", "--from", "2024-09-29", "20个工作日内", "7日内；及时公开", "20个工作日内")
        plain, compound, _ = (json.loads(line) for line in ran.text.splitlines())
        assert (plain["due"], plain["due_reason"]) == ("2024-10-31", None)
        assert (compound["due"], compound["due_reason"]) == (None, "see-clauses")
        assert [clause["due"] for clause in compound["clauses"]] == ["2024-10-08", None]
        assert compound["clauses"][1]["due_reason"] == "no-day-said"

    def test_a_day_of_rest_is_named_beside_the_day_that_counts(self) -> None:
        """In the language of the user."""
        arguments = ("parse", "deadline", "--from", "2024-09-29", "批复后20日内")
        for lang, words in (("C.UTF-8", "2024-10-19, is a Saturday"), ("zh_CN.UTF-8", "2024-10-19 为星期六")):
            data = json.loads(gkml(*arguments, lang=lang).text)
            assert (data["due"], data["due_moved_from"], data["due_reason"]) == ("2024-10-21", "2024-10-19", None)
            assert words in data["due_note"]

    def test_from_that_is_no_date_is_2(self) -> None:
        """So is one beside another sort of cell."""
        failed(gkml("parse", "deadline", "--from", "29.9.2024", "7日内"), 2, "2024-09-29")
        failed(gkml("parse", "header", "--from", "2024-09-29", "公开时限"), 2, "--from")

    def test_stdin_that_is_not_utf_8_is_3(self) -> None:
        """And says how to convert it."""
        failed(gkml("parse", "channels", stdin="■政府网站".encode("gb18030")), 3, "iconv")

    def test_an_unknown_cell_is_2(self) -> None:
        """Typer names the known."""
        failed(gkml("parse", "nonsense", "x"), 2, "deadline")


def test_schema_is_json_on_stdout() -> None:
    """The same as docs/record.schema.json."""
    ran = gkml("schema")
    assert (ran.code, ran.err) == (0, "")
    assert ran.text == (ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8")


def test_the_version_is_on_stdout() -> None:
    """As scripts ask for it."""
    assert gkml("--version").text.startswith("gkml ")
