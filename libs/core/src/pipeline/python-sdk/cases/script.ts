import { code, processor } from './fixture';
import { processingStep, type ProcessingStep, type ProcessingStepOptions } from '../../steps/processing';
import { locationOf } from '../../values/asset-location';

const folder = '/opt/ml/processing/input/code';

/** A step that runs a Python script, as ScriptProcessor does: the script is an input behind the step's own. */
export function scriptStep<Outputs extends string = never, Files extends string = never>(
  name: string,
  options: Partial<ProcessingStepOptions<Outputs, Files>> & { readonly script?: string } = {},
): ProcessingStep<Outputs, Files> {
  const { script = 'job.py', inputs = [], ...rest } = options;
  const uri = script.startsWith('s3://') ? script : locationOf(code(script));
  return processingStep<Outputs, Files>(name, {
    processor,
    entrypoint: ['python3', `${folder}/${script.slice(script.lastIndexOf('/') + 1)}`],
    inputs: [...inputs, { name: 'code', uri, localPath: folder }],
    ...rest,
  });
}
