import {
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { TaskTokens } from './services';

/** Causes of failures have at most 32,768 characters. */
const causeLength = 32_000;

/** Tasks of Step Functions. One that waits no more is left: its machine has asked again meanwhile, or has ended. */
export function stepFunctionsTasks(client: SFNClient): TaskTokens {
  return {
    succeed: (taskToken) => whileItWaits(() => client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))),
    fail: (taskToken, error, cause) =>
      whileItWaits(() =>
        client.send(new SendTaskFailureCommand({ taskToken, error, cause: cause.slice(0, causeLength) })),
      ),
  };
}

async function whileItWaits(answer: () => Promise<unknown>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (!(error instanceof TaskTimedOut) && !(error instanceof TaskDoesNotExist)) throw error;
  }
}
