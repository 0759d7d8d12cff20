import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Json } from '@ndr/core';
import { decide, definition, get, join, shellStep, type TestStep } from '../testing/definitions';
import { completed, InterpreterRun } from '../testing/interpreter-run';

let local: InterpreterRun;
beforeEach(() => {
  local = new InterpreterRun();
});
afterEach(() => local.close());

const step = (name: string, more: Partial<TestStep> = {}): TestStep => ({ name, entrypoint: ['true'], ...more });
const fail = (Name: string, ErrorMessage?: Json) => ({
  ...{ Name, Type: 'Fail' },
  Arguments: { ...(ErrorMessage !== undefined && { ErrorMessage }) },
});

describe('a condition', () => {
  const branched = definition(
    [
      decide(
        'Which',
        [get('Parameters.Mode'), 'full'],
        [step('Full'), step('AfterFull', { dependsOn: ['Full'] })],
        [step('Short')],
      ),
      step('Behind', { dependsOn: ['AfterFull'] }),
      step('BehindThat', { dependsOn: ['Behind'] }),
      step('Beside'),
      step('AfterWhich', { dependsOn: ['Which'] }),
    ],
    [{ Name: 'Mode', Type: 'String', DefaultValue: 'full' }],
  );

  it('runs the branch that it decides for, and what waits for it', async () => {
    const { arn, status } = await local.run(branched);
    expect(status).toBe('Succeeded');
    expect(Object.keys(local.statuses(arn)).sort()).toEqual(
      ['AfterFull', 'AfterWhich', 'Behind', 'BehindThat', 'Beside', 'Full', 'Which'].sort(),
    );
    expect(local.step(arn, 'Which').metadata).toEqual({ Condition: { Outcome: 'True' } });
  });

  it('skips the other branch and everything behind it, and the execution succeeds', async () => {
    const { arn, status } = await local.run(branched, { parameters: { Mode: 'short' } });
    expect(status).toBe('Succeeded');
    expect(Object.keys(local.statuses(arn)).sort()).toEqual(['AfterWhich', 'Beside', 'Short', 'Which']);
    expect(local.step(arn, 'Which').metadata).toEqual({ Condition: { Outcome: 'False' } });
  });

  it('stands in a branch of another: nothing in a branch that is skipped is decided', async () => {
    const inner = decide('Inner', [1, 1], [step('Deep')]);
    const taken = await local.run(definition([decide('Outer', [true, true], [inner])]));
    const skipped = await local.run(definition([decide('Outer', [true, false], [inner], [step('Else')])]));
    expect(Object.keys(local.statuses(taken.arn))).toEqual(['Outer', 'Inner', 'Deep']);
    expect(Object.keys(local.statuses(skipped.arn))).toEqual(['Outer', 'Else']);
  });

  it('reads what a step before it wrote, through a property file', async () => {
    local.jobs.set('measure', async () => {
      await local.buckets.put('s3://bucket-a/run/scores.json', Buffer.from('{"models": [{"auc": 0.9}]}'));
      return completed;
    });
    const measure = step('Measure', {
      entrypoint: ['measure'],
      outputs: { scores: 's3://bucket-a/run' },
      members: { PropertyFiles: [{ PropertyFileName: 'Scores', OutputName: 'scores', FilePath: 'scores.json' }] },
    });
    const auc = { 'Std:JsonGet': { PropertyFile: get('Steps.Measure.PropertyFiles.Scores'), Path: 'models[0].auc' } };
    const { arn } = await local.run(definition([decide('IsGood', [auc, 0.9], [step('Good')]), measure]));
    expect(Object.keys(local.statuses(arn))).toEqual(['Measure', 'IsGood', 'Good']);
  });

  it('fails when it compares values of different types', async () => {
    const { arn, status } = await local.run(definition([decide('Which', ['1', 1], [step('Then')])]));
    expect(status).toBe('Failed');
    expect(local.step(arn, 'Which').failureReason).toContain(
      '"1" of the type String is compared with 1 of the type Integer',
    );
  });

  it('fails when the document that it reads is not there', async () => {
    const value = { 'Std:JsonGet': { S3Uri: join('/', 's3://bucket-a', 'absent.json'), Path: 'x' } };
    const { arn } = await local.run(definition([decide('Which', [value, 1], [])]));
    expect(local.step(arn, 'Which').failureReason).toContain('local.input-missing at s3://bucket-a/absent.json');
  });

  it('reads no document that a link outside the buckets leads to', async () => {
    await local.buckets.put('s3://bucket-a/x.json', Buffer.from('{"x": 1}'));
    writeFileSync(path.join(local.folder, 'secret.json'), '{"x": 1}');
    symlinkSync(path.join(local.folder, 'secret.json'), path.join(local.folder, 'buckets', 'bucket-a', 'link.json'));
    const value = { 'Std:JsonGet': { S3Uri: 's3://bucket-a/link.json', Path: 'x' } };
    const { arn } = await local.run(definition([decide('Which', [value, 1], [])]));
    expect(local.step(arn, 'Which').failureReason).toContain('local.input-missing at s3://bucket-a/link.json');
  });
});

