import { readdirSync, readFileSync } from 'node:fs';

const pageBytes = 4096;

/** Memory that a process and all its descendants hold now, in bytes; shared pages count in each. */
export function residentBytes(root: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const children = new Map<number, number[]>();
  for (const { pid, parent } of processes) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const bytes = new Map(processes.map((each) => [each.pid, each.bytes]));
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree.reduce((sum, pid) => sum + (bytes.get(pid) ?? 0), 0);
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** What the kernel says of a process; nothing when it has ended meanwhile. */
function readProcess(pid: number): readonly Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold blanks and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(fields[1]), bytes: Number(fields[21]) * pageBytes }];
  } catch {
    return [];
  }
}
