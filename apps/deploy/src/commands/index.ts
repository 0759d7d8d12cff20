import { analyzeCommand } from './analyze';
import { baselinesCommand } from './baselines';
import { demoCommand } from './demo';
import { diffCommand } from './diff';
import { graphCommand } from './graph';
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
import { localRunCommand } from './local-run';
import { localSetupCommand } from './local-setup';
import { localStatusCommand } from './local-status';
import { lookupHostCommand } from './lookup-host';
import { lookupPairCommand } from './lookup-pair';
import { reportCommand } from './report';
import { runBatchCommand } from './run-batch';
import { simulateCommand } from './simulate';
import { synthCommand } from './synth';
import { validateCommand } from './validate';
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
  runBatchCommand,
  baselinesCommand,
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
    commands: [localRunCommand, localStatusCommand, localSetupCommand],
  }),
];
