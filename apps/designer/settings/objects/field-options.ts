/** One choice a line, `value` or `value = title`. Blank lines are left out. */
export function readOptions(text: string): { readonly value: string; readonly title: { readonly en: string } }[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf('=');
      const value = (at < 0 ? line : line.slice(0, at)).trim();
      const title = at < 0 ? '' : line.slice(at + 1).trim();
      return { value, title: { en: title || value } };
    });
}

/** A choice of a field as it is edited. */
export interface OptionDraft {
  readonly value: string;
  readonly en: string;
  readonly zh: string;
  readonly retired: boolean;
}

interface GivenOption {
  readonly value: string;
  readonly title: { readonly en: string; readonly 'zh-CN'?: string | undefined };
  readonly retired?: boolean | undefined;
}

export const draftsOf = (options: readonly GivenOption[]): readonly OptionDraft[] =>
  options.map(({ value, title, retired }) => ({ value, en: title.en, zh: title['zh-CN'] ?? '', retired: retired === true }));

/** The edited choices, and those written in lines after them; one that is there already is not made twice. */
export function optionsFrom(drafts: readonly OptionDraft[], lines: string): GivenOption[] {
  const known = new Set(drafts.map(({ value }) => value));
  const kept = drafts.map(({ value, en, zh, retired }) => ({ value, title: inBoth(en.trim() === '' ? value : en, zh), ...(retired ? { retired } : {}) }));
  return [...kept, ...readOptions(lines).filter(({ value }) => !known.has(value))];
}

export const inBoth = (en: string, zh: string): { readonly en: string; readonly 'zh-CN'?: string } => ({ en, ...(zh.trim() === '' ? {} : { 'zh-CN': zh }) });

/** The same list with one choice a place up or down. */
export function moved(drafts: readonly OptionDraft[], at: number, by: -1 | 1): readonly OptionDraft[] {
  const one = drafts[at];
  return one === undefined || at + by < 0 ? drafts : drafts.toSpliced(at, 1).toSpliced(at + by, 0, one);
}
