import { Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { memberOf } from './settings';
import type { JobSpecDefinition } from '../define-job-spec';
import { jobSpecJsonSchema, type SettingSchema } from '../json-schema';

/** Folder of the schemas for editors below one that holds sets: no set can be meant, since it holds no folders. */
export const schemaFolder = 'generated';

/** The file of a JobSpec: `written` with what each setting means as a comment above it. */
export function renderJobSpec(definition: JobSpecDefinition, written: Readonly<Record<string, unknown>>): string {
  const document = new Document(written);
  document.commentBefore = [
    // The schema as seen from the folder of a set, whatever folder holds both.
    ` yaml-language-server: $schema=../../${schemaFolder}/${definition.jobName}.schema.json`,
    ` What the job ${definition.jobName} is told beside its arguments. What is left out has its default.`,
  ].join('\n');
  layOut(document.contents, jobSpecJsonSchema(definition), true);
  return textOf(document);
}

/** The node of a value, laid out as the rest of the file. */
export function valueNode(document: Document, value: unknown): unknown {
  const node = document.createNode(value);
  layOut(node, {}, false);
  return node;
}

/** The text of a JobSpec's file. */
export function textOf(document: Document): string {
  return document.toString({ lineWidth: 120, flowCollectionPadding: false, singleQuote: true });
}

function layOut(node: Node | null, schema: SettingSchema, isTop: boolean): void {
  if (isSeq(node)) node.flow = node.items.every(isScalar);
  if (isMap(node) && node.items.length === 0) node.flow = true;
  if (!isMap(node)) return;
  node.items.forEach(({ key, value }, index) => {
    if (!isScalar(key)) return;
    const member = memberOf(schema, String(key.value)) ?? {};
    const comment = commentOf(member);
    if (comment !== undefined) key.commentBefore = ` ${comment}`;
    if (isTop && index > 0) key.spaceBefore = true;
    layOut(value as Node | null, member, false);
  });
}

function commentOf({ description, enum: values }: SettingSchema): string | undefined {
  if (description === undefined) return undefined;
  return values && values.length > 1 ? `${description}: ${values.join(' or ')}` : description;
}
