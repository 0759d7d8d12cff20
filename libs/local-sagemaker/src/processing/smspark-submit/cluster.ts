import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { SubmitSettings } from './settings';

/** The instances of a job, as the container's resourceconfig.json tells them. */
export interface Cluster {
  readonly hosts: readonly string[];
  readonly isFirst: boolean;
}

const resourceConfig = z.object({ current_host: z.string(), hosts: z.array(z.string()).min(1) });

/** Reads who the instances are, and whether this is the first. */
export function readCluster(optMl: string): Cluster {
  const text = readFileSync(join(optMl, 'config', 'resourceconfig.json'), 'utf8');
  const { current_host: current, hosts } = resourceConfig.parse(JSON.parse(text));
  return { hosts, isFirst: current === hosts[0] };
}

/**
 * Where Spark finds its workers. Of several instances each is a worker process of one cluster, so that tasks,
 * shuffles and dependencies travel between processes as they do between machines.
 */
export function masterOf({ hosts }: Cluster, { cores, memoryMb }: SubmitSettings): string {
  if (hosts.length === 1) return 'local[*]';
  const coresEach = Math.max(1, Math.floor(cores / hosts.length));
  return `local-cluster[${hosts.length},${coresEach},${workerMemoryMb(hosts.length, memoryMb)}]`;
}

/** Memory of one of `workers` workers, in MiB; Spark starts none below 512. */
export function workerMemoryMb(workers: number, memoryMb: number): number {
  return Math.max(512, Math.floor(memoryMb / workers));
}

/**
 * A Spark home whose content is that of `sparkHome`: workers keep their files in its folder `work`, and the Python
 * environment's own is not theirs to write.
 */
export function privateSparkHome(sparkHome: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(sparkHome)) {
    if (name !== 'work' && !existsSync(join(folder, name))) symlinkSync(join(sparkHome, name), join(folder, name));
  }
  return folder;
}

const pollMs = 100;

/** Waits until the first instance has ended, as the other instances of the container's cluster do. */
export async function waitForFirstInstance({ endMarker }: SubmitSettings): Promise<void> {
  while (!existsSync(endMarker)) await delay(pollMs);
}
