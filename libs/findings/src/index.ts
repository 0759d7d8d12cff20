export { projectTables, type ProjectTables } from './tables/project-tables';
