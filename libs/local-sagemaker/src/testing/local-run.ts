import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NdrEvent, Scalar } from '@ndr/core';
import type { ExecutionResult, StepResult } from '../interpreter/execution-result';
import { openLocalSagemaker, type LocalSagemaker, type LocalSagemakerOptions } from '../local-sagemaker';
import { ensurePythonEnvironment } from '../python/python-environment';

/** Root of this workspace. */
export const workspaceRoot = join(__dirname, '..', '..', '..', '..');

/** A local SageMaker in a temporary folder, with the events that it reported. */
export class LocalRun {
  readonly folder: string;
  readonly sagemaker: LocalSagemaker;
  readonly events: NdrEvent[];

  private constructor(folder: string, sagemaker: LocalSagemaker, events: NdrEvent[]) {
    this.folder = folder;
    this.sagemaker = sagemaker;
    this.events = events;
  }

  static async open(options: Partial<LocalSagemakerOptions> = {}): Promise<LocalRun> {
    const folder = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'ndr-local-sagemaker-')));
    const events: NdrEvent[] = [];
    const sagemaker = await openLocalSagemaker({
      stateFolder: folder,
      environment: await ensurePythonEnvironment({ workspaceRoot }),
      reporter: (event) => events.push(event),
      stopGraceMs: 1000,
      ...options,
    });
    return new LocalRun(folder, sagemaker, events);
  }

  /** Runs a definition as the pipeline `test` to its end. */
  async run(definition: string, parameters: Readonly<Record<string, Scalar>> = {}): Promise<ExecutionResult> {
    await this.sagemaker.upsertPipeline('test', definition);
    const execution = await this.sagemaker.startExecution('test', { parameters });
    return execution.done;
  }

  async put(uri: string, text: string): Promise<void> {
    await this.sagemaker.objectStore.put(uri, Buffer.from(text));
  }

  /** Text of an object; undefined when there is none. */
  async read(uri: string): Promise<string | undefined> {
    const file = join(this.sagemaker.bucketRoot, uri.replace('s3://', ''));
    return readFile(file, 'utf8').catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.sagemaker.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A step of a result. */
export function stepOf(result: ExecutionResult, name: string): StepResult {
  const step = result.steps.find((each) => each.name === name);
  if (!step) throw new RangeError(`the step ${name} did not start`);
  return step;
}

/** What the first instance of a step wrote. */
export async function logOf(result: ExecutionResult, name: string): Promise<string> {
  return readFile(stepOf(result, name).logFile, 'utf8');
}
