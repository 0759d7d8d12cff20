import { marked, type Marked } from './mark';
import type { Json } from './render';

/** What looks like a reference in a parsed definition and is none that SageMaker knows; it is kept as it is. */
export interface UnreadReference extends Marked {
  readonly kind: 'unread';
  readonly json: Json;
}

/** Keeps `json`, which cannot be read as a reference. */
export function unreadReference(json: Json): UnreadReference {
  return { ...marked, kind: 'unread', json };
}
