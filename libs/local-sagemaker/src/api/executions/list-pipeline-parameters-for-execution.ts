import { namedExecution } from './named-execution';
import { operation } from '../operation';
import { nextToken, requestedPage } from '../protocol/paging';

/** The Python SDK replays an execution from one page; a pipeline has at most 200 parameters. */
const defaultPage = 200;

/** Every parameter that the execution has, those with their default value too: its replay needs them. */
export const listPipelineParametersForExecution = operation('ListPipelineParametersForExecution', {
  handle(input, context) {
    const { parameters } = namedExecution(input.PipelineExecutionArn, context);
    const all = Object.entries(JSON.parse(parameters) as Readonly<Record<string, string | number | boolean>>);
    const { limit, after } = requestedPage(input, defaultPage);
    const start = after?.row ?? 0;
    const end = start + limit;
    return {
      PipelineParameters: all.slice(start, end).map(([Name, value]) => ({ Name, Value: String(value) })),
      NextToken: nextToken(input, end < all.length ? { value: '', row: end } : undefined),
    };
  },
});
