import { analyzeCommand } from './analyze';
import { backfillCommand } from './backfill';
import { baselinesCommand } from './baselines';
import { batchesRecordCommand } from './batches-record';
import { demoCommand } from './demo';
import { deployCommand } from './deploy';
import { describeCommand } from './describe';
import { destroyCommand } from './destroy';
import { diffCommand } from './diff';
import { graphCommand } from './graph';
import { iamCommand } from './iam';
import { importCommand } from './import';
import { ingestCommand } from './ingest';
import { jobSpecsApplyCommand } from './job-specs-apply';
import { jobSpecsCheckCommand } from './job-specs-check';
import { jobSpecsDiffCommand } from './job-specs-diff';
import { jobSpecsHistoryCommand } from './job-specs-history';
import { jobSpecsInitCommand } from './job-specs-init';
import { jobSpecsListCommand } from './job-specs-list';
import { jobSpecsRollbackCommand } from './job-specs-rollback';
import { jobSpecsShowCommand } from './job-specs-show';
import { listCommand } from './list';
import { localDownCommand } from './local-down';
import { localResetCommand } from './local-reset';
import { localRunCommand } from './local-run';
import { localSetupCommand } from './local-setup';
import { localStatusCommand } from './local-status';
import { localUpCommand } from './local-up';
import { logsCommand } from './logs';
import { lookupHostCommand } from './lookup-host';
import { lookupPairCommand } from './lookup-pair';
import { pipelinesRollbackCommand } from './pipelines-rollback';
import { pipelinesVersionsCommand } from './pipelines-versions';
import { planCommand } from './plan';
import { redriveCommand } from './redrive';
import { reportCommand } from './report';
import { retryCommand } from './retry';
import { runBatchCommand } from './run-batch';
import { simulateCommand } from './simulate';
import { startCommand } from './start';
import { statusCommand } from './status';
import { stopCommand } from './stop';
import { synthCommand } from './synth';
import { validateCommand } from './validate';
import { watchCommand } from './watch';
import { group, type Command, type CommandGroup } from '../command-line/command';

/** Every command, in the order of the help. */
export const commands: readonly (Command | CommandGroup)[] = [
  demoCommand,
  analyzeCommand,
  group({
    name: 'job-specs',
    summary: 'What jobs are told beside their arguments',
    commands: [
      jobSpecsInitCommand,
      jobSpecsListCommand,
      jobSpecsShowCommand,
      jobSpecsCheckCommand,
      jobSpecsDiffCommand,
      jobSpecsApplyCommand,
      jobSpecsHistoryCommand,
      jobSpecsRollbackCommand,
    ],
  }),
  ingestCommand,
  simulateCommand,
  group({
    name: 'batches',
    summary: 'Batches that other systems wrote',
    commands: [batchesRecordCommand],
  }),
  runBatchCommand,
  baselinesCommand,
  statusCommand,
  backfillCommand,
  planCommand,
  deployCommand,
  destroyCommand,
  group({
    name: 'pipelines',
    summary: 'Versions of pipelines that are deployed',
    commands: [pipelinesVersionsCommand, pipelinesRollbackCommand],
  }),
  startCommand,
  watchCommand,
  listCommand,
  describeCommand,
  logsCommand,
  stopCommand,
  retryCommand,
  redriveCommand,
  iamCommand,
  reportCommand,
  group({
    name: 'lookup',
    summary: 'What baselines say of a host or a pair',
    commands: [lookupHostCommand, lookupPairCommand],
  }),
  synthCommand,
  validateCommand,
  diffCommand,
  graphCommand,
  importCommand,
  group({
    name: 'local',
    summary: 'SageMaker Pipelines on this machine',
    commands: [
      ...[localUpCommand, localDownCommand, localStatusCommand, localResetCommand],
      ...[localRunCommand, localSetupCommand],
    ],
  }),
];
