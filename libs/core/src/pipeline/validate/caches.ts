import { error, type Finding, type Rule } from './finding';
import { isMembers, type Members } from '../values/template';

/** An ISO 8601 duration with at least one part, such as `P30D`, `PT12H` or `P4DT12H`. */
const duration = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;

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
  const isDuration = expiry === undefined || (typeof expiry === 'string' && duration.test(expiry));
  return [
    ...(typeof enabled === 'boolean' ? [] : [fault('Enabled must be true or false')]),
    ...(isDuration ? [] : [fault(`${JSON.stringify(expiry)} is no duration such as P30D or PT12H`, '/ExpireAfter')]),
  ];
}