describe('a Fail step', () => {
  it('fails the execution with its message, in the words of the service', async () => {
    const which = decide('Which', [1, 2], [], [fail('Stop', join(': ', 'the outcome is', get('Steps.Which.Outcome')))]);
    const result = await local.run(definition([which]));
    expect(result).toMatchObject({ status: 'Failed', failureReason: 'Step failure: One or multiple steps failed.' });
    expect(local.step(result.arn, 'Stop')).toMatchObject({
      ...{ status: 'Failed', failureReason: 'the outcome is: false' },
      metadata: { Fail: { ErrorMessage: 'the outcome is: false' } },
    });
  });

  it('needs no message', async () => {
    const { arn } = await local.run(definition([fail('Stop')]));
    expect(local.step(arn, 'Stop')).toMatchObject({ status: 'Failed', metadata: { Fail: { ErrorMessage: '' } } });
    expect(local.step(arn, 'Stop').failureReason).toBeUndefined();
  });
});

describe('before an execution starts', () => {
  it.each([
    [
      'two steps of one name, one in a branch',
      [step('A'), decide('Which', [1, 1], [step('A')])],
      'pipeline.duplicate-name',
    ],
    [
      'a step that waits for one that is not there',
      [decide('Which', [1, 1], [step('A', { dependsOn: ['B'] })])],
      'pipeline.unknown-reference',
    ],
    [
      'a step in a branch that its own condition waits for',
      [decide('Which', [get('Steps.A.ExitMessage'), 'x'], [step('A')])],
      'pipeline.cycle',
    ],
    [
      'an age that is no duration',
      [step('A', { members: { CacheConfig: { Enabled: true, ExpireAfter: 'soon' } } })],
      'pipeline.cache-config',
    ],
    [
      'a retry policy without reasons',
      [step('A', { members: { RetryPolicies: [{ MaxAttempts: 2 }] } })],
      'pipeline.retry-policy',
    ],
    [
      'a Lambda function without a handler',
      [{ Name: 'L', Type: 'Lambda', FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f' }],
      'local.unsupported',
    ],
    [
      'a Training step in a branch, without a handler',
      [decide('Which', [1, 1], [{ Name: 'T', Type: 'Training', Arguments: {} }])],
      'local.unsupported',
    ],
  ])('refuses %s', (_, steps, code) => {
    expect(() => local.start(definition(steps))).toThrow(expect.objectContaining({ code }) as Error);
    expect(local.events).toEqual([]);
  });

  it('refuses branches that are no lists, and documents nested without end', () => {
    const broken = { Name: 'Which', Type: 'Condition', Arguments: { Conditions: [], IfSteps: 'none' } };
    expect(() => local.start(definition([broken]))).toThrow(/definition\.invalid/);
    const deep = `{"Version": "2020-12-01", "Steps": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(() => local.start(deep)).toThrow(/definition\.invalid/);
  });
});

it('hands a value of each type to a job as text', async () => {
  const seen: unknown[] = [];
  local.jobs.set('look', ({ job }) => {
    seen.push(job.AppSpecification.ContainerArguments);
    return Promise.resolve(completed);
  });
  const parts = ['Whole', 'Part', 'Flag', 'Count'].map((name) => join('', get(`Parameters.${name}`)));
  const text = definition(
    [{ name: 'Look', entrypoint: ['look'], arguments: [...parts, join('|', 1, true, 'x')] }, shellStep('Other', '')],
    [
      { Name: 'Whole', Type: 'Float', DefaultValue: 2 },
      { Name: 'Part', Type: 'Float', DefaultValue: 0.00001 },
      { Name: 'Flag', Type: 'Boolean', DefaultValue: false },
      { Name: 'Count', Type: 'Integer', DefaultValue: 10 },
    ],
  );
  await local.run(text);
  expect(seen).toEqual([['2.0', '1e-05', 'false', '10', '1|true|x']]);
});
