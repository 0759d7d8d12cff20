/** Where the line of `index` starts. */
export function lineStart(text: string, index: number): number {
  return text.lastIndexOf('\n', index - 1) + 1;
}

/** Where the line of `index` ends: its line break, or the end of the text. */
export function lineEnd(text: string, index: number): number {
  const end = text.indexOf('\n', index);
  return end === -1 ? text.length : end;
}

/** Where the line after that of `index` starts. */
export function nextLine(text: string, index: number): number {
  return Math.min(lineEnd(text, index) + 1, text.length);
}

/** The line break that a text uses. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The blanks that the line of `index` starts with. */
export function indentation(text: string, index: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, index)))?.[0] ?? '';
}

/** `text` with `line` as its last one. */
export function addedLine(text: string, line: string): string {
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${line}\n`;
}
