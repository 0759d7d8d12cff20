import XMLBuilder from 'fast-xml-builder';
import { XMLParser } from 'fast-xml-parser';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import { S3Error } from './s3-error';
import { readBody } from '../read-body';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const longestBody = 2 ** 21;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  // Keys are text: neither a number nor free of spaces at their ends.
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'Object' || name === 'Part',
});

/** An XML document of S3: its root element and what is in it. */
export function xmlDocument(root: string, content: object): string {
  return render({ [root]: { '@xmlns': namespace, ...content } });
}

/** The document of an error, which has no namespace. */
export function errorDocument(content: object): string {
  return render({ Error: content });
}

function render(document: object): string {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(document)}`;
  // Keys may hold characters that XML has only as references.
  return text.replace(/[\x01-\x09\x0b-\x1f]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);
}

/**
 * Reads the XML document that a request brings.
 * @throws S3Error `MalformedXML` when it is none, or another than `schema` says
 */
export async function readXml<Schema extends z.ZodType>(body: Readable, schema: Schema): Promise<z.output<Schema>> {
  const text = (await readBody(body, longestBody)).toString('utf8');
  if (text.includes('<!DOCTYPE')) throw malformed();
  let document: unknown;
  try {
    document = parser.parse(text);
  } catch {
    throw malformed();
  }
  const result = schema.safeParse(document);
  if (!result.success) throw malformed();
  return result.data;
}

function malformed(): S3Error {
  return new S3Error('MalformedXML', 'The XML you provided was not well-formed or did not validate against our schema');
}
