import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePythonEnvironment, openLocalSagemaker } from '@ndr/local-sagemaker';

import { BenchmarkError, rounded } from './measure';
import { workspaceRoot } from '../support/ndr-program';

const steps = 20;

/** What the local executor adds to a step: steps one after the other whose program ends at once. */
export async function stepOverhead(): Promise<unknown> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  const environment = await ensurePythonEnvironment({ workspaceRoot });
  const sagemaker = await openLocalSagemaker({ stateFolder, environment });
  try {
    await sagemaker.upsertPipeline('steps', JSON.stringify(chain()));
    const started = process.hrtime.bigint();
    const execution = await sagemaker.startExecution('steps', { parameters: {} });
    const { status, failureReason = '' } = await execution.done;
    if (status !== 'Succeeded') throw new BenchmarkError(failureReason);
    return { steps, secondsAStep: rounded(Number(process.hrtime.bigint() - started) / 1e9 / steps) };
  } finally {
    await sagemaker.close();
    rmSync(stateFolder, { recursive: true });
  }
}

/** A definition of steps that wait for each other. */
function chain(): unknown {
  const cluster = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 };
  return {
    Version: '2020-12-01',
    Steps: Array.from({ length: steps }, (_, index) => ({
      Name: `Step${index}`,
      Type: 'Processing',
      Arguments: {
        ProcessingResources: { ClusterConfig: cluster },
        AppSpecification: { ImageUri: 'ndr-local/spark:3.5', ContainerEntrypoint: ['/bin/true'] },
        RoleArn: 'arn:aws:iam::123456789012:role/ndr-local',
      },
      ...(index > 0 && { DependsOn: [`Step${index - 1}`] }),
    })),
  };
}
