import { compareDefinitions, type DefinitionChange } from '@ndr/core';
import { z } from 'zod';
import { command } from '../command-line/command';
import { definitionNamed } from '../definitions';
import { exitCode } from '../exit-codes';
import { fieldLines } from '../render/fields';

/** `ndr diff`: what one definition says and the other does not. */
export const diffCommand = command({
  name: 'diff',
  summary: 'Show what differs between two definitions, and what breaks the step cache.',
  options: z.strictObject({
    old: z.string().meta({ positional: true }).describe('A definition file, or a pipeline of the environment'),
    new: z.string().meta({ positional: true }).describe('What it is compared with'),
  }),
  examples: ['$0 diff deployed.json ndr-15m-pipeline'],
  async run({ old, new: now }, context) {
    const [before, after] = await Promise.all([definitionNamed(old, context), definitionNamed(now, context)]);
    const changes = compareDefinitions(before.json, after.json);
    context.output.result({ changes }, () => (changes.length > 0 ? changes.flatMap(lines) : ['No difference.']));
    return exitCode.done;
  },
});

const signs = { added: '+', removed: '-', changed: '~' } as const;

function lines({ kind, name, action, fields, cache }: DefinitionChange): readonly string[] {
  return [`${signs[action]} ${kind} ${name}`, ...fieldLines(fields, '    '), ...(cache ? [cacheLine(cache)] : [])];
}

function cacheLine({ breaks, because }: NonNullable<DefinitionChange['cache']>): string {
  return breaks ? `    breaks the step cache: ${because.join('; ')}` : '    leaves the step cache usable';
}
