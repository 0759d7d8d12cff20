import { simulateTraffic } from '@ndr/traffic';

import { rounded } from './measure';
import { initJobSpecs, runBatch, type PipelineRun } from './pipeline-run';
import { newLocalProject, removeProject } from '../support/local-project';

const start = '2024-04-19T10:00:00Z';
const end = '2024-04-19T10:15:00Z';
const million = 1_000_000;

/** One batch of a million flows, and one of two million: what the second costs in units of the first. */
export async function batchOfAMillion(): Promise<unknown> {
  const once = await runOf(million);
  const twice = await runOf(2 * million);
  return { million: once, twoMillion: twice, twiceTheFlowsCost: rounded(twice.seconds / once.seconds) };
}

async function runOf(flows: number): Promise<PipelineRun> {
  const project = newLocalProject('batch');
  try {
    await simulateTraffic(
      { seed: 1, start, slices: 1, flowsASlice: flows, hosts: 2000, attacks: 'none' },
      project.integration,
    );
    await initJobSpecs(project);
    return await runBatch(project, '--range', '--start', start, '--end', end);
  } finally {
    removeProject(project);
  }
}
