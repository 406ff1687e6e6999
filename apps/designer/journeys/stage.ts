import type { Browser, BrowserContext, Page } from 'playwright-core';
import { firstFill } from '../../engine/workspaces/first-fill.js';
import { TestEngine } from '../../engine/testing/test-engine.js';
import { openChrome } from './chrome.js';
import { ensureCurrentBuild } from './current-build.js';

const SEED = 7;
/** How long a step in the browser may take: much, since a machine may be busy with other work. */
const PATIENCE_MS = 60_000;
/** How long a stage may take to stand: the web app may have to be built first. */
export const STAGE_MS = 300_000;

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
  readonly language?: 'en' | 'zh-CN';
  /** False: nobody is signed in. */
  readonly isOwner?: boolean;
  /** As for somebody who asked for less motion: colours are measured where they end, not on their way. */
  readonly isStill?: boolean;
}

/** A real engine with the sample workspace, the built web app, and a real browser. */
export class Stage {
  private readonly contexts: BrowserContext[] = [];
  /** What the browser complained of: errors of scripts, breaches of the policy, answers of 500 and above. */
  readonly complaints: string[] = [];

  private constructor(
    readonly api: TestEngine,
    private readonly browser: Browser,
  ) {}

  static async start({ sample = true, outboundHosts = [] }: { readonly sample?: boolean; readonly outboundHosts?: readonly string[] } = {}): Promise<Stage> {
    ensureCurrentBuild();
    const [api, browser] = await Promise.all([TestEngine.start({ outboundHosts }), openChrome()]);
    const { parts, workspace, runtime, library, crm } = api.engine;
    const actor = { kind: 'cli', id: 'journey', roles: ['*'] } as const;
    await firstFill({ storage: parts.storage, calendars: crm.calendars, library, runtime }, workspace.id, { actor, sample: sample ? SEED : null });
    await api.engine.work();
    return new Stage(api, browser);
  }

  async page({ width = 1440, height = 900, scheme = 'light', language = 'en', isOwner = true, isStill = false }: Look = {}): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width, height },
      colorScheme: scheme,
      reducedMotion: isStill ? 'reduce' : 'no-preference',
      locale: language,
      baseURL: this.api.url,
    });
    this.contexts.push(context);
    if (isOwner) {
      const [name = '', value = ''] = this.api.owner.cookie.split('=');
      await context.addCookies([{ name, value, domain: '127.0.0.1', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('console', (message) => void (message.type() === 'error' && !/status of 4\d\d/.test(message.text()) && this.complaints.push(message.text())));
    page.on('response', (response) => void (response.status() >= 500 && this.complaints.push(`${response.status()} ${response.url()}`)));
    return page;
  }

  async stop(): Promise<void> {
    for (const context of this.contexts) await context.close();
    await this.browser.close();
    await this.api.stop();
  }
}
