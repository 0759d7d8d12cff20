import { initJobSpecs, measureNdr, named, runBatch } from './pipeline-run';
import { newLocalProject, removeProject } from '../support/local-project';
import { realData } from '../support/real-data';

/** One range run over the 289 slices of a server's Zeek log. */
export async function zeekRange(): Promise<unknown> {
  const log = realData('rita-3day_zeek-conn.log.gz');
  if (!log.isThere) return `skipped: ${log.path} is not there`;
  const project = newLocalProject('zeek');
  try {
    await initJobSpecs(project, 'internal_networks=["64.225.56.201/32"]');
    await measureNdr(project, 'ingest', 'zeek-conn', log.path, ...named(project));
    return await runBatch(project, '--range', '--start', '2024-04-18T00:00:00Z', '--end', '2024-04-23T00:00:00Z');
  } finally {
    removeProject(project);
  }
}
