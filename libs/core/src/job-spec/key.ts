/** Key of an item of the JobSpec table. */
export interface JobSpecKey {
  readonly project_name: string;
  readonly job_name_version: string;
}

/** Table that jobs read when their environment names no other. */
export const defaultJobSpecTable = 'ndr-job-specs';

/** Environment variable that names another table to a job. */
export const jobSpecTableVariable = 'NDR_JOB_SPEC_TABLE';

/** Key of the JobSpec of a job. */
export function jobSpecKey(project: string, jobName: string, version: string): JobSpecKey {
  return { project_name: project, job_name_version: `${jobName}#${version}` };
}

/** Key of the item that holds the revision of a whole set. */
export function setHeadKey(project: string, version: string): JobSpecKey {
  return { project_name: project, job_name_version: `#set#${version}` };
}

/** Key under which a revision of a JobSpec is kept. */
export function historyKey(project: string, jobName: string, version: string, revision: number): JobSpecKey {
  return {
    project_name: `${project}#history`,
    job_name_version: `${jobName}#${version}#${String(revision).padStart(10, '0')}`,
  };
}
