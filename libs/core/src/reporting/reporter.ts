import type { NdrEvent } from './event';

/** Takes the events of a running action. It must not throw. */
export type Reporter = (event: NdrEvent) => void;

/** A reporter for callers that do not want to know. */
export const silent: Reporter = () => undefined;
