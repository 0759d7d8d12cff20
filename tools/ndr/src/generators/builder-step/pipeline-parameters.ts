import { Node } from 'ts-morph';
import type { Exported } from '../../edits/register-builder';
import { declarationOf } from '../../model/declarations';
import { listOf, type DeclaredList, type DeclaredPipeline } from '../../model/find-pipelines';
import type { Sources } from '../../model/sources';
import { camelCase } from '../../names/case';
import { Refusal } from '../../refusal';

/** The constant of the parameters that say which batch a run is about. */
export const batchParameters = 'batchParameters';

/**
 * The parameters of `pipeline` that are `wanted`, beside those of a batch, which it must have.
 * @param wanted names as definitions or as sources have them
 * @throws Refusal
 */
export function pipelineParameters(
  sources: Sources,
  pipeline: DeclaredPipeline,
  wanted: readonly string[],
): readonly Exported[] {
  const list = pipeline.parameters && listOf(sources, pipeline.path, pipeline.parameters);
  const declared = list ? constantsOf(sources, list) : [];
  if (list && !declared.some(({ name }) => name === batchParameters)) {
    throw new Refusal({
      code: 'generator.option',
      place: `pipeline ${pipeline.name}`,
      cause: `it does not have the parameters of a batch (...${batchParameters}), and the job that is written runs over batches`,
      remedy: 'Name a pipeline of mini-batches, such as ndr-15m-pipeline.',
    });
  }
  return wanted.map((name) => {
    const found = declared.find((each) => each.name === camelCase(name));
    if (found) return found;
    throw new Refusal({
      code: 'generator.not-found',
      place: `--parameters ${name}`,
      cause: `${pipeline.name} does not declare it`,
      remedy: `Declare it first: nx g ndr:parameter ${name} --pipeline ${pipeline.name}.`,
    });
  });
}

/** The constants that a list names, those of spread lists included, with the files that declare them. */
function constantsOf(sources: Sources, { path, list }: DeclaredList): readonly Exported[] {
  return list.getElements().flatMap((element) => {
    const expression = Node.isSpreadElement(element) ? element.getExpression() : element;
    if (!Node.isIdentifier(expression)) return [];
    const name = expression.getText();
    const constant = { name, path: declarationOf(sources, path, name)?.path ?? '@ndr/pipelines' };
    const inner = Node.isSpreadElement(element) ? listOf(sources, path, element.getExpression()) : undefined;
    return [constant, ...(inner ? constantsOf(sources, inner) : [])];
  });
}
