import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FsTree } from 'nx/src/generators/tree';
import { operationsModule } from './operations-module';
import { readOperations } from './read-operations';
import { serviceModel } from './service-model';

const model = {
  operations: {
    Make: { input: { shape: 'MakeRequest' }, output: { shape: 'MakeResponse' }, errors: [{ shape: 'InUse' }] },
    Remove: { input: { shape: 'Name' } },
    Other: { input: { shape: 'OtherRequest' } },
  },
  shapes: {
    MakeRequest: {
      type: 'structure',
      required: ['Name'],
      members: { Name: { shape: 'Name' }, Tags: { shape: 'Tags' }, Inner: { shape: 'MakeRequest' } },
    },
    MakeResponse: { type: 'structure', members: { Since: { shape: 'Timestamp' }, Sizes: { shape: 'Sizes' } } },
    Name: { type: 'string', min: 1, max: 8, pattern: '[a-z]+' },
    Tags: { type: 'list', member: { shape: 'Kind' }, max: 5 },
    Sizes: { type: 'map', key: { shape: 'Name' }, value: { shape: 'Size' } },
    Size: { type: 'integer', min: 0 },
    Kind: { type: 'string', enum: ['a', 'b'] },
    Timestamp: { type: 'timestamp' },
    OtherRequest: { type: 'structure', members: {} },
  },
};

it('reach what the operations take and give, with limits, and nothing else', () => {
  expect(readOperations(serviceModel.parse(model), ['Make', 'Remove'])).toEqual({
    operations: {
      Make: { input: 'MakeRequest', output: 'MakeResponse', errors: ['InUse'] },
      Remove: { input: 'Name', output: 'Nothing', errors: [] },
    },
    structures: {
      MakeRequest: { Name: 'Name!', Tags: 'Tags', Inner: 'MakeRequest' },
      MakeResponse: { Since: 'Timestamp', Sizes: 'Sizes' },
      Nothing: {},
    },
    lists: { Tags: { item: 'Kind', max: 5 } },
    maps: { Sizes: { key: 'Name', value: 'Size' } },
    scalars: {
      Name: { type: 'string', min: 1, max: 8, pattern: '[a-z]+' },
      Size: { type: 'integer', min: 0 },
      Kind: { type: 'string', enum: ['a', 'b'] },
      Timestamp: { type: 'timestamp' },
    },
  });
});

describe('the derived module', () => {
  let root: string;
  const file = 'operations.ts';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ndr-operations-'));
    mkdirSync(join(root, 'spark-jobs'));
    requireVersion('1.2.3');
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const derived = () => operationsModule(new FsTree(root, false), file);
  const requireVersion = (version: string) =>
    writeFileSync(join(root, 'spark-jobs', 'requirements.txt'), `botocore==${version} \\\n    --hash=sha256:0\n`);
  const install = (version: string) => {
    const packages = join(root, '.venv', 'lib', 'python3.11', 'site-packages');
    const data = join(packages, 'botocore', 'data', 'sagemaker', '2017-07-24');
    mkdirSync(data, { recursive: true });
    mkdirSync(join(packages, `botocore-${version}.dist-info`));
    writeFileSync(join(data, 'service-2.json.gz'), gzipSync(JSON.stringify(model)));
  };

  it('comes from the botocore that is installed, and names its version', () => {
    install('1.2.3');
    const text = derived();
    expect(text).toContain('from botocore 1.2.3. Do not edit.');
    expect(text).toContain('  CreatePipeline: {"input":"Nothing","output":"Nothing","errors":[]},');
    expect(derived()).toBe(text);
  });

  it('stands without an environment as long as the requirements name its version', () => {
    const text = '// Derived by `npx nx sync` from botocore 1.2.3. Do not edit.\n';
    writeFileSync(join(root, file), text);
    expect(derived()).toBe(text);
    requireVersion('1.2.4');
    expect(derived).toThrow('cannot be derived without the Python environment');
  });
});
