/** `text` as a literal of TypeScript. */
export function quoted(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`);
  return `'${escaped}'`;
}

/** `text` as a sentence: it ends with a full stop. */
export const sentence = (text: string) => (text.endsWith('.') ? text : `${text}.`);

/** `text` with a capital first letter. */
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `text` as it may stand in a comment. */
export const inComment = (text: string) => text.replaceAll('*/', '* /').replaceAll('\n', ' ');
