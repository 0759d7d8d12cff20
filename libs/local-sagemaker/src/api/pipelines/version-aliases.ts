import type { SageMakerContext } from '../context';
import { validationError } from '../protocol/service-error';

const mostAliases = 10;

/**
 * Gives a version of a pipeline aliases.
 * @throws ServiceError ValidationException when one could be taken for a version's number, another version has it, or
 *   there would be too many
 */
export function addAliases(
  name: string,
  versionId: number,
  aliases: readonly string[],
  { pipelines }: SageMakerContext,
): void {
  for (const alias of aliases) {
    if (/^\d+$/.test(alias)) {
      throw validationError(`Pipeline version alias ${alias} is invalid: it can't consist of numbers only.`);
    }
    const owner = pipelines.versionOfAlias(name, alias);
    if (owner !== undefined && owner !== versionId) {
      throw validationError(`Pipeline version alias ${alias} is already assigned to version ${owner}.`);
    }
  }
  pipelines.addAliases(name, versionId, aliases);
  if (pipelines.aliases(name, versionId).length > mostAliases) {
    throw validationError(`A pipeline version can have up to ${mostAliases} aliases.`);
  }
}

/** Aliases of the versions of a pipeline as answers have them: a version without aliases has no such member. */
export function aliasesOrNone(name: string, { pipelines }: SageMakerContext) {
  const known = new Map<number, readonly string[]>();
  return (versionId: number): readonly string[] | undefined => {
    const aliases = known.get(versionId) ?? pipelines.aliases(name, versionId);
    known.set(versionId, aliases);
    return aliases.length > 0 ? aliases : undefined;
  };
}
