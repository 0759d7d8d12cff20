import type { StepType } from './step-type';
import { asText } from '../evaluate';
import { isExactObject } from '../exact-json';

/** Ends the execution as failed, with the author's message. */
export const failStep: StepType = {
  run({ evaluated: { Arguments: request }, change }) {
    const message = (isExactObject(request) ? request.ErrorMessage : undefined) ?? '';
    const reason = asText(message);
    change({ metadata: { Fail: { ErrorMessage: reason } } });
    return Promise.resolve({ status: 'Failed', ...(reason !== '' && { reason }) });
  },
};
