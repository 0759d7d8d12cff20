import type { PromiseExecutor } from '@nx/devkit';
import { appendFileSync } from 'node:fs';
import { calculateFileChanges } from 'nx/src/project-graph/file-utils';
import { parseFiles } from 'nx/src/utils/command-line-utils';
import { blastRadiusReport } from './report';
import { blastRadius } from '../../graph/blast-radius';

/** Which commits are compared: those that `nx affected` compares when not said. */
export interface BlastRadiusOptions {
  readonly base?: string;
  readonly head?: string;
}

/** Prints which pipelines and JobSpecs a change reaches; in a CI run, also on the page of the run. */
const printBlastRadius: PromiseExecutor<BlastRadiusOptions> = (options, { projectGraph, nxJsonConfiguration }) => {
  const base = options.base ?? process.env.NX_BASE ?? nxJsonConfiguration.defaultBase ?? 'main';
  const head = options.head ?? process.env.NX_HEAD;
  // What is not committed yet belongs to the change, unless an end of it is named.
  const { files } = parseFiles({ base, ...(head !== undefined && { head }) });
  const changed = calculateFileChanges(files).map(({ file }) => file);
  const report = blastRadiusReport(blastRadius(projectGraph, changed), `${base}..${head ?? 'the working tree'}`);
  process.stdout.write(`\n${report}\n`);
  const page = process.env.GITHUB_STEP_SUMMARY;
  if (page !== undefined) appendFileSync(page, `${report}\n`);
  return Promise.resolve({ success: true });
};
export default printBlastRadius;
