import type { Network, ProcessingInput, ProcessingOutput, ProcessingStepOptions, Processor } from '../steps/processing';
import type { Step } from '../steps/step';
import { at, isList, isMembers, type Members, type Template } from '../values/template';
import type { Value } from '../values/value';

/**
 * What `processingStep` may have been told to give `step`; members that it cannot give are left out, so that the caller
 * compares.
 */
export function processingOptions({ request = {}, settings }: Step): ProcessingStepOptions<string, string> {
  const app = members(request.AppSpecification);
  const outputs = items(at(request, 'ProcessingOutputConfig', 'Outputs')).map(members);
  const files = items(settings.PropertyFiles).map(members);
  const tags = items(request.Tags).map(members);
  const environment = members(request.Environment);
  const displayName = at(request, 'ExperimentConfig', 'TrialComponentDisplayName');
  return {
    processor: processorOf(request),
    ...(isList(app.ContainerEntrypoint) && { entrypoint: app.ContainerEntrypoint.map(plainly) as Value<string>[] }),
    ...(isList(app.ContainerArguments) && { arguments: app.ContainerArguments.map(plainly) }),
    ...(isList(request.ProcessingInputs) && { inputs: request.ProcessingInputs.map(inputOf) }),
    ...(outputs.length > 0 && {
      outputs: Object.fromEntries(outputs.map((output) => [output.OutputName as string, outputOf(output)])),
    }),
    ...(Object.keys(environment).length > 0 && {
      environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, plainly(value)])),
    }),
    ...(files.length > 0 && {
      propertyFiles: Object.fromEntries(
        files.map(({ PropertyFileName: name, OutputName: output, FilePath: path }) => [
          name as string,
          { output: output as string, path: path as string },
        ]),
      ),
    }),
    ...(tags.length > 0 && {
      tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key as string, Value as string])),
    }),
    ...(typeof displayName === 'string' && { trialComponentDisplayName: displayName }),
  };
}

function processorOf(request: Members): Processor {
  const cluster = members(at(request, 'ProcessingResources', 'ClusterConfig'));
  const outputKey = at(request, 'ProcessingOutputConfig', 'KmsKeyId');
  const maxRuntime = at(request, 'StoppingCondition', 'MaxRuntimeInSeconds');
  return {
    image: value<string>(at(request, 'AppSpecification', 'ImageUri')),
    instanceType: value<string>(cluster.InstanceType),
    instanceCount: value<number>(cluster.InstanceCount),
    volumeSizeInGb: cluster.VolumeSizeInGB as number,
    roleArn: value<string>(request.RoleArn),
    ...(cluster.VolumeKmsKeyId !== undefined && { volumeKmsKeyId: value<string>(cluster.VolumeKmsKeyId) }),
    ...(outputKey !== undefined && { outputKmsKeyId: value<string>(outputKey) }),
    ...(isMembers(request.NetworkConfig) && { network: networkOf(request.NetworkConfig) }),
    ...(maxRuntime !== undefined && { maxRuntimeInSeconds: maxRuntime as number }),
  };
}

function networkOf({ EnableNetworkIsolation: isolate, ...network }: Members): Network {
  const encrypt = network.EnableInterContainerTrafficEncryption;
  return {
    subnets: items(at(network.VpcConfig, 'Subnets')) as readonly string[],
    securityGroupIds: items(at(network.VpcConfig, 'SecurityGroupIds')) as readonly string[],
    ...(encrypt !== undefined && { encryptTraffic: encrypt as boolean }),
    ...(isolate === true && { isolate: true }),
  };
}

function inputOf(input: Template): ProcessingInput {
  const s3 = members(at(input, 'S3Input'));
  return {
    name: at(input, 'InputName') as string,
    uri: plainly(s3.S3Uri ?? null) as Value<string>,
    localPath: s3.LocalPath as string,
    ...(s3.S3DataType !== 'S3Prefix' && { dataType: s3.S3DataType as 'ManifestFile' }),
    ...(s3.S3DataDistributionType !== 'FullyReplicated' && {
      distribution: s3.S3DataDistributionType as 'ShardedByS3Key',
    }),
    ...(s3.S3InputMode !== 'File' && { mode: s3.S3InputMode as 'Pipe' }),
    ...(s3.S3CompressionType !== 'None' && { compression: s3.S3CompressionType as 'Gzip' }),
  };
}

function outputOf(output: Members): ProcessingOutput {
  const s3 = members(output.S3Output);
  return {
    localPath: s3.LocalPath as string,
    uri: plainly(s3.S3Uri ?? null) as Value<string>,
    ...(s3.S3UploadMode !== 'EndOfJob' && { uploadMode: s3.S3UploadMode as 'Continuous' }),
  };
}

/** A value without the join that makes text of it, where that is made again. */
export function plainly(template: Template): Value {
  const joined = template as Exclude<Value, string | number | boolean>;
  if (typeof template !== 'object' || template === null || joined.kind !== 'join') return template as Value;
  const [only, ...more] = joined.values;
  const isAlone = joined.separator === '' && more.length === 0 && typeof only === 'object';
  if (!isAlone) return joined;
  const isTyped = (only.kind === 'parameter' || only.kind === 'step-property') && only.type !== 'String';
  const isTime = only.kind === 'execution-variable' && only.name.endsWith('DateTime');
  return isTyped || isTime || only.kind === 'json-get' ? only : joined;
}

function members(template: Template | undefined): Members {
  return isMembers(template) ? template : {};
}

function items(template: Template | undefined): readonly Template[] {
  return isList(template) ? template : [];
}

/** A member that a request must have; comparing finds out when it has it not. */
function value<T extends string | number>(template: Template | undefined): Value<T> {
  return (template ?? '') as Value<T>;
}
