"""The alignment of a set of JobSpecs, as far as one job is concerned: it checks its own part before it starts."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ndr_spark.generated.constants import EXTERNAL_DATASETS, SHARED_SETTINGS

Spec = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What the jobs of a set have in common."""

    shared_settings: Mapping[str, tuple[str, ...]]
    """Settings of each job on which it agrees with the other jobs of a set that share them."""
    external_datasets: frozenset[str]
    """Datasets that no job of the set writes."""


OWN_AGREEMENT = Agreement(shared_settings=SHARED_SETTINGS, external_datasets=frozenset(EXTERNAL_DATASETS))
"""That of the jobs of ndr."""


def agreement_of(spec_class: type) -> Agreement:
    """That of the jobs of ndr, and of those whose model `spec_class` was derived from: another team's, perhaps."""
    package = spec_class.__module__.rpartition(".")[0]
    derived = importlib.import_module(f"{package}.constants")
    return Agreement(
        shared_settings={**SHARED_SETTINGS, **derived.SHARED_SETTINGS},
        external_datasets=OWN_AGREEMENT.external_datasets | set(derived.EXTERNAL_DATASETS),
    )


def misalignments(job_name: str, specs: Mapping[str, Spec], agreement: Agreement = OWN_AGREEMENT) -> list[str]:
    """What the JobSpec of `job_name` and those of the other jobs of its set disagree on, each with both sides.

    Args:
        job_name: the job that starts.
        specs: the JobSpecs of its set, by job, its own among them.
        agreement: what the jobs of the set have in common.
    """
    own = specs[job_name]
    others = {name: spec for name, spec in specs.items() if name != job_name}
    external = agreement.external_datasets
    return [
        *_reads(own, others, external),
        *_overlaps(own, others, external),
        *_shared(job_name, own, others, agreement.shared_settings),
    ]


def _reads(own: Spec, others: Mapping[str, Spec], external_datasets: frozenset[str]) -> Iterator[str]:
    """What it reads lies where another job writes it, or where all others read it."""
    for dataset, location in own["reads"].items():
        if dataset in external_datasets:
            sources = {name: spec["reads"].get(dataset) for name, spec in others.items()}
        else:
            sources = {name: spec["writes"].get(dataset) for name, spec in others.items()}
            if not any(sources.values()):
                yield f"it reads {dataset}, which no job of the set writes"
        for name, source in sources.items():
            if source is not None and source != location:
                yield f"it reads {dataset} as {_shown(location)}, and {name} has {_shown(source)}"


def _overlaps(own: Spec, others: Mapping[str, Spec], external_datasets: frozenset[str]) -> Iterator[str]:
    """What it writes lies apart from what others write, and from what comes from outside."""
    external = {name: location for name, location in own["reads"].items() if name in external_datasets}
    for dataset, location in own["writes"].items():
        places = [(other, "it", there) for other, there in external.items()]
        for name, spec in others.items():
            outside = [(each, there) for each, there in spec["reads"].items() if each in external_datasets]
            places += [(other, name, there) for other, there in [*spec["writes"].items(), *outside]]
        for other, name, there in places:
            prefix, other_prefix = location["s3_prefix"], there["s3_prefix"]
            if prefix.startswith(other_prefix) or other_prefix.startswith(prefix):
                yield f"it writes {dataset} to {prefix}, and {name} has {other} at {other_prefix}"


def _shared(
    job_name: str, own: Spec, others: Mapping[str, Spec], shared_settings: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    """Settings that several jobs share have one value."""
    for setting in shared_settings[job_name]:
        for name, spec in others.items():
            if setting in shared_settings.get(name, ()) and spec.get(setting) != own[setting]:
                yield f"its {setting} is {own[setting]!r}, and {name} has {spec.get(setting)!r}"


def _shown(location: Mapping[str, str]) -> str:
    return f"{location['s3_prefix']} ({location['format']})"
