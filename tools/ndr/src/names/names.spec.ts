import { datasetNames } from './dataset-names';
import { renaming } from './renaming';
import { stepNames } from './step-names';

describe('a step', () => {
  it.each(['dns-tunnel', 'dns_tunnel', 'dns-tunnel-builder', ' dns-tunnel '])(
    'called %j has one set of names',
    (name) => {
      expect(stepNames(name)).toEqual({
        name: 'dns-tunnel',
        step: 'DnsTunnelBuilderStep',
        job: 'dns_tunnel_builder',
        file: 'dns-tunnel-builder',
        builder: 'dnsTunnelBuilder',
        jobSpec: 'dnsTunnelBuilderJobSpec',
        class: 'DnsTunnelBuilder',
      });
    },
  );

  it.each(['class', 'import', 'select', 'new', 'none', 'c2', 'a-1-b', 'x'.repeat(36)])('may be called %s', (name) => {
    expect(stepNames(name).name).toBe(name);
  });

  it.each([
    ['', 'needs a name'],
    ['2fa', 'starts with a digit'],
    ['DnsTunnel', 'capitals'],
    ['dns tunnel', 'single hyphens'],
    ['dns--tunnel', 'single hyphens'],
    ['-dns', 'single hyphens'],
    ['../dns', 'single hyphens'],
    ['x'.repeat(37), '37 characters are too many'],
    ['tünnel', '"ü" is no ASCII character'],
    ['тоннель', 'is no ASCII character'],
    ['dns\u200btunnel', 'is no ASCII character'],
  ])('may not be called %j: %s', (name, reason) => {
    expect(() => stepNames(name)).toThrow(reason);
  });
});

describe('a dataset', () => {
  it('has one name in each language', () => {
    expect(datasetNames('dns_tunnel')).toEqual({
      name: 'dns_tunnel',
      file: 'dns-tunnel',
      constant: 'dnsTunnel',
      table: 'DNS_TUNNEL',
    });
  });

  it.each([
    ['class', 'Python, TypeScript'],
    ['lambda', 'Python'],
    ['new', 'TypeScript'],
    ['select', 'SQL'],
    ['order', 'SQL'],
  ])('may not be called %s, a word of %s', (name, languages) => {
    expect(() => datasetNames(name)).toThrow(`it is a word of ${languages}`);
  });

  it.each(['2nd', 'A', 'a__b', 'a-b', 'ä', ''])('may not be called %j', (name) => {
    expect(() => datasetNames(name)).toThrow('a dataset is named by');
  });
});

describe('renaming', () => {
  const renamed = renaming(stepNames('dns'), stepNames('web-access'));

  it.each([
    ['from dns_builder.sums import a', 'from web_access_builder.sums import a'],
    ['run_dns_builder.py test_run_dns_builder.py', 'run_web_access_builder.py test_run_web_access_builder.py'],
    [
      'ndr_spark.generated.dns_builder_spec import DnsBuilderSpec',
      'ndr_spark.generated.web_access_builder_spec import WebAccessBuilderSpec',
    ],
    ["import { dnsBuilder } from './dns-builder';", "import { webAccessBuilder } from './web-access-builder';"],
    [
      'dnsBuilderJobSpec DnsBuilderStep DnsBuilderArguments',
      'webAccessBuilderJobSpec WebAccessBuilderStep WebAccessBuilderArguments',
    ],
  ])('reaches every name that is made of it: %s', (before, after) => expect(renamed(before)).toBe(after));

  it.each([
    'my_dns_builder',
    'dns_builders',
    'myDnsBuilder',
    'dnsBuilders',
    'old-dns-builder',
    'dns-builder-old',
    'dns',
  ])('leaves the longer word %s', (word) => expect(renamed(word)).toBe(word));
});
