import { isObject, unordered } from './named-items';
import { ownMember } from '../own-member';
import type { Json } from '../values/render';
import { escaped } from '../values/template';

/** A value that differs: absent on the side that does not have it. */
export interface FieldChange {
  /** JSON pointer below what was compared; items of lists without an order by their name. */
  readonly pointer: string;
  readonly old?: Json;
  readonly new?: Json;
}

/** Members that mean the same when they are empty and when they are absent. */
const sameWhenEmpty: ReadonlySet<string> = new Set(['Environment', 'Metadata', 'DependsOn', 'Parameters', 'Tags']);

/** The least fields by which `one` and `other` differ in what they say to SageMaker. */
export function compareJson(
  one: Json | undefined,
  other: Json | undefined,
  member = '',
  pointer = '',
): readonly FieldChange[] {
  const [old, now] = [withoutEmpty(member, one), withoutEmpty(member, other)];
  if (isObject(old) && isObject(now)) return compareMembers(old, now, pointer);
  if (Array.isArray(old) && Array.isArray(now)) return compareLists(old, now, member, pointer);
  if (old === now || JSON.stringify(old) === JSON.stringify(now)) return [];
  return [{ pointer, ...(old !== undefined && { old }), ...(now !== undefined && { new: now }) }];
}

function compareMembers(old: Readonly<Record<string, Json>>, now: Readonly<Record<string, Json>>, pointer: string) {
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) =>
    compareJson(ownMember(old, name), ownMember(now, name), name, `${pointer}/${escaped(name)}`),
  );
}

function compareLists(old: readonly Json[], now: readonly Json[], member: string, pointer: string) {
  const [oldItems, newItems] = [unordered(member, old), unordered(member, now)];
  if (oldItems && newItems) return compareMembers(oldItems, newItems, pointer);
  const length = Math.max(old.length, now.length);
  return Array.from({ length }, (_, index) => compareJson(old[index], now[index], '', `${pointer}/${index}`)).flat();
}

function withoutEmpty(member: string, json: Json | undefined): Json | undefined {
  if (!sameWhenEmpty.has(member) || json === undefined) return json;
  const isEmpty = Array.isArray(json) ? json.length === 0 : isObject(json) && Object.keys(json).length === 0;
  return isEmpty ? undefined : json;
}
