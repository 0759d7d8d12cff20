import { misalignment, sideOf, type AlignmentRule, type Misalignment, type PlacedJobSpec } from './misalignment';
import { canonicalJson } from '../digest';

/** Settings that several jobs share have one value; the value of most jobs counts as the right one. */
export const equalSharedSettings: AlignmentRule = (set) => {
  const names = new Set(set.flatMap(({ definition }) => definition.sharedNames));
  return [...names].flatMap((name) => {
    const sharing = set.filter(({ definition }) => definition.sharedNames.includes(name));
    const reference = commonest(sharing, name);
    return sharing.flatMap((member) => (reference ? differences(member, reference, [name]) : []));
  });
};

/** The first of the members whose value of `name` most of them have. */
function commonest(members: readonly PlacedJobSpec[], name: string): PlacedJobSpec | undefined {
  const values = members.map(({ spec }) => canonicalJson(spec[name]));
  const count = (value: string) => values.filter((other) => other === value).length;
  const most = Math.max(...values.map(count));
  return members[values.findIndex((value) => count(value) === most)];
}

/** The least settings at or below `path` in which `member` differs. */
function differences(
  member: PlacedJobSpec,
  reference: PlacedJobSpec,
  path: readonly string[],
): readonly Misalignment[] {
  const [here, there] = [sideOf(member, path), sideOf(reference, path)];
  if (canonicalJson({ value: here.value }) === canonicalJson({ value: there.value })) return [];
  if (isMapping(here.value) && isMapping(there.value)) {
    const names = new Set([...Object.keys(here.value), ...Object.keys(there.value)]);
    return [...names].flatMap((name) => differences(member, reference, [...path, name]));
  }
  const cause = `${here.jobName} has ${JSON.stringify(here.value)}, and the jobs of a set share it`;
  return [misalignment([here, there], cause)];
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
