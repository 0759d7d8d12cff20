import type { Redrive, RedriveExecution, RedriveLetter } from '@ndr/aws';

type Outcome = (RedriveLetter | RedriveExecution)['outcome'];

const headings: Readonly<Record<Outcome, string>> = {
  'to-hand-over': 'Dead letters to hand over',
  'handed-over': 'Handed over',
  'already-handed-over': 'Handed over before, and now out of the queue',
  'to-redrive': 'Executions to redrive',
  redriven: 'Redriven',
  left: 'Left',
  failed: 'Failed; repeat the command once the cause is mended',
};

/** The most of what was left that is shown: runs that failed long ago may be many. */
const shownLeft = 20;

/** What a person reads of letters and executions, by what becomes of them; those of `hidden` outcomes are left out. */
export function redriveLines({ letters, executions }: Redrive, hidden: readonly Outcome[] = []): readonly string[] {
  const entries = [
    ...letters.map((letter) => ({ outcome: letter.outcome, lines: letterLines(letter) })),
    ...executions.map((execution) => ({ outcome: execution.outcome, lines: executionLines(execution) })),
  ];
  if (entries.length === 0) return ['Nothing to redrive: no dead letter, and no execution that failed.'];
  return (Object.keys(headings) as Outcome[]).flatMap((outcome) => {
    const found = entries.filter((entry) => entry.outcome === outcome);
    if (found.length === 0 || hidden.includes(outcome)) return [];
    const shown = outcome === 'left' ? found.slice(0, shownLeft) : found;
    const more = found.length - shown.length;
    return [
      `${headings[outcome]}: ${String(found.length)}`,
      ...shown.flatMap(({ lines }) => lines),
      ...(more > 0 ? [`  and ${String(more)} more, which --json shows`] : []),
    ];
  });
}

function letterLines({ id, sent, error, target, about, execution, reason }: RedriveLetter): readonly string[] {
  const addressee = target === null ? '' : `, for ${target}: ${String(about)}`;
  return [`  letter ${id} of ${sent}${addressee}`, ...detailLines(error, execution, reason)];
}

function executionLines(execution: RedriveExecution): readonly string[] {
  const { arn, machine, status, stopped, error, cause, redrives, reason } = execution;
  const end = stopped === undefined ? status : `${status} ${stopped}`;
  const before = redrives === 0 ? '' : `, redriven ${redrives === 1 ? 'once' : `${String(redrives)} times`} before`;
  const fault = [error, cause].filter((text) => text !== undefined && text !== '').join(': ');
  // A reason to leave it says what is to be known of the fault.
  return [`  ${machine} ${end}${before}`, ...detailLines(arn, reason ?? fault)];
}

function detailLines(...details: readonly (string | undefined)[]): readonly string[] {
  return details.filter((detail) => detail !== undefined && detail !== '').map((detail) => `    ${String(detail)}`);
}
