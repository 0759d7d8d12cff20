import type { Members } from '../values/template';

/** A JSON document among a step's outputs that conditions and later steps may look into. */
export interface PropertyFile<Outputs extends string = string> {
  /** Name of the output in whose folder it lies. */
  readonly output: Outputs;
  /** Path below that folder. */
  readonly path: string;
}

/** Property files by name, as definitions write them. */
export function propertyFileMembers(files: Readonly<Record<string, PropertyFile>>): readonly Members[] {
  return Object.entries(files).map(([name, { output, path }]) => ({
    PropertyFileName: name,
    OutputName: output,
    FilePath: path,
  }));
}
