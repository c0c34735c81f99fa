import { readFileSync } from 'node:fs';

/** Versions of what is compared, one line of JSON. */
const names = ['twilio-realtime-agents', '@openai/agents', '@openai/agents-extensions', 'ws'];
const versions = { node: process.versions.node };
for (const name of names) {
  versions[name] = JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url))).version;
}
console.log(JSON.stringify(versions));
