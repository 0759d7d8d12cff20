import { NdrError } from '@ndr/core';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Where a person reads a question and answers it. */
export interface Asked {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/**
 * Asks the person at the terminal; `yes` answers for them.
 * @throws NdrError `deploy.not-confirmed` when they say no or leave, and where nobody can be asked
 */
export async function confirm(question: string, yes: boolean, { stdin, stderr }: Asked = process): Promise<void> {
  if (yes) return;
  if (stdin.isTTY !== true) throw notConfirmed('nobody can be asked here');
  const terminal = createInterface({ input: stdin, output: stderr });
  // Ctrl-C and Ctrl-D end the terminal; whether they end the question too depends on the release of Node.js.
  const left = once(terminal, 'close').then(() => undefined);
  try {
    const answer = await Promise.race([terminal.question(`${question} [y/N] `).catch(() => undefined), left]);
    if (answer === undefined) throw notConfirmed('there was no answer');
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
