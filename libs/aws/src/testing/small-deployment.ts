import { effectiveJobSpec, pipelineScope, sparkStep, type JobSpecDefinition, type Pipeline } from '@ndr/core';
import { deltaBuilderJobSpec, fgABuilderJobSpec } from '@ndr/pipelines';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment } from '../actions/deployment';
import { preparePipeline } from '../code-bundles/prepare-pipeline';
import type { Environment } from '../environment';
import type { JobSpecSet } from '../job-specs/job-spec-set';

/** What one deployment differs in from another. */
export interface SmallOptions {
  /** Names of the pipelines; one, `small`, unless given. */
  readonly pipelines?: readonly string[];
  readonly script?: string;
  readonly instanceType?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly parallelSteps?: number;
  readonly description?: string;
  /** Characters by which the definition grows. */
  readonly padding?: number;
  /** Settings of the delta builder's JobSpec. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A pipeline of one step with a script and Spark's settings, and a set of two JobSpecs. */
export async function smallDeployment(environment: Environment, options: SmallOptions = {}): Promise<Deployment> {
  const { pipelines = ['small'], settings = {} } = options;
  const root = mkdtempSync(join(tmpdir(), 'ndr-code-'));
  writeFileSync(join(root, 'run.py'), options.script ?? 'print("one")\n');
  return {
    pipelines: await Promise.all(
      pipelines.map(async (name) => {
        const pipeline = pipelineOf(name, root, environment, options);
        return { pipeline, prepared: await preparePipeline(pipeline) };
      }),
    ),
    jobSpecSets: [setOf(settings)],
  };
}

function pipelineOf(name: string, root: string, environment: Environment, options: SmallOptions): Pipeline {
  const { instanceType = 'ml.m5.xlarge', tags = {}, parallelSteps, description, padding = 0 } = options;
  const scope = pipelineScope(name);
  const step = sparkStep('Run', {
    processor: {
      image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/spark:3.5',
      instanceType,
      instanceCount: 1,
      volumeSizeInGb: 30,
      roleArn: environment.role,
    },
    application: { kind: 'file', name: 'run.py', root, path: 'run.py' },
    sparkConfiguration: [{ Classification: 'spark-defaults', Properties: { 'spark.sql.shuffle.partitions': '8' } }],
  });
  return scope.pipeline({
    parameters: [],
    steps: [step],
    tags,
    codeLocation: { bucket: environment.bucket, prefix: name },
    members: { Metadata: { Padding: 'x'.repeat(padding) } },
    ...(description !== undefined && { description }),
    ...(parallelSteps !== undefined && { parallelism: { MaxParallelExecutionSteps: parallelSteps } }),
  });
}

function setOf(settings: Readonly<Record<string, unknown>>): JobSpecSet {
  const name = { project: 'p', version: 'v1' };
  const member = (definition: JobSpecDefinition, written: unknown) => ({
    definition,
    spec: effectiveJobSpec(definition, written, { ...name, bucket: 'data' }, 'test'),
    file: '',
    placeOf: () => 'test',
  });
  return { ...name, members: [member(deltaBuilderJobSpec, settings), member(fgABuilderJobSpec, {})] };
}
