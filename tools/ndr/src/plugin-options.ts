import type { NxJsonConfiguration } from '@nx/devkit';
import { z } from 'zod';

/** What nx.json says to the plugin `ndr`, so that other workspaces can lay out theirs as they like. */
const schema = z.strictObject({
  /** Modules that export builders, datasets and record schemas. */
  entryPoints: z.array(z.string()).default(['libs/pipelines/src/index.ts']),
  /** Folder that holds a folder a Spark job, and the Python libraries that jobs share. */
  sparkJobs: z.string().default('spark-jobs'),
  /** Folder of the JobSpec files: `<project>/<version>/<job>.yaml`. */
  jobSpecs: z.string().default('apps/deploy/job-specs'),
  /** Folder of the derived Python modules. */
  pythonFolder: z.string().default('spark-jobs/ndr_spark/ndr_spark/generated'),
  /** Folder of the derived JSON Schemas of JobSpecs; where its project is absent, none are derived. */
  jobSpecSchemas: z.string().default('apps/deploy/job-specs/generated'),
  /** Derived page that says what the settings of JobSpecs mean; where its project is absent, none is derived. */
  jobSpecDocument: z.string().default('libs/pipelines/docs/generated/job-specs.md'),
  /** Derived page of pipelines, their steps and who has a part in which dataset; none where its project is absent. */
  catalogue: z.string().default('libs/pipelines/src/catalogue.md'),
  /** Derived page that says what tables hold, column by column; none where its project is absent. */
  datasetDocument: z.string().default('libs/pipelines/docs/generated/datasets.md'),
  /** Derived matrix of what CI tests on which Python; none where its folder's parent is absent. */
  ciMatrix: z.string().default('.github/generated/spark-jobs.json'),
  /** Versions of Python on which jobs are tested. */
  pythonVersions: z.array(z.string()).default(['3.10', '3.11', '3.12']),
  /** Derived module that says what SageMaker's API looks like; where its folder is absent, none is derived. */
  shapesFile: z.string().default('libs/core/src/pipeline/shapes/sagemaker-shapes.ts'),
  /** Derived module that says what SageMaker's operations take and give; where its folder is absent, none is derived. */
  operationsFile: z.string().default('libs/local-sagemaker/src/api/shapes/sagemaker-operations.ts'),
});

/** Options of the plugin `ndr`, defaults filled in. */
export type PluginOptions = z.infer<typeof schema>;

/** Options of the plugin `ndr` as nx.json has them: what is left out has its default. */
export type WrittenPluginOptions = z.input<typeof schema>;

/** Options of the plugin `ndr` in nx.json, defaults filled in. */
export function pluginOptions(nxJson: NxJsonConfiguration | null): PluginOptions {
  const plugin = nxJson?.plugins?.find((each) => typeof each !== 'string' && each.plugin === 'ndr');
  return parsePluginOptions(typeof plugin === 'object' ? plugin.options : undefined);
}

/** Options as Nx hands them to the plugin: none when nx.json names the plugin alone. */
export function parsePluginOptions(options: unknown): PluginOptions {
  return schema.parse(options ?? {});
}

/** Python package that the derived modules form, by the last two folders of their path: `ndr_spark.generated`. */
export function derivedPackage({ pythonFolder }: PluginOptions): string {
  return pythonFolder.split('/').slice(-2).join('.');
}
