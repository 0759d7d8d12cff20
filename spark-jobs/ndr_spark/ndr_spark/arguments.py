"""Command-line arguments of jobs, checked against what the pipeline declares."""

import dataclasses
import re
from collections.abc import Sequence
from typing import TypeVar

from ndr_spark.errors import JobError
from ndr_spark.generated.constants import NO_VALUE

Arguments = TypeVar("Arguments")


@dataclasses.dataclass(frozen=True)
class Argument:
    """One flag with its value: the name of its field, and the form that its values have."""

    field: str
    flag: str
    pattern: str | None = None
    values: tuple[str, ...] | None = None
    optional: bool = False


def parse_arguments(cls: type[Arguments], arguments: Sequence[Argument], argv: Sequence[str]) -> Arguments:
    """Reads `--flag value` pairs into `cls`; an optional argument that says `none` is None.

    Raises:
        JobError: `arguments.invalid` when a flag is unknown, repeated, missing or has a value of another form.
    """
    given = _pairs(arguments, argv)
    values = {argument.field: _value(argument, given.get(argument.flag)) for argument in arguments}
    return cls(**values)


def _pairs(arguments: Sequence[Argument], argv: Sequence[str]) -> dict[str, str]:
    flags = {argument.flag for argument in arguments}
    given: dict[str, str] = {}
    for flag, value in zip(argv[::2], argv[1::2], strict=False):
        if flag not in flags:
            raise _invalid(flag, "the job does not know it", f"Use {', '.join(sorted(flags))}.")
        if flag in given:
            raise _invalid(flag, "it is given twice", "Give it once.")
        given[flag] = value
    if len(argv) % 2:
        raise _invalid(argv[-1], "it has no value", "Give each flag a value.")
    return given


def _value(argument: Argument, value: str | None) -> str | None:
    if argument.optional and value in (None, NO_VALUE):
        return None
    if value is None or value == NO_VALUE:
        raise _invalid(argument.flag, "it is missing", "Give it a value.")
    if argument.values and value not in argument.values:
        raise _invalid(argument.flag, f"{value!r} is none of {', '.join(argument.values)}", "Give one of them.")
    if argument.pattern and not re.fullmatch(argument.pattern, value):
        raise _invalid(argument.flag, f"{value!r} does not match {argument.pattern}", "Give a value of that form.")
    return value


def _invalid(flag: str, cause: str, remedy: str) -> JobError:
    return JobError("arguments.invalid", place=f"argument {flag}", cause=cause, remedy=remedy)
