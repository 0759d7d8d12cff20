import { serviceRetries } from './faults';
import type { StateMachineResources, TaskHandlerName } from './names';
import type { Catcher, Retrier, TaskState, Template, Transition } from './states-language';

const handlerTimeoutSeconds = 300;

interface HandlerTask {
  readonly payload: Template;
  readonly to: Transition;
  /** Where the answer stands; it takes the place of the input unless given. */
  readonly resultPath?: string;
  readonly catches?: readonly Catcher[];
}

/** A task that a handler does at once. */
export function handlerTask(
  { functionArn }: StateMachineResources,
  handler: TaskHandlerName,
  { payload, to, resultPath, catches }: HandlerTask,
): TaskState {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: functionArn(handler), Payload: payload },
    // Without a path for the answer the payload itself goes on.
    ...(resultPath === undefined
      ? { OutputPath: '$.Payload' }
      : { ResultSelector: { 'answer.$': '$.Payload' }, ResultPath: resultPath }),
    TimeoutSeconds: handlerTimeoutSeconds,
    Retry: serviceRetries,
    ...(catches && { Catch: catches }),
    ...to,
  };
}

interface WaitingTask {
  readonly payload: Template;
  readonly to: Transition;
  readonly timeoutSeconds: number;
  readonly retries: readonly Retrier[];
  readonly catches: readonly Catcher[];
}

/** A task that a handler begins, and that ends when somebody answers its token. */
export function waitingTask(
  { functionArn }: StateMachineResources,
  handler: TaskHandlerName,
  { payload, to, timeoutSeconds, retries, catches }: WaitingTask,
): TaskState {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: {
      FunctionName: functionArn(handler),
      Payload: { ...payload, 'taskToken.$': '$$.Task.Token' },
    },
    ResultPath: null,
    TimeoutSeconds: timeoutSeconds,
    Retry: retries,
    Catch: catches,
    ...to,
  };
}

/** A task that tells people, whose own failure stops nothing. */
export function notificationTask({ topicArn }: StateMachineResources, next: string): TaskState {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::sns:publish',
    Parameters: {
      TopicArn: topicArn,
      'Subject.$': '$.released.answer.notification.subject',
      'Message.$': '$.released.answer.notification.message',
    },
    ResultPath: null,
    Retry: [
      {
        ErrorEquals: ['States.TaskFailed'],
        IntervalSeconds: 2,
        MaxAttempts: 5,
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      },
    ],
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.unpublished', Next: next }],
    Next: next,
  };
}
