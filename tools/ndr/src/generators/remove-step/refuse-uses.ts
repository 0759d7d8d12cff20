import { visitNotIgnoredFiles, type Tree } from '@nx/devkit';
import type { FoundStep } from './find-step';
import { Refusal } from '../../refusal';

/** How many places a refusal names. */
const mostNamed = 10;

/**
 * Refuses to take a step away that code names beside what belongs to it; comments and pages do not count.
 * @param own paths, and folders, of what goes or is edited
 * @throws Refusal with the places
 */
export function refuseUses(tree: Tree, step: FoundStep, own: readonly string[]): void {
  const constants = step.writes.map(({ constant }) => constant);
  const named = [step.names.builder, step.names.jobSpec, step.names.step, step.names.job, ...constants];
  const pattern = new RegExp(`\\b(?:run_)?(?:${named.join('|')})\\b`);
  const uses: string[] = [];
  visitNotIgnoredFiles(tree, '.', (path) => {
    if (!/\.(ts|py|cjs|ya?ml)$/.test(path) || /(^|\/)generated\//.test(path)) return;
    if (own.some((each) => path === each || path.startsWith(`${each}/`))) return;
    const lines = (tree.read(path, 'utf-8') ?? '').split('\n');
    const line = lines.findIndex((each) => pattern.test(each.replace(/(\/\/|#|^\s*\*).*$/, '')));
    if (line !== -1) uses.push(`${path}:${line + 1}`);
  });
  if (uses.length === 0) return;
  const more = uses.length > mostNamed ? ` and ${uses.length - mostNamed} more` : '';
  throw new Refusal({
    place: `step ${step.names.name}`,
    cause: `other code names it: ${uses.slice(0, mostNamed).join(', ')}${more}`,
    remedy: 'Change that code first.',
  });
}
