import pytest

from ndr_spark.arguments import parse_arguments
from ndr_spark.batches import run_interval
from ndr_spark.errors import JobError
from ndr_spark.generated.delta_builder_arguments import ARGUMENTS, DeltaBuilderArguments
from ndr_spark.slices import instant_text

GOOD = {
    "--project-name": "p",
    "--feature-spec-version": "v1",
    "--mini-batch-id": "b1",
    "--batch-start-ts-iso": "2024-04-19T00:00:00Z",
    "--batch-end-ts-iso": "2024-04-19T00:15:00Z",
}


def parse(**changed: str | None) -> DeltaBuilderArguments:
    given = {**GOOD, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    pairs = [(flag, value) for flag, value in given.items() if value is not None]
    return parse_arguments(DeltaBuilderArguments, ARGUMENTS, [each for pair in pairs for each in pair])


def test_a_command_line_is_read() -> None:
    assert parse().mini_batch_id == "b1"
    assert parse(mini_batch_id="RANGE").mini_batch_id == "RANGE"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"project_name": None}, "argument --project-name: it is missing"),
        ({"mini_batch_id": "none"}, "argument --mini-batch-id: it is missing"),
        ({"mini_batch_id": "a/b"}, "argument --mini-batch-id: 'a/b' does not match"),
        ({"mini_batch_id": ".hidden"}, "argument --mini-batch-id"),
        ({"mini_batch_id": "b\n"}, "argument --mini-batch-id"),
        ({"batch_start_ts_iso": "2024-04-19T00:10:00Z"}, "argument --batch-start-ts-iso"),
        ({"batch_start_ts_iso": "2024-04-19T00:00:01Z"}, "argument --batch-start-ts-iso"),
        ({"batch_start_ts_iso": "2024-04-19T00:00:00+02:00"}, "argument --batch-start-ts-iso"),
        ({"batch_start_ts_iso": "yesterday"}, "argument --batch-start-ts-iso"),
        ({"baseline_horizon": "7d"}, "argument --baseline-horizon: the job does not know it"),
    ],
)
def test_a_wrong_command_line_names_the_argument(changed: dict[str, str | None], message: str) -> None:
    with pytest.raises(JobError, match=r"arguments\.invalid") as raised:
        parse(**changed)
    assert message in str(raised.value)


def test_flags_come_once_and_with_a_value() -> None:
    with pytest.raises(JobError, match="it is given twice"):
        parse_arguments(DeltaBuilderArguments, ARGUMENTS, ["--project-name", "p", "--project-name", "p"])
    with pytest.raises(JobError, match="it has no value"):
        parse_arguments(DeltaBuilderArguments, ARGUMENTS, ["--project-name"])


def test_bounds_make_an_interval() -> None:
    interval = run_interval("2024-04-19T00:00Z", "2024-04-19T01:00:00.000+00:00")
    assert [instant_text(start) for start in interval.slices()] == [
        f"2024-04-19T00:{minute}:00Z" for minute in ("00", "15", "30", "45")
    ]


@pytest.mark.parametrize(
    "bounds",
    [
        ("2024-04-19T00:15:00Z", "2024-04-19T00:15:00Z"),
        ("2024-04-19T00:30:00Z", "2024-04-19T00:15:00Z"),
        ("2024-02-30T00:00:00Z", "2024-04-19T00:15:00Z"),
        ("2024-04-19T24:00:00Z", "2024-04-20T00:15:00Z"),
    ],
)
def test_bounds_that_contradict_each_other_or_the_calendar_are_refused(bounds: tuple[str, str]) -> None:
    with pytest.raises(JobError, match=r"arguments\.invalid at arguments --batch-start-ts-iso and --batch-end-ts-iso"):
        run_interval(*bounds)
