"""ndr_spark and the jobs as wheels, for projects that install them beside their own code."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import uv

SPARK_JOBS = Path(__file__).parents[2]
PROJECTS = sorted(path.parent for path in SPARK_JOBS.glob("*/pyproject.toml"))

# Every module of the installed packages, where the packages lie, and what the distributions need.
INSPECT = """
import importlib, importlib.metadata, json, pkgutil, sys
names = sys.argv[1:]
packages = [importlib.import_module(name) for name in names]
for package in packages:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
print(json.dumps({
    "places": [package.__file__ for package in packages],
    "requires": {name: importlib.metadata.requires(name) for name in ("ndr-spark", "ndr-delta-builder")},
    "version": importlib.metadata.version("ndr-spark"),
}))
"""


def run_uv(*arguments: str | Path) -> None:
    command = [uv.find_uv_bin(), *arguments, "--quiet", "--offline", "--no-cache"]
    subprocess.run(command, check=True, capture_output=True, text=True)


def build(project: Path, folder: Path) -> None:
    run_uv("build", "--wheel", "--out-dir", folder, project)


def digests(folder: Path) -> dict[str, str]:
    return {wheel.name: hashlib.sha256(wheel.read_bytes()).hexdigest() for wheel in folder.glob("*.whl")}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    for project in PROJECTS:
        build(project, folder)
    return folder


def test_the_same_sources_give_the_same_wheel_whatever_their_place_times_and_rights(
    wheels: Path, tmp_path: Path
) -> None:
    copied = shutil.copytree(SPARK_JOBS / "ndr_spark", tmp_path / "elsewhere", ignore=shutil.ignore_patterns("dist"))
    for source in copied.rglob("*.py"):
        source.chmod(0o600)
        os.utime(source, (1_000_000_000, 1_000_000_000))
    build(copied, tmp_path / "again")
    again = digests(tmp_path / "again")
    assert again == {name: digest for name, digest in digests(wheels).items() if name in again}
    assert len(again) == 1


def test_a_fresh_environment_imports_every_module_from_the_wheels_alone(wheels: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    run_uv("venv", "--python", sys.executable, environment)
    run_uv("pip", "install", "--no-deps", "--python", environment / "bin" / "python", *sorted(wheels.glob("*.whl")))
    names = [project.name for project in PROJECTS]
    inspected = subprocess.run(
        [environment / "bin" / "python", "-c", INSPECT, *names],
        cwd=tmp_path,
        # Spark and boto3 come from the environment of the tests, which has none of the packages themselves.
        env={**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")},
        check=True,
        capture_output=True,
        text=True,
    )
    answer = json.loads(inspected.stdout)
    assert [Path(place).is_relative_to(environment) for place in answer["places"]] == [True] * len(names)
    assert answer["requires"]["ndr-delta-builder"] == [f"ndr-spark=={answer['version']}"]
    assert [requirement.split(">")[0] for requirement in answer["requires"]["ndr-spark"]] == ["boto3", "pyspark"]
