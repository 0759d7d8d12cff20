import { MemoryLedger, MemoryObjects, readProjectHistory, type OrchestrationServices } from '@ndr/aws';
import { sliceIdOf, sliceMilliseconds } from '@ndr/core';
import { fireSchedules, VirtualClock, WaitingTasks, type PublishedMessage } from '@ndr/local-sagemaker';
import {
  fgBBaselinePipelineName,
  ndr15mPipelineName,
  runsFailedError,
  schedules,
  type OrchestrationSettings,
} from '@ndr/pipelines';
import type { ExecutionFault, FaultSet } from './fault-set';
import { orderlyTables } from './orderly-tables';
import { seededRandom } from './random';
import { SimulatedExecutions } from './simulated-executions';
import { simulatedBucket, simulatedSet } from './simulated-set';
import { SimulatedTables } from './simulated-tables';
import { historyReport, type HistoryReport } from '../../history/history-report';
import { localTaskTokens, objectCreated, Orchestrator } from '../orchestrator';

/** What is simulated. */
export interface SimulationOptions {
  readonly start: Date;
  readonly days: number;
  readonly faults: FaultSet;
  readonly seed: number;
  readonly settings: OrchestrationSettings;
  /** Ids of batches that never come. */
  readonly without?: ReadonlySet<string>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const eventDelayMs = 2_000;

/** Days after the last batch, in which what is under way ends. */
const settlingDays = 2;
/** A backfill is asked for again until nothing is left, this often at most. */
const mostBackfills = 6;

/** Weeks of operation, in which jobs do nothing but commit. */
export class Simulation {
  readonly published: PublishedMessage[] = [];
  readonly tables: SimulatedTables;
  readonly executions: SimulatedExecutions;
  /** Ids of batches, by the start of their slice. */
  readonly recorded = new Map<number, string>();
  readonly lostBatches: string[] = [];
  private readonly objects = new MemoryObjects();
  private readonly ledger = new MemoryLedger();
  private readonly clock: VirtualClock;
  private readonly waitingTasks = new WaitingTasks();
  private readonly random: () => number;
  private orchestrators: Orchestrator[] = [];
  private readonly unexpected: unknown[] = [];
  private areFaultsOn = true;

  private readonly options: SimulationOptions;

  constructor(options: SimulationOptions) {
    this.options = options;
    this.clock = new VirtualClock(options.start);
    this.random = seededRandom(options.seed);
    this.tables = new SimulatedTables(this.objects);
    this.executions = new SimulatedExecutions({
      ...{ clock: this.clock, tables: this.tables },
      faultOf: () => this.executionFault(),
      ended: (arn, status) => this.tellEnd(arn, status),
    });
  }

  /** Lets the days pass, and what is under way end. */
  async run(): Promise<void> {
    const { start, days, faults } = this.options;
    for (let index = 0; index < faults.orchestrators; index += 1)
      this.beginOrchestrator(`orchestrator-${String(index)}`);
    for (const { afterHours, minutes } of faults.clockSteps)
      this.atHour(afterHours, () => this.clock.stepBy(minutes * minuteMs));
    for (const hours of faults.killsAfterHours) this.atHour(hours, () => this.killOne());
    const end = start.getTime() + days * dayMs;
    for (let slice = start.getTime(); slice < end; slice += sliceMilliseconds) this.planBatch(slice);
    await this.clock.runUntil(new Date(end));
    // The last batches may have to be looked for.
    await this.clock.runUntil(new Date(end + (this.options.settings.catchUpMinutes + 15) * minuteMs));
    for (const orchestrator of this.orchestrators) orchestrator.endSchedules();
    await this.clock.runUntil(new Date(end + settlingDays * dayMs));
    this.refuseUnexpected();
  }

  /** `ndr backfill --missing --novelty` over all days, until nothing is left. */
  async backfill(): Promise<void> {
    this.areFaultsOn = false;
    const { start, days } = this.options;
    const from = start.toISOString();
    const to = new Date(start.getTime() + days * dayMs).toISOString();
    for (let pass = 0; pass < mostBackfills && (await this.report()).missing > 0; pass += 1) {
      const request = { project: simulatedSet.project, version: simulatedSet.version, from, to, novelty: true };
      void this.orchestrators[0]?.start('backfill', request).catch((error: unknown) => this.unexpected.push(error));
      await this.clock.runUntil(new Date(this.clock.passed().getTime() + settlingDays * dayMs));
    }
    this.refuseUnexpected();
  }

  /** What there is and what is missing, as `ndr status` says. */
  async report(): Promise<HistoryReport> {
    const { start, days } = this.options;
    const interval = { start: start.getTime(), end: start.getTime() + days * dayMs };
    const history = await readProjectHistory(this.objects, simulatedSet, interval);
    return historyReport(history, this.clock.passed(), interval.start);
  }

