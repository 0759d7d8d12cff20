import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import type { Isolation } from './isolation';
import type { LocalSagemakerOptions } from '../local-sagemaker';
import { definition, shellStep } from '../testing/definitions';
import { LocalRun, logOf, stepOf } from '../testing/local-run';

// Real processes, on a machine that may be busy.
jest.setTimeout(120_000);

/** What a user without root's rights gets where the system lets users have namespaces. */
const asUser: Isolation = {
  kind: 'namespace',
  words: ['unshare', '--user', '--map-root-user', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
};
const allowsUserNamespaces = spawnSync(asUser.words[0] ?? '', [...asUser.words.slice(1), 'true']).status === 0;

describe.each<readonly [name: string, options: Partial<LocalSagemakerOptions>]>([
  ['the best isolation of this system', {}],
  ...(allowsUserNamespaces ? [['a namespace of a user', { isolation: asUser }] as const] : []),
  ['rewritten paths', { isolation: { kind: 'rewrite', words: [] } }],
])('a processing job, /opt/ml by %s', (_, options) => {
  let local: LocalRun;
  beforeAll(async () => {
    local = await LocalRun.open(options);
  });
  afterAll(() => local.close());

  it('finds its inputs and leaves its outputs', async () => {
    await local.put('s3://in-bucket/data/a.txt', 'A');
    await local.put('s3://in-bucket/data/deep/b.txt', 'B');
    const result = await local.run(
      definition([
        shellStep('Copy', 'cd /opt/ml/processing/input; cp -r folder file /opt/ml/processing/output/out/', {
          inputs: [
            { name: 'folder', uri: 's3://in-bucket/data/' },
            { name: 'file', uri: 's3://in-bucket/data/deep/b.txt' },
          ],
          outputs: { out: 's3://out-bucket/x/' },
        }),
      ]),
    );
    expect(result.status).toBe('Succeeded');
    expect(await local.read('s3://out-bucket/x/folder/a.txt')).toBe('A');
    expect(await local.read('s3://out-bucket/x/folder/deep/b.txt')).toBe('B');
    expect(await local.read('s3://out-bucket/x/file/b.txt')).toBe('B');
  });

  it('has the files, the environment and the arguments that SageMaker gives it', async () => {
    const script = 'echo "$MODE $1"; cat /opt/ml/config/resourceconfig.json /opt/ml/config/processingjobconfig.json';
    const result = await local.run(
      definition([
        {
          name: 'Show',
          entrypoint: ['/bin/sh', '-c', script, 'sh'],
          arguments: ["an argument with spaces, 'quotes' and $signs"],
          environment: { MODE: 'fast' },
          instances: 2,
        },
      ]),
    );
    const log = await logOf(result, 'Show');
    expect(log).toContain("fast an argument with spaces, 'quotes' and $signs\n");
    expect(log).toMatch(/"current_host": "algo-1",\s+"hosts": \[\s+"algo-1",\s+"algo-2"\s+\]/);
    expect(log).toMatch(/"ProcessingJobArn": "arn:aws:sagemaker:.*:processing-job\/pipelines-.*"/);
    expect(log).toContain('"InstanceCount": 2');
  });

  it('fails with its exit message and exit code', async () => {
    const result = await local.run(definition([shellStep('Bad', 'echo because > /opt/ml/output/message; exit 9')]));
    expect(stepOf(result, 'Bad').failureReason).toBe('AlgorithmError: because, exit code: 9');
  });
});

describe('a processing job', () => {
  let local: LocalRun;
  beforeAll(async () => {
    local = await LocalRun.open();
  });
  afterAll(() => local.close());

  it('takes every object whose key starts with the prefix', async () => {
    await local.put('s3://prefix-bucket/p/day=1/x', '1');
    await local.put('s3://prefix-bucket/p/day=10/x', '10');
    await local.put('s3://prefix-bucket/p/other', 'no');
    const result = await local.run(
      definition([
        shellStep('List', 'cd /opt/ml/processing/input/in; find . -type f | sort', {
          inputs: [{ name: 'in', uri: 's3://prefix-bucket/p/day=' }],
        }),
      ]),
    );
    expect(await logOf(result, 'List')).toBe('./day=1/x\n./day=10/x\n');
  });

  it('takes the objects that a manifest lists', async () => {
    await local.put('s3://manifest-bucket/m', '[{"prefix": "s3://manifest-bucket/data/"}, "one", "deep/two"]');
    await local.put('s3://manifest-bucket/data/one', '1');
    await local.put('s3://manifest-bucket/data/deep/two', '2');
    await local.put('s3://manifest-bucket/data/three', '3');
    const result = await local.run(
      definition([
        shellStep('List', 'cd /opt/ml/processing/input/in; find . -type f | sort', {
          inputs: [{ name: 'in', uri: 's3://manifest-bucket/m', dataType: 'ManifestFile' }],
        }),
      ]),
    );
    expect(await logOf(result, 'List')).toBe('./deep/two\n./one\n');
  });

  it('shares out the objects of a sharded input, and joins the outputs of all instances', async () => {
    for (const name of ['a', 'b', 'c']) await local.put(`s3://shard-bucket/in/${name}`, name);
    const result = await local.run(
      definition([
        shellStep(
          'Share',
          'host=$(grep -o "algo-[0-9]" /opt/ml/config/resourceconfig.json | head -1); ' +
            'ls /opt/ml/processing/input/in > /opt/ml/processing/output/out/$host',
          {
            instances: 2,
            inputs: [{ name: 'in', uri: 's3://shard-bucket/in/', distribution: 'ShardedByS3Key' }],
            outputs: { out: 's3://shard-bucket/out' },
          },
        ),
      ]),
    );
    expect(result.status).toBe('Succeeded');
    expect(await local.read('s3://shard-bucket/out/algo-1')).toBe('a\nc\n');
    expect(await local.read('s3://shard-bucket/out/algo-2')).toBe('b\n');
  });

  it('cannot change what lies in the bucket through its inputs', async () => {
    await local.put('s3://safe-bucket/x', 'before');
    await local.run(
      definition([
        shellStep('Write', 'echo after > /opt/ml/processing/input/in/x', {
          inputs: [{ name: 'in', uri: 's3://safe-bucket/x' }],
        }),
      ]),
    );
    expect(await local.read('s3://safe-bucket/x')).toBe('before');
  });

  it('loses its outputs when it fails', async () => {
    const result = await local.run(
      definition([
        shellStep('Half', 'echo half > /opt/ml/processing/output/out/x; exit 1', {
          outputs: { out: 's3://lost-bucket/o' },
        }),
      ]),
    );
    expect(result.status).toBe('Failed');
    expect(await local.read('s3://lost-bucket/o/x')).toBeUndefined();
  });

  it.each([
    [
      'an input',
      shellStep('S', '', { inputs: [{ name: 'in', uri: 's3://no-bucket/gone' }] }),
      'local.input-missing',
      's3://no-bucket/gone',
    ],
    [
      'an entry point',
      { name: 'S', entrypoint: ['/opt/ml/code/run.sh'] },
      'local.job-failed-to-start',
      '/opt/ml/code/run.sh',
    ],
    ['a program', { name: 'S', entrypoint: ['no-such-program'] }, 'local.job-failed-to-start', 'no-such-program'],
    [
      'a script of smspark-submit',
      { name: 'S', entrypoint: ['smspark-submit', '/opt/ml/code/run.py'] },
      'Algorithm Error',
      '/opt/ml/code/run.py does not exist',
    ],
  ])('fails naming %s that does not exist', async (_, step, code, name) => {
    const reason = stepOf(await local.run(definition([step])), 'S').failureReason;
    expect(reason).toContain(code);
    expect(reason).toContain(name);
  });

  it('fails when it runs longer than its limit', async () => {
    const result = await local.run(definition([shellStep('Slow', 'sleep 30', { maxRuntimeInSeconds: 1 })]));
    expect(stepOf(result, 'Slow').failureReason).toContain('MaxRuntimeInSeconds of 1');
  });

  it('ends its other instances when one fails, and tells of that one', async () => {
    const script =
      'if grep -q "current_host\\": \\"algo-2" /opt/ml/config/resourceconfig.json; then exit 5; fi; sleep 30';
    const result = await local.run(definition([shellStep('Two', script, { instances: 2 })]));
    expect(stepOf(result, 'Two').failureReason).toMatch(/algo-2\.log, exit code: 5$/);
  });

  it('leaves nothing behind: no process, no sandbox, no /opt/ml of the host', async () => {
    const before = existsSync('/opt/ml') ? readdirSync('/opt/ml') : undefined;
    const result = await local.run(
      definition([shellStep('Leave', 'setsid sleep 4321 > /dev/null 2>&1 & touch /opt/ml/left; exit 0')]),
    );
    expect(result.status).toBe('Succeeded');
    expect(commandLines().filter((line) => line.includes('sleep\x004321'))).toEqual([]);
    expect(readdirSync(joinPath(local.folder, 'sandboxes'))).toEqual([]);
    expect(existsSync('/opt/ml') ? readdirSync('/opt/ml') : undefined).toEqual(before);
  });
});

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return '';
      }
    });
}
