import { error, type Finding, type Rule } from './finding';
import { parseDuration } from '../policies/duration';
import { isMembers, type Members } from '../values/template';

/** A step's cache is on or off, and its results expire after a duration that SageMaker can read. */
export const cachePolicies: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    const { CacheConfig: cache } = step.settings;
    if (cache === undefined) return [];
    const fault = (cause: string, member = '') =>
      error('pipeline.cache-config', { pointer: `${pointer}/CacheConfig${member}`, place }, cause);
    return isMembers(cache) ? faultsOf(cache, fault) : [fault('it must be an object')];
  });

function faultsOf(
  { Enabled: enabled, ExpireAfter: expiry }: Members,
  fault: (cause: string, member?: string) => Finding,
): readonly Finding[] {
  const isDuration = expiry === undefined || (typeof expiry === 'string' && parseDuration(expiry) !== undefined);
  return [
    ...(typeof enabled === 'boolean' ? [] : [fault('Enabled must be true or false')]),
    ...(isDuration ? [] : [fault(`${JSON.stringify(expiry)} is no duration such as P30D or PT12H`, '/ExpireAfter')]),
  ];
}
