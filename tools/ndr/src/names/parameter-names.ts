import { Refusal } from '../refusal';
import { languagesThatReserve } from './reserved-words';

/** Everything that is named after a parameter of a pipeline. */
export interface ParameterNames {
  /** As definitions have it: `MaxRows`. */
  readonly name: string;
  /** Its constant in TypeScript: `maxRows`. */
  readonly constant: string;
  /** The field of a job's arguments, and the setting of a JobSpec: `max_rows`. */
  readonly field: string;
}

const remedy = 'Write words that begin with a capital, at most 64 characters: MaxRows.';

/**
 * The names of a parameter.
 * @throws Refusal for what cannot be a name in a definition, TypeScript and Python alike
 */
export function parameterNames(name: string): ParameterNames {
  const place = `parameter ${JSON.stringify(name)}`;
  if (!/^([A-Z][a-z0-9]+)+$/.test(name) || name.length > 64) {
    throw new Refusal({
      code: 'generator.option',
      place,
      cause: 'its name is not made of words that begin with a capital',
      remedy,
    });
  }
  const constant = name.charAt(0).toLowerCase() + name.slice(1);
  const field = name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  const languages = [constant, field].flatMap(languagesThatReserve).filter((language) => language !== 'SQL');
  if (languages.length > 0) {
    const cause = `${field} is a word of ${[...new Set(languages)].join(', ')}, where it becomes a name`;
    throw new Refusal({ code: 'generator.option', place, cause, remedy: `Choose another name: ${name}Value.` });
  }
  return { name, constant, field };
}
