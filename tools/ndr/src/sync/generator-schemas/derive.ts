import { z } from 'zod';

/** Prints the schema of each options module named on the command line, as a JSON object of texts by module. */
function main(modules: readonly string[]): void {
  process.stdout.write(JSON.stringify(Object.fromEntries(modules.map((path) => [path, schemaText(path)]))));
}

function schemaText(path: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which modules is known at run time only
  const exported = Object.entries(require(path) as Record<string, unknown>);
  const [name = '', options] = exported.find(([, value]) => value instanceof z.ZodObject) ?? [];
  const schema = z.toJSONSchema(options as z.ZodObject, { io: 'input', target: 'draft-7' });
  const identity = {
    $comment: 'Derived from options.ts by `npx nx sync`: edit that instead.',
    $id: `Ndr${name.charAt(0).toUpperCase()}${name.slice(1)}`,
  };
  return jsonText({ ...identity, ...schema, $schema: 'https://json-schema.org/schema' });
}

/** JSON as Prettier lays it out: lists of words on one line. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  return `${text.replace(/\[\s+("[^"\n]*",?\s+)+\]/g, (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`;
}

main(process.argv.slice(2));
