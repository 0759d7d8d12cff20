import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { SubmitSettings } from './settings';
import type { ProcessingJob } from '../processing-job';
import { addProgram, type Sandbox } from '../sandbox';

/** The part of the machine that one job's Spark may use. */
export type SparkShare = Pick<SubmitSettings, 'memoryMb' | 'jvm'>;

/** How Java runs a job; asked when the job starts. */
export type JvmOfJob = (job: ProcessingJob) => Promise<SubmitSettings['jvm']>;

/** What an instance's `smspark-submit` needs of the host. */
export interface SubmitHost {
  readonly python: { readonly sparkHome: string; readonly classArchive?: string };
  readonly bucketRoot: string;
  readonly spark: SparkShare;
}

/** Puts `smspark-submit` on the instance's PATH. */
export async function installSmsparkSubmit(sandbox: Sandbox, jobFolder: string, host: SubmitHost): Promise<void> {
  const settings: SubmitSettings = {
    optMl: sandbox.isolation.kind === 'namespace' ? '/opt/ml' : sandbox.ml,
    scratch: join(sandbox.scratch, 'spark'),
    sparkHome: host.python.sparkHome,
    ...(host.python.classArchive !== undefined && { classArchive: host.python.classArchive }),
    bucketRoot: host.bucketRoot,
    endMarker: endMarker(jobFolder),
    cores: availableParallelism(),
    ...host.spark,
  };
  const file = join(sandbox.bin, 'smspark-submit.json');
  await writeFile(file, JSON.stringify(settings));
  await addProgram(sandbox, 'smspark-submit', [process.execPath, ...mainModule(), file]);
}

/** Tells the other instances of a job that the first one has ended. */
export async function announceEnd(jobFolder: string): Promise<void> {
  await writeFile(endMarker(jobFolder), '');
}

const endMarker = (jobFolder: string) => join(jobFolder, 'first-instance-ended');

/** Node's arguments for the program: its build, or its source where this file is source too. */
function mainModule(): string[] {
  const main = join(__dirname, 'main');
  if (!__filename.endsWith('.ts')) return [`${main}.js`];
  return ['--conditions=@ndr/source', '--require', require.resolve('@swc-node/register'), `${main}.ts`];
}
