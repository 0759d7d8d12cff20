export { exitCode, type ExitCode } from './exit-codes';
export { main } from './main';
