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
  return `${JSON.stringify({ ...identity, ...schema, $schema: 'https://json-schema.org/schema' }, undefined, 2)}\n`;
}

main(process.argv.slice(2));
