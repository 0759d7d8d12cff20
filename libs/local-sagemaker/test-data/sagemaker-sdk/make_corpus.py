"""Writes corpus.jsonl: random conditions, joins and JsonGets with what the Python SDK's local evaluator makes of them.

`pip install sagemaker==2.257.7`, then `python make_corpus.py`; the result is the same bytes each time. The README
beside says what a line holds.
"""

import json
import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import sagemaker
from botocore.exceptions import ClientError
from sagemaker.local.exceptions import StepExecutionException
from sagemaker.local.pipeline import LocalPipelineExecutor, _ConditionStepExecutor
from sagemaker.workflow import conditions as sdk
from sagemaker.workflow.entities import PipelineVariable
from sagemaker.workflow.functions import Join, JsonGet
from sagemaker.workflow.parameters import Parameter, ParameterTypeEnum
from sagemaker.workflow.properties import Properties, PropertyFile

CONDITIONS, JOINS, DOCUMENTS = 700, 350, 350
TEXTS = ["", "a", "b", "A", "10", "9", "1", "1.0", "true", "ä", "z\u00fc", "😀", "\uffee", "a b", "s3://bucket/x"]
INTEGERS = [-1, 0, 1, 2, 10, 10**15]
LARGE_INTEGERS = [2**53, 2**53 + 1, -(2**63)]
FLOATS = [
    0.0,
    -0.0,
    1.0,
    2.0,
    -0.5,
    0.1,
    10.0,
    123456.789,
    1e15,
    1e16,
    1e22,
    1e-4,
    1e-5,
    5e-324,
    1.7976931348623157e308,
]
OUTPUTS = {"metrics": "s3://bucket/run/metrics", "other": "s3://bucket/run/other/"}
PROPERTIES = {"ExitMessage": "done", "Attempts": 3, "Ratio": 0.25, "IsGood": True}
FILE = PropertyFile(name="Evaluation", output_name="metrics", path="evaluation.json")
FILE_URI = "s3://bucket/run/metrics/evaluation.json"
BROKEN = ["", "{", "[1,]", "{'a': 1}", "nothing"]


class Evaluator(LocalPipelineExecutor):
    """The SDK's evaluator without a session; joins write truth values as the service does, not as Python does."""

    def __init__(self, execution: Any, documents: dict[str, str]) -> None:
        self.execution = execution
        self.sagemaker_session = SimpleNamespace(read_s3_file=lambda bucket, key: read(documents, bucket, key))
        self.pipeline_dag = SimpleNamespace(step_map={})

    def _evaluate_join_function(self, pipeline_variable: Join, step_name: str) -> str:
        values = [self.evaluate_pipeline_variable(value, step_name) for value in pipeline_variable.values]
        return pipeline_variable.on.join(str(v).lower() if isinstance(v, bool) else str(v) for v in values)


def read(documents: dict[str, str], bucket: str, key: str) -> str:
    """Text of an object, as a session of the SDK reads it."""
    uri = f"s3://{bucket}/{key}"
    if uri not in documents:
        raise ClientError({"Error": {"Code": "NoSuchKey", "Message": uri}}, "GetObject")
    return documents[uri]


