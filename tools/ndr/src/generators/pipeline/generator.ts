import { formatFiles, type Tree } from '@nx/devkit';
import { pipelineOptions, type PipelineOptions } from './options';
import { pipelineModule, pipelineTest } from './pipeline-module';
import { planPipeline, type PlannedPipeline } from './plan';
import { pipelineSection } from './readme-section';
import { addImport } from '../../edits/add-import';
import { appendElement } from '../../edits/append-element';
import { addDeclaration } from '../../edits/api-report';
import { exportConstants } from '../../edits/export-constants';
import { specifierFrom } from '../../edits/register-builder';
import { editFile, edited } from '../../edits/text-edit';
import { modelSources, type Sources } from '../../model/sources';
import { syncModel } from '../../sync/model/sync-model';
import builderStep from '../builder-step/generator';
import { pagesOf } from '../builder-step/document-step';
import { parseOptions } from '../options/parse-options';

/** Adds a pipeline: its build function with a test, its place in the list of all, its section in the README. */
export default async function pipeline(tree: Tree, raw: PipelineOptions): Promise<void> {
  const options = parseOptions(pipelineOptions, raw);
  const sources = modelSources(tree);
  const planned = planPipeline(tree, sources, options); // refuses here
  const { names, path } = planned;
  tree.write(path, pipelineModule(planned));
  tree.write(path.replace(/\.ts$/, '.spec.ts'), pipelineTest(planned));
  register(tree, planned);
  exportConstants(tree, sources.entryPoint, [
    { name: names.build, path },
    { name: names.nameConstant, path },
  ]);
  documentPipeline(tree, sources, planned);
  await formatFiles(tree);
  const { steps, reads, owner } = options;
  for (const name of steps) await builderStep(tree, { name, pipeline: names.name, reads, ...(owner && { owner }) });
  syncModel(tree);
}

/** Adds the build function to the list of all. */
function register(tree: Tree, { names, path, buildFunctions }: PlannedPipeline): void {
  const edits = [
    ...addImport(buildFunctions.list.getSourceFile(), names.build, specifierFrom(buildFunctions.path, path)),
    ...appendElement(buildFunctions.list, names.build),
  ];
  editFile(tree, buildFunctions.path, (text) => edited(text, edits));
}

/** Adds the pipeline to the page of the package and to the report of what it exports, where there are such. */
function documentPipeline(tree: Tree, sources: Sources, planned: PlannedPipeline): void {
  const { build, nameConstant, name } = planned.names;
  const { steps: readme, apiReport } = pagesOf(tree, sources);
  if (tree.exists(readme)) editFile(tree, readme, (text) => pipelineSection(text, planned));
  if (!tree.exists(apiReport)) return;
  editFile(tree, apiReport, (text) => {
    const withBuild = addDeclaration(text, build, `function ${build}(options: BuildOptions): BuilderPipeline`);
    return addDeclaration(withBuild, nameConstant, `const ${nameConstant} = "${name}"`);
  });
}
