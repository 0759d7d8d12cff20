import { camelCase, pascalCase } from './case';
import { Refusal } from '../refusal';

/** Everything that is named after a pipeline. */
export interface PipelineNames {
  /** As definitions have it: `ndr-hourly-pipeline`. */
  readonly name: string;
  /** Stem of its file: `ndr-hourly`. */
  readonly file: string;
  /** Its build function: `buildNdrHourlyPipeline`. */
  readonly build: string;
  /** The constant of its name: `ndrHourlyPipelineName`. */
  readonly nameConstant: string;
}

/** SageMaker takes 256 characters; lines of 120 take fewer. */
const longestName = 48;

/**
 * The names of a pipeline. A final `-pipeline` is not doubled.
 * @throws Refusal for what cannot be a name in TypeScript and SageMaker alike
 */
export function pipelineNames(given: string): PipelineNames {
  const file = given.replace(/-pipeline$/, '');
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(file) || file.length > longestName) {
    throw new Refusal({
      code: 'generator.option',
      place: `name ${JSON.stringify(given)}`,
      cause: `a pipeline is named by letters a to z, digits and single hyphens, a letter first, at most ${longestName} of them`,
      remedy: 'Choose such a name: ndr-hourly.',
    });
  }
  return {
    name: `${file}-pipeline`,
    file,
    build: `build${pascalCase(file)}Pipeline`,
    nameConstant: `${camelCase(file)}PipelineName`,
  };
}
