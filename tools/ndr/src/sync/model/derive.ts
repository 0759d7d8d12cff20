import { readFileSync } from 'node:fs';
import type { Derivation, DerivationOptions, Exported } from './derivation';
import { layOver } from './lay-over';

interface Input extends DerivationOptions {
  readonly derivations: readonly string[];
  readonly entryPoints: readonly string[];
  /** Texts that stand for files on disk, by path. */
  readonly changed: Readonly<Record<string, string>>;
}

/** Prints what each derivation that standard input names makes of the model, as a JSON array. */
function main({ derivations, entryPoints, changed, ...options }: Input): void {
  layOver(changed);
  const exported = entryPoints.flatMap((path): Exported[] => Object.entries(load<Record<string, unknown>>(path)));
  const derived = derivations.map((path) =>
    load<{ readonly default: Derivation<unknown> }>(path).default(exported, options),
  );
  process.stdout.write(JSON.stringify(derived));
}

// eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/no-unnecessary-type-parameters -- which modules is known at run time only
const load = <Module>(path: string) => require(path) as Module;

main(JSON.parse(readFileSync(0, 'utf-8')) as Input);
