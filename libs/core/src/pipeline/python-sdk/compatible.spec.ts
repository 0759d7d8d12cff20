import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cases } from './cases';
import { asPythonSdk } from './compatible';
import { synth } from '../synth';

const folder = join(__dirname, '../../../test-data/sagemaker-python-sdk-2.257.7');
const anyDigests = new Proxy<Record<string, string>>({}, { get: () => '0'.repeat(64) });
const withoutDigests = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replaceAll(/\/[0-9a-f]{64}\//g, '/<digest>/'));

it.each(['ndr_15m_pyspark', 'ndr_fg_b_pyspark', 'spark_full', 'spark_jar', 'chained_io'])(
  'writes %s as the Python SDK does, digests in URIs aside',
  (name) => {
    const pipeline = cases[name];
    const definition = pipeline && asPythonSdk(synth(pipeline, { assets: anyDigests }).definition);
    const golden: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf-8'));
    expect(withoutDigests(definition)).toEqual(withoutDigests(golden));
  },
);
