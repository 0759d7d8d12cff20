import type { FileAsset } from '../../assets';
import type { Pipeline } from '../../pipeline';
import type { Processor } from '../../steps/processing';

/** What the cases share. */
export const role = 'arn:aws:iam::123456789012:role/ndr-pipeline';
export const image = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/ndr-spark:1.0';
export const instanceType = 'ml.m5.xlarge';

/** One machine of the usual size. */
export const processor: Processor = { image, instanceType, instanceCount: 1, volumeSizeInGb: 30, roleArn: role };

/** A pipeline in the bucket of the cases. */
export function pipeline(
  name: string,
  parts: Pick<Pipeline, 'steps'> & Partial<Omit<Pipeline, 'name' | 'codeLocation'>>,
): Pipeline {
  return { name, parameters: [], tags: {}, codeLocation: { bucket: 'ndr-bucket', prefix: name }, ...parts };
}

/** A file of the cases' code. */
export function code(path: string): FileAsset {
  return { kind: 'file', name: path, root: 'code', path };
}
