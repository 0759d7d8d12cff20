import type { Step } from '../steps/step';
import { subjectOf, type StepSubject, type Validated } from '../validate/subject';
import { waitsOf } from '../validate/cycles';

/** What a picture of a pipeline shows. */
export interface Drawing {
  readonly title: string;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** A step, a dataset, or the parameters that the same steps use. */
export interface DrawnNode {
  /** Letters, digits and underscores. */
  readonly id: string;
  readonly kind: 'step' | 'condition' | 'dataset' | 'parameters';
  /** A line each. */
  readonly lines: readonly string[];
}

/** From what is there first to what uses it. */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** Names of the datasets that the step `step` reads and writes. */
export interface DrawnDatasets {
  readonly step: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

/** A picture of `pipeline`: who waits for whom, which datasets lie between, which parameters are used where. */
export function drawingOf(title: string, pipeline: Validated, datasets: readonly DrawnDatasets[] = []): Drawing {
  const { steps } = subjectOf(pipeline);
  const ids = new Map(steps.map(({ step }, index) => [step.name, `step_${index}`]));
  const idOf = (name: string) => ids.get(name) ?? name;
  const waits = steps.flatMap((subject): readonly DrawnEdge[] => {
    const to = idOf(subject.step.name);
    const branch = subject.within.at(-1);
    const names = [...new Set(waitsOf(subject))].filter((name) => ids.has(name) && name !== branch?.condition);
    const label = branch?.branch === 'IfSteps' ? 'if' : 'else';
    return [
      ...(branch ? [{ from: idOf(branch.condition), to, label }] : []),
      ...names
        .filter((name) => !throughDataset(name, subject.step.name, datasets))
        .map((name) => ({ from: idOf(name), to })),
    ];
  });
  const between = drawDatasets(datasets, idOf);
  const parameters = drawParameters(pipeline, steps, idOf);
  return {
    title,
    nodes: [...parameters.nodes, ...steps.map(({ step }) => drawStep(step, idOf(step.name))), ...between.nodes],
    edges: [...parameters.edges, ...waits, ...between.edges],
  };
}

function drawStep({ name, type }: Step, id: string): DrawnNode {
  return { id, kind: type === 'Condition' ? 'condition' : 'step', lines: [name, type] };
}

function throughDataset(first: string, second: string, datasets: readonly DrawnDatasets[]): boolean {
  const written = datasets.find(({ step }) => step === first)?.writes ?? [];
  return datasets.some(({ step, reads }) => step === second && reads.some((name) => written.includes(name)));
}

function drawDatasets(datasets: readonly DrawnDatasets[], idOf: (step: string) => string) {
  const names = [...new Set(datasets.flatMap(({ reads, writes }) => [...reads, ...writes]))];
  const id = (name: string) => `dataset_${names.indexOf(name)}`;
  return {
    nodes: names.map((name): DrawnNode => ({ id: id(name), kind: 'dataset', lines: [name] })),
    edges: datasets.flatMap(({ step, reads, writes }): readonly DrawnEdge[] => [
      ...reads.map((name) => ({ from: id(name), to: idOf(step) })),
      ...writes.map((name) => ({ from: idOf(step), to: id(name) })),
    ]),
  };
}

/** Parameters that the same steps use stand together, so that there are few lines. */
function drawParameters(
  { parameters }: Validated,
  steps: readonly StepSubject[],
  idOf: (step: string) => string,
): Pick<Drawing, 'nodes' | 'edges'> {
  const groups = new Map<string, { readonly names: string[]; readonly users: readonly string[] }>();
  for (const { name } of parameters) {
    const users = steps
      .filter(({ references }) =>
        references.some(({ reference }) => reference.kind === 'parameter' && reference.name === name),
      )
      .map(({ step }) => step.name);
    const key = users.map(idOf).join(' ');
    const group = groups.get(key);
    if (group) group.names.push(name);
    else groups.set(key, { names: [name], users });
  }
  const drawn = [...groups.values()].map((group, index) => ({ ...group, id: `parameters_${index}` }));
  return {
    nodes: drawn.map(({ id, names }): DrawnNode => ({ id, kind: 'parameters', lines: names })),
    edges: drawn.flatMap(({ id, users }) => users.map((user): DrawnEdge => ({ from: id, to: idOf(user) }))),
  };
}
