import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findIsolation, type Isolation } from './isolation';
import { endProcessesBelow } from './job-processes';
import { handleLogsRequest, processingLogGroup as logGroupName } from '../logs';
import { defaultAccount } from '../interpreter/identity';
import { JobRun, output, rewrite } from '../testing/job-run';
import { processesWith, until } from '../testing/processes';
import { onSmallDisk } from '../testing/small-disk';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

const isLinux = process.platform === 'linux';

describe.each<readonly [name: string, isolation: () => Promise<Isolation>]>([
  ['the best isolation of this system', findIsolation],
  ['nothing but rewritten paths', () => Promise.resolve(rewrite)],
])('a job under %s', (_, isolation) => {
  let jobs: JobRun;
  beforeAll(async () => {
    jobs = await JobRun.open({ isolation: await isolation() });
  });
  afterAll(() => jobs.close());

  /** A marker that no other process of the machine has in its command line. */
  const sleep = (seconds: number) => `${process.pid}${seconds}`;

  it('is killed after its time of grace when it ignores SIGTERM, with all that it started', async () => {
    const stop = new AbortController();
    const mark = sleep(1);
    const ending = jobs.run(`trap "" TERM; sleep ${mark} & while :; do sleep 0.1; done`, {}, stop.signal);
    await until(() => processesWith('sleep', mark).length === 1);
    const start = Date.now();
    stop.abort();
    expect(await ending).toMatchObject({ status: 'Stopped' });
    expect(Date.now() - start).toBeGreaterThanOrEqual(450); // the grace is 500 ms
    expect(processesWith('sleep', mark)).toEqual([]);
  });

  it('may end by itself within its time of grace, and leave a message', async () => {
    const stop = new AbortController();
    const script = 'trap "echo saved > /opt/ml/output/message; exit 0" TERM; echo ready; while :; do sleep 0.05; done';
    const ending = jobs.run(script, {}, stop.signal);
    await until(async () => (await jobs.log().catch(() => '')) === 'ready\n');
    stop.abort();
    expect(await ending).toEqual({ status: 'Stopped', exitMessage: 'saved' });
  });

  it('leaves no grandchild, not one of another session, group or parent', async () => {
    const mark = sleep(2);
    const end = await jobs.run(
      `setsid sh -c 'sleep ${mark} & sleep ${mark}' & (sh -c 'setsid sleep ${mark} &' &); ` +
        `until test $(pgrep -fc '^sleep ${mark}') -ge 3; do sleep 0.05; done; exit 0`,
    );
    expect(end).toMatchObject({ status: 'Completed' });
    expect(processesWith('sleep', mark)).toEqual([]);
  });

  it.each([
    ['KILL', 137],
    ['SEGV', 139],
  ])('tells by its exit code that the signal %s ended it', async (signal, code) => {
    const end = await jobs.run(`kill -${signal} $$`);
    expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringMatching(`exit code: ${code}$`) });
  });

  it('has failed when its time is up, though it ends well on SIGTERM', async () => {
    const end = await jobs.run('trap "exit 0" TERM; while :; do sleep 0.05; done', { maxRuntimeInSeconds: 1 });
    expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringContaining('MaxRuntimeInSeconds of 1') });
  });

  it('does not run an instance whose log cannot be followed', async () => {
    const mark = sleep(3);
    const ending = jobs.run(`sleep ${mark}`);
    mkdirSync(join(jobs.logFolder, 'algo-1.log.times'), { recursive: true });
    expect(await ending).toMatchObject({
      status: 'Failed',
      failureReason: expect.stringMatching(/^local\.storage at/),
    });
    await delay(500); // in which it would come up
    expect(processesWith('sleep', mark)).toEqual([]);
  });

  it('ends the instances that run when another cannot start', async () => {
    const ending = jobs.run('sleep 60', { instances: 2 });
    mkdirSync(join(jobs.logFolder, 'algo-2.log'), { recursive: true }); // so that it has no log
    expect(await ending).toMatchObject({ status: 'Failed', failureReason: expect.stringContaining('algo-2.log') });
    expect(readdirSync(jobs.folder.sandboxes)).toEqual([]);
  });
});

