import type { ModelShape, ServiceModel } from './service-model';

type Entries<T> = Readonly<Record<string, T>>;

/** What `operations` take and give, as far as their shapes reach. */
export interface OperationShapes {
  readonly operations: Entries<{ readonly input: string; readonly output: string; readonly errors: readonly string[] }>;
  /** Type of each member by name; `!` at its end says that it is required. */
  readonly structures: Entries<Entries<string>>;
  readonly lists: Entries<{ readonly item: string; readonly min?: number; readonly max?: number }>;
  readonly maps: Entries<{
    readonly key: string;
    readonly value: string;
    readonly min?: number;
    readonly max?: number;
  }>;
  readonly scalars: Entries<Scalar>;
}

/** Text, a number, a truth value or a time, with the limits on it. */
export interface Scalar {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

/** A structure without members stands for an operation that takes or gives nothing. */
export const nothing = 'Nothing';

/** Reads the shapes of `operations` out of a service's model. Where an answer gives a value, its limits do not matter. */
export function readOperations(model: ServiceModel, operations: readonly string[]): OperationShapes {
  const found = {
    operations: {} as Record<string, OperationShapes['operations'][string]>,
    structures: { [nothing]: {} } as Record<string, Entries<string>>,
    lists: {} as Record<string, OperationShapes['lists'][string]>,
    maps: {} as Record<string, OperationShapes['maps'][string]>,
    scalars: {} as Record<string, Scalar>,
  };
  const pending: string[] = [];
  for (const name of operations) {
    const { input, output, errors } = model.operations[name] ?? {};
    pending.push(...[input, output].flatMap((each) => (each ? [each.shape] : [])));
    found.operations[name] = {
      input: input?.shape ?? nothing,
      output: output?.shape ?? nothing,
      errors: (errors ?? []).map(({ shape }) => shape),
    };
  }
  const seen = new Set<string>();
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const shape = model.shapes[name];
    if (!shape || seen.has(name)) continue;
    seen.add(name);
    if (shape.type === 'structure') found.structures[name] = membersOf(shape);
    else if (shape.type === 'list') found.lists[name] = { item: shape.member?.shape ?? '', ...limits(shape) };
    else if (shape.type === 'map') {
      found.maps[name] = { key: shape.key?.shape ?? '', value: shape.value?.shape ?? '', ...limits(shape) };
    } else found.scalars[name] = scalarOf(shape);
    pending.push(...innerShapes(shape));
  }
  return found;
}

function membersOf({ members = {}, required = [] }: ModelShape): Entries<string> {
  return Object.fromEntries(
    Object.entries(members).map(([name, { shape }]) => [name, `${shape}${required.includes(name) ? '!' : ''}`]),
  );
}

function scalarOf({ type, pattern, enum: values, ...shape }: ModelShape): Scalar {
  return { type, ...limits(shape), ...(pattern !== undefined && { pattern }), ...(values && { enum: values }) };
}

function limits({ min, max }: Pick<ModelShape, 'min' | 'max'>) {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

function innerShapes({ members = {}, member, key, value }: ModelShape): string[] {
  return [...Object.values(members), ...[member, key, value].flatMap((each) => (each ? [each] : []))].map(
    ({ shape }) => shape,
  );
}
