import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findIsolation } from './processing/isolation';
import { readLocalStatus } from './storage/status';
import { linesUntil, startChild } from './testing/child';
import { definition, shellStep } from './testing/definitions';
import { rewrite } from './testing/job-run';
import { LocalRun } from './testing/local-run';
import { processesWith, until } from './testing/processes';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

describe('the state folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-state-folder-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const stateFolder = () => join(folder, 'state');
  const definitionFile = (script: string) => {
    const file = join(folder, 'definition.json');
    writeFileSync(file, definition([shellStep('First', ''), shellStep('Work', script, { dependsOn: ['First'] })]));
    return file;
  };
  /** A child that runs a pipeline whose second step has started. */
  const working = async (script: string, ...isolation: string[]) => {
    const child = startChild('run-pipeline.ts', [stateFolder(), definitionFile(script), ...isolation]);
    const lines = await linesUntil(child, (line) => line.includes('"step":"Work","status":"Executing"'));
    const { endpoint } = JSON.parse(lines[0] ?? '{}') as { endpoint: string };
    return { child, endpoint };
  };

  it('has one user at a time: another one waits, and then learns who it is', async () => {
    const first = await LocalRun.open({ stateFolder: stateFolder() });
    const second = LocalRun.open({ stateFolder: stateFolder(), lockWaitMs: 300 });
    await expect(second).rejects.toMatchObject({
      code: 'local.busy',
      cause: expect.stringContaining(`process ${process.pid}`),
    });
    const third = LocalRun.open({ stateFolder: stateFolder(), lockWaitMs: 20_000 });
    await delay(200);
    await first.sagemaker.close();
    await (await third).close();
  });

  it('tells what ran to who only looks, without taking the lock', async () => {
    const local = await LocalRun.open({ stateFolder: stateFolder() });
    const { arn } = await local.run(
      definition([shellStep('Only', '')], [{ Name: 'P', Type: 'Integer', DefaultValue: 3 }]),
    );
    const status = readLocalStatus(stateFolder());
    expect(status).toMatchObject({
      stateDir: stateFolder(),
      bucketRoot: local.sagemaker.bucketRoot,
      usedBy: process.pid,
    });
    expect(status.executions).toMatchObject([
      {
        arn,
        pipeline: 'test',
        status: 'Succeeded',
        parameters: { P: 3 },
        steps: [{ name: 'Only', status: 'Succeeded' }],
      },
    ]);
    await local.sagemaker.close();
    expect(readLocalStatus(stateFolder()).usedBy).toBeUndefined();
  });

  it('is empty, and stays absent, when nothing ever ran', () => {
    expect(readLocalStatus(stateFolder()).executions).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('ends everything with a process that is killed, and marks what ran as failed', async () => {
    const { child, endpoint } = await working('setsid sleep 98765 & sleep 98766');
    expect((await fetch(`${endpoint}/_ndr/server`)).ok).toBe(true);
    const moto = processesWith('moto_server.py').filter((pid) => parentOf(pid) === child.pid);
    expect(moto).toHaveLength(1);
    await until(() => processesWith('sleep', '9876').length === 2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await until(() => processesWith('sleep', '9876').length === 0);
    await until(() => !processesWith('moto_server.py').includes(moto[0] ?? ''));
    await expect(fetch(endpoint)).rejects.toThrow();

    const seen = readLocalStatus(stateFolder()).executions[0];
    const local = await LocalRun.open({ stateFolder: stateFolder() });
    const recorded = readLocalStatus(stateFolder()).executions[0];
    for (const execution of [seen, recorded]) {
      expect(execution).toMatchObject({
        status: 'Failed',
        failureReason: expect.stringContaining('local.interrupted'),
        steps: [
          { name: 'First', status: 'Succeeded' },
          { name: 'Work', status: 'Failed', failureReason: expect.stringContaining('local.interrupted') },
        ],
      });
    }
    expect((await local.run(definition([shellStep('Again', '')]))).status).toBe('Succeeded');
    await local.sagemaker.close();
  });

  it('ends, when it is opened next, what outlived a killed process where the system ends nothing by itself', async () => {
    const { child } = await working('setsid sleep 98775 & sleep 98776', JSON.stringify(rewrite));
    await until(() => processesWith('sleep', '9877').length === 2);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processesWith('sleep', '9877')).toHaveLength(2);
    const local = await LocalRun.open({ stateFolder: stateFolder() });
    expect(processesWith('sleep', '9877')).toEqual([]);
    expect(readdirSync(stateFolder())).not.toContain('sandboxes');
    await local.sagemaker.close();
  });

  it('fails a step whose input finds no space on the disk, naming the file', async () => {
    const { kind } = await findIsolation();
    if (kind !== 'namespace' || process.getuid?.() !== 0) return; // a small disk needs the right to mount one
    const disk = join(folder, 'disk');
    const bucket = join(disk, 'state', 'buckets', 'big');
    mkdirSync(disk);
    const file = join(folder, 'definition.json');
    writeFileSync(file, definition([shellStep('Work', '', { inputs: [{ name: 'in', uri: 's3://big/zeros' }] })]));
    const smallDisk =
      'mount -t tmpfs -o size=8m tmpfs "$0" && mkdir -p "$1" && head -c 5000000 /dev/zero > "$1/zeros" && shift && exec "$@"';
    const before = ['unshare', '--mount', 'sh', '-c', smallDisk, disk, bucket];
    const child = startChild('run-pipeline.ts', [join(disk, 'state'), file], before);
    const result = (await linesUntil(child, () => false)).at(-1);
    expect(result).toContain('"status":"Failed"');
    expect(result).toMatch(/local\.disk-full at [^ ]*\/ml\/processing\/input\/in\/zeros/);
  });

  it('stops what runs when its signal aborts', async () => {
    const abort = new AbortController();
    const local = await LocalRun.open({ stateFolder: stateFolder(), signal: abort.signal });
    const running = local.run(
      definition([shellStep('Long', 'sleep 60'), shellStep('Next', '', { dependsOn: ['Long'] })]),
    );
    await delay(300);
    abort.abort();
    expect((await running).status).toBe('Stopped');
    await local.sagemaker.close();
  });
});

function parentOf(pid: string): number {
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(parent);
}