  /** Whether the tables are those of an orderly history of the same batches. */
  hasOrderlyTables(): boolean {
    const orderly = orderlyTables({ ...this.options, batches: this.recorded });
    return JSON.stringify(orderly.digests()) === JSON.stringify(this.tables.digests());
  }

  /** Executions that succeeded, by what they were for. */
  succeeded(): {
    readonly batches: number;
    readonly nightly: number;
    readonly weekly: number;
    readonly reruns: number;
  } {
    const done = this.executions.all.filter(({ status }) => status === 'Succeeded').map(({ run }) => run);
    const horizon = (name: string) =>
      done.filter(
        ({ pipeline, parameters }) => pipeline === fgBBaselinePipelineName && parameters.BaselineHorizon === name,
      ).length;
    const slices = done.filter(({ pipeline }) => pipeline === ndr15mPipelineName);
    const batches = slices.filter(({ key }) => key.startsWith('batch/')).length;
    return { batches, nightly: horizon('7d'), weekly: horizon('30d'), reruns: slices.length - batches };
  }

  private planBatch(slice: number): void {
    const faults = this.options.faults.batch(this.random);
    const id = sliceIdOf(new Date(slice));
    if (faults.isLost || this.options.without?.has(id)) {
      this.lostBatches.push(id);
      return;
    }
    this.recorded.set(slice, id);
    const end = slice + sliceMilliseconds;
    const after = end + faults.lateMinutes * minuteMs - this.options.start.getTime();
    this.at(after, () => {
      const key = this.tables.record(id, slice, end, this.clock.passed());
      if (faults.eventMinutes !== undefined) this.tellBatch(key, faults.eventMinutes * minuteMs);
      if (faults.isDuplicated) this.tellBatch(key, faults.lateMinutes * minuteMs + hourMs);
    });
  }

  private tellBatch(key: string, delayMs: number): void {
    void this.clock.wait(delayMs + eventDelayMs).then(() => {
      for (const orchestrator of this.orchestrators)
        this.begin(orchestrator, 'batch', objectCreated(simulatedBucket, key));
    });
  }

  private tellEnd(arn: string, status: string): void {
    if (this.areFaultsOn && this.options.faults.losesEnd(this.random)) return;
    void this.clock.wait(eventDelayMs).then(async () => {
      await this.orchestrators[0]?.executionEnded(arn, status).catch((error: unknown) => this.unexpected.push(error));
    });
  }

  private executionFault(): ExecutionFault {
    return this.areFaultsOn ? this.options.faults.execution(this.random) : 'none';
  }

  private beginOrchestrator(name: string): void {
    const { settings } = this.options;
    const services: OrchestrationServices = {
      ...{ settings, ledger: this.ledger, executions: this.executions, objects: this.objects, clock: this.clock },
      tasks: localTaskTokens(this.waitingTasks),
      projectSets: () => Promise.resolve([simulatedSet]),
      linkOf: (arn) => arn,
      commandOf: (command) => command,
    };
    const orchestrator = new Orchestrator({
      ...{ name, services, settings, clock: this.clock, waitingTasks: this.waitingTasks, random: this.random },
      publish: (message) => {
        this.published.push(message);
        return Promise.resolve();
      },
      ended: (machine, end) => {
        // A machine fails when a run did; whatever else ends it is a fault of its own.
        if (end.status === 'FAILED' && end.error !== runsFailedError) this.unexpected.push({ machine, ...end });
      },
    });
    this.orchestrators.push(orchestrator);
    const fire = ({ machine, input }: { machine: Parameters<Orchestrator['start']>[0]; input: unknown }) => {
      this.begin(orchestrator, machine, input);
    };
    void fireSchedules(schedules(settings), fire, this.clock, orchestrator.scheduleSignal);
  }

  private begin(orchestrator: Orchestrator, machine: Parameters<Orchestrator['start']>[0], input: unknown): void {
    void orchestrator.start(machine, input).catch((error: unknown) => this.unexpected.push(error));
  }

  /** The first orchestrator loses its machine; half an hour later another takes its place. */
  private killOne(): void {
    this.orchestrators.shift()?.stop();
    const name = `orchestrator-after-${this.clock.passed().toISOString()}`;
    void this.clock.wait(hourMs / 2).then(() => this.beginOrchestrator(name));
  }

  /** Does `act` after so many hours, if the days last as long. */
  private atHour(hours: number, act: () => void): void {
    if (hours < this.options.days * 24) this.at(hours * hourMs, act);
  }

  private at(afterMs: number, act: () => void): void {
    void this.clock.wait(afterMs).then(act);
  }

  private refuseUnexpected(): void {
    const [first] = this.unexpected;
    if (first !== undefined) throw first instanceof Error ? first : new RangeError(JSON.stringify(first));
  }
}
