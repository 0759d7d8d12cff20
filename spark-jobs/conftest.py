"""What the tests of all jobs start from."""

pytest_plugins = ["job_testing.fixtures"]
