import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImageTable } from './images';
import { findIsolation } from './isolation';
import { processingJob } from './processing-job';
import { input, JobRun, output, rewrite } from '../testing/job-run';
import { until } from '../testing/processes';

// Real processes, on a machine that may be busy.
jest.setTimeout(60_000);

let jobs: JobRun;
beforeAll(async () => {
  jobs = await JobRun.open();
});
afterAll(() => jobs.close());

const out = '/opt/ml/processing/output/out';

describe('inputs and outputs of a job', () => {
  it('are left to the application where it manages them', async () => {
    const managed = (value: object) => ({ ...value, AppManaged: true });
    const end = await jobs.run('test ! -e /opt/ml/processing/input/in && test ! -e /opt/ml/processing/output/out', {
      inputs: [managed(input('s3://managed-bucket/gone') as object)],
      outputs: [managed(output('s3://managed-bucket/out') as object)],
    });
    expect(end).toMatchObject({ status: 'Completed' });
  });

  it('are taken while the job runs, again when they change, and although it fails, where they are continuous', async () => {
    const ending = jobs.run(
      `echo one > ${out}/a; cd ${out}; while ! test -e go; do sleep 0.05; done; rm go; echo more >> a; echo two > b; exit 3`,
      { outputs: [output('s3://stream-bucket/out', { S3UploadMode: 'Continuous' })] },
    );
    await until(async () => (await jobs.read('s3://stream-bucket/out/a')) === 'one\n');
    writeFileSync(join(jobs.folder.sandboxes, 'job-2', 'algo-1', 'ml/processing/output/out/go'), '');
    expect(await ending).toMatchObject({ status: 'Failed' });
    expect(await jobs.read('s3://stream-bucket/out/a')).toBe('one\nmore\n');
    expect(await jobs.read('s3://stream-bucket/out/b')).toBe('two\n');
  });

  it('hold the files that the job leaves: no links, no pipes', async () => {
    const end = await jobs.run(
      `cd ${out}; mkdir deep; echo x > deep/file; ln -s /etc/hostname link; ln -s /etc folder; mkfifo pipe`,
      { outputs: [output('s3://links-bucket/out')] },
    );
    expect(end).toMatchObject({ status: 'Completed' });
    const objects = await jobs.buckets.list('s3://links-bucket/');
    expect(objects.map(({ key }) => key)).toEqual(['out/deep/file']);
  });

  it('never lie outside the sandbox: a job that puts a link in the place of its output fails', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'ndr-elsewhere-'));
    writeFileSync(join(elsewhere, 'secret'), 'x');
    const end = await jobs.run(`rmdir ${out}; ln -s ${elsewhere} ${out}`, {
      outputs: [output('s3://away-bucket/out')],
    });
    rmSync(elsewhere, { recursive: true });
    expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringContaining('local.storage') });
    expect(await jobs.read('s3://away-bucket/out/secret')).toBeUndefined();
  });

  it('are none where the job removed the folder', async () => {
    const end = await jobs.run(`rmdir ${out}`, { outputs: [output('s3://removed-bucket/out')] });
    expect(end).toMatchObject({ status: 'Completed' });
  });

  it.each(['../x', 'a/../../x', './x', ''])('are refused where a manifest lists the path "%s"', async (path) => {
    // With the prefix, `a` and `../x` are the key `a../x`, which is there.
    await jobs.put('s3://manifest-bucket/a../x', 'x');
    await jobs.put('s3://manifest-bucket/m', JSON.stringify([{ prefix: 's3://manifest-bucket/a' }, path]));
    const end = await jobs.run('true', {
      inputs: [input('s3://manifest-bucket/m', { S3DataType: 'ManifestFile' })],
    });
    expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringContaining('local.storage') });
  });

  it('are shared out over instances also where a manifest lists them', async () => {
    for (const name of ['a', 'b', 'c']) await jobs.put(`s3://shared-bucket/data/${name}`, name);
    await jobs.put('s3://shared-bucket/m', '[{"prefix": "s3://shared-bucket/data/"}, "a", "b", "c"]');
    await jobs.run('cat /opt/ml/processing/input/in/*', {
      instances: 2,
      inputs: [input('s3://shared-bucket/m', { S3DataType: 'ManifestFile', S3DataDistributionType: 'ShardedByS3Key' })],
    });
    expect([await jobs.log('algo-1'), await jobs.log('algo-2')]).toEqual(['ac', 'b']);
  });

  it.each([
    '/opt/ml/processing/../../../etc',
    '/opt/ml/processing/..',
    '/opt/ml/processing/a/../b',
    '/opt/ml/processing/./a',
    '/opt/ml/processing/',
    '/opt/ml/model',
    'opt/ml/processing/a',
    '/opt/ml/processing/a\0b',
    `/opt/ml/processing/${'a'.repeat(256)}`,
  ])('are refused at the path %j', (LocalPath) => {
    const request = {
      AppSpecification: { ImageUri: 'x', ContainerEntrypoint: ['true'] },
      ProcessingResources: { ClusterConfig: { InstanceCount: 1 } },
    };
    const asInput = processingJob.safeParse({ ...request, ProcessingInputs: [input('s3://b/x', { LocalPath })] });
    const asOutput = processingJob.safeParse({
      ...request,
      ProcessingOutputConfig: { Outputs: [output('s3://b/x', { LocalPath })] },
    });
    expect([asInput.success, asOutput.success]).toEqual([false, false]);
  });
});

