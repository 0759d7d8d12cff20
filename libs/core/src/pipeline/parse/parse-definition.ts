import { malformed } from './malformed';
import { parseMembers, parseTemplate, type Declared } from './parse-template';
import type { ParameterDefinition, PipelineDefinition } from '../definition.schema';
import { ownMember } from '../own-member';
import { renderParameter } from '../render-definition';
import { renderStep } from '../steps/render-step';
import type { Branches, Step } from '../steps/step';
import type { Finding } from '../validate/finding';
import { marked } from '../values/mark';
import type { Parameter } from '../values/parameter';
import { unplaced, type Json } from '../values/render';
import { renderTemplate, type Template } from '../values/template';
import type { Scalar } from '../values/value';

/** A definition as a model: what ndr does not know of it is kept. */
export interface ParsedDefinition {
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** Absent when the definition does not say; null when it switches experiments off. */
  readonly experiment?: Template;
  /** Members of the definition in their order, those above as placeholders. */
  readonly members: Readonly<Record<string, Json>>;
}

/** What reading a definition gave: a model, or what keeps it from being one. */
export interface ParseResult {
  readonly definition?: ParsedDefinition;
  readonly findings: readonly Finding[];
}

/** Reads the JSON of a pipeline definition, whoever wrote it. */
export function parseDefinition(json: unknown): ParseResult {
  const findings = malformed(json);
  if (findings.length > 0) return { findings };
  const members = json as PipelineDefinition & Record<string, Json>;
  const parameters = (members.Parameters ?? []).map(parseParameter);
  const declared: Declared = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const { PipelineExperimentConfig: experiment } = members;
  return {
    definition: {
      parameters,
      steps: (members.Steps as readonly Json[]).map((step) => parseStep(step as Record<string, Json>, declared)),
      ...(experiment !== undefined && { experiment: parseTemplate(experiment, declared) }),
      members,
    },
    findings: [],
  };
}

/** The JSON of a parsed definition: what it was parsed from. */
export function emitDefinition({ parameters, steps, experiment, members }: ParsedDefinition): PipelineDefinition {
  const parts: Readonly<Record<string, () => Json>> = {
    Parameters: () => parameters.map(renderParameter) as Json,
    PipelineExperimentConfig: () => renderTemplate(experiment ?? null, unplaced),
    Steps: () => steps.map((step) => renderStep(step, unplaced)) as Json,
  };
  return Object.fromEntries(
    Object.entries(members).map(([member, json]) => [member, ownMember(parts, member)?.() ?? json]),
  ) as PipelineDefinition;
}

/** A parameter as a definition declares it. Of whatever type its default is: validation says when it is another. */
export function parseParameter({ Name, Type, DefaultValue, EnumValues, ...more }: ParameterDefinition): Parameter {
  return {
    ...marked,
    kind: 'parameter',
    name: Name,
    type: Type,
    optional: false,
    ...(DefaultValue !== undefined && { default: DefaultValue }),
    ...(EnumValues && { enum: EnumValues as readonly Scalar[] }),
    ...(Object.keys(more).length > 0 && { more: more as Record<string, Json> }),
  } as Parameter;
}

function parseStep(json: Readonly<Record<string, Json>>, declared: Declared): Step {
  const { Name, Type, Arguments, DependsOn, ...rest } = json;
  const dependsOn = (DependsOn ?? []) as readonly string[];
  const { IfSteps, ElseSteps, ...request } = (Arguments ?? {}) as Readonly<Record<string, Json>>;
  const isCondition = Type === 'Condition';
  const members = isCondition ? request : (Arguments as Record<string, Json> | undefined);
  const inner = (steps: Json | undefined) =>
    (steps as readonly Record<string, Json>[] | undefined)?.map((each) => parseStep(each, declared));
  const ifSteps = isCondition ? inner(IfSteps) : undefined;
  const elseSteps = isCondition ? inner(ElseSteps) : undefined;
  const branches: Branches = { ...(ifSteps && { ifSteps }), ...(elseSteps && { elseSteps }) };
  return {
    name: Name as string,
    type: Type as string,
    ...(Arguments !== undefined && members && { request: parseMembers(members, declared) }),
    dependsOn,
    // An empty list says nothing, and is kept as it was written.
    settings: parseMembers(
      { ...(DependsOn !== undefined && dependsOn.length === 0 && { DependsOn }), ...rest },
      declared,
    ),
    ...(isCondition && Arguments !== undefined && { branches }),
  };
}
