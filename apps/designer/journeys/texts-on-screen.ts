import type { Page, Response } from 'playwright-core';

/** What is read on a screen in the pseudo language that no text of the web app gave, and texts that have no room. */
export interface Finding {
  readonly text: string;
  /** Element and attribute. */
  readonly where: string;
}

/** Every text and number that the engine answers while a page is looked at: what is shown of it is data, not wording. */
export class Answered {
  private readonly said = new Set<string>();

  constructor(page: Page) {
    page.on('response', (response) => void this.take(response));
  }

  private async take(response: Response): Promise<void> {
    if (!response.url().includes('/api/') || !/json/.test(response.headers()['content-type'] ?? '')) return;
    this.add(await response.json().catch(() => null));
  }

  add(value: unknown): void {
    if (typeof value === 'string') this.said.add(value);
    else if (typeof value === 'number') this.said.add(String(value));
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        this.said.add(name);
        this.add(inner);
      }
  }

  texts(): readonly string[] {
    return [...this.said].filter((text) => text.length > 1).sort((a, b) => b.length - a.length);
  }
}

/** Texts on the screen that are neither in brackets nor data, nor written by Intl. */
export async function hardCoded(page: Page, answered: Answered): Promise<readonly Finding[]> {
  const found = await page.evaluate(readTexts);
  // An answer may be on the screen before its copy has been read here.
  await page.waitForTimeout(300);
  const data = answered.texts();
  const unique = [...new Map(found.map((one) => [`${one.where} ${one.text}`, one])).values()];
  return unique.filter(({ text }) => isWording(text, data));
}

/** Whether words are left of a text without bracketed wording, data and what Intl writes; a name may look like a month (Juniper), a moment hold a name. */
function isWording(text: string, data: readonly string[]): boolean {
  let own = text;
  for (let before = ''; before !== own;) [before, own] = [own, own.replace(/\[[^[\]]*~+\]/g, ' ')];
  // A label of a chart that has no room ends in three points.
  own = own.replace(/\[.*\.\.\.$/s, ' ');
  const hasWords = (left: string): boolean => /\p{L}{2}/u.test(left);
  const withoutData = (left: string): string => data.reduce((rest, one) => rest.replaceAll(one, ' '), left);
  return hasWords(withoutData(own).replace(INTL, ' ')) && hasWords(withoutData(own.replace(INTL, ' ')));
}

/** Moments, lengths of time, short numbers and zones, as Intl writes them in English. */
const INTL =
  /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|\b(AM|PM|GMT[+\-\d:]*|UTC)\b|\b(in )?\d[\d.,]* (second|minute|hour|day|week|month|year)s?( ago)?\b|\b(now|today|tomorrow|yesterday|(last|next|this) (second|minute|hour|day|week|month|year))\b|\d[\d.,]*( d| hr?| min| sec| wk| mth| yr)\b|\d[\d.,]*[KMBT]\b|\band\b/gi;

/** Buttons, labels and heads whose wording is cut off. */
export const clipped = (page: Page): Promise<readonly Finding[]> => page.evaluate(readClipped);

/** In the page: every text that can be seen or is read out. */
function readTexts(): Finding[] {
  const skipped = 'code, kbd, pre, script, style, noscript, textarea[aria-hidden], .cm-editor, [lang]:not(html)';
  const where = (element: Element): string => `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').slice(0, 40)}`;
  const found: Finding[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const parent = node.parentElement;
    if (text && parent && !parent.closest(skipped) && parent.checkVisibility()) found.push({ text, where: where(parent) });
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-roledescription]'))
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription']) {
      const text = element.getAttribute(name)?.trim();
      if (text && !element.closest(skipped) && element.checkVisibility()) found.push({ text, where: `${where(element)}@${name}` });
    }
  return found;
}

/** In the page: wording wider than the room it has. Columns are as wide as a person makes them; heads of rows are names; previews are cut on purpose. */
function readClipped(): Finding[] {
  const parts = 'button, [role="tab"], label, th, h1, h2, h3, nav a, legend, .mantine-Badge-label, .mantine-Button-label, .mantine-SegmentedControl-innerLabel';
  return [...document.querySelectorAll(parts)]
    .flatMap((part) => [part, ...part.querySelectorAll('span, div')])
    .filter((part) => part.closest('[role="columnheader"], th[scope="row"], [data-preview], .unseen') === null)
    .filter((part): part is HTMLElement => part instanceof HTMLElement && part.checkVisibility() && /^\[.*~\]$/s.test(part.innerText.trim()))
    .filter((part) => getComputedStyle(part).overflowX !== 'visible' && part.clientWidth > 2 && part.scrollWidth > part.clientWidth + 1)
    .map((part) => ({ text: part.innerText.trim(), where: `${part.tagName.toLowerCase()}.${part.className.toString().slice(0, 60)}` }));
}
