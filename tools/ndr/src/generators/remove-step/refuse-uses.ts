import { dirname, join } from 'node:path/posix';
import { readJson, visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import type { FoundStep } from './find-step';
import type { Sources } from '../../model/sources';
import { constantCase } from '../../names/case';
import { Refusal } from '../../refusal';

/** How many places a refusal names. */
const mostNamed = 10;

/**
 * Refuses to take a step away whose constants, job or tables other code imports.
 * @param own paths, and folders, of what goes or is edited
 * @throws Refusal with the files
 */
export function refuseUses(tree: Tree, sources: Sources, step: FoundStep, own: readonly string[]): void {
  const isImporting = importsOf(tree, sources, step);
  const uses: string[] = [];
  visitNotIgnoredFiles(tree, '.', (path) => {
    if (!/\.(ts|py)$/.test(path) || /(^|\/)generated\//.test(path)) return;
    if (own.some((each) => path === each || path.startsWith(`${each}/`))) return;
    if (isImporting(path, tree.read(path, 'utf-8') ?? '')) uses.push(path);
  });
  if (uses.length === 0) return;
  const more = uses.length > mostNamed ? ` and ${uses.length - mostNamed} more` : '';
  throw new Refusal({
    code: 'generator.in-use',
    place: `step ${step.names.name}`,
    cause: `other code imports what is its own: ${uses.slice(0, mostNamed).join(', ')}${more}`,
    remedy: 'Change that code first.',
  });
}

/** Whether a file imports a constant of the step from the model, or from its own file, or its job or a table of its in Python. */
function importsOf(tree: Tree, sources: Sources, step: FoundStep): (path: string, text: string) => boolean {
  const constants = [step.names.builder, step.names.jobSpec, ...step.writes.map(({ constant }) => constant)];
  const files = [step.builder.path, step.jobSpec.path, ...step.writes.map(({ path }) => path)];
  const manifest = join(dirname(sources.root), 'package.json');
  const library = tree.exists(manifest) ? readJson<{ readonly name?: string }>(tree, manifest).name : undefined;
  const tables = step.writes.map(({ dataset }) => constantCase(dataset));
  const python = new RegExp(`^(?:from|import) (?:run_)?${step.names.job}\\b|\\b(?:${tables.join('|')})\\b`, 'm');
  const imported = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s+from\s+'([^']+)'/g;
  return (path, text) =>
    path.endsWith('.py')
      ? python.test(text)
      : [...text.matchAll(imported)].some(([, names = '', specifier = '']) => {
          const isModel = specifier === library || files.includes(sources.resolve(path, specifier) ?? '');
          return isModel && constants.some((each) => new RegExp(`\\b${each}\\b`).test(names));
        });
}
