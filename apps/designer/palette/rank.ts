/** How well a title answers what was typed: 0 not at all; whole beginnings before beginnings of words before anywhere. All words must occur. */
export function rank(typed: string, title: string, also = ''): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const [name, rest] = [title.toLowerCase(), `${title} ${also}`.toLowerCase()];
  if (words.length === 0) return 1;
  if (!words.every((word) => rest.includes(word))) return 0;
  const first = words[0] ?? '';
  if (name.startsWith(words.join(' '))) return 4;
  if (name.split(/[\s:·/-]+/).some((part) => part.startsWith(first))) return 3;
  return name.includes(first) ? 2 : 1;
}
