// Calls the function of a handler file: `call-handler.mjs <file> <answer file>`, the event as JSON on standard input.
import { writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const functionNames = ['lambda_handler', 'handler'];
const failed = 70;

const [, , file, answerFile] = process.argv;
process.exit(await main());

async function main() {
  const event = await json(process.stdin);
  try {
    const handler = await handlerOf(file);
    const context = { functionName: basename(file, extname(file)), functionVersion: '$LATEST' };
    writeFileSync(answerFile, JSON.stringify({ answer: (await handler(event, context)) ?? null }));
    return 0;
  } catch (error) {
    console.error(error);
    const { name = 'Error', message = String(error) } = error ?? {};
    writeFileSync(answerFile, JSON.stringify({ error: { type: name, message } }));
    return failed;
  }
}

async function handlerOf(path) {
  const module = await import(pathToFileURL(path).href);
  const names = { ...module.default, ...module };
  const found = functionNames.map((name) => names[name]).find((each) => typeof each === 'function');
  if (found) return found;
  throw new TypeError(`${path} has no function ${functionNames.join(' or ')}`);
}
