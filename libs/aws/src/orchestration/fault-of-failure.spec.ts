import { faultOfFailure } from './fault-of-failure';

it.each([
  'CapacityError: Unable to provision requested ML compute capacity. Please retry using a different instance type.',
  'ResourceLimitExceeded: The account-level service limit is 4 Instances.',
  'ThrottlingException: Rate exceeded',
  'InternalServerError: We encountered an internal error. Please try again.',
  'ClientError: Unable to connect to the endpoint',
  'An error occurred (SlowDown) when calling the PutObject operation',
  'AlgorithmError: ndr lease.lost at s3://lake/p/v1/deltas/',
  'AlgorithmError: ndr record.missing-file at s3://lake/p/v1/deltas/_commits/dt=2024-04-19/0000.json',
  'socket: Connection reset by peer',
])('will try again after %j', (reason) => {
  expect(faultOfFailure(reason)).toBe('Ndr.Transient');
});

it.each([
  'AlgorithmError: ndr lease.timeout at s3://lake/p/v1/deltas/',
  'ThrottlingException, then lease.timeout: another run writes the same slices',
])('waits longer after %j', (reason) => {
  expect(faultOfFailure(reason)).toBe('Ndr.Busy');
});

it.each(['', 'AlgorithmError: ndr batch.invalid at s3://lake/p/integration/', 'ClientError: Cannot find the image'])(
  'tells people at once of %j',
  (reason) => {
    expect(faultOfFailure(reason)).toBe('Ndr.Defect');
  },
);
