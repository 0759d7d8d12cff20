"""JSON values into the derived dataclasses, each member checked."""

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Decoded = TypeVar("Decoded")


class DecodingError(ValueError):
    """A JSON value is not of the declared type; the message names the member."""


def decode(cls: type[Decoded], value: object, path: str = "") -> Decoded:
    """Makes a `cls` of a JSON object: no member missing but those that may be null, none unknown, each of its type.

    Raises:
        DecodingError: with the path of the first member that does not fit.
    """
    if not isinstance(value, Mapping):
        raise DecodingError(f"{path or 'the value'} is no object")
    hints = get_type_hints(cls)
    unknown = sorted(set(value) - set(hints))
    missing = sorted(name for name in set(hints) - set(value) if not _may_be_null(hints[name]))
    if unknown or missing:
        wrong = f"an unknown member {unknown[0]}" if unknown else f"no member {missing[0]}"
        raise DecodingError(f"{path or 'the value'} has {wrong}")
    return cls(**{name: _member(hint, value.get(name), f"{path}.{name}".lstrip(".")) for name, hint in hints.items()})


def _may_be_null(hint: Any) -> bool:
    return type(None) in get_args(hint)


def _member(hint: Any, value: object, path: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is object:
        return value
    if origin is Literal:
        return _checked(value in arguments, value, path, f"one of {', '.join(map(str, arguments))}")
    if origin in (Union, types.UnionType):
        return _union(arguments, value, path)
    if origin is tuple:
        _checked(isinstance(value, list), value, path, "a list")
        items: list[object] = value  # type: ignore[assignment]
        return tuple(_member(arguments[0], item, f"{path}.{index}") for index, item in enumerate(items))
    if origin is dict:
        _checked(isinstance(value, dict), value, path, "an object")
        entries: dict[str, object] = value  # type: ignore[assignment]
        if get_origin(arguments[0]) is Literal:
            keys = get_args(arguments[0])
            _checked(set(entries) == set(keys), sorted(entries), path, f"an object of exactly {', '.join(keys)}")
        return {name: _member(arguments[1], item, f"{path}.{name}") for name, item in entries.items()}
    if dataclasses.is_dataclass(hint):
        return decode(hint, value, path)  # type: ignore[arg-type]
    return _scalar(hint, value, path)


def _union(choices: tuple[Any, ...], value: object, path: str) -> Any:
    if value is None:
        return _checked(type(None) in choices, value, path, "a value")
    rest = [choice for choice in choices if choice is not type(None)]
    return _member(rest[0], value, path)


def _scalar(hint: type, value: object, path: str) -> object:
    if hint is float:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return float(_checked(is_number, value, path, "a number"))
    fits = isinstance(value, hint) and not (hint is int and isinstance(value, bool))
    return _checked(fits, value, path, {str: "a text", int: "a whole number", bool: "true or false"}[hint])


def _checked(fits: bool, value: Any, path: str, wanted: str) -> Any:
    if not fits:
        raise DecodingError(f"{path} is {value!r}, not {wanted}")
    return value
