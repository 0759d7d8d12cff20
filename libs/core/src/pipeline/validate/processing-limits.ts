import { exceeds, fallsBelow, type Finding, type Rule } from './finding';
import { placeOfStep } from './place';
import type { Step } from '../steps/step';
import type { Value } from '../values/value';

/** Limits of SageMaker's CreateProcessingJob, as `[fewest, most]` where there is a lower one too. */
const limits = {
  inputs: 10,
  outputs: 10,
  /** Of the entry point and of the arguments, each. */
  arguments: 100,
  argumentLength: [1, 256],
  environment: 100,
  environmentLength: 256,
  localPathLength: 256,
  uriLength: 1024,
  instances: [1, 100],
  volumeSizeInGb: [1, 16_384],
  maxRuntimeInSeconds: [1, 777_600],
  subnets: [1, 16],
  securityGroups: [1, 5],
} as const;

/** Counts, lengths and sizes of processing steps stay within SageMaker's limits. */
export const processingWithinLimits: Rule = ({ steps }) => steps.flatMap(ofStep);

function ofStep(step: Step, index: number): readonly Finding[] {
  const place = placeOfStep(step);
  const at = (path: string) => ({ place, pointer: `/Steps/${index}/Arguments/${path}` });
  return [ofMachines, ofCommand, ofFiles, ofEnvironment].flatMap((each) => each(step, at));
}

type At = (path: string) => { readonly place: string; readonly pointer: string };

function ofMachines({ processor }: Step, at: At): readonly Finding[] {
  const cluster = 'ProcessingResources/ClusterConfig';
  const { instanceCount, volumeSizeInGb, maxRuntimeInSeconds, network } = processor;
  return [
    ...(typeof instanceCount === 'number'
      ? within('instances', instanceCount, limits.instances, at(`${cluster}/InstanceCount`))
      : []),
    ...within('GB of disk', volumeSizeInGb, limits.volumeSizeInGb, at(`${cluster}/VolumeSizeInGB`)),
    ...(maxRuntimeInSeconds === undefined
      ? []
      : within(
          'seconds',
          maxRuntimeInSeconds,
          limits.maxRuntimeInSeconds,
          at('StoppingCondition/MaxRuntimeInSeconds'),
        )),
    ...(network
      ? [
          ...within('subnets', network.subnets.length, limits.subnets, at('NetworkConfig/VpcConfig/Subnets')),
          ...within(
            'security groups',
            network.securityGroupIds.length,
            limits.securityGroups,
            at('NetworkConfig/VpcConfig/SecurityGroupIds'),
          ),
        ]
      : []),
  ];
}

function ofCommand(step: Step, at: At): readonly Finding[] {
  const lists = { ContainerEntrypoint: step.entrypoint, ContainerArguments: step.arguments };
  return Object.entries<readonly Value[]>(lists).flatMap(([member, values]) => [
    ...exceeds('arguments', values.length, limits.arguments, at(`AppSpecification/${member}`)),
    ...values.flatMap((value, index) => {
      const place = at(`AppSpecification/${member}/${index}`);
      const [fewest, most] = limits.argumentLength;
      const what = `characters in argument ${index + 1}`;
      return [
        ...(value === '' ? fallsBelow(what, 0, fewest, place) : []),
        ...exceeds(what, knownLength(value), most, place),
      ];
    }),
  ]);
}

function ofFiles(step: Step, at: At): readonly Finding[] {
  const outputs = Object.values(step.outputs);
  const files = [
    ...step.inputs.map((each, index) => ({ ...each, path: `ProcessingInputs/${index}/S3Input` })),
    ...outputs.map((each, index) => ({ ...each, path: `ProcessingOutputConfig/Outputs/${index}/S3Output` })),
  ];
  return [
    ...exceeds('inputs', step.inputs.length, limits.inputs, at('ProcessingInputs')),
    ...exceeds('outputs', outputs.length, limits.outputs, at('ProcessingOutputConfig/Outputs')),
    ...files.flatMap(({ uri, localPath, path }) => [
      ...exceeds('characters in an S3 URI', knownLength(uri), limits.uriLength, at(`${path}/S3Uri`)),
      ...exceeds('characters in a path', localPath.length, limits.localPathLength, at(`${path}/LocalPath`)),
    ]),
  ];
}

function ofEnvironment({ environment }: Step, at: At): readonly Finding[] {
  const entries = Object.entries(environment);
  return [
    ...exceeds('environment entries', entries.length, limits.environment, at('Environment')),
    ...entries.flatMap(([name, value]) => {
      const longest = Math.max(name.length, knownLength(value));
      const what = `characters in environment entry ${name.slice(0, 64)}`;
      return exceeds(what, longest, limits.environmentLength, at(`Environment/${name}`));
    }),
  ];
}

function within(
  what: string,
  count: number,
  [fewest, most]: readonly [number, number],
  at: ReturnType<At>,
): readonly Finding[] {
  return [...fallsBelow(what, count, fewest, at), ...exceeds(what, count, most, at)];
}

/** Characters of `value` that stand when the pipeline runs, whatever its references are. */
function knownLength(value: Value): number {
  if (typeof value !== 'object') return String(value).length;
  if (value.kind !== 'join') return 0;
  const separators = value.separator.length * Math.max(0, value.values.length - 1);
  return value.values.reduce((sum: number, each) => sum + knownLength(each), separators);
}
