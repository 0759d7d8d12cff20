export { syncModel as default } from './sync-model';
