import type { ExclusiveLock } from './exclusive-lock';

/** What is open while a state folder is used: all of it is closed, newest first, before the lock is given back. */
export class HeldResources {
  private readonly lock: ExclusiveLock;
  private readonly closers: (() => Promise<void>)[] = [];
  private released: Promise<void> | undefined;

  constructor(lock: ExclusiveLock) {
    this.lock = lock;
  }

  /** Remembers how `opened` is closed, and returns it. */
  keep<Opened>(opened: Opened, close: (opened: Opened) => unknown): Opened {
    this.closers.unshift(async () => {
      await close(opened);
    });
    return opened;
  }

  /** Closes everything; a second call waits for the first, and leaves alone who has the lock since. */
  async release(): Promise<void> {
    this.released ??= this.closeAll();
    await this.released;
  }

  private async closeAll(): Promise<void> {
    for (const close of this.closers.splice(0)) await close();
    this.lock.release();
  }
}
