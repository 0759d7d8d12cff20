import type { Sources } from '../../model/sources';
import { Refusal } from '../../refusal';

/**
 * Refuses to delete a file that exports more than `constants`.
 * @throws Refusal that names what else it exports
 */
export function refuseNeighbours(sources: Sources, path: string, constants: readonly string[]): void {
  const exported = sources
    .syntax(path)
    .getStatements()
    .map((statement) => /^export\s+(?:[a-z]+\s+)+(\w+)/.exec(statement.getText())?.[1]);
  const others = exported.filter((name) => name !== undefined && !constants.includes(name));
  if (others.length === 0) return;
  const own = constants.filter((name) => exported.includes(name)).join(', ');
  throw new Refusal({
    code: 'generator.in-use',
    place: path,
    cause: `it exports ${others.join(', ')} too, and cannot go`,
    remedy: `Move ${own} to a file of its own first.`,
  });
}
