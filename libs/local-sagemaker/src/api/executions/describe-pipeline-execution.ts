import { experimentOf } from './experiment';
import { namedExecution } from './named-execution';
import { aliasesOrNone } from '../pipelines/version-aliases';
import { operation } from '../operation';
import type { ValueOf } from '../shapes/types';
import { parallelismOf, userContext } from '../stored-values';
import { pipelineArn } from '../../interpreter/identity';

export const describePipelineExecution = operation('DescribePipelineExecution', {
  handle(input, context) {
    const execution = namedExecution(input.PipelineExecutionArn, context);
    const { account } = context;
    return {
      PipelineArn: pipelineArn(account, execution.pipelineName),
      PipelineExecutionArn: execution.arn,
      PipelineExecutionDisplayName: execution.displayName ?? undefined,
      PipelineExecutionStatus: execution.status,
      PipelineExecutionDescription: execution.description ?? undefined,
      PipelineExperimentConfig: experimentOf(execution.experiment),
      FailureReason: execution.failureReason ?? undefined,
      CreationTime: new Date(execution.startTime),
      LastModifiedTime: new Date(execution.modifiedAt),
      CreatedBy: userContext(account),
      LastModifiedBy: userContext(account),
      ParallelismConfiguration: parallelismOf(execution.parallelism),
      SelectiveExecutionConfig: selectiveExecutionOf(execution.selectiveExecution),
      PipelineVersionId: execution.versionId,
      MLflowConfig:
        execution.mlflowExperiment === null ? undefined : { MlflowExperimentName: execution.mlflowExperiment },
      PipelineVersionAliases: aliasesOrNone(execution.pipelineName, context)(execution.versionId),
    };
  },
});

function selectiveExecutionOf(json: string | null): ValueOf<'SelectiveExecutionConfig'> | undefined {
  return json === null ? undefined : (JSON.parse(json) as ValueOf<'SelectiveExecutionConfig'>);
}
