import { readNxJson, type Tree } from '@nx/devkit';
import { join } from 'node:path/posix';
import { Node } from 'ts-morph';
import { declarationOf, literalOf, valueOf } from '../../model/declarations';
import type { DeclaredObject } from '../../model/find-declared';
import { memberOf } from '../../model/members';
import type { Sources } from '../../model/sources';
import type { ParameterNames } from '../../names/parameter-names';
import { derivedPackage, pluginOptions } from '../../plugin-options';
import { Refusal } from '../../refusal';

/** A job's setting that a parameter overrides, and the Python that tells which of them counts. */
export interface PlannedSetting {
  readonly job: string;
  /** The object literal of the settings in its JobSpec. */
  readonly settings: DeclaredObject;
  /** Python package of what derives from the model: `ndr_spark.generated`. */
  readonly derived: string;
  /** The job's own Python package. */
  readonly package: string;
  readonly module: string;
  readonly test: string;
}

/**
 * Finds the settings and the Python of the job that `builder` starts.
 * @throws Refusal when they are not found, or have something of that name
 */
export function planSetting(
  tree: Tree,
  sources: Sources,
  builder: DeclaredObject,
  { field }: ParameterNames,
): PlannedSetting {
  const settings = settingsOf(sources, builder);
  const script = literalMember(sources, builder, 'script');
  const folder = script?.split('/')[0] ?? '';
  const plugin = pluginOptions(readNxJson(tree));
  const { sparkJobs } = plugin;
  const own = join(sparkJobs, folder, folder);
  if (!settings || folder === '' || !tree.exists(own)) {
    throw new Refusal({
      code: 'generator.by-hand',
      place: builder.path,
      cause: `the settings of its JobSpec, or its Python in ${own}, are not where they are looked for`,
      remedy: `Nothing was changed. Leave out --setting, and add ${field} to its JobSpec by hand.`,
    });
  }
  const module = join(own, `${field}.py`);
  const taken = settings.options.getProperty(field) ? settings.path : tree.exists(module) ? module : undefined;
  if (taken !== undefined) {
    throw new Refusal({
      code: 'generator.exists',
      place: taken,
      cause: `${field} is there already`,
      remedy: 'Choose another name.',
    });
  }
  return {
    job: settings.name,
    settings,
    derived: derivedPackage(plugin),
    package: folder,
    module,
    test: join(sparkJobs, folder, 'tests', `test_${field}.py`),
  };
}

/** The settings of the builder's JobSpec, named by its job. */
function settingsOf(sources: Sources, builder: DeclaredObject): DeclaredObject | undefined {
  const jobSpec = memberOf(builder.options, 'jobSpec');
  const declared = jobSpec && declarationOf(sources, builder.path, jobSpec.getText());
  const call = declared?.declaration.getInitializer();
  if (!declared || !Node.isCallExpression(call)) return undefined;
  const [options] = call.getArguments();
  if (!Node.isObjectLiteralExpression(options)) return undefined;
  const name = literalMember(sources, { path: declared.path, name: '', options }, 'jobName');
  const written = memberOf(options, 'settings');
  const value = written && valueOf(sources, declared.path, written);
  if (name === undefined || !value || !Node.isObjectLiteralExpression(value.expression)) return undefined;
  return { path: value.path, name, options: value.expression };
}

function literalMember(sources: Sources, { path, options }: DeclaredObject, name: string): string | undefined {
  const member = memberOf(options, name);
  return member && literalOf(sources, path, member);
}
