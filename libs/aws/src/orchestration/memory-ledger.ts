import type { Ledger, LedgerItem, LedgerKey } from './ledger';

/** A ledger in memory, with the conditions of the table. */
export class MemoryLedger implements Ledger {
  private readonly items = new Map<string, LedgerItem>();

  /* eslint-disable @typescript-eslint/require-await -- the API is that of a service */
  async read(key: LedgerKey): Promise<LedgerItem | undefined> {
    return this.items.get(textOf(key));
  }

  async write(key: LedgerKey, value: LedgerItem['value'], revision: number): Promise<boolean> {
    if ((this.items.get(textOf(key))?.revision ?? 0) !== revision) return false;
    this.items.set(textOf(key), { value: { ...value, ...key }, revision: revision + 1 });
    return true;
  }

  async list(partition: string): Promise<readonly LedgerItem[]> {
    return [...this.items.values()].filter(({ value }) => value.project_name === partition);
  }
  /* eslint-enable @typescript-eslint/require-await */
}

function textOf({ project_name, job_name_version }: LedgerKey): string {
  return `${project_name}\n${job_name_version}`;
}
