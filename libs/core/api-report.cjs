// Writes the report of what @ndr/core exports, or says that it is out of date: node api-report.cjs [--write]
// The model of it, with the docstrings, goes to dist/api-model of the workspace: the API reference is made from it.
const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const temporary = mkdtempSync(join(tmpdir(), 'ndr-api-'));
const config = ExtractorConfig.prepare({
  configObjectFullPath: join(__dirname, 'api-extractor.json'),
  packageJsonFullPath: join(__dirname, 'package.json'),
  configObject: {
    projectFolder: __dirname,
    mainEntryPointFilePath: join(__dirname, 'dist/index.d.ts'),
    newlineKind: 'lf',
    compiler: { tsconfigFilePath: join(__dirname, 'tsconfig.lib.json') },
    apiReport: {
      enabled: true,
      reportFileName: 'core.api.md',
      reportFolder: join(__dirname, 'docs/generated'),
      reportTempFolder: temporary,
    },
    docModel: { enabled: true, apiJsonFilePath: join(__dirname, '../../dist/api-model/core.api.json') },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      extractorMessageReporting: { default: { logLevel: 'none' } },
      tsdocMessageReporting: { default: { logLevel: 'none' } },
      compilerMessageReporting: { default: { logLevel: 'error' } },
    },
  },
});
const result = Extractor.invoke(config, {
  localBuild: process.argv.includes('--write'),
  messageCallback: (message) => {
    message.handled = true;
    if (message.logLevel === 'error') process.stderr.write(`${message.text}\n`);
  },
});
rmSync(temporary, { recursive: true });
if (!process.argv.includes('--write') && result.apiReportChanged) {
  process.stderr.write('What @ndr/core exports has changed: npx nx run core:api-report, and look at the difference.\n');
  process.exitCode = 1;
}
