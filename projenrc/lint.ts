import { Component, type Project } from 'projen';
import type { Layer } from './library';
import { MarkedTextFile } from './marked-text-file';

/** Imports run one way (architecture.md): each layer, and the layers that it may import. */
const layers: Readonly<Record<Layer, readonly Layer[]>> = {
  core: ['core'],
  pipelines: ['core'],
  aws: ['core', 'pipelines'],
  traffic: ['core', 'pipelines'],
  findings: ['core', 'pipelines'],
  local: ['core', 'pipelines'],
  tool: ['core', 'tool'],
  app: ['core', 'pipelines', 'aws', 'traffic', 'findings', 'local', 'app'],
};

function constraint(layer: Layer): Record<string, unknown> {
  return {
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: layers[layer].map((imported) => `layer:${imported}`),
    ...(layer === 'core' && { bannedExternalImports: ['@aws-sdk/*'] }),
  };
}

/** `eslint.config.cjs`: type-aware rules, module boundaries by layer, coded errors only. */
export class Lint extends Component {
  constructor(project: Project) {
    super(project);
    const constraints = (Object.keys(layers) as Layer[]).map((layer) => constraint(layer));
    new MarkedTextFile(project, 'eslint.config.cjs', { comment: '//', text: config(constraints) });
  }
}

const config = (constraints: unknown) => `\
const nx = require('@nx/eslint-plugin');
const prettier = require('eslint-config-prettier');
const tseslint = require('typescript-eslint');

const depConstraints = ${JSON.stringify(constraints, undefined, 2)};

const codedErrorsOnly = {
  selector: "NewExpression[callee.name='Error']",
  message: 'Throw an NdrError with code, place, cause and remedy.',
};

module.exports = tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/*.cjs', '**/*.mjs', '**/*.js', '**/files/**', '.venv'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked, prettier],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['.projenrc.ts'] }, tsconfigRootDir: __dirname },
    },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { allow: [], depConstraints }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-syntax': ['error', codedErrorsOnly],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', 'projenrc/**'],
    rules: {
      'no-restricted-syntax': 'off',
      // Jest's matchers have the type any.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
);
`;
