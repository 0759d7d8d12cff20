/** What goes wrong with a batch. */
export interface BatchFaults {
  /** Minutes after its time at which the batch is recorded. */
  readonly lateMinutes: number;
  /** Minutes after its record at which its event comes; undefined when it never comes. */
  readonly eventMinutes: number | undefined;
  readonly isDuplicated: boolean;
  /** The batch is never recorded: its source is lost. */
  readonly isLost: boolean;
}

/** What goes wrong with an execution, once. */
export type ExecutionFault = 'none' | 'transient' | 'defect' | 'hang' | 'stopped';

/** Everything that goes wrong in a simulation. */
export interface FaultSet {
  batch(random: () => number): BatchFaults;
  execution(random: () => number): ExecutionFault;
  /** Whether the event of an execution's end gets lost. */
  losesEnd(random: () => number): boolean;
  readonly orchestrators: number;
  /** Steps of what the clock shows: after so many hours, by so many minutes. */
  readonly clockSteps: readonly { readonly afterHours: number; readonly minutes: number }[];
  /** Hours after which the first orchestrator is killed, and another comes half an hour later. */
  readonly killsAfterHours: readonly number[];
}

const inOrder: BatchFaults = { lateMinutes: 0, eventMinutes: 0, isDuplicated: false, isLost: false };

/** Nothing goes wrong. */
export const noFaults: FaultSet = {
  batch: () => inOrder,
  execution: () => 'none',
  losesEnd: () => false,
  orchestrators: 1,
  clockSteps: [],
  killsAfterHours: [],
};

/** Everything that is known to go wrong does, often. */
export const everyFault: FaultSet = {
  batch(random) {
    const isLate = random() < 0.05;
    const isOutOfOrder = random() < 0.05;
    return {
      lateMinutes: isLate ? 30 + Math.floor(random() * 20) * 60 : 0,
      eventMinutes: random() < 0.04 ? undefined : isOutOfOrder ? 20 + Math.floor(random() * 90) : 0,
      isDuplicated: random() < 0.1,
      isLost: random() < 0.002,
    };
  },
  execution(random) {
    const chance = random();
    if (chance < 0.04) return 'transient';
    if (chance < 0.046) return 'defect';
    if (chance < 0.055) return 'hang';
    return chance < 0.06 ? 'stopped' : 'none';
  },
  losesEnd: (random) => random() < 0.03,
  orchestrators: 2,
  clockSteps: [
    { afterHours: 30, minutes: 90 },
    { afterHours: 54, minutes: -90 },
    { afterHours: 80, minutes: -45 },
    { afterHours: 100, minutes: 45 },
    { afterHours: 480, minutes: 20 },
    { afterHours: 490, minutes: -20 },
  ],
  killsAfterHours: [40, 110, 482, 600],
};
