import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { NdrError } from '@ndr/core';
import { ensurePythonEnvironment, openLocalSagemaker, type LocalSagemaker } from '@ndr/local-sagemaker';
import { hostilePipeline, type HostilePipeline } from './hostile-definitions';
import { workspaceRoot } from '../support/ndr-program';

/** How many definitions to run, or for how long. */
export interface HostileRun {
  readonly definitions: number;
  readonly limitMs?: number;
  /** What fast-check tells of a run that failed. */
  readonly seed?: number;
}

/** What became of the definitions. */
export interface HostileOutcome {
  refused: number;
  Succeeded: number;
  Failed: number;
  Stopped: number;
}

const stopAfterMs = 5_000;
const oneDefinitionMs = 60_000;

/**
 * Runs hostile definitions in one local SageMaker, each to its end or its refusal by a coded error. Afterwards nothing
 * beside the state folder has changed, and no sandbox is left.
 * @throws Error of fast-check with the smallest definition that does otherwise
 */
export async function runHostileDefinitions({ definitions, limitMs, seed }: HostileRun): Promise<HostileOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'ndr-hostile-'));
  const target = join(folder, 'target');
  mkdirSync(target);
  writeFileSync(join(target, 'kept'), 'kept');
  const stateFolder = join(folder, 'state');
  const environment = await ensurePythonEnvironment({ workspaceRoot });
  const sagemaker = await openLocalSagemaker({ stateFolder, environment, stopGraceMs: 200 });
  const outcome: HostileOutcome = { refused: 0, Succeeded: 0, Failed: 0, Stopped: 0 };
  try {
    await sagemaker.objectStore.put('s3://bucket/data/x', Buffer.from('x'));
    await sagemaker.objectStore.put('s3://bucket/manifest', Buffer.from('[{"prefix": "s3://bucket/data/"}, "x"]'));
    const property = fc.asyncProperty(hostilePipeline(target), async (pipeline) => {
      outcome[await endOf(sagemaker, pipeline)]++;
      expectUntouched(folder, target);
    });
    await fc.assert(property, {
      numRuns: definitions,
      timeout: oneDefinitionMs,
      ...(seed !== undefined && { seed }),
      ...(limitMs !== undefined && { interruptAfterTimeLimit: limitMs, markInterruptAsFailure: false }),
    });
    return outcome;
  } finally {
    await sagemaker.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function endOf(sagemaker: LocalSagemaker, pipeline: HostilePipeline): Promise<keyof HostileOutcome> {
  try {
    await sagemaker.upsertPipeline(pipeline.name, pipeline.definition);
    const execution = await sagemaker.startExecution(pipeline.name, { parameters: {} });
    const waiting = new AbortController();
    const timeUp = delay(stopAfterMs, undefined, { signal: waiting.signal }).then(
      () => execution.stop(),
      () => undefined,
    );
    const { status } = await execution.done;
    waiting.abort();
    await timeUp;
    return status as keyof HostileOutcome;
  } catch (error) {
    if (error instanceof NdrError) return 'refused';
    throw error;
  }
}

/** @throws NdrError when something beside the state folder changed, or a job left its sandbox behind */
function expectUntouched(folder: string, target: string): void {
  const beside = readdirSync(folder).sort().join(' ');
  const within = readdirSync(target).join(' ');
  const content = readFileSync(join(target, 'kept'), 'utf8');
  const sandboxes = existsSync(join(folder, 'state', 'sandboxes'))
    ? readdirSync(join(folder, 'state', 'sandboxes')).length
    : 0;
  if (beside === 'state target' && within === 'kept' && content === 'kept' && sandboxes === 0) return;
  throw new NdrError({
    code: 'local.storage',
    place: folder,
    cause: `it holds ${beside}, its folder target ${within}, and ${sandboxes} sandboxes are left`,
    remedy: 'Find out where the definition left its sandbox.',
  });
}
