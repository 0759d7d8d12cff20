import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4096;
const ticksASecond = 100;

/** A process, as far as benchmarks look at it. */
export interface MeasuredProcess {
  readonly pid: number;
  readonly parent: number;
  /** Memory that it holds now; shared pages count in each process. */
  readonly bytes: number;
  /** What it spent of the cores until now. */
  readonly cpuSeconds: number;
}

/** A process and all its descendants, as they are now. */
export function processTree(root: number): readonly MeasuredProcess[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const children = new Map<number, MeasuredProcess[]>();
  for (const each of processes) children.set(each.parent, [...(children.get(each.parent) ?? []), each]);
  const tree = processes.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** What the kernel says of a process; nothing when it has ended meanwhile. */
function readProcess(pid: number): readonly MeasuredProcess[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return [
      { pid, parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes, cpuSeconds: ticks / ticksASecond },
    ];
  } catch {
    return [];
  }
}
