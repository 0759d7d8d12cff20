import { Node, SyntaxKind, type ExpressionStatement, type NewExpression, type SourceFile } from 'ts-morph';
import { lineBreak, nextLine } from '../../edits/lines';
import { insertion, type TextEdit } from '../../edits/text-edit';

/** A `new Library(workspace, 'name', …)` of a projen configuration. */
export interface DeclaredLibrary {
  readonly name: string;
  /** Constant of the workspace. */
  readonly workspace: string;
  readonly statement: ExpressionStatement;
}

/** The libraries that a projen configuration declares, in their order. */
export function declaredLibraries(file: SourceFile): readonly DeclaredLibrary[] {
  return file.getStatements().flatMap((each) => {
    const statement = each.asKind(SyntaxKind.ExpressionStatement);
    const expression = statement?.getExpressionIfKind(SyntaxKind.NewExpression);
    const named = expression && nameOf(expression);
    return statement && named ? [{ ...named, statement }] : [];
  });
}

function nameOf(expression: NewExpression): Pick<DeclaredLibrary, 'name' | 'workspace'> | undefined {
  if (expression.getExpression().getText() !== 'Library') return undefined;
  const [workspace, name] = expression.getArguments();
  if (!workspace || !Node.isStringLiteral(name)) return undefined;
  return { workspace: workspace.getText(), name: name.getLiteralText() };
}

/** Insertions that declare a library behind `last`. */
export function declareLibrary(last: DeclaredLibrary, library: string): readonly TextEdit[] {
  const text = last.statement.getSourceFile().getFullText();
  return [insertion(nextLine(text, last.statement.getEnd()), `${library}${lineBreak(text)}`)];
}
