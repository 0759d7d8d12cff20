import { html } from 'hono/html';
import type { Html } from '../html';

/** A column of a table. */
export interface Heading {
  readonly text: string;
  readonly isNumber?: boolean;
}

/** A table that scrolls by itself, also by keyboard, where it is wider than the screen. */
export function table(name: string, headings: readonly Heading[], rows: readonly (readonly (Html | string)[])[]): Html {
  const classOf = (column: number) => (headings[column]?.isNumber ? 'number' : '');
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
    <table>
      <thead>
        <tr>
          ${headings.map(({ text }, column) => html`<th scope="col" class="${classOf(column)}">${text}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, column) => html`<td class="${classOf(column)}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
