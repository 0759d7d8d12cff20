import type { ObjectStore } from '@ndr/aws';
import type { BuilderPipeline } from '@ndr/core';
import type { LocalExecution, StartExecutionOptions } from '@ndr/local-sagemaker';

/** SageMaker Pipelines on this machine as commands use it, whichever process serves it. */
export interface LocalService {
  /** Folder that holds a folder for each bucket. */
  readonly bucketRoot: string;
  /** Endpoint, region and credentials for clients. */
  readonly awsEnvironment: Readonly<Record<string, string>>;
  readonly objectStore: ObjectStore;
  /** Makes the server hold `pipeline` with this definition. */
  upsertPipeline(pipeline: BuilderPipeline, definitionJson: string): Promise<unknown>;
  startExecution(pipelineName: string, options: StartExecutionOptions): Promise<LocalExecution>;
  /** Gives back what this command holds; a server that serves others goes on. */
  close(): Promise<void>;
}
