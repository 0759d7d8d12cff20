import { NdrError } from '@ndr/core';
import { runReport, type RunReport } from '@ndr/pipelines';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../tables/commit-records';
import type { ProjectTables } from '../tables/project-tables';

/** Reports of a dataset that are read, the newest. */
const newestReports = 100;

/** Reports of the newest runs of every job, by their start. */
export async function readRunReports(tables: ProjectTables): Promise<readonly RunReport[]> {
  const { deltas, fgA, pairCounts, fgB } = tables;
  const all = await Promise.all([deltas, fgA, pairCounts, fgB].map(readReportsOf));
  return all.flat().sort((a, b) => compare(a.started_at, b.started_at) || compare(a.job, b.job));
}

async function readReportsOf(prefix: string): Promise<readonly RunReport[]> {
  const root = join(prefix, '_runs');
  const reports: RunReport[] = [];
  for (const day of (await namesIn(root)).sort().reverse()) {
    const names = (await namesIn(join(root, day))).filter((name) => name.endsWith('.json'));
    reports.push(...(await Promise.all(names.map((name) => readReport(join(root, day, name))))));
    if (reports.length >= newestReports) break;
  }
  return reports.sort((a, b) => compare(b.started_at, a.started_at)).slice(0, newestReports);
}

async function readReport(file: string): Promise<RunReport> {
  try {
    return runReport.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    const cause = `it is not a run report: ${error instanceof Error ? error.message : String(error)}`;
    const remedy = 'Move the file away: run reports are for people, no job reads them.';
    throw new NdrError({ code: 'findings.unreadable', place: file, cause, remedy });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
