"""Names and identities by which things are looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assetgraph.model.names import umid_key, uuid_in_umid, uuid_key

BASIC = "060a2b340101010501010f2013000000a2a83e0aa0ac47858685d868631f493a"


def _dotted(digits: str) -> str:
    return ".".join(digits[start : start + 8] for start in range(0, len(digits), 8))


@pytest.mark.parametrize(
    "said",
    [BASIC, f"0x{BASIC.upper()}", f"urn:smpte:umid:{_dotted(BASIC)}", f" {BASIC} ", BASIC + "0" * 64, _dotted(BASIC)],
)
def test_umid_when_written_in_any_way_then_is_one(said: str) -> None:
    assert umid_key(said) == BASIC


@pytest.mark.parametrize(
    "said",
    ["", "0x", BASIC[:-2], BASIC + "00", "f" * 64, BASIC[:32] + "0" * 31 + "1", "urn:uuid:2a4c", BASIC[:-1] + "g"],
)
def test_umid_when_it_names_no_material_then_is_none(said: str) -> None:
    assert umid_key(said) is None


@given(st.text(max_size=200))
def test_umid_when_given_anything_then_is_none_or_digits(said: str) -> None:
    found = umid_key(said)
    assert found is None or (len(found) == 64 and int(found, 16) >= 0)


def test_uuid_when_written_in_any_way_then_is_one() -> None:
    digits = "a2a83e0aa0ac47858685d868631f493a"
    for said in (digits, "urn:uuid:a2a83e0a-a0ac-4785-8685-d868631f493a", "A2A83E0A-A0AC-4785-8685-D868631F493A"):
        assert uuid_key(said) == digits
    for said in ("", "0" * 32, digits[1:], f"{digits}0", "urn:smpte:umid:" + BASIC):
        assert uuid_key(said) is None


def test_uuid_when_a_umid_holds_one_then_is_read_out() -> None:
    assert uuid_in_umid(BASIC) == "a2a83e0aa0ac47858685d868631f493a"
    assert uuid_in_umid(BASIC[:22] + "0" + BASIC[23:]) is None
