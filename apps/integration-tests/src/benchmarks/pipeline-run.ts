import { resolve } from 'node:path';

import { readLocalStatus } from '@ndr/local-sagemaker';

import { measure, rounded, type Cost } from './measure';
import type { LocalProject } from '../support/local-project';
import { workspaceRoot } from '../support/ndr-program';

/** A run of the 15m pipeline, by its steps. */
export interface PipelineRun {
  /** From the command's start to its end. */
  readonly seconds: number;
  readonly peakMegabytes: number;
  /** Seconds that each step took, by name. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Runs an `ndr` command over the state folder of `project`, and measures it. */
export function measureNdr(project: LocalProject, ...args: readonly string[]): Promise<Cost> {
  const program = resolve(workspaceRoot, 'apps/deploy/bin/ndr.js');
  return measure(process.execPath, [program, ...args], { NDR_LOCAL_STATE: project.stateFolder });
}

/** Writes the project's JobSpecs, all defaults but `settings`; of JobSpecs that are there, changes these. */
export async function initJobSpecs(project: LocalProject, ...settings: readonly string[]): Promise<void> {
  const set = settings.flatMap((setting) => ['--set', setting]);
  await measureNdr(project, 'job-specs', 'init', ...named(project), ...set, '--force');
}

/** Runs the 15m pipeline over a batch, or over a range with `--range`. */
export async function runBatch(project: LocalProject, ...batch: readonly string[]): Promise<PipelineRun> {
  const { seconds, peakMegabytes } = await measureNdr(project, 'run-batch', ...named(project), ...batch);
  const [execution] = readLocalStatus(project.stateFolder).executions;
  const steps = (execution?.steps ?? []).map(
    ({ name, startTime, endTime = startTime }) => [name, secondsBetween(startTime, endTime)] as const,
  );
  return { seconds, peakMegabytes, steps: Object.fromEntries(steps) };
}

/** Arguments that name the project. */
export const named = ({ name, version }: LocalProject): readonly string[] => ['--project', name, '--version', version];

const secondsBetween = (start: string, end: string) => rounded((Date.parse(end) - Date.parse(start)) / 1000);
