import { NdrError, refuse } from '@ndr/core';
import type { z } from 'zod';
import yargs, { type Argv } from 'yargs';
import type { Command, CommandGroup } from './command';
import { globalOptions, type GlobalOptions } from './global-options';
import { addOptions, flagOf, flagsOf, positionalUsage, readOptions } from './yargs-options';
import { programVersion } from './version';

/** What a command line asks for: a text such as the help, or a command with its options. */
export type Call =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly options: Record<string, unknown>;
      readonly globals: GlobalOptions;
    };

interface Selection {
  readonly command: Command;
  readonly path: string;
  readonly argv: Record<string, unknown>;
}

/**
 * Reads a command line.
 * @throws NdrError `usage` when it is not understood
 */
export function parseCommandLine(args: readonly string[], commands: readonly (Command | CommandGroup)[]): Call {
  // `--version` is the feature-spec version of most commands, so that the program's own is asked for alone.
  if (args.length === 1 && args[0] === '--version') return { kind: 'text', text: programVersion() };
  let selection: Selection | undefined;
  const select = (command: Command, path: string, argv: Record<string, unknown>) => {
    selection = { command, path, argv };
  };
  const parser = commands
    .reduce((result, each) => addCommand(result, each, '', select), baseParser(namedCommand(args, commands)))
    .completion('completion', 'Print a script that completes ndr in bash and zsh');
  let text = '';
  // Given a callback, yargs prints nothing and hands over what it would have printed.
  void parser.parse([...args], {}, (_error, _argv, output) => {
    text = output;
  });
  if (!selection) return { kind: 'text', text };
  const { command, path, argv } = selection;
  return {
    kind: 'command',
    command,
    options: check(command.options, argv, path),
    globals: check(globalOptions, argv, path),
  };
}

/** The command, or the part of one, that the first arguments name. */
function namedCommand(args: readonly string[], commands: readonly (Command | CommandGroup)[]): string {
  const found = commands.find(({ name }) => name === args[0]);
  if (!found) return '';
  return found.kind === 'group' ? `${found.name} ${namedCommand(args.slice(1), found.commands)}`.trim() : found.name;
}

function baseParser(path: string): Argv {
  const parser = yargs([])
    .scriptName('ndr')
    .locale('en')
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
    })
    .usage(
      '$0 <command>\n\nFeature pipelines of network detection and response, on this machine and on SageMaker.\n`ndr --version` prints the version of the program.',
    )
    .version(false)
    .help()
    .alias('help', 'h')
    .strict()
    .strictCommands()
    .recommendCommands()
    .demandCommand(1, 'No command was named.')
    .wrap(Math.min(110, process.stdout.columns || 110))
    .exitProcess(false)
    .fail((message: string | undefined, error: Error | undefined) => {
      throw error ?? usageError('command line', message ?? 'it is not understood', path);
    });
  return addOptions(parser, globalOptions);
}

function addCommand(
  parser: Argv,
  added: Command | CommandGroup,
  parent: string,
  select: (command: Command, path: string, argv: Record<string, unknown>) => void,
): Argv {
  const path = `${parent}${added.name}`;
  if (added.kind === 'group') {
    return parser.command(added.name, added.summary, (inner) =>
      added.commands
        .reduce((result, each) => addCommand(result, each, `${path} `, select), inner)
        .demandCommand(1, `${path}: no command was named.`),
    );
  }
  return parser.command(
    `${added.name} ${positionalUsage(added.options)}`.trim(),
    added.summary,
    (inner) =>
      added.examples.reduce(
        (result, example) => result.example(example, ''),
        addOptions(inner.usage(`$0 ${path} ${positionalUsage(added.options)}\n\n${added.summary}`), added.options)
          .group(flagsOf(added.options), 'Options:')
          .group([...flagsOf(globalOptions), 'help'], 'Global options:'),
      ),
    (argv) => {
      select(added, path, argv);
    },
  );
}

function check<Schema extends z.ZodObject>(
  schema: Schema,
  argv: Readonly<Record<string, unknown>>,
  path: string,
): z.output<Schema> {
  const result = schema.safeParse(readOptions(schema, argv));
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const key = issue.path[0];
    return usageError(key === undefined ? path : flagOf(schema, String(key)), issue.message, path);
  });
  refuse(problems);
  throw result.error;
}

function usageError(place: string, cause: string, path: string): NdrError {
  return new NdrError({ code: 'usage', place, cause, remedy: `See ndr ${path === '' ? '' : `${path} `}--help` });
}
