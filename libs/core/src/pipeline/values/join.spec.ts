import { executionVariables } from './execution-variable';
import { asText, join, text } from './join';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from './parameter';
import { render } from './render';
import type { Value } from './value';
import { outputUri, processingStep } from '../steps/processing';

const codeLocation = { bucket: 'code', prefix: 'fixture' };
const rendered = (value: Value) => render(value, { locate: (asset) => `s3://code/${asset.name}`, codeLocation });

describe('text', () => {
  const project = stringParameter('ProjectName');

  it('joins literals and references in the order in which they stand', () => {
    expect(rendered(text`s3://bucket/${project}/day`)).toEqual({
      'Std:Join': { On: '', Values: ['s3://bucket/', { Get: 'Parameters.ProjectName' }, '/day'] },
    });
  });

  it('is plain text when nothing in it waits for the run', () => {
    expect(text`s3://${'bucket'}/${3}/${true}`).toBe('s3://bucket/3/true');
  });

  it('keeps a join inside it as a join', () => {
    const folder = join('/', ['a', project]);
    expect(rendered(text`${folder}/b`)).toEqual({
      'Std:Join': {
        On: '',
        Values: [{ 'Std:Join': { On: '/', Values: ['a', { Get: 'Parameters.ProjectName' }] } }, '/b'],
      },
    });
  });

  it('holds no empty parts', () => {
    expect(rendered(text`${project}${project}`)).toEqual({
      'Std:Join': { On: '', Values: [{ Get: 'Parameters.ProjectName' }, { Get: 'Parameters.ProjectName' }] },
    });
  });
});

describe('asText', () => {
  it.each([
    [1, '1'],
    [0.25, '0.25'],
    [false, 'false'],
    ['a', 'a'],
  ])('writes the literal %p as %p', (literal, written) => {
    expect(asText(literal)).toBe(written);
  });

  it.each([integerParameter('P'), floatParameter('P'), booleanParameter('P')])('joins a $type to text', (parameter) => {
    expect(rendered(asText(parameter))).toEqual({ 'Std:Join': { On: '', Values: [{ Get: 'Parameters.P' }] } });
  });

  it.each(['CurrentDateTime', 'StartDateTime'] as const)('joins the date-time %s to text', (name) => {
    expect(rendered(asText(executionVariables[name]))).toEqual({
      'Std:Join': { On: '', Values: [{ Get: `Execution.${name}` }] },
    });
  });

  it('leaves what is text already as it is', () => {
    const processor = { image: 'i', instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeInGb: 30, roleArn: 'r' };
    const step = processingStep('Make', { processor, outputs: { table: { localPath: '/t', uri: 's3://b/t/' } } });
    const values = [stringParameter('P'), executionVariables.PipelineName, join('-', ['a']), outputUri(step, 'table')];
    expect(values.map(asText)).toEqual(values);
  });
});
