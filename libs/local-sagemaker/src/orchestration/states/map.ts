import type { MapState } from '@ndr/pipelines';
import { asJson, type Json, type JsonObject } from '../json';
import { filled, valueAt, type Scope } from '../paths';
import { StateError } from '../state-error';

/** Runs the states of an item to their end. */
export type ItemRun = (item: MapState['ItemProcessor'], input: Json, context: JsonObject) => Promise<Json>;

/** The results of a map's items, in their order; at most `MaxConcurrency` of them run at once, 0 for all. */
export async function runMap(state: MapState, scope: Scope, runItem: ItemRun): Promise<readonly Json[]> {
  const items = valueAt(state.ItemsPath, scope);
  if (!Array.isArray(items)) throw new StateError('States.Runtime', `${state.ItemsPath} is no list`);
  const list = items as readonly Json[];
  const results = new Array<Json>(list.length);
  let next = 0;
  const worker = async () => {
    while (next < list.length) {
      const index = next++;
      const context = { ...scope.context, Map: { Item: { Index: index, Value: list[index] } } };
      const input = filled(asJson(state.ItemSelector), { ...scope, context });
      results[index] = await runItem(state.ItemProcessor, input, context);
    }
  };
  const atOnce = state.MaxConcurrency === 0 ? list.length : Math.min(state.MaxConcurrency, list.length);
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
