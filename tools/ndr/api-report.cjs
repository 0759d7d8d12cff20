// Writes the report of what a library exports, or says that it is out of date: node tools/ndr/api-report.cjs core [--write]
// The model of it, with the docstrings, goes to dist/api-model of the workspace: the API reference is made from it.
'use strict';

const { Extractor, ExtractorConfig } = require('@microsoft/api-extractor');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const workspace = join(__dirname, '../..');
const [name] = process.argv.slice(2);
const isToWrite = process.argv.includes('--write');
const library = join(workspace, 'libs', name);
const temporary = mkdtempSync(join(tmpdir(), 'ndr-api-'));
const config = ExtractorConfig.prepare({
  configObjectFullPath: join(library, 'api-extractor.json'),
  packageJsonFullPath: join(library, 'package.json'),
  configObject: {
    projectFolder: library,
    mainEntryPointFilePath: join(library, 'dist/index.d.ts'),
    newlineKind: 'lf',
    compiler: { tsconfigFilePath: join(library, 'tsconfig.lib.json') },
    apiReport: {
      enabled: true,
      reportFileName: `${name}.api.md`,
      reportFolder: join(library, 'docs/generated'),
      reportTempFolder: temporary,
    },
    docModel: { enabled: true, apiJsonFilePath: join(workspace, `dist/api-model/${name}.api.json`) },
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
  localBuild: isToWrite,
  messageCallback: (message) => {
    message.handled = true;
    if (message.logLevel === 'error') process.stderr.write(`${message.text}\n`);
  },
});
rmSync(temporary, { recursive: true });
if (!isToWrite && result.apiReportChanged) {
  process.stderr.write(
    `What @ndr/${name} exports has changed: npx nx run ${name}:api-report, and look at the difference.\n`,
  );
  process.exitCode = 1;
}
