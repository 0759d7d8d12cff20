import { validateDefinition, type Finding } from '@ndr/core';
import { z } from 'zod';
import { command } from '../command-line/command';
import { readDefinitionText } from '../definitions';
import { exitCode } from '../exit-codes';

/** `ndr validate`: what SageMaker would refuse, now or at run time. */
export const validateCommand = command({
  name: 'validate',
  summary: 'Check pipeline definitions, whoever wrote them.',
  options: z.strictObject({
    files: z
      .array(z.string())
      .min(1, 'name a file')
      .meta({ positional: true })
      .describe('JSON of pipeline definitions'),
  }),
  examples: ['$0 validate build/ndr-15m-pipeline.json'],
  async run({ files }, context) {
    const texts = await Promise.all(files.map(readDefinitionText));
    const findings = texts.flatMap((text, index) =>
      validateDefinition(text).map((finding) => ({ file: files[index] ?? '', ...finding })),
    );
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    context.output.result({ valid: errors === 0, files, findings }, () => [
      ...findings.flatMap(findingLines),
      summary(files.length, errors, findings.length - errors),
    ]);
    return errors === 0 ? exitCode.done : exitCode.failed;
  },
});

function findingLines({ file, severity, code, pointer, place, cause, remedy }: Finding & { readonly file: string }) {
  return [`${severity} ${code}`, `  place  ${file}#${pointer} (${place})`, `  cause  ${cause}`, `  remedy ${remedy}`];
}

function summary(files: number, errors: number, warnings: number): string {
  const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
  return `${counted(files, 'definition')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
}
