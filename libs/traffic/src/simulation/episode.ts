import type { EpisodeLabel } from '@ndr/pipelines';

import type { Flow } from '../flow';
import { isoMicros, type Micros } from '../micros';
import type { Plan } from './attacks/attack';

/** An attack that is under way: gives its flows as time passes, and says at the end what it was. */
export class Episode {
  readonly #attack: string;
  readonly #plan: Plan;
  readonly #flows: Iterator<Flow>;
  #next: Flow | undefined;
  #given = 0;
  #start: Micros = Infinity;
  #end: Micros = -Infinity;

  constructor(attack: string, plan: Plan) {
    this.#attack = attack;
    this.#plan = plan;
    this.#flows = plan.flows[Symbol.iterator]();
    this.#advance();
  }

  /** The flows that end before `until` and were not given yet. */
  *flowsUntil(until: Micros): Generator<Flow> {
    for (let flow = this.#next; flow !== undefined && flow.end < until; flow = this.#next) {
      this.#given += 1;
      this.#start = Math.min(this.#start, flow.start);
      this.#end = Math.max(this.#end, flow.end);
      yield flow;
      this.#advance();
    }
  }

  /** What the episode was, by the flows that it gave. `source` is what its name begins with. */
  label(source: string): EpisodeLabel {
    const { sourceIps, targetIps, targetPorts, description } = this.#plan;
    return {
      episode: `${source}-${this.#attack}`,
      attack: this.#attack,
      start: isoMicros(this.#start),
      end: isoMicros(this.#end),
      source_ips: [...sourceIps],
      target_ips: [...targetIps],
      target_ports: [...targetPorts],
      flows: this.#given,
      description,
    };
  }

  #advance(): void {
    const result = this.#flows.next();
    this.#next = result.done ? undefined : result.value;
  }
}
