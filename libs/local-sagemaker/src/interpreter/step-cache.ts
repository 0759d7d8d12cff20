import { cacheKeys, canonicalJson, sha256Hex } from '@ndr/core';
import { before } from './duration';
import { asText } from './evaluate';
import { isExactObject, isFloat, plainJson, type ExactJson, type ExactObject } from './exact-json';
import type { EarlierResult, ExecutionStore } from './execution-store';
import { valueAt } from './property-path';

/**
 * Digest of what decides the result of a step whose references are evaluated: the members that SageMaker's cache
 * compares for its type. Undefined for types that it keeps no results of.
 */
export function cacheKeyOf(type: string, evaluated: ExactObject): string | undefined {
  const keys = Object.hasOwn(cacheKeys, type) ? cacheKeys[type] : undefined;
  if (!keys) return undefined;
  const members = keys.map((key) => [key, written(valueAt(evaluated, key.split('/')) ?? null)]);
  return sha256Hex(canonicalJson([type, Object.fromEntries(members)]));
}

/** The result of an earlier execution that a step takes instead of running: the newest one that is not too old. */
export function earlierResult(
  store: ExecutionStore,
  pipelineName: string,
  step: string,
  { cacheKey, config, now }: { readonly cacheKey: string; readonly config: ExactJson | undefined; readonly now: Date },
): EarlierResult | undefined {
  if (!isExactObject(config) || config.Enabled !== true) return undefined;
  const { ExpireAfter: duration } = config;
  const since = typeof duration === 'string' ? before(now, duration) : undefined;
  return store.cachedStep(pipelineName, step, cacheKey, since?.toISOString());
}

/** `value` with each float marked, so that 1.0 and 1 differ. */
function written(value: ExactJson): unknown {
  if (isFloat(value)) return { Float: asText(value) };
  if (Array.isArray(value)) return value.map((each: ExactJson) => written(each));
  if (!isExactObject(value)) return plainJson(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, written(each)]));
}
