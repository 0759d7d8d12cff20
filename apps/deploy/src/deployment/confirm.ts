import { NdrError } from '@ndr/core';
import { createInterface } from 'node:readline/promises';

/**
 * Asks the person at the terminal; `yes` answers for them.
 * @throws NdrError `deploy.not-confirmed` when they say no, and where nobody can be asked
 */
export async function confirm(question: string, yes: boolean): Promise<void> {
  if (yes) return;
  const { stdin, stderr } = process;
  if (!stdin.isTTY) throw notConfirmed('nobody can be asked here');
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw notConfirmed('the answer was no');
  } finally {
    terminal.close();
  }
}

function notConfirmed(cause: string): NdrError {
  return new NdrError({
    code: 'deploy.not-confirmed',
    place: 'confirmation',
    cause: `${cause}; nothing was changed`,
    remedy: 'Answer yes, or repeat with --yes.',
  });
}
