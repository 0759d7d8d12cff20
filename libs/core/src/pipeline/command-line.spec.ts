import { argumentsOf, flagOf } from './command-line';
import { integerParameter, stringParameter } from './values/parameter';

it.each([
  ['ProjectName', '--project-name'],
  ['BatchStartTsIso', '--batch-start-ts-iso'],
  ['ProcessingImageUri', '--processing-image-uri'],
  ['ImageURI', '--image-uri'],
  ['HTTPServer', '--http-server'],
  ['S3Prefix', '--s3-prefix'],
  ['Horizon7d', '--horizon7d'],
  ['already_snake', '--already-snake'],
])('the flag of %s is %s', (name, flag) => {
  expect(flagOf(stringParameter(name))).toBe(flag);
});

it('hands each parameter to a job as a flag followed by its value', () => {
  const [name, count] = [stringParameter('ProjectName'), integerParameter('Count')];
  expect(argumentsOf([name, count])).toEqual(['--project-name', name, '--count', count]);
});
