import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { ErrorCode } from '../errors/codes';
import { refuse } from '../errors/ndr-error';
import type { PlaceOf } from '../job-spec/define-job-spec';

/** YAML that knows where each of its values was written. */
export interface PlacedYaml {
  readonly document: Document.Parsed;
  /** `file:line:column` of a value; of its nearest parent where the text leaves it out. */
  readonly placeOf: PlaceOf;
}

/**
 * Parses the text of the file at `path`.
 * @throws NdrError `code` with the place of every fault
 */
export function parsePlacedYaml(text: string, path: string, code: ErrorCode): PlacedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${String(line)}:${String(col)}`;
  };
  refuse(
    document.errors.map(({ message, pos }) => ({
      code,
      place: place(pos[0]),
      cause: message,
      remedy: 'Correct the YAML.',
    })),
  );
  return { document, placeOf: (value) => place(offsetOf(document, value)) };
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)];
      offset = startOf(item) ?? offset;
      node = item;
    }
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
