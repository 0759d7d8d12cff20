import type { SparkClassification } from './spark';
import { NdrError } from '../../errors/ndr-error';

/** Processors and memory of an instance type. */
export interface InstanceSize {
  readonly vcpus: number;
  readonly memoryInGb: number;
}

/** Memory of an instance that is not Spark's: the system, YARN's daemons, the container's own processes. */
const keptForSystem = { share: 0.1, atLeastInGb: 1 };

/** Memory of an executor outside its heap, as Spark reserves it. */
const overhead = { share: 0.1, atLeastInMb: 384 };

/** More processors than this in one executor make its disk and garbage collection the narrow place. */
const mostCores = 5;

const sizes = { large: 1, xlarge: 2, '2xlarge': 4, '4xlarge': 8, '8xlarge': 16, '12xlarge': 24, '16xlarge': 32 };

/** Gigabytes for each virtual processor, by the family's first letter. */
const memoryPerVcpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/**
 * Processors and memory of an instance type of the families c, m and r, such as `ml.m5.4xlarge`: two processors for
 * each step of the size, and 2, 4 or 8 GB a processor.
 * @throws NdrError `pipeline.unknown-value` for another type
 */
export function instanceSize(type: string): InstanceSize {
  const [, family = '', size = ''] = /^ml\.([cmr])\d[a-z]*\.(\w+)$/.exec(type) ?? [];
  const steps = Object.hasOwn(sizes, size) ? sizes[size as keyof typeof sizes] : undefined;
  const memory = memoryPerVcpu[family];
  if (steps !== undefined && memory !== undefined) return { vcpus: 2 * steps, memoryInGb: 2 * steps * memory };
  throw new NdrError({
    code: 'pipeline.unknown-value',
    place: `instance type ${type}`,
    cause: `it is none of the families c, m and r with a size of ${Object.keys(sizes).join(', ')}`,
    remedy: 'Give the size of an instance: { vcpus, memoryInGb }.',
  });
}

/**
 * Spark's settings that use `count` instances of one size whole, as `spark-defaults`:
 *
 * - cores of an executor: at most 5, and such that they divide the processors of an instance with the least left over;
 *   one processor is left to the system when an instance has more than 2
 * - executors of an instance: its processors / cores; one of all of them is the driver's
 * - memory of an executor: (memory of an instance − 10 %, at least 1 GB) / executors of an instance, of which 10 %, at
 *   least 384 MB, lie outside the heap
 * - parallelism: two tasks a core
 * @throws NdrError `pipeline.limit` when there is no instance, or an instance has too little memory
 */
export function sparkExecutors(size: InstanceSize, count: number): SparkClassification {
  const usable = size.vcpus > 2 ? size.vcpus - 1 : size.vcpus;
  const cores = coresOf(usable);
  const perInstance = Math.floor(usable / cores);
  const kept = Math.max(keptForSystem.atLeastInGb, size.memoryInGb * keptForSystem.share);
  const memoryInMb = Math.floor(((size.memoryInGb - kept) * 1024) / perInstance);
  const outsideInMb = Math.max(overhead.atLeastInMb, Math.ceil(memoryInMb * overhead.share));
  const heapInMb = memoryInMb - outsideInMb;
  if (!Number.isInteger(count) || count < 1) throw tooSmall(`${count} instances; Spark needs 1`);
  if (heapInMb < 512) throw tooSmall(`${heapInMb} MB for the heap of an executor; Spark needs 512`);
  const executors = Math.max(1, count * perInstance - 1);
  return {
    Classification: 'spark-defaults',
    Properties: {
      'spark.executor.instances': `${executors}`,
      'spark.executor.cores': `${cores}`,
      'spark.executor.memory': `${heapInMb}m`,
      'spark.executor.memoryOverhead': `${outsideInMb}m`,
      'spark.driver.cores': `${cores}`,
      'spark.driver.memory': `${heapInMb}m`,
      'spark.driver.memoryOverhead': `${outsideInMb}m`,
      'spark.default.parallelism': `${executors * cores * 2}`,
      'spark.sql.shuffle.partitions': `${executors * cores * 2}`,
    },
  };
}

/** The most cores, up to 5 and from 3 on where that can be, with which the fewest processors are left over. */
function coresOf(usable: number): number {
  const candidates = [mostCores, 4, 3].filter((cores) => cores <= usable);
  if (candidates.length === 0) return usable;
  return candidates.reduce((best, cores) => (usable % cores < usable % best ? cores : best));
}

function tooSmall(cause: string): NdrError {
  return new NdrError({
    code: 'pipeline.limit',
    place: 'Spark executors',
    cause,
    remedy: 'Take more instances, or larger ones.',
  });
}
