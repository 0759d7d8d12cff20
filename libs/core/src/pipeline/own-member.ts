/** The member `name` of `members` itself: undefined for what every object inherits, such as `constructor`. */
export function ownMember<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
