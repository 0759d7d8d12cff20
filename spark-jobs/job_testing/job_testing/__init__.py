"""What tests of the jobs share: a bucket that is a folder, JobSpecs in a real table, runs of jobs, their results."""
