import type { Operation } from './operation';
import { describePipelineDefinitionForExecution } from './executions/describe-pipeline-definition-for-execution';
import { describePipelineExecution } from './executions/describe-pipeline-execution';
import { listPipelineExecutionSteps } from './executions/list-pipeline-execution-steps';
import { listPipelineExecutions } from './executions/list-pipeline-executions';
import { listPipelineParametersForExecution } from './executions/list-pipeline-parameters-for-execution';
import { retryPipelineExecution } from './executions/retry-pipeline-execution';
import { sendPipelineExecutionStepFailure } from './executions/send-pipeline-execution-step-failure';
import { sendPipelineExecutionStepSuccess } from './executions/send-pipeline-execution-step-success';
import { startPipelineExecution } from './executions/start-pipeline-execution';
import { stopPipelineExecution } from './executions/stop-pipeline-execution';
import { updatePipelineExecution } from './executions/update-pipeline-execution';
import { createPipeline } from './pipelines/create-pipeline';
import { deletePipeline } from './pipelines/delete-pipeline';
import { describePipeline } from './pipelines/describe-pipeline';
import { listPipelineVersions } from './pipelines/list-pipeline-versions';
import { listPipelines } from './pipelines/list-pipelines';
import { updatePipeline } from './pipelines/update-pipeline';
import { updatePipelineVersion } from './pipelines/update-pipeline-version';
import { createProcessingJob } from './processing-jobs/create-processing-job';
import { describeProcessingJob } from './processing-jobs/describe-processing-job';
import { listProcessingJobs } from './processing-jobs/list-processing-jobs';
import { stopProcessingJob } from './processing-jobs/stop-processing-job';
import type { OperationName } from './shapes/types';
import { addTags } from './tags/add-tags';
import { deleteTags } from './tags/delete-tags';
import { listTags } from './tags/list-tags';

/** Every operation of the local SageMaker, by its name. */
const byName: Readonly<Record<OperationName, Operation>> = {
  AddTags: addTags,
  CreatePipeline: createPipeline,
  CreateProcessingJob: createProcessingJob,
  DeletePipeline: deletePipeline,
  DeleteTags: deleteTags,
  DescribePipeline: describePipeline,
  DescribePipelineDefinitionForExecution: describePipelineDefinitionForExecution,
  DescribePipelineExecution: describePipelineExecution,
  DescribeProcessingJob: describeProcessingJob,
  ListPipelineExecutionSteps: listPipelineExecutionSteps,
  ListPipelineExecutions: listPipelineExecutions,
  ListPipelineParametersForExecution: listPipelineParametersForExecution,
  ListPipelineVersions: listPipelineVersions,
  ListPipelines: listPipelines,
  ListProcessingJobs: listProcessingJobs,
  ListTags: listTags,
  RetryPipelineExecution: retryPipelineExecution,
  SendPipelineExecutionStepFailure: sendPipelineExecutionStepFailure,
  SendPipelineExecutionStepSuccess: sendPipelineExecutionStepSuccess,
  StartPipelineExecution: startPipelineExecution,
  StopPipelineExecution: stopPipelineExecution,
  StopProcessingJob: stopProcessingJob,
  UpdatePipeline: updatePipeline,
  UpdatePipelineExecution: updatePipelineExecution,
  UpdatePipelineVersion: updatePipelineVersion,
};

/** The operation of that name; undefined when the local SageMaker has none. */
export function operationNamed(name: string): Operation | undefined {
  return Object.hasOwn(byName, name) ? byName[name as OperationName] : undefined;
}
