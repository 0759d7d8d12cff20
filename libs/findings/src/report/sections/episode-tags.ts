import { html } from 'hono/html';
import type { Html } from '../html';

/** Marks what is labelled as an attack; the name of an episode ends with the kind of its attack. */
export function episodeTags(episodes: readonly string[]): readonly Html[] {
  return episodes.map((episode) => html`<span class="tag" title="${episode}">attack: ${attackOf(episode)}</span> `);
}

function attackOf(episode: string): string {
  return episode.replace(/^[0-9a-f]{8,}-/, '');
}
