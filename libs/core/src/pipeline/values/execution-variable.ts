import { marked, type Marked } from './mark';

/** Facts of the running execution that a definition may refer to. */
const names = [
  'CurrentDateTime',
  'PipelineArn',
  'PipelineExecutionArn',
  'PipelineExecutionId',
  'PipelineName',
  'StartDateTime',
  'TrainingJobName',
  'ProcessingJobName',
] as const;

/** Name of an execution variable, as SageMaker writes it behind `Execution.`. */
export type ExecutionVariableName = (typeof names)[number];

/** A fact of the running execution; date-times are text in ISO 8601. */
export interface ExecutionVariable extends Marked {
  readonly kind: 'execution-variable';
  readonly name: ExecutionVariableName;
}

/** Every execution variable, by name. */
export const executionVariables = Object.fromEntries(
  names.map((name) => [name, { ...marked, kind: 'execution-variable', name }]),
) as Readonly<Record<ExecutionVariableName, ExecutionVariable>>;
