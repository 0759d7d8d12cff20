import { join } from 'node:path';
import type { Json } from '@ndr/core';
import type { StepType } from './step-type';
import { isExactObject, plainJson, type ExactObject } from '../exact-json';
import { callHandler } from '../handler-process';
import { sagemakerArn, type LocalAccount } from '../identity';
import { exceptionOf } from '../retries';

/** What SageMaker makes of the steps of a type: how it is named in ARNs, in a step's metadata and in its description. */
interface Made {
  readonly arnKind: string;
  readonly metadata: string;
  readonly noun: string;
  /** The member that says that it is there, and its value. */
  readonly status?: Readonly<Record<string, string>>;
}

const madeByType: Readonly<Record<string, Made>> = {
  Training: made('training-job', 'TrainingJob', 'TrainingJob', { TrainingJobStatus: 'Completed' }),
  Transform: made('transform-job', 'TransformJob', 'TransformJob', { TransformJobStatus: 'Completed' }),
  Tuning: made('hyper-parameter-tuning-job', 'TuningJob', 'HyperParameterTuningJob', {
    HyperParameterTuningJobStatus: 'Completed',
  }),
  AutoML: made('automl-job', 'AutoMLJob', 'AutoMLJob', { AutoMLJobStatus: 'Completed' }),
  Model: made('model', 'Model', 'Model'),
  RegisterModel: made('model-package', 'RegisterModel', 'ModelPackage', { ModelPackageStatus: 'Completed' }),
};

function made(arnKind: string, metadata: string, noun: string, status?: Made['status']): Made {
  return { arnKind, metadata, noun, ...(status && { status }) };
}

/** Steps of a type that this machine does not run itself: the handler file of that type does. */
export const handledStep: StepType = {
  unsupported({ name, type }, _evaluated, { handlers }) {
    if (handlers.ofStepType(type)) return [];
    return [
      {
        code: 'local.unsupported',
        place: `step ${name}`,
        cause: `a step of the type ${type} does not run on this machine, and no handler file stands for it`,
        remedy: `Put a function handler(event, context) into ${join(handlers.folder, 'steps', `${type}.py`)}, or .mjs; or run the pipeline on SageMaker.`,
      },
    ];
  },

  need: (_evaluated, memoryMb) => ({ processes: 1, memoryMb }),

  async run(attempt) {
    const { step, evaluated, executionArn, jobName, host } = attempt;
    const handler = host.handlers.ofStepType(step.type);
    if (!handler) return { status: 'Failed', reason: `local.unsupported: the handler file of ${step.type} is gone` };
    const logFile = join(host.logs, '/aws/sagemaker', `${step.type}Jobs`, jobName, 'algo-1.log');
    const identity = identityOf(step.type, jobName, evaluated, host.account);
    attempt.change({ jobName, logFile, ...(identity.metadata && { metadata: identity.metadata }) });
    const request = plainJson(evaluated.Arguments ?? {});
    const end = await callHandler(handler, host.handlerHost, {
      event: {
        StepName: step.name,
        StepType: step.type,
        JobName: jobName,
        PipelineExecutionArn: executionArn,
        Request: request,
      },
      logFile,
      variables: {},
      signal: attempt.stop,
      timeoutMs: longestMs,
    });
    switch (end.kind) {
      case 'answered': {
        const answer = isExactObject(end.answer) ? (end.answer as Readonly<Record<string, Json>>) : {};
        return { status: 'Succeeded', properties: { ...(request as object), ...identity.members, ...answer } };
      }
      case 'stopped':
        return { status: 'Stopped' };
      case 'timed-out':
        return {
          status: 'Failed',
          reason: `local.time-limit: the handler ran longer than ${longestMs / 1000} seconds`,
        };
      case 'failed': {
        const reason = `${end.errorType}: ${end.message}`;
        const exception = exceptionOf(reason) ?? exceptionOf(end.message);
        return { status: 'Failed', reason, ...(exception && { exception }) };
      }
    }
  },
};

/** SageMaker's longest job has 28 days; a timer holds 24. */
const longestMs = 2 ** 31 - 1;

interface MadeIdentity {
  /** Members of its description. */
  readonly members: Readonly<Record<string, Json>>;
  readonly metadata?: Json;
}

function identityOf(type: string, jobName: string, evaluated: ExactObject, account: LocalAccount): MadeIdentity {
  const kind = madeByType[type];
  if (!kind) return { members: {} };
  const group = isExactObject(evaluated.Arguments) ? evaluated.Arguments.ModelPackageGroupName : undefined;
  const name = typeof group === 'string' ? `${group}/1` : jobName;
  const arn = sagemakerArn(account, kind.arnKind, name);
  return {
    members: { [`${kind.noun}Name`]: jobName, [`${kind.noun}Arn`]: arn, ...kind.status },
    metadata: { [kind.metadata]: { Arn: arn } },
  };
}
