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
