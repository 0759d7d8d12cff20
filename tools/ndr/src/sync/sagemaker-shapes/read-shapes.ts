import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Type of each member of a structure: `string`, `number`, `boolean`, `timestamp`, `any`, or another name; `[]` behind it a list, `{…}` around it a map, `!` at its end required. */
export type Shape = Readonly<Record<string, string>>;

/** Structures and enumerations of SageMaker's API, as far as the roots reach. */
export interface Shapes {
  readonly structures: Readonly<Record<string, Shape>>;
  readonly enumerations: Readonly<Record<string, readonly string[]>>;
}

/** An enumeration with more values than this names something that grows by the month, such as instance types. */
const longestEnumeration = 40;

/**
 * Reads the shapes that `roots` reach from the declarations of the SageMaker client in `folder`. The client's types
 * say what is required, of which type, and which values an enumeration has.
 */
export function readShapes(folder: string, roots: readonly string[]): Shapes {
  const declarations = readDeclarations(folder);
  const structures: Record<string, Shape> = {};
  const enumerations: Record<string, readonly string[]> = {};
  const pending = [...roots];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (name in structures || name in enumerations) continue;
    const values = declarations.enumerations.get(name);
    const structure = declarations.structures.get(name);
    if (values) {
      enumerations[name] = values;
    } else if (structure) {
      const shape = shapeOf(structure, declarations);
      structures[name] = shape;
      pending.push(...Object.values(shape).map(baseOf).filter(isName));
    }
  }
  return { structures: sorted(structures), enumerations: sorted(enumerations) };
}

interface Declarations {
  readonly structures: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly enumerations: ReadonlyMap<string, readonly string[]>;
}

function readDeclarations(folder: string): Declarations {
  const structures = new Map<string, ts.InterfaceDeclaration>();
  const enumerations = new Map<string, readonly string[]>();
  for (const file of readdirSync(folder).sort()) {
    if (!/^(enums|models_\d+)\.d\.ts$/.test(file)) continue;
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), 'utf-8'), ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (ts.isInterfaceDeclaration(statement)) structures.set(statement.name.text, statement);
      if (ts.isVariableStatement(statement)) {
        for (const { name, type } of statement.declarationList.declarations) {
          if (ts.isIdentifier(name) && type && ts.isTypeLiteralNode(type)) enumerations.set(name.text, valuesOf(type));
        }
      }
    }
  }
  return { structures, enumerations };
}

function valuesOf(type: ts.TypeLiteralNode): readonly string[] {
  return type.members.flatMap((member) =>
    ts.isPropertySignature(member) &&
    member.type &&
    ts.isLiteralTypeNode(member.type) &&
    ts.isStringLiteral(member.type.literal)
      ? [member.type.literal.text]
      : [],
  );
}

function shapeOf(structure: ts.InterfaceDeclaration, declarations: Declarations): Shape {
  return Object.fromEntries(
    structure.members.flatMap((member) => {
      if (!ts.isPropertySignature(member) || !member.type || !ts.isIdentifier(member.name)) return [];
      const required = member.questionToken ? '' : '!';
      return [[member.name.text, `${nameOf(member.type, declarations)}${required}`]];
    }),
  );
}

function nameOf(type: ts.TypeNode, declarations: Declarations): string {
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return 'string';
    case ts.SyntaxKind.NumberKeyword:
      return 'number';
    case ts.SyntaxKind.BooleanKeyword:
      return 'boolean';
  }
  if (ts.isUnionTypeNode(type)) {
    const [first] = type.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword);
    return first ? nameOf(first, declarations) : 'any';
  }
  if (ts.isArrayTypeNode(type)) return `${nameOf(type.elementType, declarations)}[]`;
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return 'any';
  const { text } = type.typeName;
  const [, value] = type.typeArguments ?? [];
  if (text === 'Record' && value) return `{${nameOf(value, declarations)}}`;
  if (text === 'Date') return 'timestamp';
  const values = declarations.enumerations.get(text);
  if (values) return values.length > longestEnumeration ? 'string' : text;
  return declarations.structures.has(text) ? text : 'any';
}

const baseOf = (type: string) => type.replaceAll(/[{}!]|\[\]/g, '');
const isName = (type: string) => /^[A-Z_]/.test(type);

function sorted<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}
