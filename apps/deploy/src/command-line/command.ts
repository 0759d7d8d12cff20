import type { z } from 'zod';
import type { Context } from '../context';
import type { ExitCode } from '../exit-codes';

/** A command as its file states it. */
export interface CommandOptions<Schema extends z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  /** Options and arguments; `.meta({ positional: true })` makes an argument of one. */
  readonly options: Schema;
  readonly examples?: readonly string[];
  /** With `--json`: its events as JSON lines instead of one document. */
  readonly streams?: boolean;
  /** Ends an execution by itself on Ctrl-C; other commands are ended at once, since all their writes are whole. */
  readonly stops?: boolean;
  readonly run: (options: z.output<Schema>, context: Context) => ExitCode | Promise<ExitCode>;
}

/** A command whose options are not yet read. */
export interface Command {
  readonly kind: 'command';
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodObject;
  readonly examples: readonly string[];
  readonly streams: boolean;
  readonly stops: boolean;
  readonly run: (options: Record<string, unknown>, context: Context) => ExitCode | Promise<ExitCode>;
}

/** Commands under a common name. */
export interface CommandGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly Command[];
}

/** Declares a command: options by schema, one call of an action, an exit code. */
export function command<Schema extends z.ZodObject>(options: CommandOptions<Schema>): Command {
  const { run, ...rest } = options;
  return {
    kind: 'command',
    examples: [],
    streams: false,
    stops: false,
    ...rest,
    run: (parsed, context) => run(parsed as z.output<Schema>, context),
  };
}

/** Declares commands under a common name. */
export function group(options: Omit<CommandGroup, 'kind'>): CommandGroup {
  return { kind: 'group', ...options };
}
