import type { FieldChange, Json } from '@ndr/core';

/** Each field that differs, old → new, behind `indent`. */
export function fieldLines(fields: readonly FieldChange[], indent: string): readonly string[] {
  return fields.map(({ pointer, old, new: now }) => `${indent}${pointer}: ${shown(old)} → ${shown(now)}`);
}

function shown(json: Json | undefined): string {
  return json === undefined ? '(absent)' : JSON.stringify(json);
}
