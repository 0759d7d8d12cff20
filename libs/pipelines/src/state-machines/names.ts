/** Names of the state machines. */
export const stateMachineNames = ['batch', 'baselines', 'backfill'] as const;
export type StateMachineName = (typeof stateMachineNames)[number];

/** Names of the handlers of their tasks: each is one file of @ndr/aws, and a Lambda function in an account. */
export const taskHandlerNames = [
  'find-batches',
  'claim-run',
  'take-turn',
  'execute-run',
  'release-run',
  'find-stale-windows',
  'plan-baselines',
  'check-completeness',
  'plan-backfill',
  'conclude',
] as const;
export type TaskHandlerName = (typeof taskHandlerNames)[number];

/** What the states of a machine call, by the names of the place where it runs. */
export interface StateMachineResources {
  /** ARN of the function of a handler. */
  readonly functionArn: (handler: TaskHandlerName) => string;
  /** ARN of the topic that failures are published to. */
  readonly topicArn: string;
}
