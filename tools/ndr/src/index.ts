export { createDependencies } from './graph/create-dependencies';
export { createNodes } from './graph/create-nodes';

/** The Nx plugin `ndr`: projects and edges that no manifest declares; its generators are listed in generators.json. */
export const name = 'ndr';
