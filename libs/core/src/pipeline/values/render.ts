import type { z } from 'zod';
import { isReference, type Value } from './value';
import type { Asset } from '../assets';

/** JSON as definitions hold it. */
export type Json = z.core.util.JSONType;

/** What rendering must know beside the value. */
export interface RenderContext {
  /** S3 URI of an asset. */
  locate(asset: Asset): string;
}

/** `value` as a definition writes it. */
export function render(value: Value, context: RenderContext): Json {
  if (!isReference(value)) return value;
  switch (value.kind) {
    case 'parameter':
      return { Get: `Parameters.${value.name}` };
    case 'execution-variable':
      return { Get: `Execution.${value.name}` };
    case 'step-property':
      return { Get: `Steps.${value.step}.${value.path}` };
    case 'join':
      return {
        'Std:Join': { On: value.separator, Values: value.values.map((each) => render(each, context)) },
      };
    case 'asset-location':
      return context.locate(value.asset);
  }
}
