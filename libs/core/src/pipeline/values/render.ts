import type { z } from 'zod';
import { executionVariables } from './execution-variable';
import { join } from './join';
import type { JsonGet } from './json-get';
import { isReference, type Value } from './value';
import type { Asset, CodeLocation } from '../assets';

/** JSON as definitions hold it. */
export type Json = z.core.util.JSONType;

/** What rendering must know beside the value. */
export interface RenderContext {
  /** S3 URI of an asset. */
  locate(asset: Asset): string;
  /** Where outputs go whose author named no place. */
  readonly codeLocation: CodeLocation;
}

/** For what holds no asset, or where the places of assets do not count. */
export const unplaced: RenderContext = { locate: ({ name }) => name, codeLocation: { bucket: '', prefix: '' } };

/** `value` as a definition writes it. */
export function render(value: Value, context: RenderContext): Json {
  if (!isReference(value)) return value;
  switch (value.kind) {
    case 'parameter':
      return { Get: `Parameters.${value.name}` };
    case 'execution-variable':
      return { Get: `Execution.${value.name}` };
    case 'experiment-property':
      return { Get: `PipelineExperimentConfig.${value.name}` };
    case 'step-property':
      return { Get: `Steps.${value.step}.${value.path}` };
    case 'json-get':
      return { 'Std:JsonGet': { ...renderSource(value, context), Path: value.path } };
    case 'join':
      return {
        'Std:Join': { On: value.separator, Values: value.values.map((each) => render(each, context)) },
      };
    case 'asset-location':
      return context.locate(value.asset);
    case 'default-output': {
      const { bucket, prefix } = context.codeLocation;
      const execution = executionVariables.PipelineExecutionId;
      return render(join('/', ['s3:/', bucket, prefix, execution, value.step, 'output', value.output]), context);
    }
    case 'unread':
      return value.json;
  }
}

function renderSource({ source }: JsonGet, context: RenderContext): Record<string, Json> {
  if ('uri' in source) return { S3Uri: render(source.uri, context) };
  return { PropertyFile: { Get: `Steps.${source.step}.PropertyFiles.${source.propertyFile}` } };
}
