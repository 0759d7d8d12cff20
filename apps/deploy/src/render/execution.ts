import type { ExecutionStatus, NdrEvent, StepStatus } from '@ndr/core';
import type { Colors } from './colors';
import { durationText } from './duration';

/** What is known of a step while its execution runs. */
interface StepView {
  readonly name: string;
  readonly status: StepStatus | 'Waiting';
  readonly startedAt?: number;
  readonly endedAt?: number;
  readonly reason?: string;
  readonly attempt?: number;
  /** Whether its result was taken from another execution. */
  readonly isCached?: boolean;
}

/** What is known of an execution while it runs. */
export interface ExecutionView {
  readonly pipeline: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly steps: readonly StepView[];
}

const ended = new Set<string>(['Succeeded', 'Failed', 'Stopped']);
const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** The view after `event`, which is told at `now` in milliseconds and may have happened before. */
export function afterEvent(view: ExecutionView | undefined, event: NdrEvent, now: number): ExecutionView | undefined {
  switch (event.type) {
    case 'execution-started': {
      const steps = event.steps.map((name) => ({ name, status: 'Waiting' as const }));
      return { pipeline: event.pipeline, status: 'Executing', startedAt: instant(event.startTime, now), steps };
    }
    case 'step-changed':
      return (
        view && {
          ...view,
          steps: view.steps.map((step) => (step.name === event.step ? changed(step, event, now) : step)),
        }
      );
    case 'execution-ended':
      return view && { ...view, status: event.status, endedAt: instant(event.endTime, now) };
    default:
      return view;
  }
}

function changed(step: StepView, event: Extract<NdrEvent, { type: 'step-changed' }>, now: number): StepView {
  return {
    ...step,
    status: event.status,
    startedAt: step.startedAt ?? instant(event.startTime, now),
    ...(ended.has(event.status) && { endedAt: instant(event.endTime, now) }),
    ...(event.reason !== undefined && { reason: event.reason }),
    ...(event.attempt !== undefined && { attempt: event.attempt }),
    ...(event.cacheHit !== undefined && { isCached: true }),
  };
}

/** Milliseconds of a time; clocks of others may be ahead. */
function instant(time: string | undefined, now: number): number {
  return time === undefined ? now : Math.min(Date.parse(time), now);
}

/** The list of steps as it stands at `now`, a line each, below a line for the execution. */
export function executionLines(view: ExecutionView, colors: Colors, now: number): readonly string[] {
  const width = Math.max(...view.steps.map(({ name }) => name.length));
  const total = durationText((view.endedAt ?? now) - view.startedAt);
  return [
    `${colors.bold(view.pipeline)}  ${statusWord(view.status, colors)}  ${colors.dim(total)}`,
    ...view.steps.map(
      (step) => `  ${mark(step, colors, now)} ${step.name.padEnd(width)}  ${stateOf(step, view, colors, now)}`,
    ),
  ];
}

function mark({ status }: StepView, colors: Colors, now: number): string {
  switch (status) {
    case 'Succeeded':
      return colors.green('✔');
    case 'Failed':
      return colors.red('✖');
    case 'Stopped':
      return colors.yellow('■');
    case 'Waiting':
      return colors.dim('·');
    default:
      return colors.cyan(spinner[Math.floor(now / 100) % spinner.length] ?? '');
  }
}

function stateOf(step: StepView, { endedAt }: ExecutionView, colors: Colors, now: number): string {
  if (step.startedAt === undefined) return colors.dim(endedAt === undefined ? 'waiting' : 'did not run');
  const duration = durationText((step.endedAt ?? now) - step.startedAt);
  const remark = colors.dim([duration, ...remarksOf(step)].join('  '));
  return step.status === 'Succeeded' ? remark : `${statusWord(step.status, colors)}  ${remark}`;
}

function remarksOf({ attempt = 1, isCached = false }: StepView): readonly string[] {
  return [...(attempt > 1 ? [`attempt ${attempt}`] : []), ...(isCached ? ['result of an earlier execution'] : [])];
}

/** A status in lower case and its color. */
export function statusWord(status: ExecutionStatus | StepView['status'], colors: Colors): string {
  const word = status.toLowerCase();
  if (status === 'Succeeded') return colors.green(word);
  if (status === 'Failed') return colors.red(word);
  return status === 'Stopped' || status === 'Stopping' ? colors.yellow(word) : colors.cyan(word);
}

/** One line for an event of an execution, where nothing can be redrawn; undefined when it says nothing new. */
export function eventLine(view: ExecutionView | undefined, event: NdrEvent, colors: Colors): string | undefined {
  if (event.type === 'execution-started') return `${event.pipeline}  ${event.arn}`;
  if (event.type === 'execution-ended' && view) {
    const duration = durationText((view.endedAt ?? view.startedAt) - view.startedAt);
    return `${view.pipeline}  ${statusWord(event.status, colors)}  ${duration}`;
  }
  if (event.type !== 'step-changed' || event.status === 'Starting') return undefined;
  const step = view?.steps.find(({ name }) => name === event.step);
  const duration =
    step?.endedAt === undefined ? '' : `  ${durationText(step.endedAt - (step.startedAt ?? step.endedAt))}`;
  const remarks = (step ? remarksOf(step) : []).map((remark) => `  ${remark}`).join('');
  return `  ${event.step}  ${statusWord(event.status, colors)}${duration}${remarks}`;
}
