import { marked, type Marked } from './mark';
import { isReference, type Scalar, type Value } from './value';

/** Texts, numbers and references put together to one text when the pipeline runs. */
export interface Join extends Marked {
  readonly kind: 'join';
  readonly separator: string;
  readonly values: readonly Value[];
}

/** Joins `values` with `separator` between them. */
export function join(separator: string, values: readonly Value[]): Join {
  return { ...marked, kind: 'join', separator, values };
}

/**
 * A template whose placeholders may be references: `` text`s3://${bucket}/${project}/` ``.
 * Without a reference the result is plain text.
 */
export function text(parts: TemplateStringsArray, ...placeholders: readonly Value[]): Value<string> {
  const values = parts.flatMap((part, index): readonly Value[] => {
    const placeholder = placeholders[index];
    return placeholder === undefined ? [part] : [part, placeholder];
  });
  const literals = values.filter((value): value is Scalar => !isReference(value));
  if (literals.length === values.length) return literals.join('');
  return join(
    '',
    values.filter((value) => value !== ''),
  );
}

/**
 * `value` where SageMaker takes text only (arguments, environment, S3 URIs): literals are written out, and references
 * that are not text become a join of one value.
 */
export function asText(value: Value): Value<string> {
  if (!isReference(value)) return String(value satisfies Scalar);
  switch (value.kind) {
    case 'join':
    case 'asset-location':
    case 'default-output':
    case 'experiment-property':
    case 'unread':
      return value;
    case 'json-get':
      return join('', [value]);
    case 'execution-variable':
      return value.name.endsWith('DateTime') ? join('', [value]) : value;
    default:
      return value.type === 'String' ? (value as Value<string>) : join('', [value]);
  }
}
