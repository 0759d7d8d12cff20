import { error, type At, type Finding, type Rule } from './finding';
import { retryReasons } from '../policies/retry';
import { isList, isMembers, type Members, type Template } from '../values/template';

/** Retry policies have reasons that SageMaker knows, one end, and numbers that it takes. */
export const retryPolicies: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const { RetryPolicies: policies } = step.settings;
    if (policies === undefined) return [];
    const at = `${pointer}/RetryPolicies`;
    if (!isList(policies)) return [error('pipeline.retry-policy', { pointer: at, place }, 'it must be a list')];
    return policies.flatMap((policy, index) => faultsOf(policy, { pointer: `${at}/${index}`, place }));
  });

/** Numbers of a policy as `[least, most]`. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  BackoffRate: [0, Infinity],
  IntervalSeconds: [0, Infinity],
  MaxAttempts: [1, 20],
  ExpireAfterMin: [1, 14_400],
};

function faultsOf(policy: Template, at: At): readonly Finding[] {
  const fault = (cause: string, member = '') =>
    error('pipeline.retry-policy', { pointer: at.pointer + member, place: at.place }, cause);
  if (!isMembers(policy)) return [fault('it must be an object')];
  const both = 'MaxAttempts' in policy && 'ExpireAfterMin' in policy;
  return [
    ...reasonFaults(policy, fault),
    ...(both ? [fault('it has both MaxAttempts and ExpireAfterMin; SageMaker takes one of them')] : []),
    ...Object.entries(ranges).flatMap(([member, [least, most]]) => {
      const value = policy[member];
      if (value === undefined || (typeof value === 'number' && value >= least && value <= most)) return [];
      const range = most === Infinity ? `from ${least} on` : `from ${least} to ${most}`;
      return [fault(`${member} is ${JSON.stringify(value)}, and must be a number ${range}`, `/${member}`)];
    }),
  ];
}

function reasonFaults({ ExceptionType: reasons }: Members, fault: (cause: string, member?: string) => Finding) {
  const known: readonly Template[] = retryReasons;
  if (!isList(reasons) || reasons.length === 0) return [fault(`ExceptionType needs one of ${retryReasons.join(', ')}`)];
  return reasons.flatMap((reason, index) =>
    known.includes(reason)
      ? []
      : [fault(`${JSON.stringify(reason)} is none of ${retryReasons.join(', ')}`, `/ExceptionType/${index}`)],
  );
}
