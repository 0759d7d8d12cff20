import { codedFailure, kindOfFailure } from './aws-failure';

const sdkError = (name: string, more: object = {}) =>
  Object.assign(new TypeError(`${name} was said`), { name, operation: 'SageMaker CreatePipeline', ...more });
const status = (httpStatusCode: number, attempts = 1) => ({ $metadata: { httpStatusCode, attempts } });

it.each([
  ['ExpiredTokenException', status(403), 'aws.credentials'],
  ['ExpiredToken', status(400), 'aws.credentials'],
  ['CredentialsProviderError', {}, 'aws.credentials'],
  ['UnrecognizedClientException', status(400), 'aws.credentials'],
  ['AccessDeniedException', status(400), 'aws.access-denied'],
  ['AccessDenied', status(403), 'aws.access-denied'],
  ['ThrottlingException', status(400), 'aws.throttled'],
  [
    'TransactionCanceledException',
    { ...status(400), CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }] },
    'aws.throttled',
  ],
  ['SlowDown', status(503), 'aws.throttled'],
  ['TimeoutError', {}, 'aws.unreachable'],
  ['Error', { code: 'ECONNREFUSED' }, 'aws.unreachable'],
  ['InternalServerError', status(500), 'aws.failed'],
  ['ValidationException', status(400), 'aws.refused'],
  ['ResourceLimitExceeded', status(400), 'aws.refused'],
])('%s is a failure of the kind %s → %s', (name, more, kind) => {
  expect(kindOfFailure(sdkError(name, more))).toBe(kind);
});

it('says which operation failed, after how many attempts, and what to do', () => {
  expect(codedFailure(sdkError('ThrottlingException', status(400, 8)))).toMatchObject({
    code: 'aws.throttled',
    place: 'SageMaker CreatePipeline',
    cause: 'ThrottlingException: ThrottlingException was said (after 8 attempts)',
    remedy: expect.stringContaining('repeat the command') as string,
  });
});

it('leaves errors that come from elsewhere as they are', () => {
  const own = new RangeError('mine');
  expect(codedFailure(own)).toBe(own);
});
