import type { NdrEvent, Reporter } from '@ndr/core';
import { createLogUpdate } from 'log-update';
import type { Colors } from './colors';
import { afterEvent, eventLine, executionLines, type ExecutionView } from './execution';
import { appliedLine } from './plan';
import { progressLine } from './progress';

/** Shows events to a person. */
export interface Terminal {
  readonly reporter: Reporter;
  /** Leaves the last state on the screen and draws no more of it, so that others can write below. */
  readonly release: () => void;
  /** Releases the screen for good. */
  readonly close: () => void;
}

/** Where, and how, events are shown. */
export interface TerminalOptions {
  readonly stream: NodeJS.WriteStream;
  readonly colors: Colors;
  /** Only notices. */
  readonly quiet: boolean;
}

const framesPerSecond = 10;

/** A terminal gets a list that is redrawn; a file or a pipe gets a line an event. */
export function createTerminal(options: TerminalOptions): Terminal {
  if (options.quiet) return quietTerminal(options);
  return options.stream.isTTY ? liveTerminal(options) : plainTerminal(options);
}

function quietTerminal({ stream, colors }: TerminalOptions): Terminal {
  return {
    reporter: (event) => {
      if (event.type === 'notice') stream.write(`${noticeLine(event.text, colors)}\n`);
    },
    release: () => undefined,
    close: () => undefined,
  };
}

function plainTerminal({ stream, colors }: TerminalOptions): Terminal {
  let view: ExecutionView | undefined;
  return {
    reporter: (event) => {
      view = afterEvent(view, event, Date.now());
      const line = plainLine(view, event, colors);
      if (line !== undefined) stream.write(`${line}\n`);
    },
    release: () => undefined,
    close: () => undefined,
  };
}

function plainLine(view: ExecutionView | undefined, event: NdrEvent, colors: Colors): string | undefined {
  if (event.type === 'stage') return stageLine(event);
  if (event.type === 'notice') return noticeLine(event.text, colors);
  if (event.type === 'change-applied') return appliedLine(event);
  return eventLine(view, event, colors);
}

/** Lines that are redrawn: the stage with its progress, or the list of steps. What is final is left above them. */
function liveTerminal({ stream, colors }: TerminalOptions): Terminal {
  const update = createLogUpdate(stream, { showCursor: true });
  let stage: Extract<NdrEvent, { type: 'stage' }> | undefined;
  let progress: Extract<NdrEvent, { type: 'progress' }> | undefined;
  let view: ExecutionView | undefined;

  const draw = () => {
    const now = Date.now();
    if (view) update(executionLines(view, colors, now).join('\n'));
    else if (progress) update(progressLine(progress, colors));
    else if (stage) update(colors.dim(`${stageLine(stage)} …`));
  };
  const release = () => {
    if (view) {
      draw();
      update.done();
    } else {
      update.clear();
    }
    view = stage = progress = undefined;
  };
  const timer = setInterval(draw, 1000 / framesPerSecond);
  timer.unref();
  return {
    reporter: (event) => {
      if (event.type === 'notice' || event.type === 'change-applied') {
        update.clear();
        stream.write(`${event.type === 'notice' ? noticeLine(event.text, colors) : appliedLine(event)}\n`);
      }
      if (event.type === 'stage') [stage, progress] = [event, undefined];
      if (event.type === 'progress') progress = event;
      view = afterEvent(view, event, Date.now());
      draw();
      if (event.type === 'execution-ended') release();
    },
    release,
    close: () => {
      clearInterval(timer);
      release();
    },
  };
}

function stageLine({ stage, detail }: Extract<NdrEvent, { type: 'stage' }>): string {
  return detail === undefined ? stage : `${stage}: ${detail}`;
}

function noticeLine(text: string, colors: Colors): string {
  return `${colors.yellow('note')} ${text}`;
}
