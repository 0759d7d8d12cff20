import type { NdrEvent } from '@ndr/core';
import { PassThrough, Writable } from 'node:stream';
import pc from 'picocolors';
import { createOutput } from './output';
import { createTerminal } from './terminal';

/** What stands on a screen that the program's two streams share. */
const mockScreen: string[] = [];

// Redrawing erases as many lines as were drawn, whoever wrote the last ones.
jest.mock('log-update', () => ({
  createLogUpdate: () => {
    let drawn = 0;
    const clear = () => {
      mockScreen.splice(mockScreen.length - drawn);
      drawn = 0;
    };
    const update = (text: string) => {
      clear();
      const lines = text.split('\n');
      mockScreen.push(...lines);
      drawn = lines.length;
    };
    return Object.assign(update, { clear, done: () => (drawn = 0) });
  },
}));

const colors = pc.createColors(false);
const execution: NdrEvent = {
  ...{ type: 'execution-started', pipeline: 'p', arn: 'arn', steps: ['Sum'] },
  startTime: new Date(0).toISOString(),
};

/** A terminal, and the output of a command that runs at it. */
function atTerminal() {
  mockScreen.length = 0;
  const stream = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.WriteStream;
  const { reporter, release, close } = createTerminal({ stream, colors, quiet: false });
  const stdout = new Writable({
    write(text, _encoding, done) {
      mockScreen.push(String(text).trimEnd());
      done();
    },
  });
  const output = createOutput({ json: false, streams: false, stdout, stderr: stdout, release });
  return { reporter, output, close };
}

it('erases no line of a result, whatever was drawn before it', () => {
  const { reporter, output, close } = atTerminal();
  reporter({ type: 'stage', stage: 'Starting' });
  output.result({}, () => ['one', 'two']);
  close();
  expect(mockScreen).toEqual(['one', 'two']);
});

it('leaves the steps of an execution that goes on above what is said of it, once', () => {
  const { reporter, output, close } = atTerminal();
  reporter(execution);
  output.result({}, () => ['It goes on.']);
  close();
  close();
  expect(mockScreen).toEqual([expect.stringMatching(/^p {2}executing/), expect.stringContaining('Sum'), 'It goes on.']);
});

it('draws again what comes after something was written', () => {
  const { reporter, output, close } = atTerminal();
  reporter({ type: 'stage', stage: 'Starting' });
  output.lines(['a plan']);
  reporter({ type: 'stage', stage: 'Applying' });
  expect(mockScreen).toEqual(['a plan', 'Applying …']);
  close();
});
