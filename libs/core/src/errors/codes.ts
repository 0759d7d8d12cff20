/** What a code means, in general; the error that carries it says what is wrong in particular. */
export interface CodeMeaning {
  readonly meaning: string;
  readonly remedy: string;
}

const meanings = {
  'builder.cycle': {
    meaning: 'Builders read, directly or through others, what they write.',
    remedy: 'Break the circle: let one of the builders read another dataset.',
  },
  'builder.two-writers': {
    meaning: 'Two builders of a pipeline write the same dataset.',
    remedy: 'Give each dataset one builder that writes it.',
  },
  'pipeline.invalid': {
    meaning: 'A pipeline breaks a rule that SageMaker enforces, now or at run time.',
    remedy: 'Mend each finding.',
  },
  'pipeline.duplicate-name': {
    meaning: 'Two steps or two parameters of a pipeline have one name.',
    remedy: 'Rename one of them.',
  },
  'pipeline.illegal-name': {
    meaning: 'A name has characters, or a length, that SageMaker refuses.',
    remedy:
      'Use letters, digits and single hyphens, at most 256 of them, or 64 for a step; of environment variables letters, digits and underscores.',
  },
  'pipeline.unknown-reference': {
    meaning: 'A value refers to a parameter, step or output that the pipeline does not have.',
    remedy: 'Declare what it refers to, or correct the name.',
  },
  'pipeline.mistyped-parameter': {
    meaning: 'A step uses a parameter as another type than the pipeline declares.',
    remedy: 'Declare the parameter once, and use that declaration.',
  },
  'pipeline.shared-prefix': {
    meaning: 'Two outputs of steps go to one S3 prefix, or one below the other.',
    remedy: 'Give each output a prefix of its own.',
  },
  'pipeline.cycle': {
    meaning: 'Steps wait for each other in a circle.',
    remedy: 'Remove one of the dependencies.',
  },
  'pipeline.limit': {
    meaning: 'A number or a length is beyond a limit of SageMaker.',
    remedy: 'Stay below the limit that the message names.',
  },
  'pipeline.unused-parameter': {
    meaning: 'A parameter is declared and nothing uses it.',
    remedy: 'Use it, or remove it.',
  },
  'pipeline.malformed-reference': {
    meaning: 'What looks like a reference is none that SageMaker knows.',
    remedy: 'Write Parameters.Name, Execution.Name, Steps.Name.Member, a Std:Join or a Std:JsonGet.',
  },
  'pipeline.unknown-property': {
    meaning: 'A value refers to a property that steps of this type do not have.',
    remedy: 'Use a member of what SageMaker answers when it is asked for the job of that step.',
  },
  'pipeline.unknown-property-file': {
    meaning: 'A property file is not declared, or lies in an output that its step does not have.',
    remedy: 'Declare it at the step that writes it, with the name of one of its outputs.',
  },
  'pipeline.unreachable-step': {
    meaning: 'A step waits for one that runs only in another branch of a condition.',
    remedy: 'Move it into that branch, or let it wait for the Condition step.',
  },
  'pipeline.unknown-step-type': {
    meaning: 'A step has a type that is not known here.',
    remedy: 'Correct the type; one that SageMaker added lately can stay.',
  },
  'pipeline.unknown-member': {
    meaning: 'A step, or what it sends, has a member that SageMaker does not know there.',
    remedy: 'Correct the name, or leave the member out.',
  },
  'pipeline.missing-member': {
    meaning: 'A step, or what it sends, lacks a member that SageMaker needs.',
    remedy: 'Add the member that the message names.',
  },
  'pipeline.wrong-type': {
    meaning: 'A value is of another type than SageMaker takes at its place.',
    remedy: 'Give a value of the type that the message names.',
  },
  'pipeline.unknown-value': {
    meaning: 'A value is none of those that SageMaker is known to take at its place.',
    remedy: 'Correct it; one that SageMaker added lately can stay.',
  },
  'pipeline.resource-form': {
    meaning: 'An image, role, S3 URI, function or queue is not written in the form that SageMaker takes.',
    remedy: 'Write it in the form that the message shows.',
  },
  'pipeline.condition': {
    meaning: 'A condition is of no known type, or compares what cannot be compared.',
    remedy: 'Use Equals, GreaterThan, GreaterThanOrEqualTo, LessThan, LessThanOrEqualTo, In, Not or Or.',
  },
  'pipeline.constant-condition': {
    meaning: 'A condition always or never holds.',
    remedy: 'Compare with what the run brings, or leave out the step that decides.',
  },
  'pipeline.retry-policy': {
    meaning: 'A retry policy has values that SageMaker refuses.',
    remedy: 'Give known reasons, one of MaxAttempts and ExpireAfterMin, and numbers in their ranges.',
  },
  'pipeline.cache-config': {
    meaning: 'The cache settings of a step have values that SageMaker refuses.',
    remedy: 'Give Enabled, and a duration such as P30D or PT12H.',
  },
  'pipeline.mixed-dependencies': {
    meaning: 'A list of smspark-submit names items in S3 and local ones.',
    remedy: 'Put all of the list into S3, or all of it into the pipeline.',
  },
  'parameter.enumeration': {
    meaning: 'An enumeration is empty, repeats a value, or holds one of another type than its parameter.',
    remedy: "List each value once, of the parameter's type.",
  },
  'parameter.default-not-allowed': {
    meaning: 'A default is outside the values that its own parameter allows.',
    remedy: 'Choose a default that fits the enumeration, the pattern and the type.',
  },
  'parameter.missing': {
    meaning: 'A required parameter has no value.',
    remedy: 'Give it a value: --param Name=Value.',
  },
  'parameter.unknown': {
    meaning: 'A value is given for a parameter that the pipeline does not declare.',
    remedy: 'Correct the name, or declare the parameter.',
  },
  'parameter.not-allowed': {
    meaning: 'A value is of the wrong type, outside the enumeration, or does not match the pattern.',
    remedy: 'Give a value of the declared form.',
  },
  'asset.digest-missing': {
    meaning: 'A pipeline needs a code bundle whose digest was not given to synth.',
    remedy: 'Pass the digest of every asset: collectAssets of @ndr/aws computes them.',
  },
  'asset.source-missing': {
    meaning: 'A file or folder of a code bundle does not exist.',
    remedy: 'Create it, or correct the path in the builder.',
  },
  'definition.invalid': {
    meaning: 'A text is not a pipeline definition.',
    remedy: 'Give the JSON that SageMaker or `ndr synth` returns.',
  },
  'python.class-conflict': {
    meaning: 'Two objects of schemas would become Python classes of one name.',
    remedy: 'Give each object a title of its own.',
  },
  'job-spec.invalid': {
    meaning: "A JobSpec breaks its job's schema.",
    remedy: 'Correct the member that the message names.',
  },
  'job-spec.missing': {
    meaning: 'A project and feature-spec version have no JobSpec for a job.',
    remedy: 'Write it: ndr job-specs init --project P --version V.',
  },
  'job-spec.unknown-setting': {
    meaning: 'No job has a setting of that name.',
    remedy: 'Correct the name; `ndr job-specs init` without --set writes every setting with its default.',
  },
  'job-spec.exists': {
    meaning: 'A JobSpec file exists and says something else.',
    remedy: 'Edit the file, or repeat with --force.',
  },
  'job-spec.misaligned': {
    meaning: 'The JobSpecs of a project and feature-spec version disagree.',
    remedy: 'Make both sides say the same.',
  },
  'job-spec.conflict': {
    meaning: 'Somebody else wrote the JobSpecs at the same time.',
    remedy: 'Look at what they wrote, then repeat.',
  },
  'job-spec.too-large': {
    meaning: 'A set of JobSpecs has more items, or more bytes, than one transaction of DynamoDB takes.',
    remedy: 'Shorten long lists of settings, or divide the jobs among several projects.',
  },
  'job-spec.no-table': {
    meaning: 'The table of JobSpecs was created and does not become active.',
    remedy: 'Look at it in the console; repeat the command once it is active.',
  },
  'job-spec.no-revision': {
    meaning: 'The history of a set of JobSpecs does not hold the revision that was asked for.',
    remedy: 'Use one that ndr job-specs history names.',
  },
  'job-spec.unwritable': {
    meaning: 'A JobSpec file cannot be written.',
    remedy: 'Check the rights of its folder, and the space on the disk.',
  },
  'environment.missing': {
    meaning: 'There is no file of the environment that was named.',
    remedy: 'Copy apps/deploy/environments/template.yaml to that name and fill it in.',
  },
  'environment.invalid': {
    meaning: 'The file of an environment breaks its schema.',
    remedy: 'Correct the member that the message names.',
  },
  'traffic.unreadable': {
    meaning: 'A log file cannot be read.',
    remedy: 'Check the path, the rights and the compression.',
  },
  'traffic.wrong-format': {
    meaning: 'A log file is not of the format that was named.',
    remedy: 'Name the format that the file has.',
  },
  'traffic.no-flows': {
    meaning: 'A log file holds no flow that could be read.',
    remedy: 'Look at the lines kept aside, and check the format.',
  },
  'traffic.not-written': {
    meaning: 'Integration batches cannot be written.',
    remedy: 'Check the free space and the rights, then run the same again.',
  },
  'findings.no-rows': {
    meaning: 'No slice of the range is committed, or none of them has a row.',
    remedy: 'Run the 15m pipeline over it first: ndr run-batch.',
  },
  'findings.no-baseline': {
    meaning: 'No baseline that was asked for is committed.',
    remedy: 'Build one: ndr baselines.',
  },
  'findings.unreadable': {
    meaning: 'A commit record, run report or table file cannot be read.',
    remedy: 'Check its rights, or run the job that writes it again.',
  },
  'findings.not-written': {
    meaning: 'The page of a report cannot be written.',
    remedy: 'Check the folder and its rights, and the free space.',
  },
  'labels.invalid': {
    meaning: 'A file of labels does not hold one labelled episode a line.',
    remedy: 'Give the labels.jsonl that `ndr simulate` wrote, or lines of that form; move away what is something else.',
  },
  'batch.invalid': {
    meaning: 'Batch bounds are off the quarter-hour grid, reversed, or overlap another batch.',
    remedy: 'Give bounds on 00, 15, 30 or 45 minutes, start before end.',
  },
  'local.busy': {
    meaning: 'Another command uses the state folder.',
    remedy: 'Wait for it to end, or name another folder with --state.',
  },
  'local.no-server': {
    meaning: 'What was asked for goes on when the command has ended, and no server is there that would run it.',
    remedy: 'Start one: ndr local up --detach; or wait for the end: --wait.',
  },
  'local.python': {
    meaning: 'The Python environment cannot be made.',
    remedy: 'Install Python 3.10, 3.11 or 3.12 with its venv module, or name one in NDR_PYTHON.',
  },
  'local.java': {
    meaning: 'No Java runtime was found.',
    remedy: 'Set JAVA_HOME to a Java 17, or run `ndr local setup`.',
  },
  'local.unsupported': {
    meaning: 'A definition asks for something that does not run on this machine.',
    remedy: 'Run it on SageMaker, or leave that step out.',
  },
  'local.execution-failed': {
    meaning: 'A step of a local execution failed.',
    remedy: 'Read its log; the message names the file.',
  },
  'local.job-failed-to-start': {
    meaning: 'A processing job could not be started.',
    remedy: 'Correct what the message names.',
  },
  'local.images': {
    meaning: "The state folder's table of images breaks its schema.",
    remedy: 'Correct the member that the message names.',
  },
  'local.input-missing': {
    meaning: 'An input of a processing job does not exist.',
    remedy: 'Put it where the definition expects it, or correct the URI.',
  },
  'local.storage': {
    meaning: 'A file of the state folder, or an object of a local bucket, cannot be read or written.',
    remedy: 'Check the path and its rights.',
  },
  'local.disk-full': {
    meaning: 'The disk of the state folder is full.',
    remedy: 'Free some space, or name a state folder on another disk with --state.',
  },
  'local.time-limit': {
    meaning: "A processing job ran longer than its definition's MaxRuntimeInSeconds.",
    remedy: 'Raise the limit, or give the job less to do.',
  },
  'local.interrupted': {
    meaning: 'The process that ran an execution was killed.',
    remedy: 'Start the execution again: earlier data is whole.',
  },
  'local.unknown-pipeline': {
    meaning: 'No pipeline of that name was deployed to the state folder.',
    remedy: 'Deploy it first, or correct the name.',
  },
  'local.unknown-execution': {
    meaning: 'The state folder holds no execution of that ARN.',
    remedy: 'Correct the ARN; `ndr list` shows them.',
  },
  'local.not-running': {
    meaning: 'An execution that has ended cannot be stopped.',
    remedy: 'Look at its status; `ndr describe` shows it.',
  },
  'local.not-retryable': {
    meaning: 'Only an execution that failed or was stopped can be retried.',
    remedy: 'Wait for it to end, or start another one.',
  },
  'local.unknown-callback': {
    meaning: 'No running Callback step waits for that token.',
    remedy: 'Take the token from the newest message of the queue; a step takes one answer.',
  },
  'local.queue': {
    meaning: 'The message of a Callback step cannot be put into its queue.',
    remedy: 'Give the URL of an SQS queue; the message says what is wrong with it.',
  },
  'local.selective-execution': {
    meaning: 'The steps that were selected cannot run with what an earlier execution left.',
    remedy: 'Select every step in between, and name an execution in which the steps before them succeeded.',
  },
  'local.address': {
    meaning: 'The local endpoint cannot listen at an address, or must not.',
    remedy: 'Name another port, or 0 for a free one; addresses that other machines reach need --allow-remote.',
  },
  'local.journal': {
    meaning: 'The journal of the local DynamoDB cannot be repeated.',
    remedy: 'Mend the line that the message names, or start with empty tables: ndr local reset.',
  },
  'local.moto': {
    meaning: 'The local DynamoDB did not start.',
    remedy: 'Read its log; the message names the file.',
  },
  'selection.malformed': {
    meaning: 'An expression that selects steps is none.',
    remedy: 'Write step, +step, step+ or from..to, separated by commas.',
  },
  'selection.unknown-step': {
    meaning: 'An expression selects a step that the pipeline does not have.',
    remedy: 'Correct the name; `ndr graph` shows the steps.',
  },
  'selection.not-connected': {
    meaning: 'An expression selects what lies between two steps of which none waits for the other.',
    remedy: 'Turn it round, or name both steps.',
  },
  'execution.no-source': {
    meaning: 'Selected steps need results of an earlier execution, and there is none.',
    remedy: 'Select what they wait for as well, with +step, or name an execution with --source.',
  },
  'aws.credentials': {
    meaning: 'AWS got no credentials, or ones that are expired or not valid.',
    remedy: 'Sign in again, then repeat the command: it goes on from where it stopped.',
  },
  'aws.access-denied': {
    meaning: 'The credentials may not do what was asked.',
    remedy: 'Give their role the statements that `ndr iam` prints.',
  },
  'aws.wrong-account': {
    meaning: 'The credentials belong to another account than the environment.',
    remedy: 'Sign in to the account of the environment, or name another environment with --env.',
  },
  'aws.throttled': {
    meaning: 'AWS refused requests because there were too many of them.',
    remedy: 'Wait a minute, then repeat the command: it goes on from where it stopped.',
  },
  'aws.unreachable': {
    meaning: 'AWS, or the local server, did not answer.',
    remedy: 'Check the network and the endpoint, then repeat the command: it goes on from where it stopped.',
  },
  'aws.failed': {
    meaning: 'A service of AWS failed.',
    remedy: 'Repeat the command later: it goes on from where it stopped.',
  },
  'aws.refused': {
    meaning: 'A service of AWS refused a request.',
    remedy: 'Correct what its message names.',
  },
  'deploy.stale-plan': {
    meaning: 'What a plan rests on has changed since: the account, the sources or the files.',
    remedy: 'Plan again, look at it, and deploy that.',
  },
  'deploy.invalid-plan': {
    meaning: 'A file holds no plan.',
    remedy: 'Give what `ndr plan --json` printed.',
  },
  'deploy.conflict': {
    meaning: 'Somebody else changed a pipeline while it was deployed.',
    remedy: 'Look at what they did, then repeat.',
  },
  'deploy.not-confirmed': {
    meaning: 'A change was not confirmed.',
    remedy: 'Answer yes, or repeat with --yes.',
  },
  'deploy.infrastructure-missing': {
    meaning: 'An environment has infrastructure that others own, and a part of it is missing.',
    remedy: 'Deploy apps/infra first, or set infrastructure: cli.',
  },
  'deploy.no-such-pipeline': {
    meaning: 'The account holds no pipeline, or no version of it, of that name.',
    remedy: 'Deploy it first, or correct the name.',
  },
  'deploy.pipeline-in-use': {
    meaning: 'A pipeline has executions that run.',
    remedy: 'Stop them, or wait for their end.',
  },
  'redrive.nothing-kept': {
    meaning: 'An environment has no dead-letter queue and no state machines, which apps/infra alone creates.',
    remedy: 'Run what is missing: `ndr backfill --missing`.',
  },
  'redrive.not-redrivable': {
    meaning: 'An execution of a state machine cannot go on from where it failed.',
    remedy: 'Run what is missing: `ndr backfill --missing`.',
  },
  'execution.not-found': {
    meaning: 'There is no execution of that ARN.',
    remedy: 'Look for it: ndr list PIPELINE.',
  },
  'execution.timeout': {
    meaning: 'An execution did not end within the time that was given to wait for it.',
    remedy: 'Wait on: ndr watch ARN.',
  },
  'orchestration.lock-lost': {
    meaning: 'A run is in the hands of another orchestrator, or has ended.',
    remedy: 'Nothing: whoever has it does it.',
  },
  'orchestration.turn': {
    meaning: 'A run waited too long for another run of the same slices.',
    remedy: 'Look at that run, or stop it, then repeat.',
  },
  'generator.option': {
    meaning: 'An option of a generator is none, or does not fit what is there.',
    remedy: 'Correct it: --help lists all of them.',
  },
  'generator.exists': {
    meaning: 'What a generator would add is there already.',
    remedy: 'Choose another name, or change what is there.',
  },
  'generator.not-found': {
    meaning: 'The sources do not declare what a generator is told to work on.',
    remedy: 'Name something that they declare, or declare it first.',
  },
  'generator.in-use': {
    meaning: 'Others use what a generator would take away, or write where it would.',
    remedy: 'Change those first, or name something else.',
  },
  'generator.by-hand': {
    meaning: 'The sources are written in a way in which a generator cannot be sure of its edit.',
    remedy: 'Add by hand what the message says.',
  },
  'record.invalid': {
    meaning: 'An object is not the commit record or batch record that it should be.',
    remedy: 'Run the job that writes it again; correct or delete a batch record.',
  },
  usage: {
    meaning: 'A command was called in a way that it does not understand.',
    remedy: 'See `ndr --help`.',
  },
} as const satisfies Record<string, CodeMeaning>;

/** A stable name of a kind of error. */
export type ErrorCode = keyof typeof meanings;

/** Every error code of ndr: stable names that programs may compare. */
export const codes: Readonly<Record<ErrorCode, CodeMeaning>> = meanings;
