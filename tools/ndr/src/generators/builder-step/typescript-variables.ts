import type { StepPlan } from './step-plan';
import { specifierFrom, type Exported } from '../../edits/register-builder';
import type { ColumnFacts } from '../../model/python-tables';
import type { Sources } from '../../model/sources';

/** Where workspaces of other teams have what they do not declare themselves. */
const library = '@ndr/pipelines';

/** What the TypeScript templates say of a step. */
export function typescriptVariables(plan: StepPlan, sources: Sources): Readonly<Record<string, string>> {
  const { names, source, target, paths } = plan;
  const key = target.key.map(({ name }) => name);
  const dataset: Exported = { name: target.names.constant, path: paths.dataset };
  return {
    ...names,
    description: plan.description,
    descriptionText: JSON.stringify(plan.description),
    dataset: target.names.name,
    datasetConstant: target.names.constant,
    datasetFile: target.names.file,
    reads: plan.reads.map(({ name }) => name).join(', '),
    builderImports: imports(paths.builder, [
      { name: 'codeRoot', path: declaring(sources, 'codeRoot') },
      { name: 'sharedPackages', path: declaring(sources, 'sharedPackages') },
      { name: names.jobSpec, path: paths.jobSpec },
      { name: 'batchParameters', path: declaring(sources, 'batchParameters') },
      ...plan.parameters,
    ]),
    jobSpecImports: imports(paths.jobSpec, [...plan.reads, dataset]),
    parameters:
      plan.parameters.length === 0
        ? 'batchParameters'
        : `[...batchParameters, ${plan.parameters.map(({ name }) => name).join(', ')}]`,
    tableDescriptionText: JSON.stringify(`What the rows of ${source.title} add up to, by key and quarter hour.`),
    keyTexts: [...key, 'slice_start'].map((name) => `'${name}'`).join(', '),
    datasetColumns: columns(plan),
  };
}

/** The file that declares a constant, else the library that exports it. */
function declaring(sources: Sources, name: string): string {
  return (
    sources.paths.find(
      (path) =>
        sources.text(path).includes(`export const ${name} `) || sources.text(path).includes(`export const ${name}:`),
    ) ?? library
  );
}

/** Imports of constants in a file, a line a module: those of its own folder first. */
function imports(from: string, constants: readonly Exported[]): string {
  const modules = new Map<string, string[]>();
  for (const { name, path } of constants) {
    const specifier = path.endsWith('.ts') ? specifierFrom(from, path) : path;
    const names = modules.get(specifier) ?? [];
    if (!names.includes(name)) modules.set(specifier, [...names, name]);
  }
  const rank = (specifier: string) => (specifier.startsWith('./') ? 1 : specifier.startsWith('.') ? 2 : 0);
  return [...modules]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([specifier, names]) => `import { ${names.sort().join(', ')} } from '${specifier}';`)
    .join('\n');
}

/** The columns of the new dataset, neighbours of one type together. */
function columns({ source: { title }, target }: StepPlan): string {
  const described = [
    ...target.key.map((column) => ({ ...column, description: `${column.name} of ${title}` })),
    { name: 'slice_start', type: 'timestamp', description: 'Start of the quarter hour' },
    { name: 'rows_cnt', type: 'long', description: `Rows of ${title}` },
    ...target.summed.map((column) => ({ ...column, description: `Sum of ${column.name}` })),
  ];
  const groups: (Pick<ColumnFacts, 'type'> & { members: string[] })[] = [];
  for (const { name, type, description } of described) {
    const last = groups.at(-1);
    const member = `${name}: ${JSON.stringify(description)}`;
    if (last?.type === type) last.members.push(member);
    else groups.push({ type, members: [member] });
  }
  return groups.map(({ type, members }) => `...columns('${type}', { ${members.join(', ')} }),`).join('\n');
}
