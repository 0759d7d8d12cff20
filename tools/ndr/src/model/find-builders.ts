import { Node } from 'ts-morph';
import { declarationOf } from './declarations';
import type { DeclaredObject } from './find-declared';
import { listOf, listsOf, type DeclaredPipeline } from './find-pipelines';
import type { Sources } from './sources';

/** The builders of a pipeline that its sources name one by one; undefined when some are computed, or come from a package. */
export function buildersIn(sources: Sources, pipeline: DeclaredPipeline): readonly DeclaredObject[] | undefined {
  const list = listOf(sources, pipeline.path, pipeline.builders);
  if (!list) return undefined;
  const found = listsOf(sources, list).flatMap(({ path, list }) =>
    list
      .getElements()
      .filter((element) => !Node.isSpreadElement(element))
      .map((element) => builderNamed(sources, path, element.getText())),
  );
  return found.every((each) => each !== undefined) ? found : undefined;
}

function builderNamed(sources: Sources, path: string, name: string): DeclaredObject | undefined {
  const declared = declarationOf(sources, path, name);
  const call = declared?.declaration.getInitializer();
  if (!declared || !Node.isCallExpression(call)) return undefined;
  const [options] = call.getArguments();
  if (call.getExpression().getText() !== 'defineBuilder' || !Node.isObjectLiteralExpression(options)) return undefined;
  return { path: declared.path, name: declared.declaration.getName(), options };
}
