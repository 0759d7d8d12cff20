import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobConfiguration } from './configuration';

describe("a job's configuration.json", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ndr-configuration-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function texts(configuration: unknown): Record<string, string> {
    const file = join(folder, 'configuration.json');
    writeFileSync(file, JSON.stringify(configuration));
    return Object.fromEntries(jobConfiguration(file).map((each) => [each.file, each.text]));
  }

  it('becomes the files of Spark, each in its form', () => {
    expect(
      texts([
        { Classification: 'spark-defaults', Properties: { 'spark.a': 'x y', 'spark.b': 2 } },
        { Classification: 'spark-log4j', Properties: { 'rootLogger.level': 'info' } },
        {
          Classification: 'spark-env',
          Properties: {},
          Configurations: [{ Classification: 'export', Properties: { A: 'b' } }],
        },
        { Classification: 'hive-site', Properties: { a: '1 < 2' } },
        { Classification: 'spark-hive-site', Properties: { b: '2' } },
      ]),
    ).toEqual({
      'spark-defaults.conf': 'spark.a x y\nspark.b 2\n',
      'log4j2.properties': 'rootLogger.level=info\n',
      'spark-env.sh': 'export A=b\n',
      'hive-site.xml':
        '<?xml version="1.0"?>\n<configuration>\n' +
        '  <property><name>a</name><value>1 &lt; 2</value></property>\n' +
        '  <property><name>b</name><value>2</value></property>\n</configuration>\n',
    });
  });

  it('may be one classification, or missing', () => {
    expect(texts({ Classification: 'core-site', Properties: { a: 'b' } })).toHaveProperty(['core-site.xml']);
    expect(jobConfiguration(join(folder, 'absent.json'))).toEqual([]);
  });

  it.each([
    [
      'an unknown classification',
      { Classification: 'flink-conf', Properties: {} },
      'Invalid classification: flink-conf',
    ],
    ['an env without export', { Classification: 'spark-env', Properties: { A: 'b' } }, 'requires a sub-configuration'],
    [
      'an env with something else inside',
      { Classification: 'yarn-env', Configurations: [{ Classification: 'set', Properties: {} }] },
      "must use the sub-classification 'export'",
    ],
    ['something else', 'spark', 'is no configuration'],
  ])('is refused with %s', (_, configuration, reason) => {
    expect(() => texts(configuration)).toThrow(reason);
  });
});
