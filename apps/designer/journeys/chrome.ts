import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

/** Where a Chrome usually is, when the package has none for this machine. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** `CHROME_PATH`, else the Chromium of the package (Linux on x64), else an installed one; none at all is an error that says what to do. */
async function chromePath(): Promise<string> {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined) return given;
  if (process.platform === 'linux' && process.arch === 'x64') return chromium.executablePath();
  const found = USUAL.find((path) => existsSync(path));
  if (found === undefined) throw new Error('No Chrome or Chromium was found: set CHROME_PATH to one.');
  return found;
}

/** A real browser without a window. It opens pages of this project only, so it needs no sandbox (which root could not have). */
export const openChrome = async (): Promise<Browser> =>
  playwright.launch({
    executablePath: await chromePath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Without a graphics card, drawing by Skia on the processor costs a tenth of pretending that there is one.
      '--disable-gpu',
    ],
  });
