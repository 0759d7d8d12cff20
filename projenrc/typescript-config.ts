import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, JsonFile, type Project } from 'projen';

/** Condition under which packages of this workspace resolve to their TypeScript sources. */
export const sourceCondition = '@ndr/source';

/** `tsconfig.base.json` with the compiler options of every project, and the root's list of projects. */
export class RootTypescriptConfig extends Component {
  constructor(project: Project) {
    super(project);
    new JsonFile(project, 'tsconfig.base.json', {
      obj: {
        compilerOptions: {
          target: 'es2023',
          lib: ['es2023'],
          module: 'nodenext',
          moduleResolution: 'nodenext',
          customConditions: [sourceCondition],
          types: [],
          strict: true,
          noUncheckedIndexedAccess: true,
          exactOptionalPropertyTypes: true,
          noImplicitOverride: true,
          noImplicitReturns: true,
          noFallthroughCasesInSwitch: true,
          noUnusedLocals: true,
          noUnusedParameters: true,
          erasableSyntaxOnly: true,
          isolatedModules: true,
          // Implied by `module`; said for the loader that runs sources as they are.
          esModuleInterop: true,
          composite: true,
          declaration: true,
          sourceMap: true,
          noEmitOnError: true,
          skipLibCheck: true,
        },
      },
    });
    new TypescriptConfigFile(project, 'tsconfig.json', { extends: './tsconfig.base.json', files: [] });
  }
}

/** What differs between the TypeScript projects of the workspace. */
export interface TypescriptConfigOptions {
  /** Types that its code may use without importing them: `node`, or none for code that also runs in browsers. */
  readonly ambientTypes: readonly string[];
}

/** The three configurations of a project: its entry, its code, its tests. */
export class TypescriptConfig extends Component {
  constructor(project: Project, root: string, { ambientTypes }: TypescriptConfigOptions) {
    super(project);
    const up = root.replace(/[^/]+/g, '..');
    const base = `${up}/tsconfig.base.json`;
    new TypescriptConfigFile(project, `${root}/tsconfig.json`, {
      extends: base,
      files: [],
      references: [{ path: './tsconfig.lib.json' }, { path: './tsconfig.spec.json' }],
    });
    new TypescriptConfigFile(project, `${root}/tsconfig.lib.json`, {
      extends: base,
      compilerOptions: {
        rootDir: 'src',
        outDir: 'dist',
        tsBuildInfoFile: 'dist/tsconfig.lib.tsbuildinfo',
        types: ambientTypes,
      },
      include: ['src/**/*.ts'],
      exclude: ['src/**/*.spec.ts', 'src/**/files/**'],
    });
    new TypescriptConfigFile(project, `${root}/tsconfig.spec.json`, {
      extends: base,
      compilerOptions: { outDir: 'out-tsc', types: ['jest', 'node'] },
      include: ['src/**/*.spec.ts'],
      exclude: ['src/**/files/**'],
      references: [{ path: './tsconfig.lib.json' }],
    });
  }
}

/** A tsconfig file, of which Nx's TypeScript sync keeps `references`: those of the file on disk stay. */
class TypescriptConfigFile extends JsonFile {
  constructor(project: Project, path: string, config: Record<string, unknown>) {
    const kept = referencesOnDisk(join(project.outdir, path)) ?? config.references;
    super(project, path, { readonly: false, obj: { ...config, references: kept } });
  }
}

function referencesOnDisk(path: string): unknown {
  if (!existsSync(path)) return undefined;
  return (JSON.parse(readFileSync(path, 'utf8')) as { references?: unknown }).references;
}
