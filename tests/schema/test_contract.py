"""The documents of our own clients: the manifest is fresh, and all of it can still be executed."""

import orjson
import pytest
from graphql import parse, print_ast

from schema import contract
from schema.contract import BrokenContract, document_id, documents, documents_of, ids, manifest, problems_of, written

pytestmark = pytest.mark.plain

MANIFEST = orjson.loads(contract.MANIFEST.read_bytes())


def test_the_committed_manifest_has_what_the_operations_say():
    said = documents()

    assert contract.MANIFEST.read_text() == written(manifest(said, MANIFEST)), "write it again: make contract"
    assert contract.IDS.read_text() == written(ids(said)), "write it again: make contract"


def test_every_document_of_the_committed_manifest_can_be_executed():
    assert {id: problems for id, text in MANIFEST.items() if (problems := problems_of(text))} == {}


def test_every_id_is_its_texts_hash():
    assert [id for id, text in MANIFEST.items() if id != document_id(text)] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("query A{viewer{shoeSize}}", "Cannot query field 'shoeSize' on type 'Agent'."),
        ("query A{conversations(first:100){edges{node{lastMessage{id}messages(first:100){edges{node{id}}}}}}}", "cost"),
        ("query A{viewer{", "Syntax Error"),
    ],
)
def test_what_the_server_would_not_execute_is_told(text: str, problem: str):
    (told,) = problems_of(text)

    assert problem in told


def test_an_operation_takes_along_the_fragments_it_needs_and_no_others():
    said = documents_of(
        """
        fragment Unused on Agent { role }
        fragment Name on Agent { id ...Inner }
        fragment Inner on Agent { name }
        query B { viewer { ...Name } }
        query A { viewer { id } }
        """
    )

    assert said == {
        "A": "query A{viewer{id}}",
        "B": "query B{viewer{...Name}}fragment Inner on Agent{name}fragment Name on Agent{id ...Inner}",
    }


def test_comments_and_layout_change_no_id():
    text = "# Who am I?\nquery A($a: ID!) {\n  node(id: $a) { id }  # only this\n}\n"

    assert documents_of(text) == documents_of(print_ast(parse(text)))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{ viewer { id } }", "has no name"),
        ("query A { viewer { id } } query A { viewer { name } }", "A is there twice"),
        ("query A { viewer { ...Lost } }", "No file has the fragment Lost"),
    ],
)
def test_what_cannot_be_told_apart_is_no_contract(source: str, reason: str):
    with pytest.raises(BrokenContract, match=reason):
        documents_of(source)


def test_documents_of_earlier_clients_stay():
    earlier = {document_id("query Old{viewer{id}}"): "query Old{viewer{id}}"}

    assert manifest({"New": "query New{viewer{name}}"}, earlier).keys() > earlier.keys()
