import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureClassArchive } from './class-archive';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndr-classes-'));
  mkdirSync(join(folder, 'java', 'lib', 'server'), { recursive: true });
  writeFileSync(join(folder, 'java', 'lib', 'server', 'classes.jsa'), '');
  writeFileSync(join(folder, 'java', 'release'), 'JAVA_VERSION="17.0.9"');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A Spark whose spark-submit is these lines of shell. */
function sparkOf(...lines: readonly string[]) {
  const sparkHome = join(folder, 'spark');
  mkdirSync(join(sparkHome, 'jars'), { recursive: true });
  mkdirSync(join(sparkHome, 'bin'));
  writeFileSync(join(sparkHome, 'bin', 'spark-submit'), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  const environment = join(folder, 'environment');
  mkdirSync(environment);
  return { folder: environment, python: 'python3', sparkHome, javaHome: join(folder, 'java') };
}

const ensure = (spark: Parameters<typeof ensureClassArchive>[0]) =>
  ensureClassArchive(spark, { variables: process.env });
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length;
const archiving = () => [
  `echo call >> '${join(folder, 'calls')}'`,
  'for word; do case "$word" in *ArchiveClassesAtExit=*) echo classes > "${word##*=}";; esac; done',
];

it('is made once, by one of several callers at once', async () => {
  const spark = sparkOf(...archiving());
  const [archive, ...others] = await Promise.all([1, 2, 3].map(() => ensure(spark)));
  expect(readFileSync(archive ?? '', 'utf8')).toBe('classes\n');
  expect(others).toEqual([archive, archive]);
  expect(await ensure(spark)).toBe(archive);
  expect(calls()).toBe(1);
});

it('is made anew for another Java', async () => {
  const spark = sparkOf(...archiving());
  const archive = await ensure(spark);
  writeFileSync(join(spark.javaHome, 'release'), 'JAVA_VERSION="17.0.10"');
  expect(await ensure(spark)).not.toBe(archive);
  expect(calls()).toBe(2);
});

it('is done without where it cannot be made, which is tried again the next day', async () => {
  const spark = sparkOf(`echo call >> '${join(folder, 'calls')}'`, 'exit 1');
  expect([await ensure(spark), await ensure(spark)]).toEqual([undefined, undefined]);
  expect(calls()).toBe(1);
  const [refusal = '', ...others] = readdirSync(spark.folder);
  expect([refusal.endsWith('.refused'), others]).toEqual([true, []]);
  const yesterday = new Date(Date.now() - 25 * 60 * 60_000);
  utimesSync(join(spark.folder, refusal), yesterday, yesterday);
  expect(await ensure(spark)).toBeUndefined();
  expect(calls()).toBe(2);
});

it('is done without where nothing can be written', async () => {
  const spark = sparkOf('exit 1');
  rmSync(spark.folder, { recursive: true });
  expect(await ensure(spark)).toBeUndefined();
});

it('builds on an archive of the classes of Java, which is made where there is none', async () => {
  const spark = sparkOf(...archiving());
  rmSync(join(spark.javaHome, 'lib', 'server', 'classes.jsa'));
  mkdirSync(join(spark.javaHome, 'bin'));
  writeFileSync(join(spark.javaHome, 'bin', 'java'), `#!/bin/sh\necho "$@" > '${join(folder, 'java-words')}'\n`, {
    mode: 0o755,
  });
  expect(await ensure(spark)).toBeDefined();
  expect(readFileSync(join(folder, 'java-words'), 'utf8')).toBe('-Xshare:dump\n');
});

it('is not asked for where there is no Spark', async () => {
  const spark = sparkOf(...archiving());
  rmSync(join(spark.sparkHome, 'jars'), { recursive: true });
  expect(await ensure(spark)).toBeUndefined();
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});
