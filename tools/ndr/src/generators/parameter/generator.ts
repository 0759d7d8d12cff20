import { formatFiles, type Tree } from '@nx/devkit';
import type { z } from 'zod';
import {
  checkParameter,
  descriptionOf,
  parameterDeclaration,
  settingDeclaration,
  type Declaration,
} from './declaration';
import { parameterOptions, type ParameterOptions } from './options';
import { planParameter, type PlannedParameter } from './plan';
import type { PlannedSetting } from './plan-setting';
import { overrideModule, overrideTest } from './python-override';
import { addImport, importedName } from '../../edits/add-import';
import { appendProperty } from '../../edits/append-property';
import { appendToMember } from '../../edits/append-to-member';
import { editFiles, type FileEdits } from '../../edits/file-edits';
import { documentParameter } from '../../edits/parameter-row';
import { specifierFrom } from '../../edits/register-builder';
import { syntaxOf } from '../../edits/syntax';
import { insertion } from '../../edits/text-edit';
import type { DeclaredObject } from '../../model/find-declared';
import { modelSources } from '../../model/sources';
import { parameterNames, type ParameterNames } from '../../names/parameter-names';
import { syncModel } from '../../sync/model/sync-model';
import { pagesOf } from '../builder-step/document-step';
import { parseOptions } from '../options/parse-options';

type Options = z.output<typeof parameterOptions>;

/** Adds a parameter to a pipeline and to the jobs that take it; with `setting`, as what overrides their JobSpecs. */
export default async function parameter(tree: Tree, raw: ParameterOptions): Promise<void> {
  const options = parseOptions(parameterOptions, raw);
  checkParameter(options);
  const names = parameterNames(options.name);
  const sources = modelSources(tree);
  const planned = planParameter(tree, sources, options, names); // refuses here
  editFiles(tree, [
    ...declaration(tree, planned, parameterDeclaration(options, names)),
    appended(planned, planned.pipeline),
    ...planned.jobs.map(({ builder }) => appended(planned, builder)),
    ...planned.jobs.flatMap(({ setting }) => (setting ? [addedSetting(setting, options, names)] : [])),
  ]);
  for (const { setting } of planned.jobs) if (setting) writeOverride(tree, setting, options, names);
  documentParameter(tree, pagesOf(tree, sources).steps, options.pipeline, [
    `\`${names.name}\``,
    options.setting ? 'String' : options.type,
    options.setting ? '`none`' : options.default === undefined ? 'required' : `\`${options.default}\``,
    descriptionOf(options, names.field),
  ]);
  await formatFiles(tree);
  syncModel(tree);
}

/** The declaration of the parameter, behind all others. */
function declaration(
  tree: Tree,
  { isDeclared, declaredIn: path }: PlannedParameter,
  { by, statement }: Declaration,
): readonly FileEdits[] {
  if (isDeclared) return [];
  const text = tree.read(path, 'utf-8') ?? '';
  const end = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  const added = insertion(text.length, `${end}${statement}\n`);
  return [{ path, edits: [...addImport(syntaxOf(path, text), by, '@ndr/core'), added] }];
}

/** The parameter among those that an object lists, under the name that its file knows it by. */
function appended({ constant, declaredIn }: PlannedParameter, { path, options }: DeclaredObject): FileEdits {
  if (path === declaredIn) return { path, edits: appendToMember(options, 'parameters', constant) ?? [] };
  const file = options.getSourceFile();
  const specifier = specifierFrom(path, declaredIn);
  const local = importedName(file, constant, specifier) ?? constant;
  const elements = appendToMember(options, 'parameters', local) ?? [];
  return { path, edits: [...addImport(file, constant, specifier), ...elements] };
}

/** The setting among those of a JobSpec. */
function addedSetting({ settings }: PlannedSetting, options: Options, { field }: ParameterNames): FileEdits {
  const { path, options: object } = settings;
  const { schema } = settingDeclaration(options, field);
  return {
    path,
    edits: [...addImport(object.getSourceFile(), 'z', 'zod'), ...appendProperty(object, field, schema)],
  };
}

/** Writes the Python that tells which value counts in a run, with its test. */
function writeOverride(tree: Tree, setting: PlannedSetting, options: Options, { field }: ParameterNames): void {
  const declared = settingDeclaration(options, field);
  tree.write(setting.module, overrideModule(setting, field, descriptionOf(options, field), declared));
  tree.write(setting.test, overrideTest(setting, field, options));
}
