import { html } from 'hono/html';
import type { Html } from '../html';
import { attackOf } from '../../ranking/involvement';

/** Marks what is labelled as an attack. */
export function episodeTags(episodes: readonly string[]): readonly Html[] {
  return episodes.map((episode) => html`<span class="tag" title="${episode}">attack: ${attackOf(episode)}</span> `);
}