describe('a job whose server was killed', () => {
  it('is ended when the state folder is opened next, wherever its processes went', async () => {
    if (!isLinux) return;
    const jobs = await JobRun.open({ isolation: rewrite });
    const mark = `${process.pid}77`;
    const ending = jobs.run(`(setsid sleep ${mark} &); cd /; sleep ${mark}`);
    await until(() => processesWith('sleep', mark).length === 2);
    await endProcessesBelow(jobs.folder.sandboxes); // what opening does first
    expect(processesWith('sleep', mark)).toEqual([]);
    expect(await ending).toMatchObject({ status: 'Failed' });
    await jobs.close();
  });
});

describe('a job that writes a gigabyte of log', () => {
  it('takes no memory of the server, nor does reading its log from either end', async () => {
    const jobs = await JobRun.open();
    const memory = () => process.memoryUsage().rss / 2 ** 20;
    const before = memory();
    const line = 'x'.repeat(1023);
    const end = await jobs.run(
      `line=$(head -c 1023 /dev/zero | tr "\\0" x); yes $line | head -c ${2 ** 30}; echo the end`,
    );
    expect(end).toMatchObject({ status: 'Completed' });
    const afterJob = memory();
    expect(statSync(join(jobs.logFolder, 'algo-1.log')).size).toBeGreaterThan(2 ** 30);

    const ask = async (operation: string, body: object) => {
      const context = { logs: jobs.folder.logs, account: defaultAccount };
      const answer = await handleLogsRequest(operation, { logGroupName, ...body }, context);
      return answer.body as { logStreams: { logStreamName: string }[]; events: { message: string }[] };
    };
    const { logStreams } = await ask('DescribeLogStreams', {});
    const logStreamName = logStreams[0]?.logStreamName ?? '';
    const cpu = process.cpuUsage();
    const newest = await ask('GetLogEvents', { logStreamName, limit: 1 });
    const oldest = await ask('GetLogEvents', { logStreamName, startFromHead: true });
    const { user, system } = process.cpuUsage(cpu);
    expect(newest.events.map(({ message }) => message)).toEqual(['the end']);
    expect(oldest.events.length).toBeGreaterThan(500);
    expect(oldest.events.every(({ message }) => message === line)).toBe(true);
    expect(Math.max(afterJob, memory()) - before).toBeLessThan(100);
    expect((user + system) / 1000).toBeLessThan(500);
    await jobs.close();
  });
});

describe('a full disk', () => {
  it('fails a job whose output finds no room in the bucket, naming the object, and the next job runs', async () => {
    await onSmallDisk('an output on a full disk', '8m', async (root) => {
      const jobs = await JobRun.open({ root });
      const fill = 'head -c 5000000 /dev/zero > /opt/ml/processing/output/out/zeros';
      const end = await jobs.run(fill, { outputs: [output('s3://full-bucket/out')] });
      expect(end).toMatchObject({
        status: 'Failed',
        failureReason: expect.stringMatching(/^local\.disk-full at s3:\/\/full-bucket\/out\/zeros/),
      });
      expect(readdirSync(jobs.folder.uploads)).toEqual([]);
      expect(await jobs.run('true')).toMatchObject({ status: 'Completed' });
    });
  });

  it('ends a job that fills it with its log by its own error, and the next job runs', async () => {
    await onSmallDisk('a log on a full disk', '8m', async (root) => {
      const jobs = await JobRun.open({ root });
      const end = await jobs.run('head -c 20000000 /dev/zero || exit 7');
      expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringMatching(/exit code: 7$/) });
      rmSync(jobs.logFolder, { recursive: true });
      expect(await jobs.run('true')).toMatchObject({ status: 'Completed' });
    });
  });
});
