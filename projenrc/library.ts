import { Component, JsonFile, type Project } from 'projen';
import { testInputs } from './nx-workspace';
import { pythonEnvironment } from './spark-job';
import { JestConfig } from './tests';
import { sourceCondition, TypescriptConfig } from './typescript-config';
import { minimumNodeVersion, pinned, workspaceVersion, type PackageName } from './versions';

/** Layers of architecture.md: who may import whom is lint's `enforce-module-boundaries`. */
export type Layer = 'core' | 'pipelines' | 'aws' | 'traffic' | 'findings' | 'local' | 'app' | 'tool';

export interface LibraryOptions {
  readonly description: string;
  readonly layer: Layer;
  /** Projects of this workspace that it imports, by name. */
  readonly uses?: readonly string[];
  /** npm packages that it imports. */
  readonly dependencies?: readonly PackageName[];
  /** `any`: its code also runs in browsers, so Node's own types are not there. */
  readonly platform?: 'node' | 'any';
  /** Targets beside build, typecheck, lint and test. */
  readonly targets?: Readonly<Record<string, unknown>>;
  readonly test?: TestOptions;
  /** Members of the manifest beside the usual ones. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

/** How the tests of a package differ from those of others. */
export interface TestOptions {
  /** They start Python, Spark or servers: they wait for the Python environment. */
  readonly python?: boolean;
  /** Targets that come before. */
  readonly dependsOn?: readonly string[];
  /** They keep the whole machine busy: a file a core at a time, and beside no other task. */
  readonly wholeMachine?: boolean;
  /** What decides their result beside sources and the versions of tools. */
  readonly inputs?: readonly unknown[];
}

/** A TypeScript package of the workspace: manifest, TypeScript and Jest configuration, Nx targets. */
export class Library extends Component {
  constructor(project: Project, name: string, options: LibraryOptions) {
    super(project);
    new TypescriptPackage(project, `libs/${name}`, name, `@ndr/${name}`, options);
  }
}

/** What libraries, applications and the Nx plugin have in common. */
export class TypescriptPackage extends Component {
  constructor(project: Project, root: string, name: string, packageName: string, options: LibraryOptions) {
    super(project);
    const version = workspaceVersion(project);
    new JsonFile(project, `${root}/package.json`, {
      readonly: false,
      obj: {
        name: packageName,
        version,
        description: options.description,
        license: 'Apache-2.0',
        type: 'commonjs',
        main: './dist/index.js',
        types: './dist/index.d.ts',
        exports: {
          '.': {
            [sourceCondition]: './src/index.ts',
            types: './dist/index.d.ts',
            default: './dist/index.js',
          },
          './package.json': './package.json',
        },
        files: ['dist', '!dist/**/*.tsbuildinfo'],
        engines: { node: `>=${minimumNodeVersion}` },
        dependencies: {
          ...Object.fromEntries((options.uses ?? []).map((used) => [`@ndr/${used}`, version])),
          ...pinned(options.dependencies ?? []),
        },
        ...options.manifest,
        nx: {
          name,
          tags: [`layer:${options.layer}`, 'lang:ts'],
          targets: targets(root, options),
        },
      },
    });
    new TypescriptConfig(project, root, { ambientTypes: options.platform === 'any' ? [] : ['node'] });
    new JestConfig(project, root);
  }
}

function targets(root: string, options: LibraryOptions): Record<string, unknown> {
  return {
    build: { command: `node tools/ndr/compile.cjs ${root}` },
    typecheck: { command: 'tsc --build tsconfig.spec.json', options: { cwd: root } },
    lint: { command: `eslint ${root}` },
    test: { command: 'jest', options: { cwd: root }, ...testTarget(options.test) },
    ...options.targets,
  };
}

function testTarget({ python = false, dependsOn = [], wholeMachine = false, inputs = [] }: TestOptions = {}): Record<
  string,
  unknown
> {
  const more = [...(python ? ['python'] : []), ...inputs];
  const before = [...(python ? [pythonEnvironment] : []), ...dependsOn];
  return {
    ...(more.length > 0 && { inputs: [...testInputs, ...more] }),
    ...(before.length > 0 && { dependsOn: before }),
    ...(wholeMachine && { command: 'jest --maxWorkers=100%', parallelism: false }),
  };
}
