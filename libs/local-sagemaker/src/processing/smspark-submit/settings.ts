import { z } from 'zod';

/** What the executor tells `smspark-submit` about the machine: a file that the launcher names. */
export const submitSettings = z.strictObject({
  /** What the instance sees as /opt/ml. */
  optMl: z.string(),
  /** Folder for Spark's own files. */
  scratch: z.string(),
  sparkHome: z.string(),
  /** Folder that holds a folder for each bucket. */
  bucketRoot: z.string(),
  /** File that appears when the first instance has ended. */
  endMarker: z.string(),
  /** Cores of the machine. */
  cores: z.number().int(),
  /** Memory of the driver, and of all executors together where there are several instances, in MiB. */
  memoryMb: z.number().int(),
  /** `short`: Java compiles fast code only, which suits jobs of seconds. `long`: it compiles well. */
  jvm: z.enum(['short', 'long']),
  /** Java's archive of Spark's classes. */
  classArchive: z.string().optional(),
});

export type SubmitSettings = z.infer<typeof submitSettings>;
