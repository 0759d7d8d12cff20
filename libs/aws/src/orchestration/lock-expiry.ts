import type { OrchestrationServices } from './services';

/** How much longer a lock lasts than the longest time after which its owner is heard of again. */
const marginMinutes = 10;

/** When a lock that is taken or renewed now expires, in milliseconds since 1970. */
export function lockExpiry({ clock, settings: { lookMinutes } }: OrchestrationServices): number {
  return clock.now().getTime() + (lookMinutes + marginMinutes) * 60_000;
}

/** When a place in a line that is taken or renewed now expires: an execution whose orchestrator was lost keeps it. */
export function turnExpiry(services: OrchestrationServices): number {
  return lockExpiry(services) + services.settings.hangMinutes * 60_000;
}
