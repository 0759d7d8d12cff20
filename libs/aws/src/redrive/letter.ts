import type { Message } from '@aws-sdk/client-sqs';
import { baselineHorizons } from '@ndr/pipelines';
import { z } from 'zod';
import { letterTargetArn, type LetterTarget } from './letter-targets';
import type { Environment } from '../environment';

/** An event that could not be handed over, as EventBridge or its Scheduler put it into the dead-letter queue. */
export interface Letter {
  /** Id of its message. */
  readonly id: string;
  /** The event, as it was to be handed over. */
  readonly body: string;
  /** When it was put there. ISO 8601. */
  readonly sent: string;
  /** Why it could not be handed over, in the service's words. */
  readonly error?: string;
  readonly addressee: Addressee;
}

/** Who a letter is for and what it is about; or why that is not known. */
export type Addressee = { readonly target: LetterTarget; readonly about: string } | { readonly unknown: string };

/** The message attributes of both services that matter here. */
interface LetterAttributes {
  readonly TARGET_ARN?: string;
  readonly ERROR_CODE?: string;
  readonly ERROR_MESSAGE?: string;
  /** Of the Scheduler: `true` for an event that did not fit into a message. */
  readonly IS_PAYLOAD_TRUNCATED?: string;
}

/** Reads a message of the dead-letter queue. */
export function letterOf(
  { MessageId: id = '', Body: body = '', Attributes, MessageAttributes = {} }: Message,
  environment: Environment,
): Letter {
  const attributes: LetterAttributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
  const { ERROR_CODE, ERROR_MESSAGE } = attributes;
  const error = [ERROR_CODE, ERROR_MESSAGE].filter((text) => text !== undefined).join(': ');
  return {
    ...{ id, body, sent: new Date(Number(Attributes?.SentTimestamp ?? 0)).toISOString() },
    ...(error !== '' && { error }),
    addressee: addresseeOf(body, attributes, environment),
  };
}

/** Events of one form, and who they are for. */
interface EventForm {
  readonly target: LetterTarget;
  /** What an event of this form is about; undefined for others. */
  readonly aboutOf: (event: unknown) => string | undefined;
}

function form<Event>(target: LetterTarget, schema: z.ZodType<Event>, about: (event: Event) => string): EventForm {
  return {
    target,
    aboutOf: (event) => {
      const { data } = schema.safeParse(event);
      return data === undefined ? undefined : about(data);
    },
  };
}

/** What rules of EventBridge pass on, and what schedules give. */
const forms: readonly EventForm[] = [
  form(
    'batch',
    z.object({
      'detail-type': z.literal('Object Created'),
      detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
    }),
    ({ detail: { bucket, object } }) => `batch record s3://${bucket.name}/${object.key}`,
  ),
  form('batch', z.strictObject({ catchUp: z.literal(true) }), () => 'batches whose events got lost'),
  form(
    'baselines',
    z.strictObject({ horizon: z.enum(baselineHorizons) }),
    ({ horizon }) => `${horizon} baselines that are due`,
  ),
  form(
    'complete-execution',
    z.object({
      'detail-type': z.literal('SageMaker Model Building Pipeline Execution Status Change'),
      detail: z.object({ pipelineExecutionArn: z.string() }),
    }),
    ({ detail }) => `end of ${detail.pipelineExecutionArn}`,
  ),
  form('measure-ages', z.strictObject({}), () => 'ages of batches and baselines'),
];

/** The event and the ARN of the target must say the same: one that came here by mistake starts nothing. */
function addresseeOf(body: string, attributes: LetterAttributes, environment: Environment): Addressee {
  if (attributes.IS_PAYLOAD_TRUNCATED === 'true') return { unknown: 'its event was too long, and its end is missing' };
  const event = eventOf(body);
  for (const { target, aboutOf } of forms) {
    const about = aboutOf(event);
    if (about === undefined) continue;
    const { TARGET_ARN: arn = 'no target' } = attributes;
    if (arn === letterTargetArn(environment, target)) return { target, about };
    return { unknown: `its event is one for ${target} (${about}), and its message names ${arn}` };
  }
  return { unknown: 'its event is none that ndr hands over' };
}

/** Undefined for what is no JSON. */
function eventOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
