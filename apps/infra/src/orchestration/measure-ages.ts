import { accountServices, createClients, parseHandlerEnvironment, readProjectHistory, type TaskTokens } from '@ndr/aws';
import { silent } from '@ndr/core';
import { metricLines } from './age-metrics';
import { agesOf } from './ages';

const day = 24 * 3600_000;

/** No task of a state machine waits for this. */
const noTasks: TaskTokens = { succeed: () => Promise.resolve(), fail: () => Promise.resolve() };

/** The Lambda function that measures how old batches and baselines are, of each active project and version. */
export async function measureAges(): Promise<void> {
  const { environment, settings } = parseHandlerEnvironment(process.env);
  const clients = createClients({ region: environment.region });
  const services = accountServices({ environment, clients, reporter: silent }, { settings, tasks: noTasks });
  const now = Date.now();
  // Batches may lie ahead of the clock that recorded them.
  const interval = { start: now - settings.catchUpDays * day, end: now + day };
  for (const set of await services.projectSets()) {
    const ages = agesOf(await readProjectHistory(services.objects, set, interval), now);
    const { project, version } = set;
    const lines = metricLines({ environment: environment.name, project, version }, ages, now);
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }
}
