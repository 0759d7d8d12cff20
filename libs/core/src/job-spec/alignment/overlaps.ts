import {
  locatedDatasets,
  misalignment,
  sideOf,
  type AlignmentRule,
  type LocatedDataset,
  type Misalignment,
  type PlacedJobSpec,
} from './misalignment';

const remedy = 'Give each dataset a prefix of its own, none below another.';

/** What jobs of a set write lies apart: from each other's, and from what comes from outside. */
export const separateDatasets: AlignmentRule = (set) => {
  const located = locatedDatasets(set);
  return located.flatMap((written, index) => {
    if (written.access !== 'writes') return [];
    const others = located.filter((other, place) => isApartFrom(written, other) && (other.isExternal || place < index));
    return firstOfEach(others).flatMap((other) => overlap(written, other));
  });
};

/**
 * What the jobs of each of `sets` write lies apart from what those of the others, and of `besides`, write: two versions
 * must not replace each other's files.
 */
export function separateSets(
  sets: readonly (readonly PlacedJobSpec[])[],
  besides: readonly (readonly PlacedJobSpec[])[] = [],
): readonly Misalignment[] {
  const seen = besides.flatMap(locatedDatasets).filter(({ access }) => access === 'writes');
  return sets.flatMap((set) => {
    const written = locatedDatasets(set).filter(({ access }) => access === 'writes');
    const found = written.flatMap((one) => seen.flatMap((other) => overlap(one, other)));
    seen.push(...written);
    return found;
  });
}

/** Whether `other` is another dataset than `written`, from outside or written too. */
function isApartFrom(written: LocatedDataset, other: LocatedDataset): boolean {
  return other.name !== written.name && (other.isExternal || other.access === 'writes');
}

/** What comes from outside is read by several jobs: once is enough. */
function firstOfEach(located: readonly LocatedDataset[]): readonly LocatedDataset[] {
  return located.filter(
    ({ name, location }, index) =>
      located.findIndex((other) => other.name === name && other.location.s3_prefix === location.s3_prefix) === index,
  );
}

function overlap(one: LocatedDataset, other: LocatedDataset): readonly Misalignment[] {
  const [here, there] = [one.location.s3_prefix, other.location.s3_prefix];
  if (!here.startsWith(there) && !there.startsWith(here)) return [];
  const sides = [side(one), side(other)] as const;
  const { jobName } = one.member.definition;
  return [misalignment(sides, `${jobName} writes ${one.name} to ${here}, where ${other.name} lies too`, remedy)];
}

const side = ({ member, access, name }: LocatedDataset) => sideOf(member, [access, name, 's3_prefix']);
