import pytest

from domain import secrets
from domain.secrets import CannotOpen, seal, unseal
from tests.conftest import KEY

pytestmark = pytest.mark.plain


def test_what_is_sealed_opens_in_its_place():
    assert unseal(seal("s3cret", "account/1"), "account/1") == "s3cret"


def test_the_same_secret_never_looks_the_same():
    assert seal("s3cret", "account/1") != seal("s3cret", "account/1")


def test_what_was_moved_does_not_open():
    with pytest.raises(CannotOpen):
        unseal(seal("s3cret", "account/1"), "account/2")


def test_another_key_does_not_open_it():
    sealed = seal("s3cret", "account/1")
    secrets.use("another key, just as long as the first one")

    with pytest.raises(CannotOpen, match="FANDESK_SECRET_KEY"):
        unseal(sealed, "account/1")

    secrets.use(KEY)
