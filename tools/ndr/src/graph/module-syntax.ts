import ts from 'typescript';
import { expressionOf, membersOf, type Expression, type Members } from './expression';

/** A name that a module has from another. */
export interface ImportedName {
  readonly from: string;
  /** Its name there; `*` for an object of all that the module exports. */
  readonly name: string;
}

/** What the syntax of a TypeScript module says of the model: no type is checked, and nothing runs. */
export interface ModuleSyntax {
  /** Modules that it imports or exports from. */
  readonly specifiers: string[];
  readonly imports: Record<string, ImportedName>;
  /** Names that it exports from elsewhere. */
  readonly reexports: Record<string, ImportedName>;
  /** Modules of which it exports everything. */
  readonly reexportedModules: string[];
  /** Its constants by name; one that is exported under another name has both. */
  readonly constants: Record<string, Expression>;
  /** Objects that say which builders make a pipeline: arguments of a call, wherever it stands. */
  readonly pipelines: Members[];
}

/** Reads the syntax of one module. */
export function moduleSyntax(source: string): ModuleSyntax {
  const file = ts.createSourceFile('module.ts', source, ts.ScriptTarget.Latest, true);
  const syntax: ModuleSyntax = {
    specifiers: [],
    imports: {},
    reexports: {},
    reexportedModules: [],
    constants: {},
    pipelines: [],
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) addImport(syntax, statement);
    else if (ts.isExportDeclaration(statement)) addExport(syntax, statement);
    else if (ts.isVariableStatement(statement)) addConstants(syntax, statement);
  }
  addPipelines(syntax, file);
  return syntax;
}

function addImport(syntax: ModuleSyntax, { importClause, moduleSpecifier }: ts.ImportDeclaration): void {
  const from = textOf(moduleSpecifier);
  syntax.specifiers.push(from);
  if (importClause?.name) syntax.imports[importClause.name.text] = { from, name: 'default' };
  const bindings = importClause?.namedBindings;
  if (!bindings) return;
  if (ts.isNamespaceImport(bindings)) syntax.imports[bindings.name.text] = { from, name: '*' };
  else {
    for (const { name, propertyName } of bindings.elements) {
      syntax.imports[name.text] = { from, name: (propertyName ?? name).text };
    }
  }
}

function addExport(syntax: ModuleSyntax, { exportClause, moduleSpecifier }: ts.ExportDeclaration): void {
  const from = moduleSpecifier && textOf(moduleSpecifier);
  if (from !== undefined) syntax.specifiers.push(from);
  if (!exportClause) {
    if (from !== undefined) syntax.reexportedModules.push(from);
  } else if (ts.isNamespaceExport(exportClause)) {
    if (from !== undefined) syntax.reexports[exportClause.name.text] = { from, name: '*' };
  } else {
    for (const { name, propertyName } of exportClause.elements) {
      const original = (propertyName ?? name).text;
      if (from !== undefined) syntax.reexports[name.text] = { from, name: original };
      else if (original !== name.text) syntax.constants[name.text] = { kind: 'name', name: original };
    }
  }
}

function addConstants(syntax: ModuleSyntax, { declarationList }: ts.VariableStatement): void {
  for (const { name, initializer } of declarationList.declarations) {
    const value = initializer && expressionOf(initializer);
    if (ts.isIdentifier(name) && value) syntax.constants[name.text] = value;
  }
}

/** Whatever a workspace calls the function that makes a pipeline, it is told `name` and `builders`. */
function addPipelines(syntax: ModuleSyntax, node: ts.Node): void {
  if (ts.isCallExpression(node)) {
    const told = node.arguments.filter((each) => ts.isObjectLiteralExpression(each)).map(membersOf);
    syntax.pipelines.push(...told.filter(({ name, builders }) => name && builders));
  }
  ts.forEachChild(node, (child) => {
    addPipelines(syntax, child);
  });
}

const textOf = (specifier: ts.Expression) => (ts.isStringLiteral(specifier) ? specifier.text : '');
