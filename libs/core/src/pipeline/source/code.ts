/** TypeScript that is yet to be laid out: text, or items between brackets that stand on one line where they fit. */
export type Code = string | { readonly before: string; readonly items: readonly Code[]; readonly after: string };

const width = 118;

/** Lays out `code`, which begins `column` characters into a line that is indented by `indent`. */
export function layOut(code: Code, indent = 0, column = indent): string {
  if (typeof code === 'string') return code;
  const flat = flatten(code);
  if (column + flat.length <= width || code.items.length === 0) return flat;
  const inner = indent + 2;
  const lines = code.items.map((item) => `${' '.repeat(inner)}${layOut(item, inner)},`);
  return `${code.before}\n${lines.join('\n')}\n${' '.repeat(indent)}${code.after}`;
}

/** `code` on one line. */
export function flatten(code: Code): string {
  if (typeof code === 'string') return code;
  const items = code.items.map(flatten).join(', ');
  const isObject = code.before.endsWith('{') && items !== '';
  return isObject ? `${code.before} ${items} ${code.after}` : `${code.before}${items}${code.after}`;
}

/** `code` behind `text`, such as a member's name. */
export function behind(text: string, code: Code): Code {
  return typeof code === 'string' ? text + code : { ...code, before: text + code.before };
}

/** A call of `name`. A single object as the last argument hugs the brackets. */
export function call(name: string, ...args: readonly Code[]): Code {
  const last = args.at(-1);
  if (last !== undefined && typeof last !== 'string' && args.slice(0, -1).every((each) => typeof each === 'string')) {
    const first = args.slice(0, -1).map((each) => `${flatten(each)}, `);
    return { ...last, before: `${name}(${first.join('')}${last.before}`, after: `${last.after})` };
  }
  return { before: `${name}(`, items: args, after: ')' };
}

/** A list of `items`. */
export function list(items: readonly Code[]): Code {
  return { before: '[', items, after: ']' };
}

/** An object with `members`. */
export function object(members: readonly (readonly [string, Code])[]): Code {
  const items = members.map(([name, code]) => {
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
    return code === name ? name : behind(`${key}: `, code);
  });
  return { before: '{', items, after: '}' };
}

/** `text` as a literal: in single quotes, unless it holds some. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
