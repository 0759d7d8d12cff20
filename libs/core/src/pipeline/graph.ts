/** A node of a dependency graph: its name and the names of those it waits for. */
export interface Node {
  readonly name: string;
  readonly waitsFor: Iterable<string>;
}

/** Nodes in an order in which each stands behind those it waits for; `cycle` names a circle when there is none. */
export interface Order {
  readonly order: readonly string[];
  readonly cycle?: readonly string[];
}

/** Takes `nodes` in the given order, each behind those that it waits for; names that are no node are passed over. */
export function orderOf(nodes: readonly Node[]): Order {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const done = new Set<string>();
  const order: string[] = [];
  for (const { name } of nodes) {
    const cycle = visit(name, byName, done, order);
    if (cycle) return { order, cycle };
  }
  return { order };
}

interface Frame {
  readonly name: string;
  readonly rest: Iterator<string>;
}

/** Depth first without recursion, so that a chain of thousands of steps does not exhaust the stack. */
function visit(
  start: string,
  byName: ReadonlyMap<string, Node>,
  done: Set<string>,
  order: string[],
): readonly string[] | undefined {
  const path: Frame[] = [];
  const onPath = new Set<string>();
  const enter = (name: string) => {
    const node = byName.get(name);
    if (!node || done.has(name)) return;
    onPath.add(name);
    path.push({ name, rest: node.waitsFor[Symbol.iterator]() });
  };
  enter(start);
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const next = top.rest.next();
    if (next.done) {
      path.pop();
      onPath.delete(top.name);
      done.add(top.name);
      order.push(top.name);
    } else if (onPath.has(next.value)) {
      const names = path.map(({ name }) => name);
      return [...names.slice(names.indexOf(next.value)), next.value];
    } else {
      enter(next.value);
    }
  }
  return undefined;
}
