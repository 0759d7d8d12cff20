import type { Operation } from './operation';
import { createPipeline } from './pipelines/create-pipeline';
import { describePipeline } from './pipelines/describe-pipeline';

/** Every operation of the local SageMaker, by its name. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  [createPipeline, describePipeline].map((each) => [each.name, each]),
);
