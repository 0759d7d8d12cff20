import { hasEnded, type CommandOf, type WatchedExecution } from '@ndr/aws';

/** What a person should know of an execution that they left running. */
export function leftLines(arn: string, commandOf: CommandOf): readonly string[] {
  const commands = [`ndr watch ${arn}`, `ndr stop ${arn}`];
  return ['It goes on. To watch on, or to stop it:', ...commands.map((command) => `  ${commandOf(command)}`)];
}

/** What a person should know of an execution that was watched, beside what they saw of it. */
export function watchedLines(
  { arn, status, failureReason, steps, logTails }: WatchedExecution,
  commandOf: CommandOf,
): readonly string[] {
  if (!hasEnded(status)) return ['The time is up.', ...leftLines(arn, commandOf)];
  if (status === 'Succeeded') return [];
  if (status === 'Stopped') {
    const retry = commandOf(`ndr retry ${arn} --wait`);
    return ['It was stopped; what its steps had committed stays. To go on:', `  ${retry}`];
  }
  const failed = steps.filter((step) => step.status === 'Failed');
  if (failed.length === 0) return [failureReason ?? 'It failed.'];
  return [
    ...failed.flatMap(({ name, failureReason: reason = 'no reason was given', job }) => [
      `${name} failed: ${reason}`,
      ...(logTails[name] ?? []).map((line) => `  │ ${line}`),
      ...(job ? [`  the whole log: ${commandOf(`ndr logs ${arn} --step ${name}`)}`] : []),
    ]),
    `To go on where it failed: ${commandOf(`ndr retry ${arn} --wait`)}`,
  ];
}
