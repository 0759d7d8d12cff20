import { formatFiles, type Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import { keyColumns, newColumns } from './columns';
import { datasetModule, type NewDataset } from './dataset-module';
import { datasetOptions, type DatasetOptions } from './options';
import { addToApiReport } from '../../edits/api-report';
import { exportConstants } from '../../edits/export-constants';
import { addTableRow } from '../../edits/table-row';
import { editFile } from '../../edits/text-edit';
import { findDeclared } from '../../model/find-declared';
import { modelSources, type Sources } from '../../model/sources';
import { datasetNames } from '../../names/dataset-names';
import { Refusal } from '../../refusal';
import { syncModel } from '../../sync/model/sync-model';
import { pagesOf } from '../builder-step/document-step';
import { parseOptions } from '../options/parse-options';

/** Adds a dataset: its columns, its place among what the entry point exports, its row in the README. */
export default async function dataset(tree: Tree, raw: DatasetOptions): Promise<void> {
  const sources = modelSources(tree);
  const planned = planDataset(tree, sources, raw); // refuses here
  const { names, description } = planned;
  tree.write(pathOf(sources, planned), datasetModule(planned));
  exportConstants(tree, sources.entryPoint, [{ name: names.constant, path: pathOf(sources, planned) }]);
  const { apiReport } = pagesOf(tree, sources);
  if (tree.exists(apiReport)) {
    editFile(tree, apiReport, (text) => addToApiReport(text, names.constant, `Dataset<"${names.name}">`));
  }
  if (tree.exists('README.md')) {
    const row = [
      `\`${names.name}\``,
      description,
      `a ${planned.key.map((each) => each.replaceAll('_', ' ')).join(', ')}`,
    ];
    editFile(tree, 'README.md', (text) => addTableRow(text, ['dataset', 'what it holds'], row));
  }
  await formatFiles(tree);
  syncModel(tree);
}

function planDataset(tree: Tree, sources: Sources, raw: DatasetOptions): NewDataset {
  const options = parseOptions(datasetOptions, raw);
  const names = datasetNames(options.name);
  const columns = newColumns(options.columns);
  const planned = {
    names,
    description: (options.description ?? `rows of ${names.name}`).replace(/\.$/, ''),
    partitioning: options.partitioning,
    isExternal: options.external,
    key: keyColumns(columns, options.key),
    columns,
  };
  refuseDeclared(sources, names.name);
  const path = pathOf(sources, planned);
  if (tree.exists(path)) throw exists(path, 'the file exists');
  return planned;
}

function refuseDeclared(sources: Sources, name: string): void {
  const declared = findDeclared(sources, 'defineDataset', 'name', name);
  if (declared) throw exists(declared.path, `it declares the dataset ${name}`);
}

function exists(place: string, cause: string): Refusal {
  return new Refusal({ code: 'generator.exists', place, cause, remedy: 'Choose another name, or change that file.' });
}

const pathOf = ({ root }: Sources, { names }: NewDataset) => join(root, 'datasets', `${names.file}.ts`);
