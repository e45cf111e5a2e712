"""Every check and every kind of finding against one set of promises."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings

import gkml_extract
from gkml_extract import validate
from gkml_extract.model.finding import FINDING_KINDS, KIND_BY_CODE, FindingKind, Note, finding_of, note
from gkml_extract.model.record import Catalogue
from gkml_extract.validate import CHECKS, SOURCE_CHECKS, CatalogueCheck, SourceCheck
from support.records import catalogues

SRC = Path(gkml_extract.__file__).parent
NOT_PARAMS = {"catalogue", "item", "field", "place"}
ELSEWHERE: frozenset[str] = frozenset({"header-hinted", "ocr-uncertain"})
"""Codes that are emitted without a literal `note("code")`."""

each_kind = pytest.mark.parametrize("kind", FINDING_KINDS, ids=lambda kind: kind.code)
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


@dataclass(frozen=True)
class Emission:
    """A call that makes a note: its code, the parameters it names, where it stands."""

    code: str
    params: frozenset[str]
    where: str


def emissions(path: Path) -> Iterator[Emission]:
    """The calls `note("code", …)` and `self._note("code", …)` of a file."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name in ("note", "_note"):
            params = frozenset(keyword.arg for keyword in call.keywords if keyword.arg) - NOT_PARAMS
            yield Emission(str(call.args[0].value), params, f"{path.name}:{call.lineno}")


EMISSIONS = [found for path in sorted(SRC.rglob("*.py")) for found in emissions(path)]
each_emission = pytest.mark.parametrize("emission", EMISSIONS, ids=lambda emission: f"{emission.where}-{emission.code}")


def fields_of(template: str) -> dict[str, str]:
    """The parameters of a template with their format."""
    return {name: spec or "" for _, name, spec, _ in Formatter().parse(template) if name is not None}


def without_language(names: Iterable[str]) -> set[str]:
    """Parameter names; `reading_en` and `reading_zh` are one in two languages."""
    return {name.removesuffix("_en").removesuffix("_zh") for name in names}


def sample_of(kind: FindingKind) -> Note:
    """A note of a kind with made-up parameters that suit its templates."""
    formats = fields_of(kind.en) | fields_of(kind.zh)
    return note(kind.code, **{name: 0.5 if spec else "某文" for name, spec in formats.items()})


def test_every_check_is_in_checks() -> None:
    """One that is in the folder but not in the tuple would silently not run."""
    defined = {
        function
        for module in pkgutil.walk_packages(validate.__path__, f"{validate.__name__}.")
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isgeneratorfunction)
        if name.startswith("check_") and function.__module__ == module.name
    }
    assert defined == {*CHECKS, *SOURCE_CHECKS}
    assert len(CHECKS) == len(set(CHECKS))


@pytest.mark.parametrize("check", [*CHECKS, *SOURCE_CHECKS], ids=lambda check: check.__name__)
def test_a_check_names_the_codes_it_emits(check: CatalogueCheck | SourceCheck) -> None:
    """In its docstring, all of them and no other."""
    tree = ast.parse(inspect.getsource(check))
    calls = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "note"]
    emitted = {ast.literal_eval(call.args[0]) for call in calls}
    assert emitted
    assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", check.__doc__ or "")) == emitted


@each_check
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(catalogue=catalogues)
def test_a_check_answers_for_any_catalogue(check: CatalogueCheck, catalogue: Catalogue) -> None:
    """It never raises, names items that there are, and its notes can be put into words."""
    for noted in check(catalogue):
        assert noted.item is None or 0 <= noted.item < len(catalogue.items)
        assert finding_of(noted, "zh").message != finding_of(noted, "en").message


@each_emission
def test_every_code_in_use_is_declared(emission: Emission) -> None:
    """In one file, model/finding.py."""
    assert emission.code in KIND_BY_CODE


@each_emission
def test_every_note_has_the_parameters_of_its_templates(emission: Emission) -> None:
    """Neither too few, which would raise, nor any that no message shows."""
    kind = KIND_BY_CODE[emission.code]
    assert emission.params == fields_of(kind.en).keys() | fields_of(kind.zh).keys()


def test_every_declared_code_is_in_use() -> None:
    """A kind that nothing emits is a promise that nothing keeps."""
    assert set(KIND_BY_CODE) - {emission.code for emission in EMISSIONS} == ELSEWHERE


@each_kind
def test_what_to_do_is_said_as_it_is(kind: FindingKind) -> None:
    """No parameter is put into an advice."""
    assert "{" not in kind.advice_en + kind.advice_zh


def test_codes_are_distinct() -> None:
    """Each is declared once."""
    assert len(KIND_BY_CODE) == len(FINDING_KINDS)


@each_kind
def test_a_kind_is_put_into_words_in_both_languages(kind: FindingKind) -> None:
    """Kebab-case, the same parameters in both, Chinese in the Chinese one only."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert without_language(fields_of(kind.en)) == without_language(fields_of(kind.zh))
    for chinese in (kind.zh, kind.advice_zh):
        assert re.search("[\u4e00-\u9fff]", chinese)
    assert not re.search("[\u4e00-\u9fff]", kind.en.replace("公开时限", "").replace("《》", "") + kind.advice_en)
    assert kind.advice_en.endswith(".") and kind.advice_zh.endswith("。")


@each_kind
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_templates_of_a_kind_format(kind: FindingKind, lang: str) -> None:
    """No brace is left, every parameter is shown."""
    finding = finding_of(sample_of(kind), lang)
    assert (finding.code, finding.severity) == (kind.code, kind.severity)
    assert "{" not in finding.message
    template = kind.zh if lang == "zh" else kind.en
    assert all(("0.50" if spec else "某文") in finding.message for spec in fields_of(template).values())


def test_a_note_with_an_undeclared_code_is_a_bug() -> None:
    """It raises where it is made, not where it is shown."""
    with pytest.raises(KeyError):
        note("no-such-code")


def test_any_language_but_chinese_is_english() -> None:
    """As everywhere."""
    assert finding_of(note("no-rows"), "fr").message == KIND_BY_CODE["no-rows"].en
