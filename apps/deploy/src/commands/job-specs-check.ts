import { checkJobSpecSets, commandsIn, type CheckedSet } from '@ndr/aws';
import pc from 'picocolors';
import { z } from 'zod';
import { command } from '../command-line/command';
import { environmentOf } from '../environments';
import { exitCode } from '../exit-codes';
import { jobSpecSources } from '../job-spec-sources';
import { selectSets, setFilter } from '../job-specs/select-sets';
import { problemText } from '../render/error';

/** `ndr job-specs check`: whether the files of each set fit together; needs no network. */
export const jobSpecsCheckCommand = command({
  name: 'check',
  summary: 'Check the files of sets: each by its schema, all of a set against each other.',
  options: z.strictObject(setFilter),
  examples: ['$0 job-specs check', '$0 job-specs check --project office --version v1'],
  async run(named, context) {
    const sources = jobSpecSources(context, await environmentOf(context));
    const checked = await checkJobSpecSets(sources, await selectSets(sources, named));
    const isRight = checked.every(({ problems }) => problems.length === 0);
    const sets = checked.map(({ project, version, problems }) => ({ project, version, problems }));
    context.output.result({ valid: isRight, sets }, () =>
      checked.flatMap((each) => setLines(each, context.environmentName)),
    );
    return isRight ? exitCode.done : exitCode.failed;
  },
});

function setLines({ project, version, set, problems }: CheckedSet, environmentName: string): readonly string[] {
  const style = {
    ...{ colors: pc.createColors(false), verbose: false, cwd: process.cwd() },
    commandOf: commandsIn(environmentName),
  };
  const name = `${project}/${version}`;
  if (problems.length === 0) return [`${name}: ${String(set?.members.length ?? 0)} JobSpecs fit together`];
  const count = problems.length === 1 ? '1 problem' : `${String(problems.length)} problems`;
  return [`${name}: ${count}`, ...problems.map((problem) => problemText(problem, style))];
}
