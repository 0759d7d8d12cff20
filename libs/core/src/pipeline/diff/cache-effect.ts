import type { FieldChange } from './compare-json';
import { isObject } from './named-items';
import { ownMember } from '../own-member';
import { cacheKeys } from '../policies/cache-keys';
import type { Json } from '../values/render';

/** What a change means for the results of earlier executions. */
export interface CacheEffect {
  /** Whether SageMaker runs the step again where it would have taken an earlier result. */
  readonly breaks: boolean;
  /** Why, a reason each. */
  readonly because: readonly string[];
}

type StepJson = Readonly<Record<string, Json>>;

/** What changing `old` to `now` means for the cache of the step; undefined when it has none before or after. */
export function cacheEffect(
  old: StepJson,
  now: StepJson,
  fields: readonly FieldChange[],
  changedDefaults: readonly string[],
): CacheEffect | undefined {
  if (!isCached(old) || !isCached(now)) return undefined;
  const keys = ownMember(cacheKeys, now.Type as string) ?? ['Arguments'];
  const changed = [...new Set(fields.map(({ pointer }) => keyOf(pointer, keys)))].filter((key) => key !== undefined);
  const used = changedDefaults.filter((name) => keys.some((key) => usesParameter(at(now, key), name)));
  const because = [
    ...(old.Type === now.Type ? [] : ['its type changed']),
    ...changed.map((key) => `${key} is part of its cache key`),
    ...used.map((name) => `its cache key holds the parameter ${name}, whose default changed`),
  ];
  return { breaks: because.length > 0, because };
}

function isCached(step: StepJson): boolean {
  return isObject(step.CacheConfig) && step.CacheConfig.Enabled === true;
}

/** The cache key under which `pointer` lies, or which lies under it. */
function keyOf(pointer: string, keys: readonly string[]): string | undefined {
  return keys.find((key) => `${pointer}/`.startsWith(`/${key}/`) || `/${key}/`.startsWith(`${pointer}/`));
}

function at(json: Json | undefined, path: string): Json | undefined {
  return path
    .split('/')
    .reduce<Json | undefined>((inner, member) => (isObject(inner) ? inner[member] : undefined), json);
}

function usesParameter(json: Json | undefined, name: string): boolean {
  if (Array.isArray(json)) return json.some((each) => usesParameter(each, name));
  if (!isObject(json)) return false;
  return json.Get === `Parameters.${name}` || Object.values(json).some((each) => usesParameter(each, name));
}
