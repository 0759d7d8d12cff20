export { Application } from './application';
export { Library } from './library';
export { NxPlugin } from './nx-plugin';
export { PythonClients } from './python-clients';
export { pythonRequirements, SparkLibrary } from './spark-job';
export { Workspace } from './workspace';
