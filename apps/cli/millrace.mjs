#!/usr/bin/env node
// Starts the command line on a Node that fits. Written for old Nodes too, so no newer syntax here.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDS = [22, 17];
const here = dirname(fileURLToPath(import.meta.url));
const main = join(here, '../../dist/apps/cli/main.js');

const fits = (version) => {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major > NEEDS[0] || (major === NEEDS[0] && minor >= NEEDS[1]);
};

const bundledNode = () => {
  for (let folder = here; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
  }
};

if (!existsSync(main)) {
  console.error('Millrace is not built yet. Run: npm run build\nMillrace 尚未构建，请先运行：npm run build');
  process.exit(2);
} else if (fits(process.version)) {
  await import(pathToFileURL(main).href);
} else {
  const node = process.env.MILLRACE_REEXEC ? null : bundledNode();
  if (!node) {
    console.error(
      `Millrace needs Node ${NEEDS.join('.')} or newer; this is ${process.version}. "npm ci" brings a fitting one along.\n` +
        `Millrace 需要 Node ${NEEDS.join('.')} 或更高版本，当前为 ${process.version}。运行 "npm ci" 会自动安装合适的版本。`,
    );
    process.exit(2);
  }
  const child = spawn(node, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, MILLRACE_REEXEC: '1' },
    shell: process.platform === 'win32',
  });
  // On a terminal Ctrl-C reaches the child by itself; a second one would cut its clean stop short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code === null ? (signal === 'SIGINT' ? 130 : 1) : code));
}