class Case:
    """One definition under way: the parameters, properties and documents that its expressions came to need."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.parameters: dict[str, Parameter] = {}
        self.values: dict[str, Any] = {}
        self.document: dict[str, Any] = {}
        self.documents: dict[str, str] = {}

    def scalar(self) -> Any:
        """A text, an integer, a float or a truth value."""
        return self.rng.choice(self.rng.choice([TEXTS, INTEGERS, FLOATS, [True, False]]))

    def value(self) -> Any:
        """A literal, or a reference to a value of the same kinds."""
        kind = self.rng.choice(["literal", "literal", "parameter", "parameter", "property", "file"])
        if kind == "literal":
            return self.rng.choice(LARGE_INTEGERS) if self.rng.random() < 0.05 else self.scalar()
        if kind == "parameter":
            return self.parameter(self.scalar())
        if kind == "property":
            return self.property()
        return self.member()

    def parameter(self, value: Any) -> Parameter:
        """A new parameter of the type of `value`, and with that value."""
        types = {str: "STRING", bool: "BOOLEAN", int: "INTEGER", float: "FLOAT"}
        name = f"P{len(self.parameters)}"
        self.parameters[name] = Parameter(name=name, parameter_type=ParameterTypeEnum[types[type(value)]])
        self.values[name] = value
        return self.parameters[name]

    def property(self) -> Properties:
        """A property of the step Evaluate, which may be absent."""
        paths = [*PROPERTIES, "Absent", *(f"ProcessingOutputConfig.Outputs['{n}'].S3Output.S3Uri" for n in OUTPUTS)]
        return Properties(step_name="Evaluate", path=self.rng.choice(paths), shape_name=None)

    def member(self) -> JsonGet:
        """A value of the property file."""
        name = f"m{len(self.document)}"
        self.document[name] = (
            self.rng.choice([*LARGE_INTEGERS, float("nan"), None]) if self.rng.random() < 0.1 else self.scalar()
        )
        return JsonGet(step_name="Evaluate", property_file=FILE, json_path=name)

    def condition(self, depth: int = 0) -> sdk.Condition:
        """A comparison, a membership, or a negation or choice of conditions."""
        kinds = ["compare"] * 5 + ["in"] + (["not", "or"] if depth < 3 else [])
        kind = self.rng.choice(kinds)
        if kind == "not":
            return sdk.ConditionNot(self.condition(depth + 1))
        if kind == "or":
            return sdk.ConditionOr([self.condition(depth + 1) for _ in range(self.rng.randint(0, 3))])
        if kind == "in":
            return sdk.ConditionIn(self.value(), [self.value() for _ in range(self.rng.randint(0, 4))])
        left, right = self.value(), self.value()
        if self.rng.random() < 0.5:  # values of one kind, which can be compared
            pool = self.rng.choice([TEXTS, INTEGERS, FLOATS, [True, False]])
            left, right = self.parameter(self.rng.choice(pool)), self.rng.choice(pool)
        comparison = self.rng.choice(
            [
                sdk.ConditionEquals,
                sdk.ConditionGreaterThan,
                sdk.ConditionGreaterThanOrEqualTo,
                sdk.ConditionLessThan,
                sdk.ConditionLessThanOrEqualTo,
            ]
        )
        return comparison(left=left, right=right)

    def join(self, depth: int = 0) -> Join:
        """A join of values and joins."""
        parts = [
            self.join(depth + 1) if depth < 2 and self.rng.random() < 0.2 else self.value()
            for _ in range(self.rng.randint(0, 4))
        ]
        return Join(on=self.rng.choice(["", "/", "-", ", "]), values=parts)

    def json(self, depth: int = 0) -> Any:
        """A document, or a part of one."""
        kind = self.rng.random()
        if depth > 3 or kind < 0.4:
            return self.rng.choice([self.scalar(), self.scalar(), None, self.rng.choice(LARGE_INTEGERS)])
        count = self.rng.randint(0, 3)
        if kind < 0.7:
            return {self.rng.choice(["a", "b", "c d", "é", "x-y"]): self.json(depth + 1) for _ in range(count)}
        return [self.json(depth + 1) for _ in range(count)]

    def path(self, value: Any) -> str:
        """A path into `value`, which may miss."""
        text = ""
        while True:
            if isinstance(value, dict):
                name = "absent" if not value or self.rng.random() < 0.08 else self.rng.choice([*value])
                step = f"['{name}']" if text and self.rng.random() < 0.4 else f".{name}"
                value = value.get(name)
            elif isinstance(value, list) and text:
                index = len(value) if not value or self.rng.random() < 0.08 else self.rng.randrange(len(value))
                step = f"[{index}]"
                value = value[index] if index < len(value) else None
            else:
                return text.removeprefix(".") or "absent"
            text += step
            if self.rng.random() < 0.2:
                return text.removeprefix(".")

    def document_value(self) -> JsonGet:
        """A path into a document of its own, by its URI or as the property file."""
        content = {"root": self.json(), "list": [self.json() for _ in range(2)]}
        text = self.rng.choice(BROKEN) if self.rng.random() < 0.1 else json.dumps(content)
        path = self.path(content)
        if self.rng.random() < 0.4:
            self.documents[FILE_URI] = text
            return JsonGet(step_name="Evaluate", property_file=FILE, json_path=path)
        if self.rng.random() < 0.9:
            self.documents["s3://bucket/some/document.json"] = text
        name = self.parameter("some")
        return JsonGet(s3_uri=Join(on="/", values=["s3://bucket", name, "document.json"]), json_path=path)

    def evaluated(self, expression: Any) -> dict[str, Any]:
        """What the SDK makes of an expression, or of a list of conditions."""
        if self.document:
            self.documents[FILE_URI] = json.dumps(self.document)
        outputs = {name: {"S3Output": {"S3Uri": uri}} for name, uri in OUTPUTS.items()}
        evaluate = {**PROPERTIES, "ProcessingOutputConfig": {"Outputs": outputs}}
        execution = SimpleNamespace(
            pipeline_parameters=self.values,
            step_execution={"Evaluate": SimpleNamespace(properties=evaluate)},
            update_step_failure=fail,
        )
        evaluator = Evaluator(execution, self.documents)
        try:
            if isinstance(expression, list):
                step = SimpleNamespace(name="Case")
                requests = evaluator._parse_arguments([each.to_request() for each in expression], "Case")
                return {"value": _ConditionStepExecutor(evaluator, step)._evaluate_conjunction(requests)}
            return {"value": evaluator.evaluate_pipeline_variable(expression, "Case")}
        except StepExecutionException:
            return {"fails": True}

    def line(self, kind: str, expression: Any) -> dict[str, Any]:
        """A line of the corpus."""
        expected = self.evaluated(expression)
        return {
            "kind": kind,
            "parameters": [
                {"Name": name, "Type": each.parameter_type.value, "DefaultValue": self.values[name]}
                for name, each in self.parameters.items()
            ],
            "documents": self.documents,
            "expression": rendered(expression),
            "expected": expected,
        }


def fail(step_name: str, message: str) -> None:
    """Ends the evaluation, as a failing step does."""
    raise StepExecutionException(step_name, message)


def rendered(value: Any) -> Any:
    """What a definition writes for `value`."""
    if isinstance(value, PipelineVariable):
        return rendered(value.expr)
    if isinstance(value, sdk.Condition):
        return rendered(value.to_request())
    if isinstance(value, dict):
        return {name: rendered(each) for name, each in value.items()}
    return [rendered(each) for each in value] if isinstance(value, list) else value


def main() -> None:
    """Writes the corpus beside this file."""
    rng = random.Random(14)
    lines: list[dict[str, Any]] = [{"sagemaker": sagemaker.__version__, "properties": PROPERTIES, "outputs": OUTPUTS}]
    for _ in range(CONDITIONS):
        case = Case(rng)
        lines.append(case.line("condition", [case.condition() for _ in range(rng.randint(1, 2))]))
    for _ in range(JOINS):
        case = Case(rng)
        lines.append(case.line("join", case.join()))
    for _ in range(DOCUMENTS):
        case = Case(rng)
        lines.append(case.line("json-get", case.document_value()))
    corpus = Path(__file__).with_name("corpus.jsonl")
    corpus.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


if __name__ == "__main__":
    main()
