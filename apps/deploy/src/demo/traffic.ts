/** Wednesday to Sunday of an office without an attack, and a Monday with ten of them: the same on every machine. */
export const demoTraffic = { seed: 1, start: '2024-05-15T00:00:00Z', days: 6, hosts: 20, flowsASlice: 120 } as const;

/** The five days are the baseline, the Monday is judged: shorter horizons and gaps than a network in service has. */
export const demoSettings: ReadonlyMap<string, unknown> = new Map(
  ['7d', '30d'].flatMap((horizon) => [
    [`horizons.${horizon}.horizon_days`, 5],
    [`horizons.${horizon}.safety_gap_days`, 1],
    [`horizons.${horizon}.support_min`, 20],
  ]),
);
