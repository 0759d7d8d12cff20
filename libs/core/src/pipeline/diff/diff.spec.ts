import { compareDefinitions } from './compare-definitions';
import type { PipelineDefinition } from '../definition.schema';
import type { Json } from '../values/render';

const input = (name: string, uri = 's3://b/i') => ({ InputName: name, S3Input: { S3Uri: uri } });

const step = (name: string, request: Record<string, Json> = {}, members: Record<string, Json> = {}) => ({
  Name: name,
  Type: 'Processing',
  Arguments: { RoleArn: 'r', ...request },
  ...members,
});

const definition = (steps: object[], members: object = {}) =>
  ({ Version: '2020-12-01', Steps: steps, ...members }) as PipelineDefinition;

const diff = (old: object[], now: object[]) => compareDefinitions(definition(old), definition(now));
const cached = { CacheConfig: { Enabled: true } };

describe('what says the same to SageMaker', () => {
  it.each<[string, object, object]>([
    [
      'names to wait for in another order',
      step('A', {}, { DependsOn: ['X', 'Y'] }),
      step('A', {}, { DependsOn: ['Y', 'X'] }),
    ],
    [
      'inputs in another order',
      step('A', { ProcessingInputs: [input('i'), input('j')] }),
      step('A', { ProcessingInputs: [input('j'), input('i')] }),
    ],
    ['no environment and an empty one', step('A'), step('A', { Environment: {} })],
    ['members in another order', { Name: 'A', Type: 'Fail' }, { Type: 'Fail', Name: 'A' }],
  ])('is no change: %s', (_what, old, now) => {
    expect(diff([old], [now])).toEqual([]);
  });

  it('is no change: steps and parameters in another order', () => {
    const parameters = [
      { Name: 'P', Type: 'String' },
      { Name: 'Q', Type: 'String' },
    ];
    const one = definition([step('A'), step('B')], { Parameters: parameters });
    const other = definition([step('B'), step('A')], { Parameters: [...parameters].reverse() });
    expect(compareDefinitions(one, other)).toEqual([]);
  });
});

describe('a change', () => {
  it('of an argument is told by its place, old and new', () => {
    const args = (value: string) => step('A', { AppSpecification: { ContainerArguments: ['--x', value] } });
    expect(diff([args('1')], [args('2')])).toEqual([
      {
        kind: 'step',
        name: 'A',
        action: 'changed',
        fields: [{ pointer: '/Arguments/AppSpecification/ContainerArguments/1', old: '1', new: '2' }],
      },
    ]);
  });

  it('of an input is told by the name of the input, wherever it stands', () => {
    const old = step('A', { ProcessingInputs: [input('i'), input('j')] });
    const now = step('A', { ProcessingInputs: [input('k'), input('j', 's3://b/other'), input('i')] });
    expect(diff([old], [now])[0]?.fields).toEqual([
      { pointer: '/Arguments/ProcessingInputs/j/S3Input/S3Uri', old: 's3://b/i', new: 's3://b/other' },
      { pointer: '/Arguments/ProcessingInputs/k', new: input('k') },
    ]);
  });

  it('may be a step that is there on one side only', () => {
    expect(diff([step('A'), step('B')], [step('A'), step('C')]).map(({ name, action }) => [name, action])).toEqual([
      ['C', 'added'],
      ['B', 'removed'],
    ]);
  });

  it('may be a step that moved into a branch', () => {
    const gate = (inside: object[]) => ({
      Name: 'If',
      Type: 'Condition',
      Arguments: { Conditions: [], IfSteps: inside, ElseSteps: [] },
    });
    expect(diff([gate([]), step('A')], [gate([step('A')])])).toEqual([
      { kind: 'step', name: 'A', action: 'changed', fields: [{ pointer: '/Branch', new: 'IfSteps of If' }] },
    ]);
  });

  it('may be the experiment or a parameter', () => {
    const old = definition([], { PipelineExperimentConfig: null, Parameters: [{ Name: 'P', Type: 'String' }] });
    const now = definition([], {
      PipelineExperimentConfig: { ExperimentName: 'e' },
      Parameters: [{ Name: 'P', Type: 'String', DefaultValue: 'x' }],
    });
    expect(compareDefinitions(old, now)).toEqual([
      {
        kind: 'definition',
        name: 'PipelineExperimentConfig',
        action: 'changed',
        fields: [{ pointer: '', old: null, new: { ExperimentName: 'e' } }],
      },
      { kind: 'parameter', name: 'P', action: 'changed', fields: [{ pointer: '/DefaultValue', new: 'x' }] },
    ]);
  });
});

describe('the cache of a step', () => {
  const effect = (old: Record<string, Json>, now: Record<string, Json>) =>
    diff([step('A', old, cached)], [step('A', now, cached)])[0]?.cache;

  it('is broken by what is part of its key', () => {
    expect(effect({ Environment: { A: '1' } }, { Environment: { A: '2' } })).toEqual({
      breaks: true,
      because: ['Arguments/Environment is part of its cache key'],
    });
  });

  it('is not broken by another machine, role or output', () => {
    const machine = (type: string) => ({
      ProcessingResources: { ClusterConfig: { InstanceType: type } },
      RoleArn: type,
    });
    expect(effect(machine('a'), machine('b'))).toEqual({ breaks: false, because: [] });
  });

  it('is broken by another default of a parameter that its key holds', () => {
    const parameters = (value: string) => ({ Parameters: [{ Name: 'P', Type: 'String', DefaultValue: value }] });
    const uses = step(
      'A',
      { Environment: { X: { 'Std:Join': { On: '', Values: [{ Get: 'Parameters.P' }] } } } },
      cached,
    );
    const changes = compareDefinitions(definition([uses], parameters('a')), definition([uses], parameters('b')));
    expect(changes.find(({ kind }) => kind === 'step')?.cache).toEqual({
      breaks: true,
      because: ['its cache key holds the parameter P, whose default changed'],
    });
  });

  it('depends on all that a step of an unknown type sends, whatever the type is called', () => {
    const unknown = (text: string) => ({ ...step('A', { X: text }, cached), Type: 'constructor' });
    expect(diff([unknown('a')], [unknown('b')])[0]?.cache).toEqual({
      breaks: true,
      because: ['Arguments is part of its cache key'],
    });
  });

  it('is nobody to tell of where a step has none', () => {
    expect(diff([step('A', { RoleArn: 'a' })], [step('A', { RoleArn: 'b' })])[0]?.cache).toBeUndefined();
  });
});
