import { join } from 'node:path';
import type { Problem } from '@ndr/core';
import type { StepType } from './step-type';
import { asText } from '../evaluate';
import { isExactObject, plainJson, type ExactObject } from '../exact-json';
import { callHandler, type HandlerEnd } from '../handler-process';
import { functionName, type Handlers } from '../handlers';
import { executionIdOf } from '../identity';
import { readOutputs } from '../output-parameters';
import { exceptionOf } from '../retries';
import type { StepOutcome } from '../step-outcome';

/** Memory that a function may take, in MiB, when steps are let onto the machine. */
const functionMemoryMb = 256;

/** Calls a Lambda function: the handler file of its name. A stop of the execution lets it end by itself. */
export const lambdaStep: StepType = {
  unsupported({ name }, evaluated, { handlers }) {
    const arn = evaluated && arnOf(evaluated);
    return arn === undefined || handlers.ofFunction(arn) ? [] : [noHandler(name, arn, handlers)];
  },

  need: () => ({ processes: 1, memoryMb: functionMemoryMb }),

  async run(attempt) {
    const { step, evaluated, executionArn, host } = attempt;
    const arn = arnOf(evaluated) ?? '';
    const handler = host.handlers.ofFunction(arn);
    const logFile = join(
      host.logs,
      '/aws/lambda',
      functionName(arn),
      `${executionIdOf(executionArn)}-${step.name}.log`,
    );
    attempt.change({ metadata: { Lambda: { Arn: arn } }, logFile });
    if (!handler) {
      const { code, cause, remedy } = noHandler(step.name, arn, host.handlers);
      return { status: 'Failed', reason: `${code}: ${cause}. ${remedy}` };
    }
    const end = await callHandler(handler, host.handlerHost, {
      event: plainJson(evaluated.Arguments ?? {}),
      logFile,
      variables: { AWS_LAMBDA_FUNCTION_NAME: functionName(arn), AWS_LAMBDA_FUNCTION_VERSION: '$LATEST' },
      signal: attempt.abandon,
      timeoutMs: host.lambdaTimeoutMs,
    });
    if (end.kind !== 'answered') return failureOf(end, host.lambdaTimeoutMs);
    return outcomeOf(end.answer, evaluated, (OutputParameters) =>
      attempt.change({ metadata: { Lambda: { Arn: arn, OutputParameters } } }),
    );
  },
};

function arnOf({ FunctionArn: arn }: ExactObject): string | undefined {
  return arn === undefined ? undefined : asText(arn);
}

type OutputMetadata = { readonly Name: string; readonly Value: string }[];

function outcomeOf(
  answer: unknown,
  { OutputParameters: declared }: ExactObject,
  tell: (outputs: OutputMetadata) => void,
): StepOutcome {
  const given = answer as ExactObject;
  const { values, metadata, faults } = readOutputs(declared, isExactObject(given) ? given : {});
  tell([...metadata]);
  if (faults.length === 0) return { status: 'Succeeded', properties: { OutputParameters: values } };
  return { status: 'Failed', reason: `ClientError: of what the function answered, ${faults.join(', ')}` };
}

function failureOf(end: Exclude<HandlerEnd, { kind: 'answered' }>, timeoutMs: number): StepOutcome {
  switch (end.kind) {
    case 'stopped':
      return { status: 'Stopped' };
    case 'timed-out':
      return { status: 'Failed', reason: `the function did not end within ${timeoutMs / 1000} seconds` };
    case 'failed': {
      const reason = `${end.errorType}: ${end.message}`;
      const exception = exceptionOf(reason);
      return { status: 'Failed', reason, ...(exception && { exception }) };
    }
  }
}

function noHandler(step: string, arn: string, { folder }: Handlers): Problem {
  const name = functionName(arn);
  return {
    code: 'local.unsupported',
    place: `step ${step}`,
    cause: `it calls the Lambda function ${name}, and no handler file of that name is there`,
    remedy: `Put a function lambda_handler(event, context) into ${join(folder, 'lambda', `${name}.py`)}, or .mjs.`,
  };
}
