import type { Asset } from './assets';
import type { Pipeline } from './pipeline';
import { stepsOf, type Step } from './steps/step';
import { referencesIn } from './values/template';

/** Assets that `step` needs, each once. */
export function assetsIn(step: Step): readonly Asset[] {
  return referencesIn({ ...step.request, ...step.settings }).flatMap(({ reference }) =>
    reference.kind === 'asset-location' ? [reference.asset] : [],
  );
}

/** Assets that the steps of `pipeline` need, each once, in order of use. */
export function assetsOf(pipeline: Pick<Pipeline, 'steps'>): readonly Asset[] {
  const all = stepsOf(pipeline.steps).flatMap(({ step }) => assetsIn(step));
  return [...new Map(all.map((asset) => [asset.name, asset])).values()];
}
