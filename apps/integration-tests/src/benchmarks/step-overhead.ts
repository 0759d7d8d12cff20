import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensurePythonEnvironment, openLocalSagemaker } from '@ndr/local-sagemaker';

import { BenchmarkError, rounded } from './measure';
import { noOpDefinition } from './no-op-steps';
import { workspaceRoot } from '../support/ndr-program';

const steps = 20;

/** What the local executor adds to a step: steps one after the other whose program ends at once. */
export async function stepOverhead(): Promise<unknown> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'ndr-bench-'));
  const environment = await ensurePythonEnvironment({ workspaceRoot });
  const sagemaker = await openLocalSagemaker({ stateFolder, environment });
  try {
    await sagemaker.upsertPipeline('steps', noOpDefinition(steps));
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
