import { z } from 'zod';

/** Where a definition has a value: a literal or a reference such as `{"Get": "Parameters.ProjectName"}`. */
const value = z.json();

/** A parameter as definitions declare it. */
export const parameterDefinition = z.looseObject({
  Name: z.string(),
  Type: z.enum(['String', 'Integer', 'Float', 'Boolean']),
  DefaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
  EnumValues: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** A step as definitions declare it, of any type. */
export const stepDefinition = z.looseObject({
  Name: z.string(),
  Type: z.string(),
  Arguments: z.record(z.string(), value).optional(),
  DependsOn: z.array(z.string()).optional(),
});

/** A pipeline definition, as SageMaker stores it: members that ndr does not know stay. */
export const pipelineDefinition = z.looseObject({
  Version: z.literal('2020-12-01'),
  Metadata: z.record(z.string(), z.json()).optional(),
  Parameters: z.array(parameterDefinition).optional(),
  PipelineExperimentConfig: z.record(z.string(), value).nullish(),
  Steps: z.array(stepDefinition),
});

export type ParameterDefinition = z.infer<typeof parameterDefinition>;
export type StepDefinition = z.infer<typeof stepDefinition>;
export type PipelineDefinition = z.infer<typeof pipelineDefinition>;
