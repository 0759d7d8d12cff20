import { validationError } from '../protocol/service-error';

/** @throws ServiceError ValidationException when one of `aliases` could be taken for the number of a version */
export function checkAliases(aliases: readonly string[]): void {
  const number = aliases.find((alias) => /^\d+$/.test(alias));
  if (number !== undefined) {
    throw validationError(`Pipeline version alias ${number} is invalid. An alias can't consist of numbers only.`);
  }
}
