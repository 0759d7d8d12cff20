import type { Retrier } from './states-language';

/** Names under which faults of runs reach state machines: each class has one way to be met. */
export const runFaults = {
  /** The service had no room, throttled, or broke: the same again will do. */
  transient: 'Ndr.Transient',
  /** Another run writes the same slices. */
  busy: 'Ndr.Busy',
  /** It hung and was stopped by orchestration. */
  hung: 'Ndr.Hung',
  /** Somebody stopped it. */
  stopped: 'Ndr.Stopped',
  /** Input, settings or code are wrong: the same again would fail again. */
  defect: 'Ndr.Defect',
  /** Another orchestrator has taken the run over. */
  lockLost: 'Ndr.LockLost',
} as const;
export type RunFault = (typeof runFaults)[keyof typeof runFaults];

/** The one policy of each class of fault that passes by itself; the other classes are not retried. */
export function runRetries(lookMinutes: number, hangMinutes: number): readonly Retrier[] {
  return [
    {
      ErrorEquals: [runFaults.transient],
      ...{ IntervalSeconds: 60, MaxAttempts: 5, BackoffRate: 2, MaxDelaySeconds: 900, JitterStrategy: 'FULL' },
    },
    { ErrorEquals: [runFaults.busy], ...{ IntervalSeconds: 120, MaxAttempts: 6, BackoffRate: 1.5 } },
    { ErrorEquals: [runFaults.hung], ...{ IntervalSeconds: 60, MaxAttempts: 2, BackoffRate: 2 } },
    // No event came: the handler looks at the execution itself, and waits on while it runs.
    {
      ErrorEquals: ['States.Timeout'],
      ...{ IntervalSeconds: 1, MaxAttempts: 4 * Math.ceil(hangMinutes / lookMinutes), BackoffRate: 1 },
    },
    ...serviceRetries,
  ];
}

/** Of calls that Lambda, or the service behind it, did not answer. */
export const serviceRetries: readonly Retrier[] = [
  {
    ErrorEquals: [
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
      'Lambda.Unknown',
      'Ndr.Service',
    ],
    ...{ IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2, JitterStrategy: 'FULL' },
  },
];
