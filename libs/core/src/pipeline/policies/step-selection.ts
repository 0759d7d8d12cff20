import { refuse, type Problem } from '../../errors/ndr-error';
import { waitsOf } from '../validate/cycles';
import { subjectOf, type Validated } from '../validate/subject';

/** Who waits for whom among the steps of a pipeline. */
interface StepGraph {
  readonly names: readonly string[];
  ancestors(name: string): ReadonlySet<string>;
  descendants(name: string): ReadonlySet<string>;
}

/**
 * The steps that `expression` selects, in the order of the definition. Its parts, separated by commas, are each a step,
 * `+step` with everything that it waits for, `step+` with everything that waits for it, or `from..to` with every step
 * between the two. SageMaker wants every step of every path between two selected ones: those are added.
 * @throws NdrError `selection.malformed`, `selection.unknown-step`, `selection.not-connected`
 */
export function selectSteps(pipeline: Validated, expression: string): readonly string[] {
  const graph = graphOf(pipeline);
  const parts = expression.split(',').map((part) => part.trim());
  const problems: Problem[] = [];
  const selected = new Set(parts.flatMap((part) => [...selectedBy(part, graph, problems)]));
  refuse(problems);
  const closed = new Set([...selected, ...between(selected, graph)]);
  return graph.names.filter((name) => closed.has(name));
}

const form = /^(?:(?<from>[\w-]+)\.\.(?<to>[\w-]+)|(?<above>\+?)(?<step>[\w-]+)(?<below>\+?))$/;

function selectedBy(part: string, graph: StepGraph, problems: Problem[]): Iterable<string> {
  const { from, to, above, step, below } = form.exec(part)?.groups ?? {};
  const named = [from, to, step].filter((name) => name !== undefined);
  if (named.length === 0) problems.push(malformed(part));
  const unknown = named.filter((name) => !graph.names.includes(name));
  problems.push(...unknown.map((name) => unknownStep(name, graph.names)));
  if (named.length === 0 || unknown.length > 0) return [];
  if (from !== undefined && to !== undefined) return range(from, to, graph, problems);
  const name = step ?? '';
  return [name, ...(above ? graph.ancestors(name) : []), ...(below ? graph.descendants(name) : [])];
}

function range(from: string, to: string, graph: StepGraph, problems: Problem[]): Iterable<string> {
  if (from !== to && !graph.descendants(from).has(to)) problems.push(notConnected(from, to, graph));
  return [from, ...between(new Set([from, to]), graph), to];
}

/** Steps that lie on a path from one of `ends` to another. */
function between(ends: ReadonlySet<string>, graph: StepGraph): readonly string[] {
  const isEnd = (name: string) => ends.has(name);
  return graph.names.filter(
    (name) => [...graph.ancestors(name)].some(isEnd) && [...graph.descendants(name)].some(isEnd),
  );
}

function graphOf(pipeline: Validated): StepGraph {
  const { steps } = subjectOf(pipeline);
  const waits = new Map(steps.map((subject) => [subject.step.name, new Set(waitsOf(subject))]));
  const awaited = new Map(steps.map(({ step }) => [step.name, new Set<string>()]));
  for (const [name, others] of waits) for (const other of others) awaited.get(other)?.add(name);
  return {
    names: [...waits.keys()],
    ancestors: (name) => reachable(name, waits),
    descendants: (name) => reachable(name, awaited),
  };
}

/** What `start` leads to, itself left out. */
function reachable(start: string, edges: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [start];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const next of edges.get(name) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      pending.push(next);
    }
  }
  return found;
}

const place = 'selected steps';

function malformed(part: string): Problem {
  return {
    code: 'selection.malformed',
    place,
    cause: part === '' ? 'a part of it is empty' : `${part} selects nothing`,
    remedy: 'Write step, +step with what it waits for, step+ with what waits for it, or from..to, separated by commas.',
  };
}

function unknownStep(name: string, known: readonly string[]): Problem {
  return {
    code: 'selection.unknown-step',
    place,
    cause: `the pipeline has no step ${name}`,
    remedy: `Use some of ${known.join(', ')}.`,
  };
}

function notConnected(from: string, to: string, graph: StepGraph): Problem {
  const isReversed = graph.descendants(to).has(from);
  return {
    code: 'selection.not-connected',
    place,
    cause: `${to} does not wait for ${from}, so that nothing lies between them`,
    remedy: isReversed ? `Write ${to}..${from}.` : `Name both: ${from},${to}`,
  };
}
