import { equals, greaterThan, isIn } from './conditions/comparison';
import { pipelineScope } from './pipeline-scope';
import { pipeline, processor, role } from './python-sdk/cases/fixture';
import { conditionStep } from './steps/condition';
import { lambdaStep } from './steps/lambda';
import { outputOf } from './steps/output-parameters';
import { outputUri, processingStep } from './steps/processing';
import { properties } from './steps/properties';
import { trainingStep, type TrainingStepOptions } from './steps/training';
import { jsonGet } from './values/json-get';
import { booleanParameter, integerParameter, stringParameter } from './values/parameter';

/*
 * What must not compile: each line behind `@ts-expect-error` is an error of the compiler, which the type check of the
 * tests fails without. The tests themselves only say that the lines run.
 */
const text = stringParameter('Text');
const count = integerParameter('Count');
const flag = booleanParameter('Flag');
const make = processingStep('Make', {
  processor,
  outputs: { table: { localPath: '/t' } },
  propertyFiles: { Report: { output: 'table', path: 'r.json' } },
});
const call = lambdaStep('Call', { functionArn: 'arn', outputs: { rows: 'Integer', ready: 'Boolean' } });

it('parameters have the type that a place wants', () => {
  // @ts-expect-error -- a number of instances is no text
  processingStep('A', { processor: { ...processor, instanceCount: text } });
  // @ts-expect-error -- an image is no number
  processingStep('A', { processor: { ...processor, image: count } });
  // @ts-expect-error -- a default is of the parameter's type
  integerParameter('P', { default: '1' });
  // @ts-expect-error -- values of an enumeration are of the parameter's type
  expect(stringParameter('P', { enum: [1] }).enum).toEqual([1]);
});

it('outputs, property files and properties are those that a step declares', () => {
  // @ts-expect-error -- no such output
  outputUri(make, 'tabel');
  // @ts-expect-error -- no such property file
  jsonGet(make, 'Reports', 'rows');
  const outputs = { a: { localPath: '/a' } };
  // @ts-expect-error -- a property file lies in an output
  processingStep('B', { processor, outputs, propertyFiles: { F: { output: 'b', path: 'f.json' } } });
  // @ts-expect-error -- no such output of a function
  outputOf(call, 'row');
  // @ts-expect-error -- no such property
  expect(properties(make).ProcessingJobNam).toBeUndefined();
  expect(properties(make).ProcessingOutputConfig.Outputs.table.S3Output.S3Uri.path).toBe(
    "ProcessingOutputConfig.Outputs['table'].S3Output.S3Uri",
  );
});

it('conditions compare what can be compared', () => {
  // @ts-expect-error -- text is not greater than a number
  greaterThan(text, 1);
  // @ts-expect-error -- a number is no text
  equals(count, 'one');
  // @ts-expect-error -- a truth value is in no list of texts
  isIn(flag, ['a']);
  // @ts-expect-error -- an output has the type that it declares
  equals(outputOf(call, 'rows'), true);
  expect(equals(outputOf(call, 'ready'), true).Type).toBe('Equals');
});

it('requests have the members of the API', () => {
  const request: TrainingStepOptions['request'] = {
    AlgorithmSpecification: { TrainingInputMode: 'File' },
    OutputDataConfig: { S3OutputPath: 's3://b/o' },
    StoppingCondition: {},
    RoleArn: role,
  };
  // @ts-expect-error -- a required member is missing
  trainingStep('T', { request: { RoleArn: role } });
  // @ts-expect-error -- no such member
  trainingStep('T', { request: { ...request, Hyperparameters: {} } });
  // @ts-expect-error -- none of the values of the API
  trainingStep('T', { request: { ...request, AlgorithmSpecification: { TrainingInputMode: 'Folder' } } });
  expect(trainingStep('T', { request }).type).toBe('Training');
});

it('a step of another pipeline is none of this one', () => {
  const [one, other] = [pipelineScope('one'), pipelineScope('other')];
  const codeLocation = { bucket: 'b', prefix: 'p' };
  const [mine, foreign] = [one.own(make), other.own(make)];
  // @ts-expect-error -- it belongs to the other pipeline
  one.own(foreign);
  // @ts-expect-error -- it belongs to the other pipeline
  one.pipeline({ parameters: [], steps: [mine, foreign], codeLocation });
  expect(one.pipeline({ parameters: [], steps: [mine], codeLocation })).toMatchObject({ name: 'one', steps: [make] });
});

it('steps are steps', () => {
  // @ts-expect-error -- a name is no step
  pipeline('p', { steps: ['Make'] });
  // @ts-expect-error -- a condition needs its type
  expect(conditionStep('C', { conditions: [{ LeftValue: 1 }] }).type).toBe('Condition');
});
