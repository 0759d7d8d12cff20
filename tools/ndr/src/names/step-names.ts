import { camelCase, kebabCase, pascalCase, snakeCase } from './case';
import { Refusal } from '../refusal';

/** Everything that is named after a step. */
export interface StepNames {
  /** As the option says it, without a final `-builder`: `dns-tunnel`. */
  readonly name: string;
  /** Name of the step in a definition: `DnsTunnelBuilderStep`. */
  readonly step: string;
  /** Job, its folder and its Python package: `dns_tunnel_builder`. */
  readonly job: string;
  /** Stem of the files of builder and JobSpec: `dns-tunnel-builder`. */
  readonly file: string;
  /** The builder's constant: `dnsTunnelBuilder`. */
  readonly builder: string;
  /** The JobSpec's constant: `dnsTunnelBuilderJobSpec`. */
  readonly jobSpec: string;
  /** How the Python classes of the job start: `DnsTunnelBuilder`. */
  readonly class: string;
}

/** A step's name leaves room in SageMaker's 64 characters, and in lines of 120, for what is made of it. */
const longestName = 36;
const remedy = `Use lower-case letters a to z, digits and single hyphens, a letter first, at most ${longestName} characters: dns-tunnel.`;

/**
 * The names of a step. A final `-builder` is not doubled.
 * @throws Refusal for what cannot be a name in TypeScript, Python and SageMaker alike
 */
export function stepNames(given: string): StepNames {
  const name = kebabCase(given.trim()).replace(/-builder$/, '');
  const fault = faultOf(name);
  if (fault !== undefined)
    throw new Refusal({ code: 'generator.option', place: `name ${JSON.stringify(given)}`, cause: fault, remedy });
  const file = `${name}-builder`;
  return {
    name,
    step: `${pascalCase(file)}Step`,
    job: snakeCase(file),
    file,
    builder: camelCase(file),
    jobSpec: `${camelCase(file)}JobSpec`,
    class: pascalCase(file),
  };
}

function faultOf(name: string): string | undefined {
  if (name === '') return 'a step needs a name';
  const foreign = /[^\x20-\x7e]/u.exec(name)?.[0];
  if (foreign !== undefined) {
    return `${JSON.stringify(foreign)} is no ASCII character: SageMaker's step names and S3 prefixes take none other`;
  }
  if (/[A-Z]/.test(name)) return 'capitals: the names of files and jobs are in lower case';
  if (/^[0-9]/.test(name)) return 'it starts with a digit, and no Python module or TypeScript constant can';
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return 'only letters, digits and single hyphens between them fit';
  return name.length > longestName ? `${name.length} characters are too many` : undefined;
}
