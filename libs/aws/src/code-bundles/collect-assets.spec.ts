import { processingStep, sparkStep, stringParameter, type NdrError, type Pipeline, type Processor } from '@ndr/core';
import { unzipSync } from 'fflate';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectAssets } from './collect-assets';

const processor: Processor = {
  image: 'image',
  instanceType: 'ml.m5.xlarge',
  instanceCount: 1,
  volumeSizeInGb: 30,
  roleArn: 'arn:aws:iam::123456789012:role/r',
};

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

/** A pipeline of one Spark step over the sources in `root`. */
const pipeline = (): Pipeline => ({
  name: 'p',
  parameters: [stringParameter('Unused')],
  tags: {},
  codeLocation: { bucket: 'b', prefix: 'p' },
  steps: [
    sparkStep('Step', {
      processor,
      application: { kind: 'file', name: 'job/application', root, path: 'job/run_job.py' },
      pyFiles: { kind: 'python-packages', name: 'job/py-files', root, packages: ['shared/shared', 'job/job'] },
      arguments: [],
      sparkConfiguration: [{ Classification: 'spark-defaults', Properties: { a: 'b' } }],
    }),
  ],
});

const bundle = async (name: string) => {
  const found = (await collectAssets(pipeline())).bundles.get(name);
  if (!found) throw new Error(`no bundle ${name}`);
  return found;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ndr-bundles-'));
  write('job/run_job.py', 'print("run")\n');
  write('job/job/__init__.py', '');
  write('job/job/parts/sums.py', 'ONE = 1\n');
  write('shared/shared/__init__.py', 'SHARED = True\n');
});
afterEach(() => rmSync(root, { recursive: true }));

it('packs a zip a package, the package inside, without tests, caches and compiled modules', async () => {
  write('job/job/tests/test_sums.py', 'assert True\n');
  write('job/job/__pycache__/sums.cpython-311.pyc', 'x');
  write('job/job/old.pyc', 'x');
  write('job/job/.hidden', 'x');
  const { objects } = await bundle('job/py-files');
  expect(objects.map(({ suffix, bytes }) => [suffix, Object.keys(unzipSync(bytes))])).toEqual([
    ['/job.zip', ['job/__init__.py', 'job/parts/sums.py']],
    ['/shared.zip', ['shared/__init__.py']],
  ]);
});

it('gives the same bytes whatever the times of the files and the time zone of the machine', async () => {
  const { TZ } = process.env;
  try {
    process.env.TZ = 'UTC';
    const first = await bundle('job/py-files');
    process.env.TZ = 'America/New_York';
    utimesSync(join(root, 'job/job/__init__.py'), new Date(0), new Date(0));
    expect(await bundle('job/py-files')).toEqual(first);
  } finally {
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  }
});

it.each(['job/job/parts/sums.py', 'shared/shared/__init__.py'])(
  'gives another digest when %s changes',
  async (path) => {
    const { digest } = await bundle('job/py-files');
    write(path, 'CHANGED = True\n');
    expect((await bundle('job/py-files')).digest).not.toBe(digest);
  },
);

it('gives the script and the text that the pipeline holds as they are', async () => {
  const text = ({ objects }: Awaited<ReturnType<typeof bundle>>) =>
    objects.map(({ suffix, bytes }) => [suffix, Buffer.from(bytes).toString()]);
  expect(text(await bundle('job/application'))).toEqual([['', 'print("run")\n']]);
  expect(text(await bundle('Step/configuration'))).toEqual([
    ['', '[{"Classification":"spark-defaults","Properties":{"a":"b"}}]'],
  ]);
});

it.each(['job/run_job.py', 'job/job'])('names %s when it is missing', async (path) => {
  rmSync(join(root, path), { recursive: true });
  const error = (await collectAssets(pipeline()).catch((reason: unknown) => reason)) as NdrError;
  expect([error.code, error.place]).toEqual(['asset.source-missing', join(root, path)]);
});

it('collects nothing for a pipeline without code', async () => {
  const steps = [processingStep('Step', { processor })];
  expect((await collectAssets({ ...pipeline(), steps })).digests).toEqual({});
});

describe('files of a list', () => {
  const files = async () => {
    const assets = { kind: 'files', name: 'job/files', root, folder: 'files', paths: ['lookup', 'a.csv'] } as const;
    const step = sparkStep('Step', { processor, application: 's3://bucket/run.py', files: assets });
    const found = (await collectAssets({ ...pipeline(), steps: [step] })).bundles.get('job/files');
    return found ?? { digest: '', objects: [] };
  };
  beforeEach(() => {
    write('a.csv', 'a\n');
    write('lookup/inner/b.csv', 'b\n');
  });

  it('are taken as they are, folders as zips of what lies in them', async () => {
    const { objects } = await files();
    expect(objects.map(({ suffix }) => suffix)).toEqual(['/a.csv', '/lookup.zip']);
    expect(new TextDecoder().decode(objects[0]?.bytes)).toBe('a\n');
    expect(Object.keys(unzipSync(objects[1]?.bytes ?? new Uint8Array()))).toEqual(['inner/b.csv']);
  });

  it('have the same digest however old they are, and another one for another content', async () => {
    const before = await files();
    utimesSync(join(root, 'lookup/inner/b.csv'), 0, 0);
    expect(await files()).toEqual(before);
    write('lookup/inner/b.csv', 'other\n');
    expect((await files()).digest).not.toBe(before.digest);
  });

  it('that do not exist are refused by name', async () => {
    rmSync(join(root, 'a.csv'));
    await expect(files()).rejects.toMatchObject({ code: 'asset.source-missing' });
  });
});
