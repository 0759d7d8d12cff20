import type { Network, ProcessingInput, ProcessingOutput, ProcessingStep } from './processing';
import { asText } from '../values/join';
import { render, type Json, type RenderContext } from '../values/render';
import type { Value } from '../values/value';

/** Members of SageMaker's CreateProcessingJob. */
export function processingArguments(step: ProcessingStep, context: RenderContext): Record<string, Json> {
  const { processor } = step;
  const outputs = Object.entries(step.outputs);
  const text = (value: Value) => render(asText(value), context);
  return {
    ProcessingResources: {
      ClusterConfig: {
        InstanceType: render(processor.instanceType, context),
        InstanceCount: render(processor.instanceCount, context),
        VolumeSizeInGB: processor.volumeSizeInGb,
        ...(processor.volumeKmsKeyId !== undefined && { VolumeKmsKeyId: text(processor.volumeKmsKeyId) }),
      },
    },
    AppSpecification: {
      ImageUri: text(processor.image),
      ...(step.arguments.length > 0 && { ContainerArguments: step.arguments.map(text) }),
      ...(step.entrypoint.length > 0 && { ContainerEntrypoint: step.entrypoint.map(text) }),
    },
    RoleArn: text(processor.roleArn),
    ...(step.inputs.length > 0 && { ProcessingInputs: step.inputs.map((input) => renderInput(input, context)) }),
    ...(outputs.length > 0 && {
      ProcessingOutputConfig: {
        Outputs: outputs.map(([name, output]) => renderOutput(name, output, context)),
        ...(processor.outputKmsKeyId !== undefined && { KmsKeyId: text(processor.outputKmsKeyId) }),
      },
    }),
    ...(Object.keys(step.environment).length > 0 && {
      Environment: Object.fromEntries(Object.entries(step.environment).map(([name, value]) => [name, text(value)])),
    }),
    ...(processor.network && { NetworkConfig: renderNetwork(processor.network) }),
    ...(processor.maxRuntimeInSeconds !== undefined && {
      StoppingCondition: { MaxRuntimeInSeconds: processor.maxRuntimeInSeconds },
    }),
  };
}

function renderInput(input: ProcessingInput, context: RenderContext): Json {
  return {
    InputName: input.name,
    AppManaged: false,
    S3Input: {
      S3Uri: render(asText(input.uri), context),
      LocalPath: input.localPath,
      S3DataType: input.dataType ?? 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: input.distribution ?? 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

function renderOutput(name: string, output: ProcessingOutput, context: RenderContext): Json {
  return {
    OutputName: name,
    AppManaged: false,
    S3Output: {
      S3Uri: render(asText(output.uri), context),
      LocalPath: output.localPath,
      S3UploadMode: output.uploadMode ?? 'EndOfJob',
    },
  };
}

function renderNetwork(network: Network): Json {
  return {
    EnableNetworkIsolation: network.isolate ?? false,
    ...(network.encryptTraffic !== undefined && { EnableInterContainerTrafficEncryption: network.encryptTraffic }),
    VpcConfig: { SecurityGroupIds: [...network.securityGroupIds], Subnets: [...network.subnets] },
  };
}
