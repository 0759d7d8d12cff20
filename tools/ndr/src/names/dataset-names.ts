import { camelCase, constantCase, kebabCase } from './case';
import { languagesThatReserve } from './reserved-words';
import { Refusal } from '../refusal';

/** Everything that is named after a dataset. */
export interface DatasetNames {
  /** As definitions and prefixes have it: `dns_tunnel`. */
  readonly name: string;
  /** Stem of its file: `dns-tunnel`. */
  readonly file: string;
  /** Its constant in TypeScript: `dnsTunnel`. */
  readonly constant: string;
  /** The constant of its only table in Python: `DNS_TUNNEL`. */
  readonly table: string;
}

const longestName = 48;

/**
 * The names of a dataset.
 * @throws Refusal for what cannot be a name in TypeScript, Python and SQL alike
 */
export function datasetNames(name: string): DatasetNames {
  const place = `dataset ${JSON.stringify(name)}`;
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name) || name.length > longestName) {
    throw new Refusal({
      code: 'generator.option',
      place,
      cause: `a dataset is named by letters a to z, digits and single underscores, a letter first, at most ${longestName} of them`,
      remedy: 'Choose such a name: dns_tunnel.',
    });
  }
  const languages = languagesThatReserve(name);
  if (languages.length > 0) {
    throw new Refusal({
      code: 'generator.option',
      place,
      cause: `it is a word of ${languages.join(', ')}, where the dataset's name becomes a name`,
      remedy: `Choose another name with --writes: ${name}_sums.`,
    });
  }
  return { name, file: kebabCase(name), constant: camelCase(name), table: constantCase(name) };
}
