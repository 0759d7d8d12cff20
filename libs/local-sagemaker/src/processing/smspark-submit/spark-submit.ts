import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { masterOf, privateSparkHome, workerMemoryMb, type Cluster } from './cluster';
import { jobConfiguration } from './configuration';
import { fileList } from './file-list';
import type { SubmitOptions } from './options';
import type { SubmitSettings } from './settings';
import { defaultLogging, sparkSettings } from './spark-settings';
import { inputError, SubmitError } from './submit-error';

const defaultsFile = 'spark-defaults.conf';

/** A prepared call of spark-submit. */
export interface SparkSubmit {
  readonly program: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Writes Spark's configuration and makes the command line.
 * @throws SubmitError
 */
export function prepareSparkSubmit(options: SubmitOptions, settings: SubmitSettings, cluster: Cluster): SparkSubmit {
  const [application = ''] = options.application;
  if (isAbsolute(application) && !existsSync(application)) throw inputError(`file path ${application} does not exist`);
  const lists = [
    ['--jars', options.jars],
    ['--py-files', options.pyFiles],
    ['--files', options.files],
  ] as const;
  const dependencies = lists.flatMap(([name, list]) => (list === undefined ? [] : [name, fileList(list)]));
  const configurationFolder = writeConfiguration(options, settings, cluster);
  const isCluster = cluster.hosts.length > 1;
  const home = isCluster ? privateSparkHome(settings.sparkHome, join(settings.scratch, 'home')) : settings.sparkHome;
  return {
    program: join(home, 'bin', 'spark-submit'),
    words: [
      ...['--master', masterOf(cluster, settings), '--deploy-mode', 'client'],
      ...['--properties-file', join(configurationFolder, defaultsFile)],
      ...(options.mainClass === undefined ? [] : ['--class', options.mainClass]),
      ...dependencies,
      ...(options.verbose ? ['--verbose'] : []),
      ...options.application,
    ],
    environment: {
      SPARK_HOME: home,
      ...configurationEnvironment(home, configurationFolder),
      SPARK_LOCAL_DIRS: join(settings.scratch, 'local'),
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_LOCAL_HOSTNAME: '127.0.0.1',
      // Of the Java that only makes the command line.
      SPARK_LAUNCHER_OPTS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1',
    },
  };
}

/**
 * Where Spark and Hadoop look for their configuration. Java's archive of Spark's classes holds where the jars come first
 * on the class path: so the folder is Hadoop's, which comes behind them. Spark's own comes before them; it is named where
 * a job sets variables, which are looked for in that alone.
 */
function configurationEnvironment(home: string, folder: string): Record<string, string> {
  if (existsSync(join(folder, 'spark-env.sh'))) return { SPARK_CONF_DIR: folder };
  return { SPARK_CONF_DIR: join(home, 'conf'), HADOOP_CONF_DIR: folder };
}

/**
 * Runs spark-submit to its end. A signal to this process is one to the whole group: Spark gets it too and ends by
 * itself, and its exit code is waited for.
 * @throws SubmitError when it exits with another code than 0
 */
export async function runSparkSubmit({ program, words, environment }: SparkSubmit): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
  const child = spawn(program, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exitCode = await new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(new SubmitError(`error running Spark job: ${error.message}`)));
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  if (exitCode !== 0) throw new SubmitError('spark failed with a non-zero exit code', exitCode);
}

function writeConfiguration(options: SubmitOptions, settings: SubmitSettings, cluster: Cluster): string {
  const folder = join(settings.scratch, 'conf');
  for (const name of ['conf', 'tmp', 'local', 'warehouse', 'hadoop']) {
    mkdirSync(join(settings.scratch, name), { recursive: true });
  }
  const defaults = {
    ...sparkSettings(settings, readdirSync(settings.bucketRoot)),
    ...(cluster.hosts.length > 1 && {
      'spark.executor.memory': `${workerMemoryMb(cluster.hosts.length, settings.memoryMb)}m`,
    }),
    ...eventLogSettings(options, settings),
  };
  const lines = Object.entries(defaults).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(join(folder, defaultsFile), lines.join(''));
  writeFileSync(join(folder, 'log4j2.properties'), defaultLogging);
  const own = join(settings.optMl, 'processing', 'input', 'conf', 'configuration.json');
  for (const { file, text } of jobConfiguration(own)) appendFileSync(join(folder, file), text);
  return folder;
}

/** Event logs go straight to where they are wanted; the S3 URI wins over the folder, as in the container. */
function eventLogSettings(options: SubmitOptions, settings: SubmitSettings): Record<string, string> {
  const { eventLogsUri, localEventLogsFolder } = options;
  if (eventLogsUri !== undefined) {
    // Spark wants the folder to be there; in S3 there are none to make.
    const path = eventLogsUri.replace(/^s3[an]?:\/\//, '');
    mkdirSync(join(settings.bucketRoot, path), { recursive: true });
    return { 'spark.eventLog.enabled': 'true', 'spark.eventLog.dir': eventLogsUri };
  }
  if (localEventLogsFolder !== undefined) {
    mkdirSync(localEventLogsFolder, { recursive: true });
    return { 'spark.eventLog.enabled': 'true', 'spark.eventLog.dir': pathToFileURL(localEventLogsFolder).href };
  }
  return {};
}
