import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const shape = z.object({
  type: z.string(),
  members: z.record(z.string(), z.object({ shape: z.string() })).optional(),
  required: z.array(z.string()).optional(),
  member: z.object({ shape: z.string() }).optional(),
  value: z.object({ shape: z.string() }).optional(),
  key: z.object({ shape: z.string() }).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
});
const reference = z.object({ shape: z.string() });

/** The part of botocore's description of a service that says what its requests and answers look like. */
export const serviceModel = z.object({
  operations: z.record(
    z.string(),
    z.object({ input: reference.optional(), output: reference.optional(), errors: z.array(reference).optional() }),
  ),
  shapes: z.record(z.string(), shape),
});
export type ServiceModel = z.infer<typeof serviceModel>;
export type ModelShape = z.infer<typeof shape>;

/** SageMaker's model as botocore brings it. */
export interface InstalledModel {
  /** Version of botocore. */
  readonly version: string;
  readonly model: ServiceModel;
}

/** Reads SageMaker's model from the Python environment in `folder`; undefined when there is none. */
export function readServiceModel(folder: string): InstalledModel | undefined {
  const packages = sitePackages(folder);
  const version = packages && versionOf(packages);
  if (packages === undefined || version === undefined) return undefined;
  const file = join(packages, 'botocore', 'data', 'sagemaker', '2017-07-24', 'service-2.json.gz');
  return { version, model: serviceModel.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf-8'))) };
}

function sitePackages(folder: string): string | undefined {
  const library = join(folder, 'lib');
  if (!existsSync(library)) return undefined;
  const python = readdirSync(library).find((name) => /^python3\.\d+$/.test(name));
  return python === undefined ? undefined : join(library, python, 'site-packages');
}

function versionOf(packages: string): string | undefined {
  if (!existsSync(packages)) return undefined;
  return readdirSync(packages)
    .map((name) => /^botocore-([\d.]+)\.dist-info$/.exec(name)?.[1])
    .find((version) => version !== undefined);
}
