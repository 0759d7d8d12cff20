export { jobSpecSetsOf } from './deployment/sources';
export { environmentOf } from './environments';
export { exitCode, exitCodeOf, type ExitCode } from './exit-codes';
export { main } from './main';
export { pipelinesOf } from './pipelines';
export { colorsFor } from './render/colors';
export { errorText } from './render/error';
