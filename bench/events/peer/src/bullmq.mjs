import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const PACKAGES = { 6: 'bullmq', 5: 'bullmq5' };

/** The BullMQ line asked for, with the versions that really run. */
export async function line(major) {
  const name = PACKAGES[major];
  const { Queue, Worker } = await import(name);
  return { Queue, Worker, version: versionOf(name) };
}

export function versionOf(name) {
  return require(`../node_modules/${name}/package.json`).version;
}

/** Every class opens its own connection, as BullMQ's documentation shows first. */
export function connection(url, autoPipelining) {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port), enableAutoPipelining: autoPipelining };
}
