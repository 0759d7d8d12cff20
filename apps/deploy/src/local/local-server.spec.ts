import type { ServingServer } from '@ndr/local-sagemaker';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const program = join(__dirname, '../../bin/ndr.js');
// Each test starts the program several times, on a machine that may be busy.
jest.setTimeout(120_000);

describe('the server of the state folder', () => {
  let folder: string;
  let state: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-local-server-'));
    state = join(folder, 'state');
  });
  afterEach(async () => {
    await ndr('local', 'down');
    rmSync(folder, { recursive: true });
  });

  const ndr = (...words: string[]) =>
    new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
      const env = { ...process.env, NDR_LOCAL_STATE: state, NO_COLOR: '1' };
      const child = execFile(process.execPath, [program, ...words], { cwd: folder, env }, (_error, stdout, stderr) => {
        resolve({ status: child.exitCode ?? -1, stdout, stderr });
      });
    });
  const up = async (...words: string[]) => {
    const { stdout } = await ndr('local', 'up', '--detach', '--json', ...words);
    return JSON.parse(stdout) as ServingServer;
  };
  const isThere = ({ endpoint }: ServingServer) =>
    new Promise<boolean>((resolve) => {
      get(endpoint, (answer) => resolve(answer.resume().statusCode !== undefined)).on('error', () => resolve(false));
    });
  const json = async (...words: string[]) => JSON.parse((await ndr(...words, '--json')).stdout) as unknown;

  it('starts once, is named by the status, ends once, and leaves nothing after a reset', async () => {
    const server = await up();
    expect(server).toEqual({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      region: 'us-east-1',
      bucketRoot: join(state, 'buckets'),
      stateDir: state,
      pid: expect.any(Number),
    });
    expect(await up()).toEqual(server);
    const scheduled = await ndr('local', 'up', '--detach', '--schedules', '--json');
    expect(scheduled).toMatchObject({ status: 1, stdout: expect.stringContaining('runs no pipelines by themselves') });
    expect(await json('local', 'status')).toMatchObject({ server, usedBy: server.pid });
    expect(readdirSync(server.bucketRoot)).toEqual(['ndr-local']);
    const refused = await ndr('local', 'reset');
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(`process ${server.pid}`) });

    expect(await json('local', 'down')).toEqual({ stopped: server });
    expect(await isThere(server)).toBe(false);
    expect(await json('local', 'down')).toEqual({ stopped: null });
    expect(await json('local', 'status')).not.toHaveProperty('server');
    expect(await json('local', 'reset')).toMatchObject({ removed: true });
    expect(await json('local', 'reset')).toMatchObject({ removed: false });
    expect(existsSync(server.bucketRoot)).toBe(false);
  });

  it('keeps what a command wrote to its tables when it is killed, for a command that serves itself', async () => {
    const set = ['--project', 'p', '--version', 'v1'];
    await ndr('job-specs', 'init', ...set);
    const server = await up();
    expect((await ndr('job-specs', 'apply', ...set)).status).toBe(0);
    process.kill(server.pid, 'SIGKILL');
    while (await isThere(server)) await delay(20);
    expect(await json('job-specs', 'diff', ...set)).toMatchObject({ sets: [{ revision: 1, changes: [] }] });
    expect(existsSync(join(state, 'server.json'))).toBe(true);
    expect(await json('local', 'status')).not.toHaveProperty('server');
  });

  it('does not listen where others reach it unless it is told to', async () => {
    const refused = await ndr('local', 'up', '--host', '0.0.0.0', '--json');
    expect(refused).toMatchObject({ status: 1, stdout: expect.stringContaining('local.address') });
    const detached = await ndr('local', 'up', '--host', '0.0.0.0', '--detach', '--json');
    expect(detached).toMatchObject({ status: 1, stdout: expect.stringContaining('local.address') });
  });
});
