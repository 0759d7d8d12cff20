import {
  locatedDatasets,
  misalignment,
  sideOf,
  type AlignmentRule,
  type LocatedDataset,
  type Misalignment,
} from './misalignment';

/** Every dataset has one writer in the set, or comes from outside. */
export const oneWriter: AlignmentRule = (set) => {
  const located = locatedDatasets(set);
  return located.flatMap((each): readonly Misalignment[] => {
    const { member, access, name, isExternal } = each;
    const [writer] = located.filter((other) => other.access === 'writes' && other.name === name);
    if (access === 'reads') {
      if (isExternal || writer) return [];
      const cause = `${member.definition.jobName} reads ${name}, which no job of the set writes`;
      return [misalignment([sideOf(member, ['reads', name])], cause, `Add the JobSpec of a job that writes ${name}.`)];
    }
    if (!writer || writer === each) return [];
    const sides = [prefixSide(each), prefixSide(writer)] as const;
    return [misalignment(sides, `two jobs write ${name}`, 'Let one of the jobs write it.')];
  });
};

/** Who reads a dataset finds it where its writer puts it, in its format; what comes from outside lies in one place. */
export const samePlace: AlignmentRule = (set) => {
  const located = locatedDatasets(set);
  return located.flatMap((reader) => {
    if (reader.access !== 'reads') return [];
    const others = located.filter((other) => other.name === reader.name);
    const source = others.find(({ access }) => access === 'writes') ?? others[0];
    return source && source !== reader ? differences(reader, source) : [];
  });
};

function differences(reader: LocatedDataset, source: LocatedDataset): readonly Misalignment[] {
  const faults = { s3_prefix: 'is elsewhere', format: 'is not the format of its files' };
  return (['s3_prefix', 'format'] as const).flatMap((field) => {
    const [here, there] = [reader.location[field], source.location[field]];
    if (here === there) return [];
    const path = ['reads', reader.name, field];
    const sides = [sideOf(reader.member, path), sideOf(source.member, [source.access, source.name, field])] as const;
    const { jobName } = reader.member.definition;
    return [misalignment(sides, `${jobName} reads ${reader.name} as ${JSON.stringify(here)}, which ${faults[field]}`)];
  });
}

const prefixSide = ({ member, access, name }: LocatedDataset) => sideOf(member, [access, name, 's3_prefix']);
