import type { Network, ProcessingInput, ProcessingOutput, Processor } from './processing';
import { defaultOutput } from '../values/default-output';
import { asText } from '../values/join';
import type { Members } from '../values/template';
import type { Value } from '../values/value';

/** What a processing job is made of. */
interface ProcessingParts {
  readonly processor: Processor;
  readonly entrypoint: readonly Value<string>[];
  readonly arguments: readonly Value[];
  readonly inputs: readonly ProcessingInput[];
  readonly outputs: Readonly<Record<string, ProcessingOutput>>;
  readonly environment: Readonly<Record<string, Value>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly trialComponentDisplayName: string | undefined;
}

/** Members of SageMaker's CreateProcessingJob for the step `name`. */
export function processingRequest(name: string, parts: ProcessingParts): Members {
  const { processor, tags, trialComponentDisplayName } = parts;
  const outputs = Object.entries(parts.outputs);
  return {
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: processor.instanceType,
        InstanceCount: processor.instanceCount,
        VolumeSizeInGB: processor.volumeSizeInGb,
        ...(processor.volumeKmsKeyId !== undefined && { VolumeKmsKeyId: asText(processor.volumeKmsKeyId) }),
      },
    },
    AppSpecification: {
      ImageUri: asText(processor.image),
      ...(parts.arguments.length > 0 && { ContainerArguments: parts.arguments.map(asText) }),
      ...(parts.entrypoint.length > 0 && { ContainerEntrypoint: parts.entrypoint.map(asText) }),
    },
    RoleArn: asText(processor.roleArn),
    ...(parts.inputs.length > 0 && { ProcessingInputs: parts.inputs.map(inputMembers) }),
    ...(outputs.length > 0 && {
      ProcessingOutputConfig: {
        Outputs: outputs.map(([output, options]) => outputMembers(name, output, options)),
        ...(processor.outputKmsKeyId !== undefined && { KmsKeyId: asText(processor.outputKmsKeyId) }),
      },
    }),
    ...(Object.keys(parts.environment).length > 0 && {
      Environment: Object.fromEntries(Object.entries(parts.environment).map(([key, value]) => [key, asText(value)])),
    }),
    ...(processor.network && { NetworkConfig: networkMembers(processor.network) }),
    ...(processor.maxRuntimeInSeconds !== undefined && {
      StoppingCondition: { MaxRuntimeInSeconds: processor.maxRuntimeInSeconds },
    }),
    ...(Object.keys(tags).length > 0 && { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    ...(trialComponentDisplayName !== undefined && {
      ExperimentConfig: { TrialComponentDisplayName: trialComponentDisplayName },
    }),
  };
}

function inputMembers(input: ProcessingInput): Members {
  return {
    InputName: input.name,
    AppManaged: false,
    S3Input: {
      S3Uri: asText(input.uri),
      LocalPath: input.localPath,
      S3DataType: input.dataType ?? 'S3Prefix',
      S3InputMode: input.mode ?? 'File',
      S3DataDistributionType: input.distribution ?? 'FullyReplicated',
      S3CompressionType: input.compression ?? 'None',
    },
  };
}

function outputMembers(step: string, name: string, output: ProcessingOutput): Members {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: {
      S3Uri: output.uri === undefined ? defaultOutput(step, name) : asText(output.uri),
      LocalPath: output.localPath,
      S3UploadMode: output.uploadMode ?? 'EndOfJob',
    },
  };
}

function networkMembers(network: Network): Members {
  return {
    EnableNetworkIsolation: network.isolate ?? false,
    ...(network.encryptTraffic !== undefined && { EnableInterContainerTrafficEncryption: network.encryptTraffic }),
    VpcConfig: { SecurityGroupIds: [...network.securityGroupIds], Subnets: [...network.subnets] },
  };
}
