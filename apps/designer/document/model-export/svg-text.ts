const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text inside XML: markup signs as entities; signs that XML cannot hold left out. */
export const escapeXml = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** About how wide a text is drawn: Chinese, Japanese and Korean signs are as wide as the letters are high. */
export function widthOf(text: string, fontSize: number): number {
  let width = 0;
  for (const sign of text) width += (sign.codePointAt(0) ?? 0) >= 0x2e80 ? fontSize : fontSize * 0.56;
  return width;
}

/** The text, cut with an ellipsis so that it is drawn within the width. */
export function fitText(text: string, fontSize: number, width: number): string {
  if (widthOf(text, fontSize) <= width) return text;
  let kept = '';
  for (const sign of text) {
    if (widthOf(`${kept}${sign}…`, fontSize) > width) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

type Attributes = Readonly<Record<string, string | number>>;

/** One SVG element; attribute values are escaped, content is taken as it is. Numbers are written to a hundredth. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? String(Math.round(value * 100) / 100) : escapeXml(value)}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}
