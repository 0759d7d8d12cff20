import { NdrError, orderOf, pipelineDefinition, refuse, type PipelineDefinition, type Problem } from '@ndr/core';
import { referencesIn } from './evaluate';
import { isExactList, isExactObject, without, type ExactJson, type ExactObject } from './exact-json';
import { stepNameProblems } from './legal-names';
import { parsePropertyPath } from './property-path';

/** A way on from a Condition step. */
export interface Branch {
  readonly condition: string;
  /** The outcome with which it is taken. */
  readonly outcome: boolean;
}

/** A step of a definition, and what it waits for. */
export interface GraphStep {
  readonly name: string;
  readonly type: string;
  /** The step as the definition writes it; of a Condition step without its branches. */
  readonly json: ExactObject;
  /** Steps that must have succeeded before: of its DependsOn, of its references, and the Condition step around it. */
  readonly waitsFor: ReadonlySet<string>;
  /** The branch that it stands in, when it stands in one. */
  readonly branch?: Branch;
}

/** The steps of a definition by name, those of branches included, in the order in which they are written. */
export type StepGraph = ReadonlyMap<string, GraphStep>;

/**
 * The steps of a definition; `exact` is the same definition, with the types of its numbers.
 * @throws NdrError `definition.invalid`, `pipeline.illegal-name`, `pipeline.duplicate-name`,
 * `pipeline.unknown-reference` or `pipeline.cycle`
 */
export function stepGraph(definition: PipelineDefinition, exact: ExactObject): StepGraph {
  const steps = stepsOf(definition.Steps, exact.Steps);
  refuse(steps.flatMap(({ name }) => stepNameProblems(name)));
  const graph = new Map(steps.map((step) => [step.name, step]));
  if (graph.size < steps.length) throw new NdrError(duplicateName(steps));
  refuse(
    steps.flatMap(({ name, waitsFor }) =>
      [...waitsFor].filter((other) => !graph.has(other)).map((other) => unknownStep(name, other)),
    ),
  );
  const { cycle } = orderOf(steps);
  if (cycle) throw new NdrError(circle(cycle));
  return graph;
}

/** Steps that wait, directly or through others, for one of `names`, and those themselves. */
export function downstreamOf(graph: StepGraph, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { name, waitsFor } of graph.values()) if ([...waitsFor].some((each) => found.has(each))) found.add(name);
  }
  return found;
}

/** Steps that one of `names` waits for, directly or through others. */
export function upstreamOf(graph: StepGraph, names: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const rest = [...names];
  for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
    for (const other of graph.get(name)?.waitsFor ?? []) {
      if (!found.has(other)) rest.push(other);
      found.add(other);
    }
  }
  return found;
}

function stepsOf(checked: PipelineDefinition['Steps'], exact: ExactJson | undefined, branch?: Branch): GraphStep[] {
  return checked.flatMap((step, index) => {
    const json = isExactList(exact) ? exact[index] : undefined;
    if (!isExactObject(json)) return [];
    const request = isExactObject(json.Arguments) ? json.Arguments : {};
    const { IfSteps, ElseSteps, ...rest } = request;
    const isCondition = step.Type === 'Condition';
    const own = isCondition ? { ...json, Arguments: rest } : json;
    const inner = (member: 'IfSteps' | 'ElseSteps', steps: ExactJson | undefined) =>
      isCondition && steps !== undefined
        ? stepsOf(branchSteps(step.Name, step.Arguments?.[member]), steps, {
            condition: step.Name,
            outcome: member === 'IfSteps',
          })
        : [];
    const waitsFor = new Set([
      ...(step.DependsOn ?? []),
      ...referencesIn(without(own, 'Name', 'Type', 'DependsOn')).flatMap(referencedStep),
      ...(branch ? [branch.condition] : []),
    ]);
    const found = { name: step.Name, type: step.Type, json: own, waitsFor, ...(branch && { branch }) };
    return [found, ...inner('IfSteps', IfSteps), ...inner('ElseSteps', ElseSteps)];
  });
}

function branchSteps(condition: string, steps: unknown): PipelineDefinition['Steps'] {
  const parsed = pipelineDefinition.shape.Steps.safeParse(steps);
  if (parsed.success) return parsed.data;
  throw new NdrError({
    code: 'definition.invalid',
    place: `step ${condition}`,
    cause: `a branch is no list of steps: ${parsed.error.issues[0]?.message ?? ''}`,
    remedy: 'Give the JSON that SageMaker or `ndr synth` returns.',
  });
}

function referencedStep(reference: string): string[] {
  const { head, members } = parsePropertyPath(reference);
  return head === 'Steps' && members[0] !== undefined ? [String(members[0])] : [];
}

function duplicateName(steps: readonly GraphStep[]): Problem {
  const names = steps.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return {
    code: 'pipeline.duplicate-name',
    place: `step ${twice ?? ''}`,
    cause: 'two steps have this name',
    remedy: 'Rename one of them.',
  };
}

function unknownStep(step: string, name: string): Problem {
  return {
    code: 'pipeline.unknown-reference',
    place: `step ${step}`,
    cause: `it waits for the step ${name}, which the definition does not have`,
    remedy: 'Correct the name, or add the step.',
  };
}

function circle(cycle: readonly string[]): Problem {
  return {
    code: 'pipeline.cycle',
    place: `step ${cycle[0] ?? ''}`,
    cause: `steps wait for each other: ${cycle.join(' → ')}`,
    remedy: 'Remove one of the dependencies.',
  };
}
