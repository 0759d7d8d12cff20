import { z } from 'zod';
import { NdrError } from '../errors/ndr-error';

/** A JSON Schema node, as far as Python classes need it. */
interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
  readonly anyOf?: readonly SchemaNode[];
}

/** A Python class made from a schema: its name, its source, the classes that it uses. */
export interface PythonClass {
  readonly name: string;
  readonly source: string;
}

/**
 * Frozen dataclasses for `schema` and every titled object in it, those used first standing first.
 * @param name name of the outermost class
 * @param document docstring of the outermost class
 */
export function pythonClasses(name: string, document: string, schema: z.ZodType): readonly PythonClass[] {
  const node = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as SchemaNode;
  const classes: PythonClass[] = [];
  addClass({ ...node, title: name, description: document }, classes);
  return classes;
}

function addClass(node: SchemaNode, classes: PythonClass[]): string {
  const name = node.title ?? 'Settings';
  const fields = Object.entries(node.properties ?? {}).map(([field, property]) => {
    const type = pythonType(property, classes);
    const document = property.description === undefined ? '' : `\n    """${sentence(property.description)}"""`;
    return `    ${field}: ${type}${document}`;
  });
  const document = sentence(node.description ?? name);
  const source = `@dataclass(frozen=True, kw_only=True)\nclass ${name}:\n    """${document}"""\n\n${fields.join('\n')}\n`;
  addOnce({ name, source }, classes);
  return name;
}

/**
 * Adds `added` to `classes` unless it is there.
 * @throws NdrError `python.class-conflict` when another class has its name
 */
export function addOnce(added: PythonClass, classes: PythonClass[]): void {
  const namesake = classes.find(({ name }) => name === added.name);
  if (!namesake) classes.push(added);
  else if (namesake.source !== added.source) {
    throw new NdrError({
      code: 'python.class-conflict',
      place: `class ${added.name}`,
      cause: 'two different objects of the schemas have this title',
      remedy: "Give each object of a schema a title of its own: .meta({ title: '…' }).",
    });
  }
}

function pythonType(node: SchemaNode, classes: PythonClass[]): string {
  if (node.anyOf) return [...new Set(node.anyOf.map((each) => pythonType(each, classes)))].join(' | ');
  if (Array.isArray(node.type))
    return node.type.map((type: string) => pythonType({ ...node, type }, classes)).join(' | ');
  if (node.const !== undefined) return `Literal[${JSON.stringify(node.const)}]`;
  if (node.enum) return `Literal[${node.enum.map((value) => JSON.stringify(value)).join(', ')}]`;
  switch (node.type) {
    case 'object':
      if (!node.properties) return `dict[str, ${pythonType(valueSchema(node), classes)}]`;
      return Object.keys(node.properties).every(isIdentifier) ? addClass(node, classes) : literalDict(node, classes);
    case 'array':
      return `tuple[${pythonType(node.items ?? {}, classes)}, ...]`;
    case 'string':
      return 'str';
    case 'integer':
      return 'int';
    case 'number':
      return 'float';
    case 'boolean':
      return 'bool';
    case 'null':
      return 'None';
    default:
      return 'object';
  }
}

const isIdentifier = (name: string) => /^[A-Za-z_]\w*$/.test(name);

/** An object whose members, such as `7d`, cannot be fields: a dictionary of exactly these keys. */
function literalDict({ properties = {} }: SchemaNode, classes: PythonClass[]): string {
  const keys = Object.keys(properties).map((name) => JSON.stringify(name));
  const values = new Set(Object.values(properties).map((each) => pythonType(each, classes)));
  return `dict[Literal[${keys.join(', ')}], ${[...values].join(' | ')}]`;
}

function valueSchema(node: SchemaNode): SchemaNode {
  return typeof node.additionalProperties === 'object' ? node.additionalProperties : {};
}

/** `text` as a docstring's first sentence: with a full stop, its quotes harmless. */
export function sentence(text: string): string {
  const safe = text.replaceAll('\\', '\\\\').replaceAll('"""', "'''");
  return /[.?!]$/.test(safe) ? safe : `${safe}.`;
}
