import { exceeds, fallsBelow, within, type At, type Finding, type Rule } from './finding';
import { knownLength } from './known-length';
import { shapesOfStep } from '../shapes/step-types';
import { at, escaped, isList, isMembers, type Members, type Template } from '../values/template';

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

/** Counts, lengths and sizes of processing jobs stay within SageMaker's limits. */
export const processingWithinLimits: Rule = ({ steps }) =>
  steps.flatMap(({ step, pointer, place }) => {
    if (!step.request || shapesOfStep(step.type)?.request !== 'CreateProcessingJobRequest') return [];
    const { request } = step;
    const placed = (path: string) => ({ place, pointer: `${pointer}/Arguments/${path}` });
    return [ofMachines, ofCommand, ofFiles, ofEnvironment].flatMap((each) => each(request, placed));
  });

type Placed = (path: string) => At;

function ofMachines(request: Members, placed: Placed): readonly Finding[] {
  const numbers = [
    ['instances', 'ProcessingResources/ClusterConfig/InstanceCount', limits.instances],
    ['GB of disk', 'ProcessingResources/ClusterConfig/VolumeSizeInGB', limits.volumeSizeInGb],
    ['seconds', 'StoppingCondition/MaxRuntimeInSeconds', limits.maxRuntimeInSeconds],
  ] as const;
  const lists = [
    ['subnets', 'NetworkConfig/VpcConfig/Subnets', limits.subnets],
    ['security groups', 'NetworkConfig/VpcConfig/SecurityGroupIds', limits.securityGroups],
  ] as const;
  const valueAt = (path: string) => at(request, ...path.split('/'));
  return [
    ...numbers.flatMap(([what, path, range]) => {
      const count = valueAt(path);
      return typeof count === 'number' ? within(what, count, range, placed(path)) : [];
    }),
    ...lists.flatMap(([what, path, range]) => {
      const list = valueAt(path);
      return isList(list) ? within(what, list.length, range, placed(path)) : [];
    }),
  ];
}

function ofCommand(request: Members, placed: Placed): readonly Finding[] {
  return ['ContainerEntrypoint', 'ContainerArguments'].flatMap((member) => {
    const values = at(request, 'AppSpecification', member);
    if (!isList(values)) return [];
    return [
      ...exceeds('arguments', values.length, limits.arguments, placed(`AppSpecification/${member}`)),
      ...values.flatMap((value, index) => {
        const place = placed(`AppSpecification/${member}/${index}`);
        const [fewest, most] = limits.argumentLength;
        const what = `characters in argument ${index + 1}`;
        return [
          ...(value === '' ? fallsBelow(what, 0, fewest, place) : []),
          ...exceeds(what, knownLength(value), most, place),
        ];
      }),
    ];
  });
}

function ofFiles(request: Members, placed: Placed): readonly Finding[] {
  const inputs = listAt(request, 'ProcessingInputs');
  const outputs = listAt(at(request, 'ProcessingOutputConfig'), 'Outputs');
  const files = [
    ...inputs.map((each, index) => ({ file: at(each, 'S3Input'), path: `ProcessingInputs/${index}/S3Input` })),
    ...outputs.map((each, index) => ({
      file: at(each, 'S3Output'),
      path: `ProcessingOutputConfig/Outputs/${index}/S3Output`,
    })),
  ];
  return [
    ...exceeds('inputs', inputs.length, limits.inputs, placed('ProcessingInputs')),
    ...exceeds('outputs', outputs.length, limits.outputs, placed('ProcessingOutputConfig/Outputs')),
    ...files.flatMap(({ file, path }) => [
      ...exceeds('characters in an S3 URI', knownLength(at(file, 'S3Uri')), limits.uriLength, placed(`${path}/S3Uri`)),
      ...exceeds(
        'characters in a path',
        knownLength(at(file, 'LocalPath')),
        limits.localPathLength,
        placed(`${path}/LocalPath`),
      ),
    ]),
  ];
}

function ofEnvironment(request: Members, placed: Placed): readonly Finding[] {
  const environment = at(request, 'Environment');
  if (!isMembers(environment)) return [];
  const entries = Object.entries(environment);
  return [
    ...exceeds('environment entries', entries.length, limits.environment, placed('Environment')),
    ...entries.flatMap(([name, value]) => {
      const longest = Math.max(name.length, knownLength(value));
      const what = `characters in environment entry ${name.slice(0, 64)}`;
      return exceeds(what, longest, limits.environmentLength, placed(`Environment/${escaped(name)}`));
    }),
  ];
}

function listAt(template: Template | undefined, member: string): readonly Template[] {
  const list = at(template, member);
  return isList(list) ? list : [];
}
