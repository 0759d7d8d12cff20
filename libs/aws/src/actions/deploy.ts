import { canonicalJson, codes, NdrError, type Json } from '@ndr/core';
import type { ActionContext } from './deployment';
import { planDocument, thingsAtOnce, type Plan, type PlanDocument } from './plan';
import { withCodedFailures } from '../account/aws-failure';
import { inParallel } from '../in-parallel';

/**
 * Applies exactly `plan`: the table, then code, JobSpecs, pipelines and their schedules, so that a failure leaves the former
 * pipelines with all that they need. Repeated after a failure, with a new plan, it goes on from there.
 * @throws NdrError `aws.…`, `job-spec.conflict`, `deploy.conflict`; what was applied before stays
 */
export async function applyPlan({ reporter, signal }: ActionContext, { stages }: Plan): Promise<void> {
  await withCodedFailures(async () => {
    for (const { name, parts } of stages) {
      if (parts.length > 0) reporter({ type: 'stage', stage: name });
      await inParallel(parts, thingsAtOnce, async (part) => {
        signal?.throwIfAborted();
        await part.apply();
        for (const { kind, name: thing, action } of part.changes) {
          reporter({ type: 'change-applied', kind, name: thing, action });
        }
      });
    }
  });
}

/**
 * Reads what `ndr plan --json` printed.
 * @throws NdrError `deploy.invalid-plan`
 */
export function parsePlan(text: string, place: string): PlanDocument {
  const result = planDocument.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new NdrError({
    code: 'deploy.invalid-plan',
    place,
    cause: issue === undefined ? 'it is no plan' : `/${issue.path.map(String).join('/')}: ${issue.message}`,
    remedy: codes['deploy.invalid-plan'].remedy,
  });
}

const whatChanged: Readonly<Record<keyof PlanDocument, string>> = {
  environment: 'the environment',
  account: 'the account',
  region: 'the region',
  pipelines: 'the pipelines that are looked at',
  changes: 'what is to be done',
  schedules: 'the schedules',
  basis: 'the sources or what the account holds',
};

/**
 * Makes sure that a plan made `now` says what the one that was `kept` says.
 * @throws NdrError `deploy.stale-plan`
 */
export function checkUnchanged(kept: PlanDocument, now: PlanDocument, place: string): void {
  const changed = (Object.keys(whatChanged) as (keyof PlanDocument)[]).filter(
    (member) => canonicalJson(kept[member] as Json) !== canonicalJson(now[member] as Json),
  );
  if (changed.length === 0) return;
  throw new NdrError({
    code: 'deploy.stale-plan',
    place,
    cause: `since it was made, ${changed.map((member) => whatChanged[member]).join(' and ')} changed`,
    remedy: codes['deploy.stale-plan'].remedy,
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
