import type { StepPlan } from './step-plan';
import { constantCase } from '../../names/case';
import { importOf, sortedImports, tupleOf } from '../../names/python-text';

/**
 * What the Python templates say of a step.
 * @param derived package of the Python that derives from the model
 */
export function pythonVariables(
  { names, source, target }: StepPlan,
  derived: string,
): Readonly<Record<string, string>> {
  const { job } = names;
  const key = target.key.map(({ name }) => name);
  const summed = target.summed.map(({ name }) => name);
  const bad = [
    ...key.slice(0, 1).map((name) => ({ reason: 'bad_key', row: `row(FIRST, ${name}=None)` })),
    ...summed.slice(0, 1).map((name) => ({ reason: 'bad_number', row: `row(FIRST, ${name}=-1)` })),
  ];
  const count = (reason: string) => bad.filter((each) => each.reason === reason).length;
  return {
    job,
    packages: [...new Set(['ndr_spark', derived.split('.')[0], job])].map((name) => `"${name ?? ''}"`).join(', '),
    className: names.class,
    source: source.title,
    sourceDataset: source.table.dataset,
    sourceConstant: source.table.constant,
    dataset: target.names.name,
    targetConstant: constantCase(target.names.name),
    time: source.time,
    runImports: runImports(job, names.class, derived),
    testImports: testImports(job, derived),
    keyTuple: tupleOf('KEY: tuple[str, ...] = ', [...key, 'slice_start']),
    summedTuple: tupleOf('SUMMED: tuple[str, ...] = ', summed),
    keyValues: block(
      '{',
      target.key.map(({ name, type }) => `"${name}": ${type === 'string' ? '"a"' : '1'}`),
      '}',
      '',
    ),
    timeMember: source.time === 'slice_start' ? '"slice_start": slice_start' : '"window_end_ts": slice_start + SLICE',
    badRows: block(
      '[',
      bad.map(({ row }) => row),
      ']',
      '    ',
    ),
    rejectedCounts: `{"bad_key": ${count('bad_key')}, "bad_number": ${count('bad_number')}}`,
    rejectedReasons: `[${bad.map(({ reason }) => `"${reason}"`).join(', ')}]`,
  };
}

function runImports(job: string, className: string, derived: string): string {
  return sortedImports([
    importOf(`${job}.sums`, ['REASONS', 'judged', 'sums']),
    importOf('ndr_spark.batch_run', ['check_bounds', 'held_slices']),
    importOf('ndr_spark.committed_input', ['CommittedInput', 'read_committed_input']),
    importOf('ndr_spark.committed_reads', ['read_steadily']),
    importOf('ndr_spark.datasets', ['SlicedDataset', 'read_table']),
    importOf(derived, ['tables']),
    importOf(`${derived}.${job}_arguments`, ['ARGUMENTS', `${className}Arguments`]),
    importOf(`${derived}.${job}_spec`, [`${className}Spec`]),
    importOf('ndr_spark.job_run', ['Job', 'JobRun', 'run_job']),
    importOf('ndr_spark.judged_rows', ['count_judged', 'rejects_of']),
    importOf('ndr_spark.rejects', ['replace_rejects']),
    importOf('ndr_spark.slices', ['Interval']),
  ]);
}

function testImports(job: string, derived: string): string {
  return sortedImports([
    `import run_${job}`,
    importOf(`${job}.sums`, ['SUMMED']),
    importOf('job_testing.committed_rows', ['commit_rows']),
    importOf('job_testing.workbench', ['JobModule', 'Workbench']),
    importOf('ndr_spark.batch_run', ['check_bounds']),
    importOf(derived, ['tables']),
    importOf('ndr_spark.slices', ['SLICE']),
  ]);
}

/** A list or dictionary with a member a line, as ruff leaves one whose last member has a comma. */
function block(open: string, members: readonly string[], close: string, indent: string): string {
  if (members.length === 0) return `${open}${close}`;
  return `${open}\n${members.map((member) => `${indent}    ${member},\n`).join('')}${indent}${close}`;
}
