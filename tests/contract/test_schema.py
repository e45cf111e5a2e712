"""The published schema: what is written validates, what is not ours does not."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from gkml_extract.compare.golden import read_golden
from gkml_extract.model.record import Document
from gkml_extract.schema import document_schema
from gkml_extract.writers.json import document_to_json
from support.goldens import GOLDEN_PATHS

# docs/record.md's example, made up: one of everything, in the order of its keys.
EXAMPLE = """
{
 "source": {"path": "submissions/青崖市教育局.pdf", "sha256": "…", "format": "pdf", "reader": "pdf.fast", "pages": 3},
 "catalogues": [{
  "title": "青崖市教育局政务公开基本目录",
  "attachment": "附件1",
  "metadata": {"responsible_unit": "青崖市教育局", "prepared_by": null, "reviewed_by": null, "approved_by": null,
               "prepared_on": "2024-09-29"},
  "declared": {"proactive_primary": 1, "proactive_secondary": 2, "on_request_primary": null, "on_request_secondary": 0},
  "preamble": [],
  "items": [{
   "number": "1", "primary": "义务教育", "secondary": "招生管理", "levels": [],
   "content": "学校招生计划、招生范围、招生条件、报名方式",
   "legal_basis": {"text": "《中华人民共和国政府信息公开条例》（国务院令第711号）第二十条第（十一）项",
                   "citations": [{"title": "中华人民共和国政府信息公开条例", "doc_number": "国务院令第711号",
                                  "articles": [{"article": 20, "paragraph": null, "item": 11}]}]},
   "deadline": {"text": "信息形成或者变更之日起20个工作日内（法律、法规另有规定的，从其规定）", "kind": "within",
                "amount": 20, "unit": "working_day", "direction": "after", "bound": "max",
                "trigger": "信息形成或者变更",
                "recurrence": null, "exception": true, "extension": null, "retention": null, "repaired": false,
                "clauses": []},
   "publisher": "青崖市教育局", "department": null,
   "channels": [{"name": "政府网站", "selected": true}, {"name": "两微一端", "selected": false}],
   "audience": {"public": true, "specific": false},
   "method": {"proactive": true, "on_request": false},
   "five_open": null, "website_column": null, "remarks": null,
   "extra": {"公开层级/县级": true, "公开层级/乡级": false},
   "origin": {"content": {"how": "printed", "places": [{"page": 1, "bbox": [201.4, 310.0, 330.2, 352.6]}],
                          "rule": null, "score": null},
              "publisher": {"how": "merged", "places": [{"page": 1, "bbox": [402.0, 180.1, 441.3, 520.8]}],
                            "rule": null, "score": null}}
  }],
  "notes": []
 }],
 "findings": [{"code": "declared-count-mismatch", "severity": "warning", "message": "二级事项: 2 declared, 1 found",
               "catalogue": 0, "item": null, "field": null, "place": null}]
}
"""


def example() -> dict[str, Any]:
    """A fresh copy of the example."""
    data: dict[str, Any] = json.loads(EXAMPLE)
    return data


def validate(data: dict[str, Any]) -> None:
    """Raises jsonschema.ValidationError where `data` is not a document."""
    jsonschema.Draft202012Validator(document_schema()).validate(data)


def test_the_schema_is_itself_valid() -> None:
    """As draft 2020-12."""
    jsonschema.Draft202012Validator.check_schema(document_schema())


def test_the_example_validates() -> None:
    """The schema says what docs/record.md says."""
    validate(example())


def test_the_example_is_written_as_it_stands() -> None:
    """Same keys, same order, same values."""
    written = document_to_json(Document.model_validate_json(EXAMPLE))
    assert json.dumps(written, ensure_ascii=False) == json.dumps(example(), ensure_ascii=False)


@pytest.mark.parametrize("path", GOLDEN_PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_written_validates(path: Any) -> None:
    """Every golden, as JSON."""
    validate(document_to_json(read_golden(path)))


@pytest.mark.parametrize("key", list(example()["catalogues"][0]["items"][0]))
def test_no_key_of_an_item_may_be_missing(key: str) -> None:
    """A reader need not ask whether it is there."""
    data = example()
    del data["catalogues"][0]["items"][0][key]
    with pytest.raises(jsonschema.ValidationError, match=key):
        validate(data)


def test_unknown_keys_are_refused() -> None:
    """Columns that are not ours belong into `extra`."""
    data = example()
    data["catalogues"][0]["items"][0]["price"] = 1
    with pytest.raises(jsonschema.ValidationError, match="price"):
        validate(data)
