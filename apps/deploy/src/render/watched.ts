import { hasEnded, type WatchedExecution } from '@ndr/aws';

/** What a person should know of an execution that they left running. */
export function leftLines(arn: string): readonly string[] {
  return ['It goes on. To watch on, or to stop it:', `  ndr watch ${arn}`, `  ndr stop ${arn}`];
}

/** What a person should know of an execution that was watched, beside what they saw of it. */
export function watchedLines({ arn, status, failureReason, steps, logTails }: WatchedExecution): readonly string[] {
  if (!hasEnded(status)) return ['The time is up.', ...leftLines(arn)];
  if (status === 'Succeeded') return [];
  if (status === 'Stopped') {
    return ['It was stopped; what its steps had committed stays. To go on:', `  ndr retry ${arn} --wait`];
  }
  const failed = steps.filter((step) => step.status === 'Failed');
  if (failed.length === 0) return [failureReason ?? 'It failed.'];
  return [
    ...failed.flatMap(({ name, failureReason: reason = 'no reason was given', job }) => [
      `${name} failed: ${reason}`,
      ...(logTails[name] ?? []).map((line) => `  │ ${line}`),
      ...(job ? [`  the whole log: ndr logs ${arn} --step ${name}`] : []),
    ]),
    `To go on where it failed: ndr retry ${arn}`,
  ];
}
