import { commandsIn } from '@ndr/aws';
import { join, resolve } from 'node:path';
import { dropUnread } from './closed-pipes';
import type { Command } from './command-line/command';
import { parseCommandLine } from './command-line/parse';
import type { GlobalOptions } from './command-line/global-options';
import { commands } from './commands';
import type { Context } from './context';
import { exitCode, exitCodeOf, type ExitCode } from './exit-codes';
import { stopOnSignals } from './interrupt';
import { colorsFor } from './render/colors';
import { errorDocument, errorText } from './render/error';
import { jsonLinesReporter } from './render/json-lines';
import { createOutput } from './render/output';
import { createTerminal } from './render/terminal';

/** Root of the workspace, three folders above this file in sources and in builds alike. */
const workspaceRoot = join(__dirname, '..', '..', '..');

/** Runs the program with the arguments behind its name; answers its exit code and never throws. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const { stdout, stderr } = process;
  dropUnread(stdout, stderr);
  try {
    const call = parseCommandLine(args, commands);
    if (call.kind === 'text') {
      stdout.write(`${call.text}\n`);
      return exitCode.done;
    }
    return await run(call.command, call.options, call.globals);
  } catch (error) {
    // The command line was not understood, so that what it says of style may not be known either.
    if (args.includes('--json')) stdout.write(`${JSON.stringify(errorDocument(error))}\n`);
    const colors = colorsFor(stderr, args.includes('--no-color'));
    stderr.write(errorText(error, { colors, verbose: false, cwd: process.cwd() }));
    return exitCodeOf(error);
  }
}

async function run(command: Command, options: Record<string, unknown>, globals: GlobalOptions): Promise<ExitCode> {
  const { streams, stops } = command;
  const { stdout, stderr } = process;
  const { json, quiet, noColor, verbose } = globals;
  const colors = colorsFor(stderr, noColor);
  const terminal = createTerminal({ stream: stderr, colors, quiet: quiet || (json && streams) });
  const reporter = json && streams ? jsonLinesReporter(stdout) : terminal.reporter;
  const interrupt = stopOnSignals({ stops, say: (text) => reporter({ type: 'notice', text }) });
  const context: Context = {
    workspaceRoot,
    stateFolder: resolve(globals.state ?? process.env.NDR_LOCAL_STATE ?? join(workspaceRoot, '.ndr')),
    environmentName: globals.env,
    ...(globals.sparkMemory !== undefined && { sparkMemoryMb: globals.sparkMemory }),
    reporter,
    output: createOutput({ json, streams, stdout, stderr, release: terminal.release }),
    signal: interrupt.signal,
  };
  try {
    return await command.run(options, context);
  } catch (error) {
    terminal.close();
    if (error === interrupt.signal.reason) {
      context.output.lines(['Stopped. What was written stays; repeat the command to go on.']);
      return exitCode.stopped;
    }
    if (json)
      stdout.write(`${JSON.stringify({ ...(streams && { type: 'error' }), ...(errorDocument(error) as object) })}\n`);
    stderr.write(errorText(error, { colors, verbose, cwd: process.cwd(), commandOf: commandsIn(globals.env) }));
    return exitCodeOf(error);
  } finally {
    terminal.close();
    interrupt.close();
  }
}
