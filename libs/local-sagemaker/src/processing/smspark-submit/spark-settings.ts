import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SubmitSettings } from './settings';

const rawLocal = 'org.apache.hadoop.fs.RawLocalFileSystem';
/**
 * Hadoop asks for this class when a bucket has no folder: there is none, so the job's error says so by the name.
 * With a real file system here, such a bucket's objects would go to the machine's own root folder.
 */
const noSuchBucket = 'local.sagemaker.NoSuchBucket';
const viewFileSystem = 'org.apache.hadoop.fs.viewfs.ViewFileSystemOverloadScheme';

/** Spark's settings on one machine; what a job's own spark-defaults say comes behind them and wins. */
export function sparkSettings(settings: SubmitSettings, buckets: readonly string[]): Record<string, string> {
  const { scratch, memoryMb } = settings;
  return {
    ...s3Settings(settings.bucketRoot, buckets),
    'spark.driver.memory': `${memoryMb}m`,
    'spark.driver.defaultJavaOptions': [...javaOptions(settings), ...archived(settings)].join(' '),
    'spark.executor.defaultJavaOptions': javaOptions(settings).join(' '),
    // Little data is not worth more tasks than run at once.
    ...(settings.jvm === 'short' && { 'spark.sql.shuffle.partitions': String(settings.cores) }),
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.ui.enabled': 'false',
    'spark.ui.showConsoleProgress': 'false',
    'spark.sql.warehouse.dir': pathToFileURL(join(scratch, 'warehouse')).href,
    'spark.hadoop.hadoop.tmp.dir': join(scratch, 'hadoop'),
  };
}

/**
 * Leads s3:// URIs to folders: each bucket is a file system whose paths are those of its folder. The raw local file
 * system keeps no checksum files, which would hold a file that another program replaced for damaged.
 */
function s3Settings(bucketRoot: string, buckets: readonly string[]): Record<string, string> {
  const perScheme = ['s3', 's3a', 's3n'].flatMap((scheme) => [
    [`spark.hadoop.fs.${scheme}.impl`, viewFileSystem],
    [`spark.hadoop.fs.viewfs.overload.scheme.target.${scheme}.impl`, noSuchBucket],
  ]);
  const perBucket = buckets.map((bucket) => [
    `spark.hadoop.fs.viewfs.mounttable.${bucket}.linkFallback`,
    pathToFileURL(join(bucketRoot, bucket)).href,
  ]);
  return {
    'spark.hadoop.fs.file.impl': rawLocal,
    ...(Object.fromEntries([...perScheme, ...perBucket]) as Record<string, string>),
  };
}

/** Java says nothing where it refuses the archive: to another Java than it was made by, or another class path. */
function archived({ classArchive }: SubmitSettings): readonly string[] {
  if (classArchive === undefined) return [];
  return [`-XX:SharedArchiveFile=${classArchive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'];
}

function javaOptions({ scratch, jvm }: SubmitSettings): readonly string[] {
  return [
    ...(jvm === 'short' ? ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'] : ['-XX:+UseParallelGC']),
    // Its file is named by process id, which instances in namespaces of their own share.
    '-XX:-UsePerfData',
    `-Djava.io.tmpdir=${join(scratch, 'tmp')}`,
  ];
}

/** Driver log: warnings and errors; a job's `spark-log4j` says otherwise. */
export const defaultLogging = `\
rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex
# It says that this machine has no native Hadoop library, which is nothing to mend.
logger.native.name = org.apache.hadoop.util.NativeCodeLoader
logger.native.level = error
`;
