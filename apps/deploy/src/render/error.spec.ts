import { commandsIn } from '@ndr/aws';
import { NdrError } from '@ndr/core';
import pc from 'picocolors';
import { errorText } from './error';

const remedyOf = (remedy: string, environmentName: string) => {
  const error = new NdrError({ code: 'job-spec.missing', place: 'p/v1', cause: 'there is none', remedy });
  const style = { colors: pc.createColors(false), verbose: false, cwd: '/work' };
  const text = errorText(error, { ...style, commandOf: commandsIn(environmentName) });
  return /remedy (.*)/.exec(text)?.[1];
};

it.each([
  ['Write them: ndr job-specs init', 'staging', 'Write them: ndr job-specs init (with --env staging)'],
  ['Write them: ndr job-specs init', 'local', 'Write them: ndr job-specs init'],
  ['Correct the file.', 'staging', 'Correct the file.'],
])('says with which environment a command helps: %j in %s', (remedy, environmentName, shown) => {
  expect(remedyOf(remedy, environmentName)).toBe(shown);
});
