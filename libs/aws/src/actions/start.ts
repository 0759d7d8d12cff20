import {
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { codes, NdrError } from '@ndr/core';
import { randomUUID } from 'node:crypto';
import type { ActionContext } from './deployment';
import { codedFailure, withCodedFailures } from '../account/aws-failure';
import { readExecution } from '../executions/execution';
import type { CheckedStart, Selection } from '../executions/start-request';
import { isAbsence, noSuchPipeline } from '../pipelines/stored-pipeline';

/**
 * Starts an execution; answers its ARN. A request whose answer is lost is repeated under the same token, so that it
 * starts one execution.
 * @throws NdrError `deploy.no-such-pipeline`, `execution.no-source`, `aws.…`; the reason of the context's signal
 */
export async function startExecution({ clients, signal }: ActionContext, start: CheckedStart): Promise<string> {
  const { pipeline, token = randomUUID(), displayName, version, selection } = start;
  const config = selection && (await withCodedFailures(() => selectiveConfig(clients.sagemaker, pipeline, selection)));
  const request = {
    PipelineName: pipeline,
    ClientRequestToken: token,
    PipelineParameters: Object.entries(start.parameters).map(([Name, Value]) => ({ Name, Value })),
    ...(displayName !== undefined && { PipelineExecutionDisplayName: displayName }),
    ...(version !== undefined && { PipelineVersionId: version }),
    ...(config && { SelectiveExecutionConfig: config }),
  };
  signal?.throwIfAborted();
  try {
    const { PipelineExecutionArn = '' } = await clients.sagemaker.send(new StartPipelineExecutionCommand(request));
    return PipelineExecutionArn;
  } catch (error) {
    if (isAbsence(error)) throw noSuchPipeline(pipeline, version);
    throw withToken(codedFailure(error), pipeline, token);
  }
}

async function selectiveConfig(client: SageMakerClient, pipeline: string, { steps, source, needs }: Selection) {
  const reference = source ?? (needs.length > 0 ? await newestWith(needs, client, pipeline) : undefined);
  return {
    SelectedSteps: steps.map((StepName) => ({ StepName })),
    ...(reference !== undefined && { SourcePipelineExecutionArn: reference }),
  };
}

/** The newest execution in which those steps succeeded; SageMaker takes one that succeeded or failed as a whole. */
async function newestWith(needs: readonly string[], client: SageMakerClient, pipeline: string): Promise<string> {
  const { PipelineExecutionSummaries = [] } = await client.send(
    new ListPipelineExecutionsCommand({
      PipelineName: pipeline,
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 100,
    }),
  );
  for (const { PipelineExecutionArn: arn = '', PipelineExecutionStatus: status } of PipelineExecutionSummaries) {
    if (status !== 'Succeeded' && status !== 'Failed') continue;
    const { steps } = await readExecution(client, arn);
    if (needs.every((name) => steps.some((step) => step.name === name && step.status === 'Succeeded'))) return arn;
  }
  throw new NdrError({
    code: 'execution.no-source',
    place: `pipeline ${pipeline}`,
    cause: `the selected steps wait for ${needs.join(', ')}, which succeeded in none of its latest executions that ended`,
    remedy: codes['execution.no-source'].remedy,
  });
}

/** Where it is not known whether the execution was started, the token says how to find out. */
function withToken(error: unknown, pipeline: string, token: string): unknown {
  if (!(error instanceof NdrError) || !['aws.unreachable', 'aws.failed'].includes(error.code)) return error;
  const { code, place, cause } = error;
  return new NdrError({
    code,
    place,
    cause,
    remedy: `Whether it was started is not known: look with \`ndr list ${pipeline}\`, or start it by \`ndr start\` with --token ${token}, which starts nothing twice.`,
  });
}
