import type { Asset } from './assets';
import type { Pipeline } from './pipeline';
import type { Step } from './steps/step';
import type { Parameter } from './values/parameter';
import type { StepProperty } from './values/step-property';
import { isReference, type Reference, type Value } from './values/value';

/** Every value of a step that a definition writes. */
export function valuesOf(step: Step): readonly Value[] {
  const { processor } = step;
  const processorValues: readonly (Value | undefined)[] = [
    processor.image,
    processor.instanceType,
    processor.instanceCount,
    processor.roleArn,
    processor.volumeKmsKeyId,
    processor.outputKmsKeyId,
  ];
  return [
    ...processorValues.filter((value) => value !== undefined),
    ...step.entrypoint,
    ...step.arguments,
    ...step.inputs.map(({ uri }) => uri),
    ...Object.values(step.outputs).map(({ uri }) => uri),
    ...Object.values(step.environment),
  ];
}

/** The references inside `values`, those inside joins included. */
export function referencesIn(values: readonly Value[]): readonly Reference[] {
  return values.flatMap((value): readonly Reference[] => {
    if (!isReference(value)) return [];
    return value.kind === 'join' ? [value, ...referencesIn(value.values)] : [value];
  });
}

/** Parameters that `step` uses. */
export function parametersIn(step: Step): readonly Parameter[] {
  return referencesIn(valuesOf(step)).filter((reference) => reference.kind === 'parameter');
}

/** Properties of other steps that `step` uses. */
export function stepPropertiesIn(step: Step): readonly StepProperty[] {
  return referencesIn(valuesOf(step)).filter((reference) => reference.kind === 'step-property');
}

/** Assets that `step` needs, each once. */
export function assetsIn(step: Step): readonly Asset[] {
  return referencesIn(valuesOf(step)).flatMap((reference) =>
    reference.kind === 'asset-location' ? [reference.asset] : [],
  );
}

/** Assets that the steps of `pipeline` need, each once, in order of use. */
export function assetsOf(pipeline: Pipeline): readonly Asset[] {
  const byName = new Map(pipeline.steps.flatMap(assetsIn).map((asset) => [asset.name, asset]));
  return [...byName.values()];
}
