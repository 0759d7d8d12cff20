import { NdrError, type ErrorCode } from '@ndr/core';
import { faultCause, faultName } from './fault-name';

const coded = (code: ErrorCode) => new NdrError({ code, place: 'there', cause: 'it is so', remedy: 'Mend it.' });
/** As clients of the SDK throw them. */
const ofService = (name: string, httpStatusCode: number) =>
  Object.assign(new Error('said the service'), { name, $metadata: { httpStatusCode } });

it.each<[string, unknown, string]>([
  ['a run that another has taken over', coded('orchestration.lock-lost'), 'Ndr.LockLost'],
  ['a service that throttles', coded('aws.throttled'), 'Ndr.Service'],
  ['a service that does not answer', coded('aws.unreachable'), 'Ndr.Service'],
  ['a service that fails', coded('aws.failed'), 'Ndr.Service'],
  ['a table that throttles', ofService('ProvisionedThroughputExceededException', 400), 'Ndr.Service'],
  ['a bucket that fails', ofService('InternalError', 500), 'Ndr.Service'],
  ['a connection that breaks', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), 'Ndr.Service'],
  ['a request that is refused', coded('aws.refused'), 'Ndr.Defect'],
  ['a role that may not', ofService('AccessDeniedException', 400), 'Ndr.Defect'],
  ['whatever else has a code', coded('orchestration.turn'), 'Ndr.Defect'],
  ['an error of the program', new TypeError('x is undefined'), 'TypeError'],
  ['what is no error', 'thrown', 'Error'],
])('names %s', (_what, error, name) => {
  expect(faultName(error)).toBe(name);
});

it('tells place, cause and remedy', () => {
  expect(faultCause(coded('orchestration.turn'))).toBe('orchestration.turn at there: it is so. Mend it.');
});

it('tells of a service what it said, and what to do', () => {
  expect(faultCause(ofService('AccessDeniedException', 400))).toMatch(
    /^aws\.access-denied at AWS: AccessDeniedException: said the service\. \S/,
  );
});

it('tells of other errors what they say', () => {
  expect([faultCause(new TypeError('x is undefined')), faultCause('thrown')]).toEqual(['x is undefined', 'thrown']);
});
