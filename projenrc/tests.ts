import { Component, type Project } from 'projen';
import { MarkedTextFile } from './marked-text-file';
import { sourceCondition } from './typescript-config';

/** What every Jest configuration shares: TypeScript by swc, packages of the workspace from their sources. */
export class RootTests extends Component {
  constructor(project: Project) {
    super(project);
    new MarkedTextFile(project, 'jest.preset.cjs', { comment: '//', text: preset });
  }
}

/** The Jest configuration of one project. */
export class JestConfig extends Component {
  constructor(project: Project, root: string) {
    super(project);
    const up = root.replace(/[^/]+/g, '..');
    const text = `\
const preset = require('${up}/jest.preset.cjs');
module.exports = { ...preset, displayName: '${root.split('/').at(-1) ?? root}' };
`;
    new MarkedTextFile(project, `${root}/jest.config.cjs`, { comment: '//', text });
  }
}

const preset = `\
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['${sourceCondition}', 'node', 'node-addons'] },
  // Enough for tests that start processes on a busy machine; those with Spark say more themselves.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out-tsc/'],
  modulePathIgnorePatterns: ['/dist/'],
  transform: {
    '\\\\.[cm]?[jt]s$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' }, swcrc: false },
    ],
  },
  // Packages that are ECMAScript modules only are compiled too: Jest cannot require them as they are.
  transformIgnorePatterns: [
    '/node_modules/(?!(@noble/hashes|log-update|yargs|@observablehq|d3[^/]*|delaunator|internmap|isoformat|robust-predicates|css[^/]*|nth-check|boolbase|dom[^/]*|entities|htmlparser2)/)',
  ],
};
`;
