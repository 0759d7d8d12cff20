import { silent } from '@ndr/core';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Command } from './command-line/command';
import { diffCommand } from './commands/diff';
import { graphCommand } from './commands/graph';
import { importCommand } from './commands/import';
import { synthCommand } from './commands/synth';
import { validateCommand } from './commands/validate';
import type { Context } from './context';
import { createOutput } from './render/output';

const goldens = join(__dirname, '../../../libs/core/test-data/sagemaker-python-sdk-2.257.7');
const names = readdirSync(goldens).filter((file) => file !== 'api_requests.json');
const golden = (name: string) => join(goldens, `${name}.json`);

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ndr-definitions-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command in this process; answers what it wrote and its exit code. */
async function run(command: Command, options: Record<string, unknown>, json = false) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = {
    workspaceRoot: join(__dirname, '../../..'),
    stateFolder: folder,
    environmentName: 'local',
    reporter: silent,
    output: createOutput({ json, streams: false, stdout, stderr }),
    signal: new AbortController().signal,
  } as unknown as Context;
  const code = await command.run(command.options.parse(options), context);
  return { code, stdout: String(stdout.read() ?? '') };
}

/** A golden with one text replaced, as a file. */
function changed(name: string, old: string, now: string): string {
  const file = join(folder, `${name}.json`);
  const text = readFileSync(golden(name), 'utf-8');
  if (!text.includes(old)) throw new Error(`${name} does not hold ${old}`);
  writeFileSync(file, text.replace(old, now));
  return file;
}

describe('validate', () => {
  it('accepts every definition of the Python SDK', async () => {
    const { code, stdout } = await run(validateCommand, { files: names.map((file) => join(goldens, file)) }, true);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true });
  });

  it.each([
    ['chained_io', "Outputs['deltas']", "Outputs['delta']", 'pipeline.unknown-reference'],
    ['conditions', '"Get": "Parameters.MinimumRows"', '"Get": "Parameters.Minimum"', 'pipeline.unknown-reference'],
    ['depends_on', '"Name": "Shard1"', '"Name": "Shard0"', 'pipeline.duplicate-name'],
    ['parameters', '"DefaultValue": 7', '"DefaultValue": "7"', 'parameter.default-not-allowed'],
    ['processing_full', '"InstanceCount": 4', '"InstanceCount": 0', 'pipeline.limit'],
    ['training', '"S3OutputPath"', '"S3OutPath"', 'pipeline.unknown-member'],
    ['cache_and_retry', '"P30D"', '"30 days"', 'pipeline.cache-config'],
  ])('refuses %s with %s in place of %s', async (name, old, now, expected) => {
    const file = changed(name, old, now);
    const { code, stdout } = await run(validateCommand, { files: [file] }, true);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { code: string; pointer: string; file: string }[] };
    expect(findings.map((finding) => finding.code)).toContain(expected);
    expect(findings.every((finding) => finding.file === file && /^(\/|$)/.test(finding.pointer))).toBe(true);
  });

  it('shows each finding with its place, cause and remedy', async () => {
    const { stdout } = await run(validateCommand, { files: [changed('fail', '"Type": "Equals"', '"Type": "Equal"')] });
    expect(stdout).toMatch(
      /^error pipeline\.condition\n {2}place {2}.*fail\.json#\/Steps\/0\/Arguments\/Conditions\/0\/Type \(step Choose\)\n {2}cause .*\n {2}remedy .*\n/,
    );
    expect(stdout).toContain('1 definition: 1 error, ');
  });

  it('names a file that it cannot read', async () => {
    await expect(run(validateCommand, { files: [join(folder, 'absent.json')] })).rejects.toMatchObject({
      code: 'definition.invalid',
    });
  });
});

describe('import', () => {
  it('writes a module to a file, and says the same the second time', async () => {
    const out = join(folder, 'pipeline.ts');
    await run(importCommand, { file: golden('training'), out });
    const first = readFileSync(out, 'utf-8');
    await run(importCommand, { file: golden('training'), out });
    expect(first).toContain("const train = trainingStep('Train', {");
    expect(readFileSync(out, 'utf-8')).toBe(first);
  });

  it('refuses a definition that SageMaker refuses', async () => {
    const file = changed('depends_on', '"Name": "Shard1"', '"Name": "Shard0"');
    await expect(run(importCommand, { file })).rejects.toMatchObject({ code: 'pipeline.duplicate-name' });
  });
});

describe('diff', () => {
  it('finds nothing between a definition and itself', async () => {
    expect(await run(diffCommand, { old: golden('training'), new: golden('training') })).toEqual({
      code: 0,
      stdout: 'No difference.\n',
    });
  });

  it('shows fields, and what breaks the step cache', async () => {
    const now = changed('cache_and_retry', '"CacheDays"]', '"Days"]');
    const { stdout } = await run(diffCommand, { old: golden('cache_and_retry'), new: now });
    expect(stdout).toBe(
      [
        '~ step CacheDays',
        '    /Arguments/AppSpecification/ContainerArguments/0: "CacheDays" → "Days"',
        '    breaks the step cache: Arguments/AppSpecification is part of its cache key',
        '',
      ].join('\n'),
    );
  });

  it('compares a file with a pipeline of the environment', async () => {
    const { stdout } = await run(diffCommand, { old: golden('ndr_15m_pyspark'), new: 'ndr-15m-pipeline' }, true);
    const { changes } = JSON.parse(stdout) as { changes: { kind: string; action: string }[] };
    // A team may have added steps of its own.
    const others = changes.filter(({ kind, action }) => kind !== 'step' || !['changed', 'added'].includes(action));
    expect(others).toEqual([]);
  });
});

describe('graph', () => {
  it('draws a pipeline with the datasets between its steps', async () => {
    const { stdout } = await run(graphCommand, { pipeline: 'ndr-15m-pipeline' });
    expect(stdout).toMatch(/^flowchart TD\n/);
    expect(stdout).toContain('[("deltas")]');
  });

  it('draws a definition file as a page', async () => {
    const { stdout } = await run(graphCommand, { pipeline: golden('conditions'), format: 'html' });
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain('EnoughRows');
  });
});

describe('synth --compat python-sdk', () => {
  it.each([
    ['ndr-15m-pipeline', 'ndr_15m_pyspark'],
    ['ndr-fg-b-pipeline', 'ndr_fg_b_pyspark'],
  ])('%s says what %s of the Python SDK says, asset keys and settings of the environment aside', async (name, file) => {
    const { stdout } = await run(synthCommand, { pipelines: [name], compat: 'python-sdk' });
    const normalized = (json: string) =>
      JSON.parse(
        json
          .replaceAll(/\/[0-9a-f]{64}\//g, '/<digest>/')
          .replaceAll(/s3:\/\/[^/]+\//g, 's3://<bucket>/')
          .replaceAll(/arn:aws:iam::\d+:role\/[^"]+/g, '<role>'),
      ) as { readonly Steps: readonly { readonly Name: string }[] };
    const expected = normalized(readFileSync(golden(file), 'utf-8'));
    const stepNames = expected.Steps.map(({ Name }) => Name);
    const synthesized = normalized(stdout);
    // A team may have added steps of its own.
    const steps = synthesized.Steps.filter(({ Name }) => stepNames.includes(Name));
    expect({ ...synthesized, Steps: steps }).toEqual(expected);
  });
});
