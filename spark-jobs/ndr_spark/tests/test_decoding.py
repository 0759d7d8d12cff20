from dataclasses import dataclass
from typing import Literal

import pytest

from ndr_spark.decoding import DecodingError, decode


@dataclass(frozen=True, kw_only=True)
class Horizon:
    days: int


@dataclass(frozen=True, kw_only=True)
class Settings:
    horizons: dict[Literal["7d", "30d"], Horizon]


def test_a_dictionary_of_named_keys_has_exactly_these() -> None:
    settings = decode(Settings, {"horizons": {"7d": {"days": 7}, "30d": {"days": 30}}})
    assert settings.horizons == {"7d": Horizon(days=7), "30d": Horizon(days=30)}


@pytest.mark.parametrize("keys", [["7d"], ["7d", "30d", "90d"], ["7d", "90d"], []])
def test_a_dictionary_with_other_keys_is_refused_by_its_path(keys: list[str]) -> None:
    with pytest.raises(DecodingError, match=r"^horizons is .*, not an object of exactly 7d, 30d$"):
        decode(Settings, {"horizons": {key: {"days": 1} for key in keys}})
