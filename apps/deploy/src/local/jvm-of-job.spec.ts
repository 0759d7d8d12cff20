import { localEnvironmentName } from '@ndr/aws';
import type { ProcessingJob } from '@ndr/local-sagemaker';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jvmOfJobs } from './jvm-of-job';
import type { Context } from '../context';

const project = { project_name: 'p', job_name_version: 'delta_builder#v1' };
const spec = { reads: { integration: { s3_prefix: 's3://data/p/integration/', format: 'jsonl' } } };
const batch = { '--project-name': 'p', '--feature-spec-version': 'v1', '--mini-batch-id': 'b' };

let bucketRoot: string;
let table: Server;
let asked: number;
beforeEach(async () => {
  bucketRoot = mkdtempSync(join(tmpdir(), 'ndr-buckets-'));
  asked = 0;
  // DynamoDB, as far as a job's set is read from it.
  table = createServer((request, response) => {
    asked += 1;
    const item = { ...project, spec: JSON.stringify(spec), revision: 1, digest: '', set_digest: '' };
    const texts = { ...item, updated_at: '', updated_by: '' };
    const Items = [Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, attribute(value)]))];
    request.resume().on('end', () => response.end(JSON.stringify({ Items, Count: 1 })));
  });
  table.listen(0, '127.0.0.1');
  await once(table, 'listening');
});
afterEach(async () => {
  table.close();
  await once(table, 'close');
  rmSync(bucketRoot, { recursive: true });
});

const attribute = (value: string | number) => (typeof value === 'string' ? { S: value } : { N: String(value) });

function jvmOf(script: string, megabytes: number, flags: Readonly<Record<string, string>> = batch) {
  const folder = join(bucketRoot, 'data/p/integration/b');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'rows.jsonl'), '');
  truncateSync(join(folder, 'rows.jsonl'), megabytes * 2 ** 20);
  const job = {
    AppSpecification: {
      ImageUri: 'image',
      ContainerEntrypoint: ['smspark-submit', '--py-files', '/x', `/opt/ml/processing/input/code/${script}`],
      ContainerArguments: Object.entries(flags).flat(),
    },
  } as unknown as ProcessingJob;
  const { port } = table.address() as AddressInfo;
  const awsEnvironment = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'us-east-1' };
  const context = { environmentName: localEnvironmentName } as Context;
  return jvmOfJobs(context)(job, { bucketRoot, awsEnvironment });
}

it.each([
  ['short', 1],
  ['long', 100],
])(
  'is %s for a job of ndr whose batch has %d MiB, as its JobSpec in the table says where that lies',
  async (jvm, size) => {
    expect(await jvmOf('run_delta_builder.py', size)).toBe(jvm);
  },
);

it('is long for the job of somebody else, and nothing is asked for it', async () => {
  expect([await jvmOf('job.py', 1), asked]).toEqual(['long', 0]);
});
