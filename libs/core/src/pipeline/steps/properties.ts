import type { ProcessingStep } from './processing';
import type { Step } from './step';
import type { PropertiesOf, PropertyList } from '../shapes/properties';
import { structures } from '../shapes/sagemaker-shapes';
import { shapeOf, type Shape } from '../shapes/shape';
import { shapesOfStep } from '../shapes/step-types';
import { stepProperty, type StepProperty } from '../values/step-property';
import type { ScalarType } from '../values/value';

/** Properties of a processing step; its outputs by the names that it declares. */
type ProcessingProperties<Outputs extends string> = Omit<
  PropertiesOf<'DescribeProcessingJobResponse'>,
  'ProcessingOutputConfig'
> & {
  readonly ProcessingOutputConfig: Omit<PropertiesOf<'ProcessingOutputConfig'>, 'Outputs'> & {
    readonly Outputs: Readonly<Record<Outputs, PropertiesOf<'ProcessingOutput'>>>;
  };
};

interface PropertiesByType {
  Training: PropertiesOf<'DescribeTrainingJobResponse'>;
  Tuning: PropertiesOf<'DescribeHyperParameterTuningJobResponse'> & {
    readonly TrainingJobSummaries: PropertyList<PropertiesOf<'HyperParameterTrainingJobSummary'>, number>;
  };
  Transform: PropertiesOf<'DescribeTransformJobResponse'>;
  Model: PropertiesOf<'DescribeModelOutput'>;
  RegisterModel: PropertiesOf<'DescribeModelPackageOutput'>;
  Condition: { readonly Outcome: StepProperty<string> };
}

/** What later steps may refer to of `S`, typed as the answer of SageMaker's API to a question for the step's job. */
export type StepProperties<S extends Step> =
  S extends ProcessingStep<infer Outputs>
    ? ProcessingProperties<Outputs>
    : S['type'] extends keyof PropertiesByType
      ? PropertiesByType[S['type']]
      : never;

/**
 * What later steps may refer to of `step`: `properties(train).ModelArtifacts.S3ModelArtifacts`,
 * `properties(make).ProcessingOutputConfig.Outputs.table.S3Output.S3Uri`, `properties(tune).TrainingJobSummaries.at(0)`.
 */
export function properties<S extends Step>(step: S): StepProperties<S> {
  const shapes = shapesOfStep(step.type);
  const members = { ...(shapes?.answer && structures[shapes.answer]), ...shapes?.properties };
  return propertyAt(step.name, '', { kind: 'structure', name: step.type, members }) as StepProperties<S>;
}

function propertyAt(step: string, path: string, shape: Shape): unknown {
  if (shape.kind !== 'structure' && shape.kind !== 'list' && shape.kind !== 'map') {
    return stepProperty(step, path, scalarOf(shape));
  }
  return new Proxy(
    {},
    {
      get(_target, key) {
        if (typeof key === 'symbol') return undefined;
        if (key === 'at' && shape.kind !== 'structure')
          return (item: number | string) => itemOf(step, path, shape, item);
        const inner = innerOf(shape, path, key);
        return inner && propertyAt(step, inner.path, shapeOf(inner.type));
      },
    },
  );
}

function itemOf(step: string, path: string, shape: Nested, item: number | string): unknown {
  const inner = innerOf(shape, path, `${item}`);
  return inner && propertyAt(step, inner.path, shapeOf(inner.type));
}

type Nested = Extract<Shape, { kind: 'structure' | 'list' | 'map' }>;

function innerOf(
  shape: Nested,
  path: string,
  key: string,
): { readonly path: string; readonly type: string } | undefined {
  if (shape.kind !== 'structure') {
    return { path: `${path}[${shape.kind === 'list' && /^\d+$/.test(key) ? key : `'${key}'`}]`, type: shape.item };
  }
  if (!Object.hasOwn(shape.members, key)) return undefined;
  return { path: path === '' ? key : `${path}.${key}`, type: shape.members[key] ?? 'any' };
}

function scalarOf({ kind }: Shape): ScalarType {
  return kind === 'number' ? 'Float' : kind === 'boolean' ? 'Boolean' : 'String';
}
