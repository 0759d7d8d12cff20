import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ImageTable } from './images';
import { processingJobOf } from './job-request';
import { JobRunner } from './job-runner';
import { MachineShare } from '../interpreter/machine-share';
import { jobLogFolder } from '../logs';
import { BucketFolders } from '../storage/bucket-folders';
import { openStateDatabase, type StateDatabase } from '../storage/database';
import { ProcessingJobs } from '../storage/processing-jobs';
import { stateFolderAt } from '../storage/state-folder';
import { rewrite } from '../testing/job-run';
import { until } from '../testing/processes';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

const folder = stateFolderAt(mkdtempSync(join(tmpdir(), 'ndr-job-runner-')));
const spark = { memoryMb: 512, jvm: 'short' } as const;
const python = { folder: folder.root, python: 'python3', javaHome: folder.root, sparkHome: folder.root };
const request = {
  AppSpecification: {
    ImageUri: 'any',
    ContainerEntrypoint: ['/bin/sh', '-c', 'echo up; while :; do sleep 0.05; done'],
  },
  ProcessingResources: { ClusterConfig: { InstanceCount: 1 } },
};
const identityOf = (name: string) => ({ name, arn: `arn:aws:sagemaker:us-east-1:123456789012:processing-job/${name}` });

let database: StateDatabase;
let jobs: ProcessingJobs;
let runner: JobRunner;
beforeEach(() => {
  database = openStateDatabase(folder.database);
  jobs = new ProcessingJobs(database);
  runner = new JobRunner({
    jobs,
    host: {
      ...{ python, buckets: new BucketFolders(folder.buckets, folder.uploads), bucketRoot: folder.buckets },
      ...{ isolation: rewrite, images: new ImageTable(), awsEnvironment: {}, stopGraceMs: 5000 },
    },
    foldersOf: (name) => ({ sandboxes: folder.sandboxes, logs: jobLogFolder(folder.logs, name) }),
    share: new MachineShare({ processes: 2, memoryMb: 100_000 }),
    memoryMb: spark.memoryMb,
    jvmOfJob: () => Promise.resolve(spark.jvm),
  });
});
afterEach(async () => {
  await runner.close();
  database.close();
  rmSync(folder.root, { recursive: true });
});

const runOfStep = (name: string, signal: AbortSignal) =>
  runner.runOfStep(
    {
      ...{ identity: identityOf(name), executionArn: 'arn', spark, logs: folder.logs },
      job: processingJobOf('', request),
    },
    signal,
  );

/** Records and starts a job that is no step's. */
function start(name: string, InstanceCount = 1): void {
  const asked = { ...request, ProcessingResources: { ClusterConfig: { InstanceCount } } };
  jobs.start({ ...identityOf(name), request: JSON.stringify(asked), executionArn: null }, new Date());
  runner.start(name);
}

const hasLog = (name: string) => existsSync(jobLogFolder(folder.logs, name));

describe('a processing job', () => {
  it('of a step is stopped by its name, whatever becomes of the execution', async () => {
    const ending = runOfStep('of-a-step', new AbortController().signal);
    expect(jobs.find('of-a-step')).toMatchObject({ status: 'InProgress', executionArn: 'arn' });
    runner.stop('Of-A-Step');
    expect(await ending).toMatchObject({ status: 'Stopped' });
    expect(jobs.find('of-a-step')).toMatchObject({ status: 'Stopped' });
  });

  it('of a step is stopped with its execution', async () => {
    const execution = new AbortController();
    const ending = runOfStep('of-a-step', execution.signal);
    execution.abort();
    expect(await ending).toMatchObject({ status: 'Stopped' });
  });

  it('of a client is stopped by its name', async () => {
    start('of-a-client');
    runner.stop('of-a-client');
    await until(() => jobs.find('of-a-client')?.status === 'Stopped');
  });

  it('of a client waits until the machine has room for all instances of those before it', async () => {
    start('wide', 2);
    start('waiting');
    await until(() => hasLog('wide'));
    expect(hasLog('waiting')).toBe(false);
    runner.stop('wide');
    await until(() => hasLog('waiting'));
  });

  it('whose end cannot be recorded harms no other, and does not keep the server from ending', async () => {
    const broken = jest.spyOn(jobs, 'end').mockImplementation(() => {
      throw new RangeError('database or disk is full');
    });
    const untaken = jest.fn(); // rejections that nobody takes end a server
    process.once('unhandledRejection', untaken);
    start('first');
    runner.stop('first');
    await until(() => broken.mock.calls.length > 0);
    await delay(20);
    process.off('unhandledRejection', untaken);
    expect(untaken).not.toHaveBeenCalled();
    broken.mockRestore();
    start('second');
    runner.stop('second');
    await until(() => jobs.find('second')?.status === 'Stopped');
    await runner.close();
    expect(jobs.find('first')).toMatchObject({ status: 'InProgress' });
  });
});
