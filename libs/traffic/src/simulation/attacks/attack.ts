import type { Flow } from '../../flow';
import type { Micros } from '../../micros';
import type { Host, Office } from '../office';
import type { Random } from '../random';

/** An interval, half-open. */
export interface Span {
  readonly start: Micros;
  readonly end: Micros;
}

/** What an attack finds when it plans an episode. */
export interface Scene {
  readonly office: Office;
  readonly random: Random;
  /** When it may act: its part of the time that is left to attacks. */
  readonly span: Span;
  /** A machine on a desk that the attacker controls, which no other episode uses while there are enough. */
  readonly takeClient: () => Host;
  /** An address of the internet that nobody else meets. */
  readonly outsideAddress: () => string;
}

/** An attack as it will happen. */
export interface Plan {
  /** Initiators, responders and destination ports: every one of them occurs among the flows. */
  readonly sourceIps: readonly string[];
  readonly targetIps: readonly string[];
  readonly targetPorts: readonly number[];
  readonly description: string;
  /** In the order of their ends, all of them inside the span: no more than one is held at a time. */
  readonly flows: Iterable<Flow>;
}

/** A kind of attack. */
export interface Attack {
  readonly summary: string;
  /** Its part of the time that is left to attacks, as fractions from 0 to 1. */
  readonly part: readonly [number, number];
  readonly plan: (scene: Scene) => Plan;
}
