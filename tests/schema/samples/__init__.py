"""The arguments with which every field of the root types is asked, subject by subject."""

from tests.schema.documents import node_types
from tests.schema.samples import (
    accounts,
    canned,
    conversations,
    fans,
    people,
    phones,
    presence,
    schedules,
    sending,
    tags,
)
from tests.schema.samples.making import Given, Sample, given

__all__ = ["SAMPLES", "Given"]

SAMPLES: dict[str, Sample] = (
    people.SAMPLES
    | accounts.SAMPLES
    | conversations.SAMPLES
    | fans.SAMPLES
    | tags.SAMPLES
    | sending.SAMPLES
    | canned.SAMPLES
    | schedules.SAMPLES
    | presence.SAMPLES
    | phones.SAMPLES
)
for _type in node_types():
    SAMPLES[f"Query.node({_type})"] = given(lambda world, type_=_type: {"id": world.ids[type_]})
    SAMPLES[f"Query.nodes({_type})"] = given(lambda world, type_=_type: {"ids": [world.ids[type_]]})
