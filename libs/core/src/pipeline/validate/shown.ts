const longest = 60;

/** `value` as messages show it: its JSON, cut where it is long. */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) return 'nothing';
  return json.length > longest ? `${json.slice(0, longest)}…` : json;
}
