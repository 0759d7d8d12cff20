import type { html } from 'hono/html';

/** Escaped HTML. Values in the template are escaped; only what `raw` marks is taken as it is. */
export type Html = ReturnType<typeof html>;
