import { orchestrationSettings, type OrchestrationSettings } from '@ndr/pipelines';
import { MemoryExecutions } from './memory-executions';
import { defaultProjectSet } from '../history/default-project-set';
import { MemoryObjects } from '../history/memory-objects';
import type { ProjectSet } from '../history/project-set';
import { MemoryLedger } from '../orchestration/memory-ledger';
import type { OwnedRun, PipelineRun } from '../orchestration/pipeline-run';
import { lockKey, type RunLock } from '../orchestration/run-lock';
import type { OrchestrationServices, TaskTokens } from '../orchestration/services';

/** The project and version that handlers are tested with. */
export const testedProject = defaultProjectSet({ bucket: 'lake', project: 'p', version: 'v1' });

/** What handlers work with, in memory; time passes when a test says so. */
export class MemoryServices implements OrchestrationServices {
  readonly settings: OrchestrationSettings;
  readonly ledger = new MemoryLedger();
  readonly objects = new MemoryObjects();
  /** Answers to tasks, in order: `token`, or `token: fault: cause`. */
  readonly answers: string[] = [];
  readonly clock = { now: () => this.time };
  readonly executions = new MemoryExecutions(this.clock);
  readonly tasks: TaskTokens = {
    succeed: (token) => this.answer(token),
    fail: (token, fault, cause) => this.answer(`${token}: ${fault}: ${cause}`),
  };
  readonly projectSets: () => Promise<readonly ProjectSet[]>;
  readonly linkOf = (arn: string) => `https://console/${arn}`;
  readonly commandOf = (command: string) => command;
  private time = new Date('2024-04-19T00:20:00Z');

  constructor(settings: Partial<OrchestrationSettings> = {}, sets: readonly ProjectSet[] = [testedProject]) {
    this.settings = orchestrationSettings.parse(settings);
    this.projectSets = () => Promise.resolve(sets);
  }

  pass(minutes: number): void {
    this.time = new Date(this.time.getTime() + minutes * 60_000);
  }

  set now(instant: string) {
    this.time = new Date(instant);
  }

  async lockOf(run: PipelineRun): Promise<RunLock | undefined> {
    return (await this.ledger.read(lockKey(run)))?.value as RunLock | undefined;
  }

  private answer(text: string): Promise<void> {
    this.answers.push(text);
    return Promise.resolve();
  }
}

/** A run of one slice, but for what is given. */
export function testedRun(changes: Partial<PipelineRun> = {}): PipelineRun {
  return {
    ...{ project: testedProject.project, version: testedProject.version, pipeline: 'ndr-15m-pipeline' },
    ...{ key: 'batch/a', parameters: {}, line: 'slices', digest: 'first', command: 'ndr run-batch' },
    ...{ start: '2024-04-19T00:00:00Z', end: '2024-04-19T00:15:00Z', happened: '2024-04-19T00:16:00Z' },
    ...changes,
  };
}

/** That run in the hands of `owner`, since the beginning of a test. */
export function ownedBy(owner: string, changes: Partial<PipelineRun> = {}): OwnedRun {
  return { run: testedRun(changes), owner, since: '2024-04-19T00:20:00Z' };
}
