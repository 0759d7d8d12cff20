import { dirname, join } from 'node:path/posix';
import { readNxJson, type Tree } from '@nx/devkit';
import { Node } from 'ts-morph';
import type { StepPlan } from './step-plan';
import { addToApiReport } from '../../edits/api-report';
import { addOwner } from '../../edits/code-owners';
import { addTableRow, tableRows } from '../../edits/table-row';
import { editFile } from '../../edits/text-edit';
import { declarationOf, literalOf } from '../../model/declarations';
import { declaredBy } from '../../model/find-declared';
import { listOf, type DeclaredList } from '../../model/find-pipelines';
import { memberOf } from '../../model/members';
import type { Sources } from '../../model/sources';
import { pluginOptions } from '../../plugin-options';

/** Pages that list steps and jobs, where a workspace has them, and the columns by which their tables are known. */
export const stepTable = ['step', 'script', 'reads', 'writes'];
export const jobTable = ['folder', 'what'];

/** The pages on steps and jobs, and the report of what the library exports. */
export function pagesOf(tree: Tree, sources: Sources): Readonly<Record<'steps' | 'jobs' | 'apiReport', string>> {
  const project = dirname(sources.root);
  const name = project.slice(project.lastIndexOf('/') + 1);
  return {
    steps: join(project, 'README.md'),
    jobs: join(pluginOptions(readNxJson(tree)).sparkJobs, 'README.md'),
    apiReport: join(project, `docs/generated/${name}.api.md`),
  };
}

/** Names the step where pages list steps, jobs and exports, and its owner where owners are listed. */
export function documentStep(tree: Tree, sources: Sources, step: StepPlan): void {
  const { names, target, owner, paths } = step;
  const pages = pagesOf(tree, sources);
  const edit = (page: string, change: (text: string) => string) => {
    if (tree.exists(page)) editFile(tree, page, change);
  };
  edit(pages.jobs, (text) =>
    addTableRow(text, jobTable, [code(names.job), `${step.source.title} → ${code(target.names.name)}, rejects`]),
  );
  edit(pages.steps, (text) => withStepRow(text, sources, step));
  edit(pages.apiReport, (text) => {
    const withBuilder = addToApiReport(text, names.builder, 'Builder');
    const withJobSpec = addToApiReport(withBuilder, names.jobSpec, 'JobSpecDefinition');
    return addToApiReport(withJobSpec, target.names.constant, `Dataset<"${target.names.name}">`);
  });
  if (owner !== undefined) addOwner(tree, paths.job, owner);
}

/** The page with a row in the table of the pipeline: that which has a step of it already. */
function withStepRow(text: string, sources: Sources, step: StepPlan): string {
  const { names, target, reads, builders } = step;
  const siblings = builders ? stepsOf(sources, builders) : [];
  const waits = siblings.filter(({ writes }) => reads.some((read) => writes.includes(read.name)));
  const row = [
    code(names.step),
    code(`run_${names.job}.py`),
    reads.map(({ dataset }) => code(dataset)).join(', '),
    code(target.names.name),
    waits.map((each) => code(each.step)).join(', '),
  ];
  const sections = text.split(/^(?=## )/m);
  const isOfPipeline = (section: string) =>
    tableRows(section, stepTable).some(([cell]) => siblings.some((each) => code(each.step) === cell));
  const index = sections.findIndex(isOfPipeline);
  return sections.map((section, at) => (at === index ? addTableRow(section, stepTable, row) : section)).join('');
}

interface Sibling {
  readonly step: string;
  /** Constants of the datasets that it writes. */
  readonly writes: readonly string[];
}

/** The steps that a list of builders makes, as far as the sources say it. */
function stepsOf(sources: Sources, { path, list }: DeclaredList): readonly Sibling[] {
  const builders = declaredBy(sources, 'defineBuilder');
  const jobSpecs = declaredBy(sources, 'defineJobSpec');
  return list.getElements().flatMap((element): Sibling[] => {
    if (!Node.isIdentifier(element)) return [];
    const declared = declarationOf(sources, path, element.getText());
    const builder = builders.find(
      (each) => each.path === declared?.path && each.name === declared.declaration.getName(),
    );
    const stepName = builder && memberOf(builder.options, 'stepName');
    const step = builder && stepName && literalOf(sources, builder.path, stepName);
    if (!builder || step === undefined) return [];
    const jobSpec = jobSpecs.find(({ name }) => name === memberOf(builder.options, 'jobSpec')?.getText());
    const writes = jobSpec && memberOf(jobSpec.options, 'writes');
    const written = writes && listOf(sources, jobSpec.path, writes);
    return [{ step, writes: written?.list.getElements().map((each) => each.getText()) ?? [] }];
  });
}

const code = (text: string) => `\`${text}\``;
