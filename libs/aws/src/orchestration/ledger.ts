/** Key of an item that orchestration keeps in the JobSpec table, beside the leases of jobs. */
export interface LedgerKey {
  readonly project_name: string;
  readonly job_name_version: string;
}

/** An item as it was read: what it says, and the revision that a change is conditioned on. */
export interface LedgerItem {
  readonly value: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/** Items that change by conditional writes alone, so that of two orchestrators one is first. */
export interface Ledger {
  /** The item as of now; undefined when there is none. */
  read(key: LedgerKey): Promise<LedgerItem | undefined>;
  /**
   * Puts `value` when the item still has `revision`, 0 for none yet; false when somebody else was faster.
   * @param expiresAt when the table may forget the item
   */
  write(key: LedgerKey, value: Readonly<Record<string, unknown>>, revision: number, expiresAt: Date): Promise<boolean>;
  /** Items of a partition. */
  list(partition: string): Promise<readonly LedgerItem[]>;
}

/** What becomes of an item: its new value where it changes, and what the caller learns in any case. */
export interface Decision<Value, Result> {
  readonly value?: Value;
  readonly result: Result;
}

const keptDays = 40;

/** Applies `decide` to an item, again when somebody else was faster. */
export async function changeItem<Value extends object, Result>(
  ledger: Ledger,
  key: LedgerKey,
  now: Date,
  decide: (value: Value | undefined) => Decision<Value, Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const item = await ledger.read(key);
    const { value, result } = decide(item?.value as Value | undefined);
    if (value === undefined) return result;
    const expiresAt = new Date(now.getTime() + keptDays * 24 * 3600_000);
    if (await ledger.write(key, value as Record<string, unknown>, item?.revision ?? 0, expiresAt)) return result;
  }
}
