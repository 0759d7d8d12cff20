import { dirname, posix } from 'node:path';
import type { Expression } from './expression';
import type { ImportedName, ModuleSyntax } from './module-syntax';

/** Text of a file of the workspace; nothing when it is not there. */
export type ReadFile = (path: string) => string | undefined;

/** An expression, and the module that it stands in. */
export interface Placed<E extends Expression = Expression> {
  readonly file: string;
  readonly expression: E;
}

interface Module {
  readonly syntax: ModuleSyntax;
  /** Files that it imports from, by specifier: those of the workspace that it names by a relative path. */
  readonly imported: ReadonlyMap<string, string>;
}

/** TypeScript modules that import each other, and what names mean in them. */
export class Modules {
  private readonly modules = new Map<string, Module>();
  private readonly read: ReadFile;
  private readonly parse: (source: string) => ModuleSyntax;

  /** The modules that `entryPoints` reach by relative imports. */
  constructor(entryPoints: readonly string[], read: ReadFile, parse: (source: string) => ModuleSyntax) {
    this.read = read;
    this.parse = parse;
    for (const file of entryPoints) this.add(file);
  }

  get files(): readonly string[] {
    return [...this.modules.keys()];
  }

  syntaxOf(file: string): ModuleSyntax | undefined {
    return this.modules.get(file)?.syntax;
  }

  /** `file` and all files that it imports, directly or not. */
  reachedFrom(file: string, reached = new Set<string>()): readonly string[] {
    if (!reached.has(file)) {
      reached.add(file);
      for (const imported of this.modules.get(file)?.imported.values() ?? []) this.reachedFrom(imported, reached);
    }
    return [...reached].sort();
  }

  /** What an expression stands for: names and members followed to where they are said, if that can be seen. */
  follow({ file, expression }: Placed, seen = new Set<string>()): Placed | undefined {
    if (expression.kind === 'member') {
      const of = expression.of.kind === 'name' ? this.modules.get(file)?.syntax.imports[expression.of.name] : undefined;
      return of?.name === '*' ? this.followImport(file, { ...of, name: expression.name }, seen) : undefined;
    }
    if (expression.kind !== 'name') return { file, expression };
    return this.followName(file, expression.name, seen);
  }

  /** The elements of a list, lists within it taken apart; none when it cannot be seen. */
  elements(placed: Placed): readonly Placed[] {
    const { file, expression } = this.follow(placed) ?? placed;
    if (expression.kind !== 'list') return [];
    return expression.items.flatMap((item) => {
      const element = { file, expression: item };
      return this.follow(element)?.expression.kind === 'list' ? this.elements(element) : [element];
    });
  }

  private add(file: string): boolean {
    if (this.modules.has(file)) return true;
    const source = this.read(file);
    if (source === undefined) return false;
    const syntax = this.parse(source);
    const imported = new Map<string, string>();
    this.modules.set(file, { syntax, imported });
    for (const specifier of new Set(syntax.specifiers)) {
      if (!specifier.startsWith('.')) continue;
      const path = posix.join(dirname(file), specifier.replace(/\.js$/, ''));
      const found = [`${path}.ts`, `${path}/index.ts`].find((each) => this.add(each));
      if (found !== undefined) imported.set(specifier, found);
    }
    return true;
  }

  private followName(file: string, name: string, seen: Set<string>): Placed | undefined {
    const syntax = this.modules.get(file)?.syntax;
    // Modules may import each other in a circle.
    if (!syntax || seen.has(`${file}#${name}`)) return undefined;
    seen.add(`${file}#${name}`);
    const expression = Object.hasOwn(syntax.constants, name) ? syntax.constants[name] : undefined;
    if (expression) return this.follow({ file, expression }, seen);
    const imported = syntax.imports[name] ?? syntax.reexports[name];
    if (imported) return this.followImport(file, imported, seen);
    for (const from of syntax.reexportedModules) {
      const found = this.followImport(file, { from, name }, seen);
      if (found) return found;
    }
    return undefined;
  }

  private followImport(file: string, { from, name }: ImportedName, seen: Set<string>): Placed | undefined {
    const target = this.modules.get(file)?.imported.get(from);
    return target === undefined ? undefined : this.followName(target, name, seen);
  }
}
