import { codes } from '../../errors/codes';
import type { Problem } from '../../errors/ndr-error';
import type { DatasetLocation, JobSpec, JobSpecDefinition, PlaceOf } from '../define-job-spec';

/** A JobSpec of a set, and where each of its settings was written. */
export interface PlacedJobSpec {
  readonly definition: JobSpecDefinition;
  readonly spec: JobSpec;
  readonly placeOf: PlaceOf;
}

/** What one JobSpec says of a thing on which two must agree. */
export interface MisalignedSide {
  readonly jobName: string;
  /** Dotted path of the setting. */
  readonly setting: string;
  /** Where it was written: a file with line and column, or a table's item. */
  readonly place: string;
  readonly value: unknown;
}

/** A disagreement of a set, with what each side says. */
export interface Misalignment extends Problem {
  readonly code: 'job-spec.misaligned';
  readonly sides: readonly MisalignedSide[];
}

/** One rule of alignment; it returns all that breaks it. */
export type AlignmentRule = (set: readonly PlacedJobSpec[]) => readonly Misalignment[];

/** The side of `member` at `path`. */
export function sideOf({ definition, spec, placeOf }: PlacedJobSpec, path: readonly string[]): MisalignedSide {
  const value = path.reduce<unknown>(memberAt, spec);
  return { jobName: definition.jobName, setting: path.join('.'), place: placeOf(path), value };
}

function memberAt(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/**
 * A misalignment at the first of `sides`.
 * @param cause what is wrong; the other sides are named behind it, each with its value and place
 */
export function misalignment(
  sides: readonly [MisalignedSide, ...MisalignedSide[]],
  cause: string,
  remedy: string = codes['job-spec.misaligned'].remedy,
): Misalignment {
  const [first, ...others] = sides;
  const place = `${first.place}: ${first.setting}`;
  const causes = [cause, ...others.map(said)];
  return { code: 'job-spec.misaligned', place, cause: causes.join('; '), remedy, sides };
}

function said({ jobName, setting, place, value }: MisalignedSide): string {
  return `${jobName} has ${JSON.stringify(value)} (${place}: ${setting})`;
}

/** A dataset as one JobSpec locates it. */
export interface LocatedDataset {
  readonly member: PlacedJobSpec;
  readonly access: 'reads' | 'writes';
  readonly name: string;
  readonly isExternal: boolean;
  readonly location: DatasetLocation;
}

/** Every dataset that the jobs of `set` read or write, in the order of their JobSpecs. */
export function locatedDatasets(set: readonly PlacedJobSpec[]): readonly LocatedDataset[] {
  return set.flatMap((member) =>
    (['reads', 'writes'] as const).flatMap((access) =>
      member.definition[access].flatMap(({ name, external }) => {
        const location = member.spec[access][name];
        return location ? [{ member, access, name, isExternal: external, location }] : [];
      }),
    ),
  );
}