describe('the exit message of a job', () => {
  it('is what all instances left, cut to 1024 bytes at a whole character', async () => {
    const number = 'host=$(grep -o "algo-[0-9]" /opt/ml/config/resourceconfig.json | head -1)';
    const end = await jobs.run(
      `${number}; { echo "from $host"; yes ä | head -300; } | tr -d "\\n" > /opt/ml/output/message`,
      {
        instances: 2,
      },
    );
    expect(end.exitMessage).toMatch(/^from algo-1ä{300}from algo-2ä+$/);
    expect(Buffer.byteLength(end.exitMessage ?? '')).toBe(1024);
  });

  it('is no reason to wait or to read elsewhere: a pipe, a folder or a link says nothing', async () => {
    const message = '/opt/ml/output/message';
    const ends = [`mkfifo ${message}`, `mkdir ${message}`, `ln -s /etc/hostname ${message}`].map((script) =>
      jobs.run(script),
    );
    for (const end of await Promise.all(ends)) expect(end).toEqual({ status: 'Completed', exitMessage: undefined });
  });

  it('fails the job when it is no UTF-8', async () => {
    const end = await jobs.run("printf 'a\\377' > /opt/ml/output/message");
    expect(end).toMatchObject({ status: 'Failed', failureReason: expect.stringMatching(/^ClientError: .*UTF-8/) });
  });

  it('leaves room for the exit code in the failure reason', async () => {
    const end = await jobs.run('yes x | head -c 2000 | tr -d "\\n" > /opt/ml/output/message; exit 42');
    const reason = end.status === 'Failed' ? end.failureReason : '';
    expect(reason).toMatch(/^AlgorithmError: x+, exit code: 42$/);
    expect(reason).toHaveLength(1024);
  });
});

describe('the command of a job', () => {
  it('is that of its image where it gives none, with the programs and variables of the image', async () => {
    const images = new ImageTable([
      {
        image: 'team/tool:*',
        entrypoint: ['tool'],
        environment: { FROM_IMAGE: 'image', BOTH: 'image' },
        programs: { tool: ['/bin/sh', '-c', 'echo "$FROM_IMAGE $BOTH"'] },
      },
    ]);
    const own = await JobRun.open({ images });
    const end = await own.run('', { image: 'team/tool:1', environment: { BOTH: 'job' } });
    expect(end).toMatchObject({ status: 'Completed' });
    expect(await own.log()).toBe('image job\n');
    await own.close();
  });
});

describe('the instances of a job', () => {
  it('find each other by name, each at an address of its own', async () => {
    if ((await findIsolation()).kind !== 'namespace') {
      process.stderr.write('SKIPPED: names of instances (the system allows no mount namespace)\n');
      return;
    }
    const ask = 'import socket; print([socket.gethostbyname(f"algo-{number}") for number in (1, 2)])';
    const end = await jobs.run(`python3 -c '${ask}'`, { instances: 2 });
    expect(end).toMatchObject({ status: 'Completed' });
    for (const instance of ['algo-1', 'algo-2']) {
      expect(await jobs.log(instance)).toBe("['127.0.1.1', '127.0.1.2']\n");
    }
    expect(readFileSync('/etc/hosts', 'utf8')).not.toContain('algo-');
  });
});

describe('without a mount namespace', () => {
  it('leads paths below /opt/ml in arguments, variables and configuration files to the sandbox', async () => {
    const own = await JobRun.open({ isolation: rewrite });
    await own.put('s3://own-bucket/x', 'content\n');
    const end = await own.run('cat "$DATA"/x /opt/ml/config/processingjobconfig.json; echo /opt/mlx ./opt/ml', {
      environment: { DATA: '/opt/ml/processing/input/in' },
      inputs: [input('s3://own-bucket/x')],
    });
    expect(end).toMatchObject({ status: 'Completed' });
    const ml = join(own.folder.sandboxes, 'job-1', 'algo-1', 'ml');
    const log = await own.log();
    expect(log).toMatch(/^content\n/);
    expect(log).toContain(`"LocalPath": "${ml}/processing/input/in"`);
    expect(log).toMatch(/\/opt\/mlx \.\/opt\/ml\n$/);
    await own.close();
  });
});
