import { z } from 'zod';

/** What deployment brings to an account, in the order in which it does. */
export const changeKinds = [
  'bucket',
  'job-spec-table',
  'code',
  'job-spec',
  'pipeline',
  'schedule-group',
  'schedule',
] as const;

/** One thing that is not as the sources say, field by field. */
export const change = z.strictObject({
  kind: z.enum(changeKinds),
  name: z.string(),
  action: z.enum(['create', 'update', 'delete']),
  fields: z.array(
    z.strictObject({
      /** JSON pointer below the thing. */
      pointer: z.string(),
      old: z.json().optional(),
      new: z.json().optional(),
    }),
  ),
  /** What the change means, such as that results of earlier executions can no longer be taken. */
  notes: z.array(z.string()).optional(),
});
export type Change = z.infer<typeof change>;

/** Changes of one thing, and what makes them. */
export interface PlannedPart {
  readonly changes: readonly Change[];
  /** Makes the changes. Repeated, it changes nothing. */
  apply(): Promise<unknown>;
}
