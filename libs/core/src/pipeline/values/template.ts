import { mark } from './mark';
import { render, type Json, type RenderContext } from './render';
import type { Reference, Value } from './value';

/** JSON in which references may stand for values: what a step sends, before it is rendered. */
export type Template = Value | null | readonly Template[] | Members;

/** An object of a template: members by name. */
export interface Members {
  readonly [member: string]: Template;
}

/** Whether `template` is a reference, and not a JSON object of whatever members. */
export function isReferenceTemplate(template: Template): template is Reference {
  return typeof template === 'object' && template !== null && mark in template;
}

/** Whether `template` is an object with members. */
export function isMembers(template: Template | undefined): template is Members {
  return (
    typeof template === 'object' && template !== null && !Array.isArray(template) && !isReferenceTemplate(template)
  );
}

/** Whether `template` is a list. */
export function isList(template: Template | undefined): template is readonly Template[] {
  return Array.isArray(template);
}

/** `template` as a definition writes it. */
export function renderTemplate(template: Template, context: RenderContext): Json {
  if (typeof template !== 'object') return template;
  if (template === null) return null;
  if (isReferenceTemplate(template)) return render(template, context);
  if (isList(template)) return template.map((each) => renderTemplate(each, context));
  return renderMembers(template, context);
}

/** `members` as a definition writes them. */
export function renderMembers(members: Members, context: RenderContext): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(members).map(([member, template]) => [member, renderTemplate(template, context)]),
  );
}

/** A reference and where it stands. */
export interface PlacedReference {
  readonly reference: Reference;
  /** JSON pointer. */
  readonly pointer: string;
}

/** The references in `template`, those inside joins included, each with the pointer of the value it is part of. */
export function referencesIn(template: Template, pointer = ''): readonly PlacedReference[] {
  const found: PlacedReference[] = [];
  collect(template, pointer, found);
  return found;
}

function collect(template: Template, pointer: string, found: PlacedReference[]): void {
  if (typeof template !== 'object' || template === null) return;
  if (isReferenceTemplate(template)) {
    collectReference(template, pointer, found);
  } else if (isList(template)) {
    template.forEach((each, index) => collect(each, `${pointer}/${index}`, found));
  } else {
    for (const [member, each] of Object.entries(template)) collect(each, `${pointer}/${escaped(member)}`, found);
  }
}

function collectReference(reference: Reference, pointer: string, found: PlacedReference[]): void {
  found.push({ reference, pointer });
  if (reference.kind === 'join') for (const each of reference.values) collect(each, pointer, found);
  if (reference.kind === 'json-get' && 'uri' in reference.source) collect(reference.source.uri, pointer, found);
}

/** `member` as a part of a JSON pointer. */
export function escaped(member: string): string {
  return member.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The template at `path` of `template`; undefined where there is none. */
export function at(template: Template | undefined, ...path: readonly (string | number)[]): Template | undefined {
  return path.reduce<Template | undefined>((inner, part) => {
    if (typeof part === 'number') return isList(inner) ? inner[part] : undefined;
    return isMembers(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, template);
}
