import { pipeline, processor } from './fixture';
import { processingStep } from '../../steps/processing';
import { executionVariables } from '../../values/execution-variable';
import { join, text } from '../../values/join';
import { booleanParameter, floatParameter, integerParameter, stringParameter } from '../../values/parameter';

const word = stringParameter('Text', { default: 't' });
const count = integerParameter('Count', { default: 1 });
const ratio = floatParameter('Ratio', { default: 0.5 });
const flag = booleanParameter('Flag', { default: true });

const step = processingStep('Echo', {
  processor,
  entrypoint: ['echo'],
  inputs: [
    { name: 'day', uri: join('/', ['s3://ndr-bucket', word, 'day=1']), localPath: '/opt/ml/processing/input/day' },
  ],
  arguments: [
    text`--all=${word},${count},${ratio},${flag}`,
    join(',', ['a', 1, 2.5, true]),
    join('/', ['outer', join('-', [word, join('', ['x', count])])]),
    executionVariables.PipelineName,
    executionVariables.PipelineArn,
    executionVariables.PipelineExecutionId,
    executionVariables.PipelineExecutionArn,
    // Times are joined to text by themselves, as numbers are.
    executionVariables.StartDateTime,
    executionVariables.CurrentDateTime,
    count,
    ratio,
    flag,
  ],
  environment: { RUN: join('/', [word, executionVariables.PipelineExecutionId]) },
});

export default pipeline('join-and-variables', { parameters: [word, count, ratio, flag], steps: [step] });
