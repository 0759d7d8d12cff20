import type { z } from 'zod';
import { Refusal } from '../../refusal';

/**
 * The options of a generator, checked and with defaults.
 * @throws Refusal that names the first option that is wrong
 */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal({
    code: 'generator.option',
    place: `option ${issue?.path.join('.') ?? ''}`,
    cause: issue?.message ?? result.error.message,
    remedy: 'Correct the option: --help lists all of them.',
  });
}
