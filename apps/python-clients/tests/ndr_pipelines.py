"""The two pipelines of ndr as the SageMaker Python SDK writes them, over the scripts of this repository."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from definitions import ROLE
from local_server import WORKSPACE
from sagemaker.spark.processing import PySparkProcessor
from sagemaker.workflow.parameters import ParameterInteger, ParameterString
from sagemaker.workflow.pipeline import Pipeline
from sagemaker.workflow.pipeline_context import PipelineSession
from sagemaker.workflow.steps import ProcessingStep

JOBS = WORKSPACE / "spark-jobs"


class SparkSteps:
    """Steps of one pipeline: all of them share a processor, and hand the run's parameters to their scripts."""

    def __init__(self, session: PipelineSession, packages: Path, run: dict[str, ParameterString]) -> None:
        self.packages = packages
        self.arguments: list[Any] = [word for flag, parameter in run.items() for word in (flag, parameter)]
        image = ParameterString("ProcessingImageUri")
        instance_type = ParameterString("ProcessingInstanceType", default_value="ml.m5.4xlarge")
        instance_count = ParameterInteger("ProcessingInstanceCount", default_value=1)
        self.parameters = [*run.values(), image, instance_type, instance_count]
        self.processor = PySparkProcessor(
            role=ROLE,
            image_uri=image,
            instance_type=instance_type,
            instance_count=instance_count,
            sagemaker_session=session,
        )

    def step(self, name: str, job: str, depends_on: Sequence[str] = ()) -> ProcessingStep:
        """A step that runs the script of a job, its packages beside it."""
        arguments = self.processor.run(
            submit_app=str(JOBS / job / f"run_{job}.py"),
            submit_py_files=[str(packed(job, self.packages))],
            arguments=self.arguments,
            configuration=[{"Classification": "spark-defaults", "Properties": {"spark.sql.session.timeZone": "UTC"}}],
        )
        return ProcessingStep(name=name, step_args=arguments, depends_on=[*depends_on])


def packed(job: str, folder: Path) -> Path:
    """A zip file of the packages that a job imports: its own and the one that all jobs share."""
    archive = folder / f"{job}.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for package in (JOBS / "ndr_spark" / "ndr_spark", JOBS / job / job):
            for module in sorted(package.rglob("*.py")):
                file.write(module, module.relative_to(package.parent))
    return archive


def pipeline_15m(session: PipelineSession, packages: Path) -> Pipeline:
    """Sums, features and pair counts of a batch."""
    steps = SparkSteps(
        session,
        packages,
        {
            "--project-name": ParameterString("ProjectName"),
            "--feature-spec-version": ParameterString("FeatureSpecVersion"),
            "--mini-batch-id": ParameterString("MiniBatchId"),
            "--batch-start-ts-iso": ParameterString("BatchStartTsIso"),
            "--batch-end-ts-iso": ParameterString("BatchEndTsIso"),
        },
    )
    return Pipeline(
        name="ndr-15m-pipeline",
        parameters=steps.parameters,
        steps=[
            steps.step("DeltaBuilderStep", "delta_builder"),
            steps.step("FGABuilderStep", "fg_a_builder", depends_on=["DeltaBuilderStep"]),
            steps.step("PairCountsBuilderStep", "pair_counts_builder"),
        ],
        sagemaker_session=session,
    )


def pipeline_fg_b(session: PipelineSession, packages: Path) -> Pipeline:
    """Baselines up to a reference time."""
    steps = SparkSteps(
        session,
        packages,
        {
            "--project-name": ParameterString("ProjectName"),
            "--feature-spec-version": ParameterString("FeatureSpecVersion"),
            "--baseline-horizon": ParameterString("BaselineHorizon", default_value="7d"),
            "--baseline-mode": ParameterString("BaselineMode", default_value="REGULAR"),
            "--baseline-end-ts-iso": ParameterString("BaselineEndTsIso", default_value="none"),
            "--backfill-start-ts-iso": ParameterString("BackfillStartTsIso", default_value="none"),
            "--backfill-end-ts-iso": ParameterString("BackfillEndTsIso", default_value="none"),
        },
    )
    return Pipeline(
        name="ndr-fg-b-pipeline",
        parameters=steps.parameters,
        steps=[steps.step("FGBaselineBuilderStep", "fg_b_builder")],
        sagemaker_session=session,
    )
