/** What of a keyboard event decides which binding is meant. */
export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a stroke is the one that a binding names: `m`, `?`, `Enter`, `mod+k`, `shift+Tab`. `mod` is Ctrl, and Cmd on a Mac. */
export function isStroke(named: string, stroke: Stroke): boolean {
  const parts = named.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const hasMod = stroke.ctrlKey || stroke.metaKey;
  // Shift is part of how signs such as ? are typed; it counts only where it is named or where letters and named keys are meant.
  const shiftFits = wants('shift') ? stroke.shiftKey : key.length > 1 || /[a-z]/i.test(key) ? !stroke.shiftKey : true;
  return stroke.key.toLowerCase() === key.toLowerCase() && wants('mod') === hasMod && wants('alt') === stroke.altKey && shiftFits;
}

/** A binding of a bare key would swallow what somebody types. */
export const isBare = (named: string): boolean => !named.includes('mod+') && !named.includes('alt+') && !/^(Escape|F\d+)$/.test(named);
