import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from 'projen';

/**
 * Every npm package that the workspace uses, with its one exact version.
 * All `nx` and `@nx/*` packages move together; `23.2.1` is the newest version at which all of them exist.
 */
const nx = '23.2.1';
const awsSdk = '3.1142.0';

export const versions = {
  '@aws-sdk/checksums': '3.1002.6',
  '@aws-sdk/client-cloudwatch-logs': awsSdk,
  '@aws-sdk/client-dynamodb': awsSdk,
  '@aws-sdk/client-lambda': awsSdk,
  '@aws-sdk/client-s3': awsSdk,
  '@aws-sdk/client-sagemaker': awsSdk,
  '@aws-sdk/client-scheduler': awsSdk,
  '@aws-sdk/client-sfn': awsSdk,
  '@aws-sdk/client-sqs': awsSdk,
  '@aws-sdk/client-sts': awsSdk,
  '@aws-sdk/lib-dynamodb': awsSdk,
  '@aws-sdk/lib-storage': awsSdk,
  '@duckdb/node-api': '1.5.6-r.1',
  '@lezer/python': '1.1.19',
  '@microsoft/api-documenter': '7.30.18',
  '@microsoft/api-extractor': '7.60.1',
  '@noble/hashes': '2.4.0',
  '@nx/devkit': nx,
  '@nx/eslint-plugin': nx,
  '@nx/js': nx,
  '@observablehq/plot': '0.6.17',
  '@swc-node/register': '1.12.1',
  '@swc/core': '1.16.22',
  '@swc/jest': '0.2.39',
  '@types/jest': '30.0.0',
  '@types/node': '20.19.43',
  '@types/papaparse': '5.5.2',
  '@types/yargs': '17.0.35',
  'aws-cdk-lib': '2.276.0',
  'cdk-nag': '3.0.2',
  constructs: '10.8.1',
  croner: '11.0.1',
  esbuild: '0.28.2',
  eslint: '9.39.5',
  'eslint-config-prettier': '10.1.8',
  'fast-check': '4.10.2',
  'fast-xml-builder': '1.3.2',
  'fast-xml-parser': '5.12.1',
  fflate: '0.8.3',
  hono: '4.13.19',
  jest: '30.5.2',
  libsql: '0.5.29',
  linkedom: '0.18.15',
  'log-update': '7.2.0',
  nx,
  papaparse: '5.7.1',
  picocolors: '1.1.1',
  'playwright-core': '1.65.1',
  prettier: '3.10.1',
  projen: '0.103.25',
  'ts-morph': '28.0.0',
  typescript: '5.9.3',
  'typescript-eslint': '8.73.0',
  'xz-decompress': '0.2.3',
  yaml: '2.9.1',
  yargs: '18.2.0',
  zod: '4.6.7',
} as const;

/** An npm package that the workspace uses. */
export type PackageName = keyof typeof versions;

/** The manifest's `dependencies` entry for `names`, sorted by name. */
export function pinned(names: readonly PackageName[]): Record<string, string> {
  return Object.fromEntries([...names].sort().map((name) => [name, versions[name]]));
}

/** Version of every package of the workspace: `nx release` raises it in the manifests, and projen takes it from there. */
export function workspaceVersion(project: Project): string {
  const manifest = join(project.outdir, 'libs/core/package.json');
  if (!existsSync(manifest)) return '0.1.0';
  return (JSON.parse(readFileSync(manifest, 'utf-8')) as { readonly version: string }).version;
}

/** Oldest Node.js on which the workspace is tested. */
export const minimumNodeVersion = '20.19.0';

/** Oldest Python on which the jobs are tested. */
export const minimumPythonVersion = '3.10';
