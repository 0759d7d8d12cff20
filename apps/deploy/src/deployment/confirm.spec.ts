import { PassThrough } from 'node:stream';
import { confirm } from './confirm';

/** Asks at a terminal where `typed` is typed, and then nothing more. */
async function asked(typed: string) {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true });
  const stdin = terminal();
  const confirming = confirm('Deploy?', false, { stdin, stderr: terminal() });
  stdin.end(typed);
  return confirming;
}

it.each(['y\n', 'Yes\n', ' YES \n'])('takes %j for a yes', async (typed) => {
  await expect(asked(typed)).resolves.toBeUndefined();
});

it.each([
  ['n\n', 'the answer was no'],
  ['\n', 'the answer was no'],
  ['', 'there was no answer'],
  ['\u0003', 'there was no answer'],
  ['\u0004', 'there was no answer'],
])('changes nothing after %j', async (typed, cause) => {
  await expect(asked(typed)).rejects.toMatchObject({
    code: 'deploy.not-confirmed',
    cause: `${cause}; nothing was changed`,
  });
});
