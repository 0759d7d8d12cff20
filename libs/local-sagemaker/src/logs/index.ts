export { followLog } from './follow-log';
export { handleLogsRequest, type LogsAnswer, type LogsContext } from './handle-logs-request';
export { instanceLog, jobLogFolder, logGroupFolder, processingLogGroup } from './log-folder';
