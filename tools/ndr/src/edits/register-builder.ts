import { relative, dirname } from 'node:path/posix';
import type { Tree } from '@nx/devkit';
import { addImport, importedName } from './add-import';
import { appendElement } from './append-element';
import { removeElement } from './remove-element';
import { removeName } from './remove-name';
import { editFile, edited } from './text-edit';
import { specifierOf } from './module-lines';
import { syntaxOf } from './syntax';
import { findPipelines, listOf, listsOf, type DeclaredList, type DeclaredPipeline } from '../model/find-pipelines';
import type { Sources } from '../model/sources';
import { Refusal } from '../refusal';

/** A constant and the file that exports it. */
export interface Exported {
  readonly name: string;
  readonly path: string;
}

/** The pipeline of that name. @throws Refusal when no source declares it */
export function pipelineNamed(sources: Sources, name: string, builder: Exported): DeclaredPipeline {
  const pipelines = findPipelines(sources);
  const found = pipelines.find((pipeline) => pipeline.name === name);
  if (found) return found;
  throw new Refusal({
    code: 'generator.not-found',
    place: `pipeline ${name}`,
    cause: `no source below ${sources.root} declares it; found: ${pipelines.map((each) => each.name).join(', ') || 'none'}`,
    remedy: 'Give --pipeline one of these names, or add to the file of the pipeline by hand:',
    byHand: { 'the file of the pipeline': [`import { ${builder.name} } from '…';`, `builders: […, ${builder.name}]`] },
  });
}

/**
 * The array that a builder of `pipeline` is added to; undefined when it is computed and a person has added it.
 * @throws Refusal when it is computed
 */
export function buildersOf(sources: Sources, pipeline: DeclaredPipeline, builder: Exported): DeclaredList | undefined {
  const list = listOf(sources, pipeline.path, pipeline.builders);
  if (list) return list;
  if (new RegExp(`\\b${builder.name}\\b`).test(sources.text(pipeline.path))) return undefined;
  throw new Refusal({
    code: 'generator.by-hand',
    place: pipeline.path,
    cause: `the builders of ${pipeline.name} are computed (${pipeline.builders.getText()}), not a list`,
    remedy: 'Nothing was changed. Let them be an array, or add this by hand and run the same again:',
    byHand: {
      [pipeline.path]: [
        `import { ${builder.name} } from '${specifierFrom(pipeline.path, builder.path)}';`,
        `${builder.name} among the builders of ${pipeline.name}`,
      ],
    },
  });
}

/** Adds `builder` to the builders of a pipeline, with its import; nothing changes when it is among them, also under an alias or by a spread. */
export function registerBuilder(tree: Tree, sources: Sources, target: DeclaredList, builder: Exported): void {
  if (listsOf(sources, target).some((each) => holds(each, builder))) return;
  const specifier = specifierFrom(target.path, builder.path);
  const file = target.list.getSourceFile();
  const local = importedName(file, builder.name, specifier) ?? builder.name;
  const edits = [...addImport(file, builder.name, specifier), ...appendElement(target.list, local)];
  editFile(tree, target.path, (text) => edited(text, edits));
}

/** Takes `builder` out of every list of builders, and its import out of each file that no longer needs it. */
export function unregisterBuilder(tree: Tree, sources: Sources, builder: Exported): void {
  const lists = findPipelines(sources).flatMap((pipeline) => {
    const list = listOf(sources, pipeline.path, pipeline.builders);
    return list ? listsOf(sources, list) : [];
  });
  for (const path of new Set(lists.map((each) => each.path))) {
    // Lists that several pipelines spread are met several times.
    const inFile = [...new Map(lists.filter((each) => each.path === path).map((each) => [each.list, each])).values()];
    const [first] = inFile.filter((each) => holds(each, builder));
    if (!first) continue;
    const local = localName(first, builder) ?? builder.name;
    const edits = inFile.flatMap(({ list }) => removeElement(list, local));
    editFile(tree, path, (text) => withoutUnusedImport(path, edited(text, edits), builder, local));
  }
}

function withoutUnusedImport(path: string, text: string, builder: Exported, local: string): string {
  const file = syntaxOf(path, text);
  const line = file
    .getImportDeclarations()
    .find((each) => specifierOf(each) === specifierFrom(path, builder.path) && !each.isTypeOnly());
  if (!line) return text;
  const isUsed = new RegExp(`\\b${local}\\b`).test(text.slice(0, line.getStart()) + text.slice(line.getEnd()));
  return isUsed ? text : edited(text, removeName(line, builder.name));
}

function holds(target: DeclaredList, builder: Exported): boolean {
  const local = localName(target, builder);
  return local !== undefined && target.list.getElements().some((element) => element.getText() === local);
}

function localName(target: DeclaredList, builder: Exported): string | undefined {
  if (target.path === builder.path) return builder.name;
  return importedName(target.list.getSourceFile(), builder.name, specifierFrom(target.path, builder.path));
}

/** How a file names another one in an import. */
export function specifierFrom(from: string, to: string): string {
  const path = relative(dirname(from), to.replace(/\.ts$/, ''));
  return path.startsWith('.') ? path : `./${path}`;
}
