export { systemClock, type Clock } from './clock';
export { runMachine, type MachineEnd, type MachineRun } from './machine-execution';
export type { MachineHost, PublishedMessage } from './machine-host';
export { nextOccurrence } from './occurrences';
export { fireSchedules } from './scheduler';
export { WaitingTasks } from './task-tokens';
export { VirtualClock } from './virtual-clock';
