import type { Json } from '@ndr/core';

/** What a step of a test runs, beside its name. */
export interface TestStep {
  readonly name: string;
  readonly entrypoint: Json;
  readonly arguments?: Json;
  readonly instances?: Json;
  readonly inputs?: readonly TestInput[];
  readonly outputs?: Readonly<Record<string, Json>>;
  readonly environment?: Readonly<Record<string, Json>>;
  readonly maxRuntimeInSeconds?: number;
  readonly dependsOn?: readonly string[];
  /** Members of the step beside its arguments, such as CacheConfig. */
  readonly members?: Readonly<Record<string, Json>>;
}

/** An input of a step: it lies below /opt/ml/processing/input under its name. */
export interface TestInput {
  readonly name: string;
  readonly uri: Json;
  readonly dataType?: string;
  readonly distribution?: string;
}

/** A step as a definition has it. */
export interface StepJson {
  readonly Name: string;
  readonly Type: string;
  readonly [member: string]: Json;
}

/** The JSON of a definition, written out by hand: these tests stand for definitions that ndr did not write. */
export function definition(steps: readonly (TestStep | StepJson)[], parameters: readonly Json[] = []): string {
  return JSON.stringify({ Version: '2020-12-01', Metadata: {}, Parameters: parameters, Steps: steps.map(jsonOf) });
}

/** A step that decides: `ifSteps` run when `left` equals `right`, `elseSteps` when not. */
export function decide(
  name: string,
  [left, right]: readonly [Json, Json],
  ifSteps: readonly (TestStep | StepJson)[],
  elseSteps: readonly (TestStep | StepJson)[] = [],
): StepJson {
  const Conditions = [{ Type: 'Equals', LeftValue: left, RightValue: right }];
  return {
    Name: name,
    Type: 'Condition',
    Arguments: { Conditions, IfSteps: ifSteps.map(jsonOf), ElseSteps: elseSteps.map(jsonOf) },
  };
}

function jsonOf(step: TestStep | StepJson): StepJson {
  return 'Type' in step ? step : stepJson(step);
}

/** A step that runs a shell script. */
export function shellStep(name: string, script: string, more: Partial<TestStep> = {}): TestStep {
  return { name, entrypoint: ['/bin/sh', '-c', script], ...more };
}

/** A reference of a definition. */
export const get = (reference: string): Json => ({ Get: reference });

/** A join of a definition. */
export const join = (separator: string, ...values: Json[]): Json => ({ 'Std:Join': { On: separator, Values: values } });

function stepJson(step: TestStep): StepJson {
  const outputs = Object.entries(step.outputs ?? {});
  return {
    Name: step.name,
    Type: 'Processing',
    Arguments: {
      ProcessingResources: {
        ClusterConfig: { InstanceType: 'ml.m5.large', InstanceCount: step.instances ?? 1, VolumeSizeInGB: 1 },
      },
      AppSpecification: {
        ImageUri: 'ndr-local/spark:3.5',
        ContainerEntrypoint: step.entrypoint,
        ...(step.arguments !== undefined && { ContainerArguments: step.arguments }),
      },
      RoleArn: 'arn:aws:iam::123456789012:role/local',
      ProcessingInputs: (step.inputs ?? []).map(inputJson),
      ProcessingOutputConfig: { Outputs: outputs.map(outputJson) },
      ...(step.environment && { Environment: step.environment }),
      ...(step.maxRuntimeInSeconds !== undefined && {
        StoppingCondition: { MaxRuntimeInSeconds: step.maxRuntimeInSeconds },
      }),
    },
    ...(step.dependsOn && { DependsOn: [...step.dependsOn] }),
    ...step.members,
  };
}

function inputJson(input: TestInput): Json {
  return {
    InputName: input.name,
    S3Input: {
      S3Uri: input.uri,
      LocalPath: `/opt/ml/processing/input/${input.name}`,
      S3DataType: input.dataType ?? 'S3Prefix',
      S3InputMode: 'File',
      S3DataDistributionType: input.distribution ?? 'FullyReplicated',
      S3CompressionType: 'None',
    },
  };
}

function outputJson([name, uri]: readonly [string, Json]): Json {
  return {
    OutputName: name,
    S3Output: { S3Uri: uri, LocalPath: `/opt/ml/processing/output/${name}`, S3UploadMode: 'EndOfJob' },
  };
}
