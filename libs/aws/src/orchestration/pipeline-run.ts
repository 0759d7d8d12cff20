import { z } from 'zod';

const instant = z.iso.datetime();

/** One run of a pipeline that orchestration wants: it is done once, whoever asks for it and however often. */
export const pipelineRun = z.strictObject({
  /** What it is, within its project and version: `batch/20240419T0015Z`, `baselines/7d/2024-04-19`. */
  key: z.string(),
  project: z.string(),
  version: z.string(),
  pipeline: z.string(),
  parameters: z.record(z.string(), z.string()),
  /** The steps that run; all unless given. */
  steps: z.array(z.string()).optional(),
  /** Runs of one line whose intervals overlap do not run at once. */
  line: z.string(),
  start: instant,
  end: instant,
  /** When what it is about happened: runs of a line that overlap go in this order. */
  happened: instant,
  /** Of what it is about, as it was then: the same key with another digest is another run. */
  digest: z.string(),
  /** The `ndr` command that does what this run should have done. */
  command: z.string(),
  /** Of baselines: how much of their range FG-A had, when they ran. */
  coverage: z.strictObject({ expected: z.int(), committed: z.int() }).optional(),
});
export type PipelineRun = z.infer<typeof pipelineRun>;

/** Runs that a state of a machine holds, at most: all that it holds has at most 256 KB. */
export const mostRunsInState = 100;

/** A run in the hands of an orchestrator. */
export const ownedRun = z.object({
  run: pipelineRun,
  /** ARN of the execution of the state machine. */
  owner: z.string(),
  /** When that began. */
  since: instant,
});
export type OwnedRun = z.infer<typeof ownedRun>;

/** How a run ended, by its key. */
export const runResult = z.object({
  key: z.string(),
  outcome: z.enum(['done', 'absorbed', 'failed']),
  error: z.unknown().optional(),
});
export type RunResult = z.infer<typeof runResult>;
