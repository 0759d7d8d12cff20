import { html } from 'hono/html';
import type { Html } from '../html';
import { instantText } from '../texts';

/** An instant that stays on one line. */
export function instant(iso: string): Html {
  return html`<time class="fit" datetime="${iso}">${instantText(iso)}</time>`;
}
