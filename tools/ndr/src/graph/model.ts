import type { Members } from './expression';
import type { Modules, Placed } from './modules';

/** Something that the model defines, and the file where it does. */
interface Definition {
  readonly name: string;
  readonly file: string;
}

export interface BuilderDefinition extends Definition {
  /** Its job, which also names the files of its JobSpecs; nothing when only running the model would tell. */
  readonly job: string | undefined;
  /** Folders of the Python that it packs, by name. */
  readonly codeFolders: readonly string[];
  /** Names of the datasets that it reads and writes. */
  readonly datasets: readonly string[];
}

export interface PipelineDefinition extends Definition {
  /** Names of its builders' steps. */
  readonly builders: readonly string[];
}

/** What the modules of a workspace define, as far as their syntax tells. */
export interface Model {
  readonly datasets: readonly Definition[];
  readonly builders: readonly BuilderDefinition[];
  readonly pipelines: readonly PipelineDefinition[];
}

/** Reads the model from the syntax of its modules. */
export function modelOf(modules: Modules): Model {
  const datasets: Definition[] = [];
  const builders: BuilderDefinition[] = [];
  const pipelines: PipelineDefinition[] = [];
  for (const file of modules.files) {
    const { constants = {}, pipelines: made = [] } = modules.syntaxOf(file) ?? {};
    for (const [constant, expression] of Object.entries(constants)) {
      const dataset = definedBy(modules, 'defineDataset', { file, expression });
      if (dataset) datasets.push({ name: nameOf(modules, dataset, 'name', constant), file });
      const builder = definedBy(modules, 'defineBuilder', { file, expression });
      if (builder) builders.push({ ...builderOf(modules, builder, constant), file });
    }
    for (const members of made) pipelines.push(pipelineOf(modules, { file, members }));
  }
  return { datasets: onceEach(datasets), builders: onceEach(builders), pipelines: onceEach(pipelines) };
}

/** The object by which something is defined, and the file that it stands in. */
interface Defined {
  readonly file: string;
  readonly members: Members;
}

/** What `placed` tells the function `name` of the model; nothing when it is no call of it. */
function definedBy(modules: Modules, name: string, { file, expression }: Placed): Defined | undefined {
  if (expression.kind !== 'call') return undefined;
  const called = modules.syntaxOf(file)?.imports[expression.function]?.name ?? expression.function;
  const [argument] = expression.arguments;
  if (called !== name || !argument) return undefined;
  const told = modules.follow({ file, expression: argument });
  return told?.expression.kind === 'object' ? { file: told.file, members: told.expression.members } : undefined;
}

function builderOf(modules: Modules, builder: Defined, constant: string): Omit<BuilderDefinition, 'file'> {
  const told = memberOf(modules, builder, 'jobSpec');
  const jobSpec = told && definedBy(modules, 'defineJobSpec', told);
  const folders = ['script', 'packages'].flatMap((member) => textsOf(modules, builder, member)).map(firstFolder);
  const datasets = jobSpec ? ['reads', 'writes'].flatMap((member) => datasetsOf(modules, jobSpec, member)) : [];
  return {
    name: nameOf(modules, builder, 'stepName', constant),
    job: jobSpec && textsOf(modules, jobSpec, 'jobName')[0],
    codeFolders: [...new Set(folders)],
    datasets: [...new Set(datasets)],
  };
}

function pipelineOf(modules: Modules, pipeline: Defined): PipelineDefinition {
  const named = pipeline.file.slice(pipeline.file.lastIndexOf('/') + 1).replace(/\.ts$/, '');
  const builders = definitionsOf(modules, pipeline, 'builders', 'defineBuilder');
  return {
    name: nameOf(modules, pipeline, 'name', named),
    file: pipeline.file,
    builders: builders.map((builder) => nameOf(modules, builder, 'stepName', '')),
  };
}

function datasetsOf(modules: Modules, jobSpec: Defined, member: string): readonly string[] {
  const datasets = definitionsOf(modules, jobSpec, member, 'defineDataset');
  return datasets.map((dataset) => nameOf(modules, dataset, 'name', ''));
}

/** What each element of a list tells the function `define`. */
function definitionsOf(modules: Modules, of: Defined, member: string, define: string): readonly Defined[] {
  return elementsOf(modules, of, member).flatMap((element) => {
    const followed = modules.follow(element);
    return (followed && definedBy(modules, define, followed)) ?? [];
  });
}

const memberOf = (modules: Modules, { file, members }: Defined, name: string): Placed | undefined =>
  members[name] && modules.follow({ file, expression: members[name] });

function elementsOf(modules: Modules, { file, members }: Defined, name: string): readonly Placed[] {
  return members[name] ? modules.elements({ file, expression: members[name] }) : [];
}

/** Texts that a member is, or holds as a list. */
function textsOf(modules: Modules, of: Defined, member: string): readonly string[] {
  const told = memberOf(modules, of, member);
  const all = told?.expression.kind === 'list' ? elementsOf(modules, of, member) : told ? [told] : [];
  return all.flatMap((each) => {
    const expression = modules.follow(each)?.expression;
    return expression?.kind === 'text' ? [expression.text] : [];
  });
}

const nameOf = (modules: Modules, of: Defined, member: string, otherwise: string) =>
  textsOf(modules, of, member)[0] ?? otherwise;

const firstFolder = (path: string) => path.split('/')[0] ?? path;

/** Two definitions of one name would be two projects of one name: the first is meant. */
function onceEach<T extends Definition>(definitions: readonly T[]): readonly T[] {
  return definitions.filter(({ name }, index) => index === definitions.findIndex((each) => each.name === name));
}
