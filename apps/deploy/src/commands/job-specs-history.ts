import { readHistory, setRevisions, type HistoryItem, type SetName } from '@ndr/aws';
import { compareJson, type Json } from '@ndr/core';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { selectSet, setFilter } from '../job-specs/select-sets';
import { withJobSpecTable } from '../job-specs/table';
import { fieldLines } from '../render/fields';

/** `ndr job-specs history`: who wrote what, and when. */
export const jobSpecsHistoryCommand = command({
  name: 'history',
  summary: 'Show the revisions of a set in the table; of one job, also what each changed.',
  options: z.strictObject({
    job: z.string().optional().meta({ positional: true }).describe('Only this job, setting by setting'),
    ...setFilter,
  }),
  async run({ job, ...named }, context) {
    const environment = await environmentOf(context);
    const set = await selectSet(jobSpecSources(context, environment), named);
    const history = await withJobSpecTable(context, environment, ({ client, table }) =>
      readHistory(client, table, set, job),
    );
    const revisions = job === undefined ? revisionsOfSet(history) : revisionsOfJob(history);
    context.output.result({ project: set.project, version: set.version, ...(job && { job }), revisions }, () =>
      revisions.length === 0 ? [`${name(set)}: the table holds no revision.`] : revisions.flatMap(lines),
    );
    return exitCode.done;
  },
});

interface ShownRevision {
  readonly revision: number;
  readonly updated_at: string;
  readonly updated_by: string;
  readonly changed?: readonly string[];
  readonly removed?: readonly string[];
  readonly fields?: ReturnType<typeof compareJson>;
}

function revisionsOfSet(history: readonly HistoryItem[]): readonly ShownRevision[] {
  return setRevisions(history).map(({ revision, setDigest, updatedAt, updatedBy, changed, removed }) => ({
    ...{ revision, set_digest: setDigest, updated_at: updatedAt, updated_by: updatedBy, changed, removed },
  }));
}

function revisionsOfJob(history: readonly HistoryItem[]): readonly ShownRevision[] {
  return history.map(({ revision, set_digest, updated_at, updated_by, spec }, index) => ({
    ...{ revision, set_digest, updated_at, updated_by },
    fields: compareJson(specOf(history[index - 1]?.spec), specOf(spec)),
  }));
}

const specOf = (text: string | undefined) => (text === undefined ? {} : (JSON.parse(text) as Json));

function lines({ revision, updated_at, updated_by, changed, removed = [], fields }: ShownRevision): readonly string[] {
  const what = [...(changed ?? []).map((job) => `~ ${job}`), ...removed.map((job) => `- ${job}`)];
  return [
    `revision ${String(revision)}  ${updated_at}  ${updated_by}`,
    ...what.map((line) => `  ${line}`),
    ...(fields ? fieldLines(fields, '    ') : []),
  ];
}

const name = ({ project, version }: SetName) => `${project}/${version}`;
