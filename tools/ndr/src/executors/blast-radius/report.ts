import type { BlastRadius } from '../../graph/blast-radius';
import { code, codes, markdownTable } from '../../markdown-table';

/** A blast radius as Markdown, which reads well on a terminal too. */
export function blastRadiusReport({ pipelines, jobs, sets }: BlastRadius, range: string): string {
  return [
    `## Blast radius of ${range}`,
    '',
    ...(pipelines.length === 0 ? ['No pipeline changes.', ''] : []),
    ...markdownTable(
      ['pipeline', 'steps that change'],
      pipelines.map(({ name, steps }) => [code(name), codes(steps)]),
    ),
    jobs.length === 0 ? 'No job reads its JobSpec in another way.' : `JobSpecs of ${codes(jobs)}.`,
    '',
    ...markdownTable(
      ['set of JobSpecs to look at'],
      sets.map((set) => [code(set)]),
    ),
  ].join('\n');
}
