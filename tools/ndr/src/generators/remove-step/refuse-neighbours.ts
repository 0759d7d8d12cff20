import { Node } from 'ts-morph';
import type { Sources } from '../../model/sources';
import { Refusal } from '../../refusal';

/**
 * Refuses to delete a file that exports more than `constants`.
 * @throws Refusal that names what else it exports
 */
export function refuseNeighbours(sources: Sources, path: string, constants: readonly string[]): void {
  const others = sources
    .syntax(path)
    .getStatements()
    .filter((statement) => Node.isExportable(statement) && statement.isExported())
    .flatMap((statement) =>
      Node.isVariableStatement(statement)
        ? statement.getDeclarations().map((each) => each.getName())
        : [/\b(?:function|class|interface|type|enum)\s+(\w+)/.exec(statement.getText())?.[1] ?? 'a default'],
    )
    .filter((name) => !constants.includes(name));
  if (others.length === 0) return;
  throw new Refusal({
    place: path,
    cause: `it exports ${others.join(', ')} too, and cannot go`,
    remedy: `Move ${constants.filter((name) => sources.text(path).includes(name)).join(', ')} to a file of its own first.`,
  });
}
